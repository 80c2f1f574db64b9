package main

import (
	"context"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/caldav"
	"handoffd/calendar/calendartest"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/engine"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// other is the rep who is not the given one.
func other(rep string) string {
	if rep == "rita" {
		return "ben"
	}
	return "rita"
}

// turn is the open assignment of the only lead.
func (f *flow) turn() handoff.Assignment {
	f.Helper()
	h := f.lead()
	if h.Current() == nil {
		f.Fatalf("nobody has the lead: %s, %v", h.State, h.Why)
	}
	return *h.Current()
}

// impersonate sends an answer in the rep's name in every way in which it is not theirs to give, under the prospect's
// UID and, from the prospect's side, under the rep's own. The rep hears of it once.
func impersonate(t *testing.T, answer calendar.PartStat) {
	f := newFlow(t)
	rep := f.offered()
	before := f.lead()
	pats, reps := f.invitation("pat"), f.invitation(rep)
	if a, b := f.event(pats).UID, f.event(reps).UID; a == b || a != before.UID || b != before.Current().UID {
		t.Fatalf("the prospect has %s, the rep %s, the lead %s and %s", a, b, before.UID, before.Current().UID)
	}
	f.answer("pat", forged, pats, rep, answer)                  // by the prospect's own address, without proof
	f.answer("pat", proved, pats, rep, answer)                  // and with it
	f.answer("mallory@evil.example", proved, pats, rep, answer) // by an address that has nothing to do with it
	f.answer("pat", proved, reps, rep, answer)                  // somebody has passed the rep's invitation on
	f.answer("lee@globex.example", bare, reps, rep, answer)
	f.expect(rep + ": Yes or no?")
	f.answer(rep, bare, pats, rep, answer) // a spoofed rep from outside, who knows the prospect's invitation
	f.expect()
	f.answer(rep, forged, pats, rep, answer)
	f.expect(rep + ": Is this from you?")
	if h := f.lead(); h.State != handoff.Offered || string(h.Rep()) != rep || len(h.Current().Evidence) != 0 ||
		len(h.Assignments) != 1 {
		t.Errorf("%s in the rep's name counted: %s with %s, %+v", answer, h.State, h.Rep(), h.Current().Evidence)
	}
	for _, g := range f.lead().Guests {
		if g.PartStat != calendar.NeedsAction {
			t.Errorf("%s stands as %s", g.Address, g.PartStat)
		}
	}
}

// TestFlow01NobodyAcceptsForTheRep: an acceptance in the rep's name by anybody else never counts; one under the rep's
// own UID from an address that is not known, as Macs send it, counts weakly, and the rep can take it back.
func TestFlow01NobodyAcceptsForTheRep(t *testing.T) {
	impersonate(t, calendar.Accepted)
}

func TestFlow01ARepAnswersFromAnotherAddress(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.replyAll(rep, f.intro(rep), "Hello Pat, I look forward to meeting you.")
	f.news()
	f.answer("home@hooli.example", proved, f.invitation(rep), rep, calendar.Accepted)
	h := f.lead()
	ev := h.Current().Evidence
	if h.State != handoff.Accepted || ev[len(ev)-1].Strength != handoff.Weak {
		t.Fatalf("%s with %+v", h.State, ev)
	}
	f.expect("quinn: Accepted", rep+": Was it you?")
	m := f.mail(rep, "Was it you?")
	if want := "home" + f.suffix + "@hooli.example"; !strings.Contains(m.Text, want) ||
		!strings.Contains(m.Text, "Not you? Answer `no`") {
		t.Errorf("it says\n%s", m.Text)
	}
	f.answer("home@hooli.example", proved, f.invitation(rep), rep, calendar.Accepted)
	f.expect() // the same once more
	f.reply(rep, m, "no")
	h = f.lead()
	if a := h.Current(); h.State != handoff.Offered || string(h.Rep()) != rep || !a.Due.After(f.clock.Now()) ||
		slices.ContainsFunc(a.Evidence, func(e handoff.Evidence) bool { return e.Kind == handoff.RequireAccept }) {
		t.Fatalf("taken back: %s with %+v", h.State, a)
	}
	f.expect("quinn: Taken back", rep+": Noted")
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	if h = f.lead(); h.State != handoff.Accepted {
		t.Errorf("the rep's own answer: %s, %v", h.State, h.Why)
	}
}

// TestFlow02NobodyDeclinesForTheRep: nor does a no, which took the lead away at once.
func TestFlow02NobodyDeclinesForTheRep(t *testing.T) {
	impersonate(t, calendar.Declined)
}

// TestFlow02ANoThatWasNotTheRepsIsTakenBack: a no under the rep's own UID from an unknown address takes the lead on;
// the rep gets it back.
func TestFlow02ANoThatWasNotTheRepsIsTakenBack(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.answer("home@hooli.example", proved, f.invitation(rep), rep, calendar.Declined)
	if h := f.lead(); string(h.Rep()) != other(rep) {
		t.Fatalf("%s with %s: %v", h.State, h.Rep(), h.Why)
	}
	f.pass(5 * time.Minute)
	m := f.mail(rep, "Was it you?")
	f.news()
	f.reply(rep, m, "no")
	h := f.lead()
	if h.State != handoff.Offered || string(h.Rep()) != rep || len(h.Assignments) != 3 ||
		h.Current().UID == h.Assignments[0].UID {
		t.Fatalf("%s with %s after %d turns: %v", h.State, h.Rep(), len(h.Assignments), h.Why)
	}
	f.pass(5 * time.Minute)
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	if a := f.turn(); !slices.ContainsFunc(a.Evidence,
		func(e handoff.Evidence) bool { return e.Kind == handoff.RequireAccept }) {
		t.Errorf("the new invitation is not answered: %v", f.lead().Why)
	}
}

// TestFlow01SwapEndsTheOldEvent: each turn has an event of its own. The old one is cancelled whole, the prospect keeps
// theirs and their answer, given before the swap or after it; a late answer to the old one changes nothing, and a rep
// who comes back starts afresh.
func TestFlow01SwapEndsTheOldEvent(t *testing.T) {
	f := newFlow(t)
	first := f.offered()
	second := other(first)
	old, pats := f.invitation(first), f.invitation("pat")
	f.answer("pat", proved, pats, "pat", calendar.Accepted)
	f.reply(first, f.mail(first, "New lead"), "decline")
	f.pass(5 * time.Minute)
	cancel := f.mail(first, "Invitation withdrawn")
	if e := f.event(cancel); cancel.Calendars[0].Method != "CANCEL" || e.UID != f.event(old).UID ||
		e.Status != "CANCELLED" || len(e.Attendees) != 2 {
		t.Errorf("the old event is cancelled by %+v", e)
	}
	now := f.invitation(second)
	if a, b := f.event(old).UID, f.event(now).UID; a == b {
		t.Errorf("both reps have %s", a)
	}
	update := f.invitation("pat")
	if e := f.event(update); e.UID != f.event(pats).UID || partStat(e, f.address("pat")) != calendar.Accepted ||
		!e.Stamp.After(f.event(pats).Stamp) {
		t.Errorf("the prospect's update is %+v", e)
	}
	for _, m := range []*mail.Message{now, update} { // each asks its reader alone, and lists everybody
		e, reader := f.event(m), m.To[0].Addr
		for _, a := range e.Attendees {
			if a.RSVP != (a.Address == reader) {
				t.Errorf("in the event of %s, %s is asked: %v", reader, a.Address, a.RSVP)
			}
		}
		if len(e.Attendees) != 2 {
			t.Errorf("the event of %s lists %+v", reader, e.Attendees)
		}
	}
	f.news()
	f.answer(first, proved, old, first, calendar.Accepted) // pressed too late
	f.expect(first + ": Now with")
	if h := f.lead(); string(h.Rep()) != second || len(h.Current().Evidence) != 0 {
		t.Fatalf("a late answer counted: %s with %s, %v", h.State, h.Rep(), h.Why)
	}
	f.answer("pat", proved, pats, "pat", calendar.Tentative) // the invitation of before the swap
	if h := f.lead(); partStatOf(h, f.address("pat")) != calendar.Tentative {
		t.Errorf("the prospect's answer to the earlier mail: %v", h.Why)
	}

	f.reply("mara", f.mailOrBrief("mara", first), "assign "+first)
	f.pass(5 * time.Minute)
	again := f.invitation(first)
	h := f.lead()
	if string(h.Rep()) != first || f.event(again).UID == f.event(old).UID || f.event(again).UID != h.Current().UID {
		t.Fatalf("who comes back has %s, had %s: %v", f.event(again).UID, f.event(old).UID, h.Why)
	}
	f.answer(first, proved, old, first, calendar.Declined) // his first event, which he never took out
	if h = f.lead(); string(h.Rep()) != first || h.State != handoff.Offered {
		t.Errorf("the answer to his first turn ended the present one: %s with %s", h.State, h.Rep())
	}
	f.replyAll(first, f.intro(first), "Hello Pat, me again.")
	f.answer(first, proved, again, first, calendar.Accepted)
	if h = f.lead(); h.State != handoff.Accepted {
		t.Errorf("his answer to the present one: %s, %v", h.State, h.Why)
	}
}

// mailOrBrief lets a colleague write about the lead by its id, as to a mail of somebody else.
func (f *flow) mailOrBrief(_, rep string) *mail.Message {
	f.Helper()
	m := *f.mail(rep, "New lead")
	m.ReplyTo = []mail.Address{{Addr: f.config.Address}}
	return &m
}

// TestFlow01MoveAfterASwap: a UID that begins after a move starts above zero, and any answer under it is to the present
// time; after a further move it is not.
func TestFlow01MoveAfterASwap(t *testing.T) {
	f := newFlow(t)
	first := f.offered()
	receipt := f.mail("quinn", "Offered")
	f.reply("quinn", receipt, "move Thursday 26 November 2026 11:00")
	f.pass(5 * time.Minute)
	f.reply(first, f.mail(first, "New lead"), "decline")
	f.pass(5 * time.Minute)
	second := other(first)
	invite := f.invitation(second)
	if e := f.event(invite); e.Sequence == 0 {
		t.Fatalf("the new event begins with SEQUENCE %d", e.Sequence)
	}
	f.itip(second, proved, "REPLY", invite, second, func(e *calendar.Event) { // a client that counts for itself
		e.Attendees[0].PartStat, e.Sequence = calendar.Accepted, 0
	})
	if a := f.turn(); len(a.Evidence) != 1 {
		t.Fatalf("an answer to the only version there ever was: %v", f.lead().Why)
	}
	f.reply("quinn", receipt, "move Thursday 26 November 2026 14:00")
	f.pass(5 * time.Minute)
	f.answer(second, proved, invite, second, calendar.Accepted)
	if h := f.lead(); len(h.Current().Evidence) != 0 || h.Why.Code == "accepted" {
		t.Errorf("an answer to the time before the move counted: %v", h.Why)
	}
	f.answer(second, proved, f.invitation(second), second, calendar.Accepted)
	if a := f.turn(); len(a.Evidence) != 1 {
		t.Errorf("an answer to the present time: %v", f.lead().Why)
	}
}

// TestFlow01OlderInstallation: a handoff that was open before every side had an event of its own lives on with the
// shared one, under which the rep's answer needs proof, until it moves.
func TestFlow01OlderInstallation(t *testing.T) {
	f := newFlow(t, func(f *flow) { f.config.Events = handoff.EventsHosted }) // one UID for all, as it was
	rep := f.offered()
	f.config.Events = handoff.EventsMailed
	invite, pats := f.invitation(rep), f.invitation("pat")
	if a, b := f.event(invite).UID, f.event(pats).UID; a != b {
		t.Fatalf("an older handoff has the events %s and %s", a, b)
	}
	f.answer(rep, bare, invite, rep, calendar.Accepted)
	f.expect(rep + ": Yes or no?")
	f.answer("pat", bare, pats, "pat", calendar.Accepted)
	h := f.lead()
	if len(h.Current().Evidence) != 0 || partStatOf(h, f.address("pat")) != calendar.Accepted {
		t.Fatalf("without proof: %+v, the prospect %s", h.Current().Evidence, partStatOf(h, f.address("pat")))
	}
	f.answer(rep, proved, invite, rep, calendar.Accepted)
	if a := f.turn(); len(a.Evidence) != 1 {
		t.Fatalf("with proof: %v", f.lead().Why)
	}
	f.news()
	f.reply("quinn", f.mail("quinn", "Offered"), "move Thursday 26 November 2026 11:00")
	f.pass(5 * time.Minute)
	cancel, own := f.mail(rep, "Invitation withdrawn"), f.invitation(rep)
	if e := f.event(cancel); e.UID != f.event(pats).UID || e.Status != "" || len(e.Attendees) != 1 {
		t.Errorf("the rep is taken out of the shared event by %+v", e)
	}
	if e := f.event(own); e.UID == f.event(pats).UID || e.UID != f.turn().UID {
		t.Errorf("after the move the rep has %s, the prospect %s", e.UID, f.event(pats).UID)
	}
	if e := f.event(f.invitation("pat")); e.UID != f.event(pats).UID {
		t.Errorf("the prospect's event changed its UID to %s", e.UID)
	}
	f.answer(rep, proved, own, rep, calendar.Accepted)
	if a := f.turn(); len(a.Evidence) != 1 {
		t.Errorf("after the move: %v", f.lead().Why)
	}
}

// TestFlow01UnlistedAddresses: who answers without having been invited counts for nobody, and somebody is asked once
// whose address it is.
func TestFlow01UnlistedAddresses(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.answer("info@globex.example", proved, f.invitation("pat"), "info@globex.example", calendar.Accepted)
	f.answer("info@globex.example", proved, f.invitation("pat"), "info@globex.example", calendar.Accepted)
	f.expect(rep + ": Who is info")
	if m := f.mail(rep, "Who is info"); !strings.Contains(m.Text, "It counts for nobody") ||
		!strings.Contains(m.Text, f.address("pat")) {
		t.Errorf("the rep is asked\n%s", m.Text)
	}
	f.answer("home@hooli.example", proved, f.invitation(rep), "home@hooli.example", calendar.Accepted)
	f.expect(rep + ": Was it you?")
	h := f.lead()
	if len(h.Current().Evidence) != 0 || len(h.Open) != 2 || partStatOf(h, f.address("pat")) != calendar.NeedsAction {
		t.Errorf("%+v, open %+v", h.Current().Evidence, h.Open)
	}
}

// TestFlow01WrappedAndRefreshed: a UID that Exchange has wrapped is the same one, on both sides; who asks for the event
// once more gets their own.
func TestFlow01WrappedAndRefreshed(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	wrapped := func(uid string) string {
		data := "vCal-Uid\x01\x00\x00\x00" + uid + "\x00"
		head, err := hex.DecodeString("040000008200E00074C5B7101A82E00800000000" + strings.Repeat("00", 16))
		if err != nil {
			t.Fatal(err)
		}
		size := []byte{byte(len(data)), 0, 0, 0}
		return strings.ToUpper(hex.EncodeToString(slices.Concat(head, size, []byte(data))))
	}
	for _, who := range []string{rep, "pat"} {
		f.itip(who, proved, "REPLY", f.invitation(who), who, func(e *calendar.Event) {
			e.Attendees[0].PartStat, e.UID = calendar.Accepted, wrapped(e.UID)
		})
		if got := partStatOf(f.lead(), f.address(who)); got != calendar.Accepted {
			t.Errorf("the wrapped answer of %s: %s, %v", who, got, f.lead().Why)
		}
	}
	f.news()
	for _, who := range []string{rep, "pat"} {
		had := f.event(f.invitation(who))
		for range 2 {
			f.refresh(who, bare, f.invitation(who))
		}
		f.pass(time.Minute)
		f.expect(who + ": REQUEST Updated invitation")
		if e := f.event(f.invitation(who)); e.UID != had.UID || partStat(e, f.address(who)) != calendar.Accepted ||
			!e.Start.Equal(had.Start) {
			t.Errorf("%s gets %+v, had %+v", who, e, had)
		}
	}
	f.refresh("pat", proved, f.invitation(rep)) // another's event
	f.expect()
}

// refresh asks for the event of an invitation once more.
func (f *flow) refresh(who string, p proof, invite *mail.Message) {
	f.Helper()
	data := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REFRESH\r\nBEGIN:VEVENT\r\nUID:" + f.event(invite).UID + "\r\nDTSTAMP:20261123T080000Z\r\n" +
		"ORGANIZER:mailto:" + f.config.Address + "\r\nATTENDEE:mailto:" + f.address(who) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	f.write(who, p, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Refresh", Text: " ",
		Calendar: &mail.Calendar{Method: "REFRESH", Data: []byte(data)}})
	f.pass(time.Minute)
}

func partStat(e calendar.Event, address string) calendar.PartStat {
	for _, a := range e.Attendees {
		if handoff.SameAddress(a.Address, address) {
			return a.PartStat
		}
	}
	return ""
}

func partStatOf(h handoff.Handoff, address string) calendar.PartStat {
	for _, g := range h.Guests {
		if handoff.SameAddress(g.Address, address) {
			return g.PartStat
		}
	}
	return ""
}

// TestFlow34TheCopyCarriesTheAnswer: the calendar of the handoff address holds the rep's event, with the rep as its
// only attendee and the answer that came by mail; a swap takes it away and writes the next.
func TestFlow34TheCopyCarriesTheAnswer(t *testing.T) {
	dav := calendartest.StartRadicale(t)
	var collection string
	f := newFlow(t, func(f *flow) {
		f.config.Events = handoff.EventsCopied
		collection = "/" + f.config.Address + "/calendar/"
		dav.Do(t, "MKCALENDAR", collection, "")
		provider, err := caldav.New(caldav.Options{URL: dav.URL + collection, Username: f.config.Address,
			Self: []string{f.config.Address}, Zone: time.UTC,
			Password: func(context.Context) (string, error) { return "secret", nil }, Client: http.DefaultClient,
			Now: f.clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		f.options = func(o *engine.Options) {
			at := outbox.Calendar{Name: "caldav", Carrier: adapter.Calendar(provider), Mails: true}
			o.Organizers = map[string]engine.Organizer{f.config.Address: {Calendar: at, Reader: provider}}
		}
	})
	stands := func(rep string, answer calendar.PartStat) calendar.Event {
		t.Helper()
		m, _, err := ics.Decode([]byte(dav.Do(t, http.MethodGet, collection, "")))
		if err != nil || len(m.Events) != 1 {
			t.Fatalf("%d events stand there, want one: %v", len(m.Events), err)
		}
		e, h := m.Events[0], f.lead()
		if e.UID != h.Current().UID || len(e.Attendees) != 1 || e.Attendees[0].Address != f.address(rep) ||
			!e.Start.Equal(h.Start) {
			t.Errorf("it is %s with %+v, the rep holds %s", e.UID, e.Attendees, h.Current().UID)
		}
		if got := partStat(e, f.address(rep)); got != answer && !(got == "" && answer == calendar.NeedsAction) {
			t.Errorf("it shows %s, the rep answered %s", got, answer)
		}
		if !strings.Contains(e.Description, "Pat Kim") {
			t.Errorf("its text is %q", e.Description)
		}
		return e
	}
	copies := func() (n int) {
		f.view(func(tx *store.Tx) error {
			rows, err := tx.Outbox(f.lead().ID)
			for _, r := range rows {
				if r.Action.Purpose == handoff.PurposeCopy {
					n++
				}
			}
			return err
		})
		return n
	}
	first := f.offered()
	stands(first, calendar.NeedsAction)
	f.answer(first, proved, f.invitation(first), first, calendar.Accepted)
	stands(first, calendar.Accepted)
	f.answer(first, proved, f.invitation(first), first, calendar.Accepted)
	f.answer("pat", proved, f.invitation("pat"), "pat", calendar.Accepted)
	if n := copies(); n != 1 {
		t.Errorf("it was written %d times for one answer of the rep", n)
	}
	stands(first, calendar.Accepted)
	f.reply("quinn", f.mail("quinn", "Offered"), "move Thursday 26 November 2026 11:00")
	f.pass(5 * time.Minute)
	stands(first, calendar.NeedsAction)
	f.answer(first, proved, f.invitation(first), first, calendar.Tentative)
	stands(first, calendar.Tentative)
	f.reply(first, f.mail(first, "New lead"), "decline")
	f.pass(5 * time.Minute)
	second := other(first)
	stands(second, calendar.NeedsAction)
	f.answer(second, proved, f.invitation(second), second, calendar.Accepted)
	stands(second, calendar.Accepted)
	if h := f.lead(); h.Deletions != 0 {
		t.Errorf("our own deletion of the old copy was taken for somebody's: %v", h.Why)
	}
	f.reply("quinn", f.mail("quinn", "Offered"), "cancel")
	f.reply("quinn", f.mail("quinn", "Offered"), "cancel")
	f.pass(5 * time.Minute)
	if m, _, err := ics.Decode([]byte(dav.Do(t, http.MethodGet, collection, ""))); err == nil && len(m.Events) > 0 {
		t.Errorf("after the cancellation there stands %+v", m.Events)
	}
}
