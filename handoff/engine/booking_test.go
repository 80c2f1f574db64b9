package engine

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/oauth2"

	"handoffd/calendar"
	"handoffd/calendar/graph"
	"handoffd/calendar/graph/graphtest"
	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// exchange puts the office's handoff address on Microsoft 365, as Graph shows it.
func (o *office) exchange() *graphtest.Server {
	o.t.Helper()
	const token = "access-token-of-the-test"
	s := graphtest.New(graphtest.Config{Token: token, Mailboxes: []string{handoffAddress, rita, mara},
		Now: func() time.Time { return o.now }})
	o.organizer("graph", o.graph(token, s.Transport()), false)
	return s
}

func (o *office) graph(token string, rt http.RoundTripper, change ...func(*graph.Options)) *graph.Provider {
	o.t.Helper()
	options := graph.Options{Mailbox: handoffAddress, Endpoint: graphtest.Endpoint, Client: &http.Client{Transport: rt},
		Token: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token}), Now: func() time.Time { return o.now },
		Zone: func(string) *time.Location { return time.UTC }, Wait: func(ctx context.Context,
			_ time.Duration) error {
			return ctx.Err()
		}}
	for _, c := range change {
		c(&options)
	}
	p, err := graph.New(options)
	if err != nil {
		o.t.Fatal(err)
	}
	return p
}

func (o *office) organizer(name string, p calendar.Provider, mails bool) {
	o.e.Organizers = organizerOf(name, p, mails)
	o.wire()
	o.c.Events = map[bool]handoff.EventsIn{true: handoff.EventsCopied, false: handoff.EventsHosted}[mails]
}

func event(t *testing.T, s *graphtest.Server, uid string) calendar.Event {
	t.Helper()
	all := s.Events(uid)
	if len(all) != 1 {
		t.Fatalf("%d events, want one: %+v", len(all), all)
	}
	return all[0]
}

func guests(e calendar.Event) map[string]calendar.PartStat {
	out := map[string]calendar.PartStat{}
	for _, a := range e.Attendees {
		out[a.Address] = a.PartStat
	}
	return out
}

func TestEventsLiveAtTheProvider(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.c.Teams[0].Reps = []handoff.PersonID{"rita", "mara"}
	s := o.exchange()
	h := o.offered()
	e := event(t, s, h.UID)
	if diff := cmp.Diff(map[string]int{rita: 1, pat: 1}, s.Notices()); diff != "" {
		t.Errorf("notices of the invitation (-want +got):\n%s", diff)
	}
	for _, m := range o.box(rita) {
		if m.Kind == mail.KindCalendarRequest {
			t.Error("the invitation was mailed as well")
		}
	}
	if !e.Start.Equal(h.Start) {
		t.Errorf("the event starts %v, want %v", e.Start, h.Start)
	}
	o.settle(time.Hour)
	s.Answer(h.UID, pat, calendar.Accepted, true)
	s.Answer(h.UID, rita, calendar.Accepted, true)
	o.settle(time.Minute)
	if h = o.one(); len(h.Current().Evidence) != 1 || h.Current().Evidence[0].Via != "graph" {
		t.Fatalf("evidence: %+v", h.Current().Evidence)
	}
	// the rep withdraws: the next one has it, the prospect's answer stands
	s.Answer(h.UID, rita, calendar.Declined, true)
	o.settle(time.Minute)
	o.settle(3 * time.Minute)
	h = o.one()
	if h.Rep() != "mara" {
		t.Fatalf("%s has it: %v", h.Rep(), h.Why)
	}
	if diff := cmp.Diff(map[string]calendar.PartStat{mara: calendar.NeedsAction, pat: calendar.Accepted},
		guests(event(t, s, h.UID))); diff != "" {
		t.Errorf("after the swap (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{rita: 2, pat: 2, mara: 1}, s.Notices()); diff != "" {
		t.Errorf("notices after the swap (-want +got):\n%s", diff)
	}
	if h.Current().Opened.IsZero() {
		t.Error("the window of the new rep did not open")
	}
}

var errDied = errors.New("the process was killed")

// diaries lets the reps' calendars be read by the account of the handoff address.
func (o *office) diaries(s *graphtest.Server, people ...handoff.PersonID) {
	p := o.graph("access-token-of-the-test", s.Transport())
	d := &desk.BusySources{Of: map[handoff.PersonID][]desk.BusySource{}, Store: o.store,
		Now: func() time.Time { return o.now }}
	for _, id := range people {
		person := o.c.People[id]
		person.Calendars = []string{"graph"}
		o.c.People[id] = person
		d.Of[id] = []desk.BusySource{{Name: "graph", Reader: p, Owner: person.Email()}}
	}
	o.e.Calendars, o.e.desk.Calendars = d, d
}

// Outlook lets people accept without sending a response: only the rep's own calendar shows it.
func TestAcceptedWithoutAResponse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	o.diaries(s, "rita")
	h := o.offered()
	o.settle(20 * time.Minute)
	s.Answer(h.UID, rita, calendar.Accepted, false)
	o.settle(20 * time.Minute)
	if h = o.one(); !slices.ContainsFunc(h.Current().Evidence,
		func(ev handoff.Evidence) bool { return ev.Kind == handoff.RequireAccept && ev.Via == "graph" }) {
		t.Fatalf("evidence: %+v", h.Current().Evidence)
	}
}

// An event that the rep deleted is missed twice before anybody asks, and never taken for a no.
func TestRemovedIsMissedTwice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	o.diaries(s, "rita")
	h := o.offered()
	o.settle(20 * time.Minute)
	s.Answer(h.UID, rita, calendar.Declined, false) // Outlook takes it out of the calendar
	o.settle(20 * time.Minute)
	if h = o.one(); !h.Current().Removed.IsZero() {
		t.Fatal("asked after one reading")
	}
	o.settle(20 * time.Minute)
	if h = o.one(); h.Current().Removed.IsZero() || h.Rep() != "rita" {
		t.Fatalf("after two readings: %+v", h.Current())
	}
}

// What comes into the rep's calendar after the offer is found, and put to the rep.
func TestALaterConflictIsFound(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	o.diaries(s, "rita")
	h := o.offered()
	o.settle(20 * time.Minute)
	s.Plant(rita, graphtest.Entry{Title: "Dentist", Start: h.Start.Add(-10 * time.Minute),
		End: h.Start.Add(20 * time.Minute)})
	o.settle(20 * time.Minute)
	if h = o.one(); h.Clash == nil {
		t.Fatalf("no clash: %v", h.Why)
	}
	if m := o.last(rita); strings.Contains(m.Text, "Dentist") {
		t.Error("a title left the calendar")
	}
}

// The link that the server gives to the event stands in the mails, stays with a swap, and makes no second change of the
// event.
func TestConferenceLink(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	p := o.c.People["rita"]
	p.Link = ""
	o.c.People["rita"], o.c.Conference = p, true
	o.c.Teams[0].Reps = []handoff.PersonID{"rita", "mara"}
	o.organizer("graph", o.graph("access-token-of-the-test", s.Transport(),
		func(g *graph.Options) { g.Conference = true }), false)
	h := o.offered()
	e := event(t, s, h.UID)
	if h.Link == "" || h.Link != e.URL {
		t.Fatalf("link %q, joined at %q", h.Link, e.URL)
	}
	if brief := o.latest(rita, "New lead"); !strings.Contains(brief.Text, "the link is in the invitation") {
		t.Errorf("before the event is there:\n%s", brief.Text)
	}
	o.reply(rita, o.latest(rita, "New lead"), "decline")
	if h = o.one(); h.Rep() != "mara" || h.Link != e.URL || event(t, s, h.UID).URL != e.URL {
		t.Fatalf("after the swap %s has %q, joined at %q: %s", h.Rep(), h.Link, event(t, s, h.UID).URL, h.Why)
	}
	for h.Current().Steps == 0 {
		o.settle(h.Next.At.Sub(o.now))
		h = o.one()
	}
	if m := o.latest(mara, " left: "); !strings.Contains(m.Text, h.Link) {
		t.Errorf("the reminder has no link:\n%s", m.Text)
	}
	if diff := cmp.Diff(map[string]int{rita: 2, pat: 2, mara: 1}, s.Notices()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

// A rep who makes an event of his own with the prospect is asked which one holds, once. His own is followed from then
// on.
func TestOwnEventWithTheProspect(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	o.diaries(s, "rita")
	h := o.offered()
	o.settle(20 * time.Minute)
	const uid = "own-event-of-rita"
	at := h.Start.Add(time.Hour)
	s.Plant(rita, graphtest.Entry{UID: uid, Title: "Zoom with Pat", Start: at, End: at.Add(time.Hour),
		Guests: []string{pat}})
	o.settle(20 * time.Minute)
	question := o.latest(rita, "Your event or the invitation?")
	if h = o.one(); h.Own == nil || h.Clash != nil || strings.Contains(question.Text, "Zoom") {
		t.Fatalf("own %+v, clash %+v:\n%s", h.Own, h.Clash, question.Text)
	}
	o.settle(20 * time.Minute)
	if again := o.one(); again.Version != h.Version {
		t.Errorf("noted again: %s", again.Why)
	}
	o.reply(rita, question, "Yes please")
	if h = o.one(); h.State != handoff.Accepted || !h.Own.Watched || !h.Start.Equal(at) || len(s.Events(h.UID)) != 0 {
		t.Fatalf("%s at %s, own %+v: %s", h.State, h.Start, h.Own, h.Why)
	}
	s.Shift(rita, uid, at.Add(24*time.Hour))
	o.settle(20 * time.Minute)
	if h = o.one(); h.State != handoff.Accepted || !h.Start.Equal(at.Add(24*time.Hour)) {
		t.Fatalf("moved: %s at %s", h.State, h.Start)
	}
	s.Shift(rita, uid, time.Time{})
	o.settle(20 * time.Minute)
	if h = o.one(); !h.Current().Removed.IsZero() {
		t.Fatal("asked after one reading")
	}
	o.settle(20 * time.Minute)
	o.reply(rita, o.latest(rita, "Did you remove it?"), "keep the time")
	if h = o.one(); h.State != handoff.Accepted || h.Own != nil || len(guests(event(t, s, h.UID))) != 2 {
		t.Errorf("%s, own %+v: %s", h.State, h.Own, h.Why)
	}
}

// What is deleted where it lives is made anew, once.
func TestDeletedEventIsMadeAnew(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	h := o.offered()
	p := o.graph("access-token-of-the-test", s.Transport())
	for n := range 2 {
		var b store.Booking
		if err := o.store.View(t.Context(), func(tx *store.Tx) (err error) {
			b, _,
				err = tx.Booking(h.ID, "")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := p.Withdraw(t.Context(), b.Ref); err != nil {
			t.Fatal(err)
		}
		o.settle(time.Minute)
		o.settle(time.Minute)
		if got := len(s.Events(h.UID)); got != 1-n {
			t.Errorf("deleted %d times: %d events", n+1, got)
		}
	}
	if h = o.one(); h.Deletions != 2 {
		t.Errorf("%d deletions", h.Deletions)
	}
}

// A calendar that may not be written opens no window; the admin is told, and it goes on by itself when somebody has
// granted it.
func TestNoPermissionToWrite(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.exchange()
	s.Deny(handoffAddress, "write")
	o.send(quinn, mail.Draft{To: []mail.Address{{Addr: handoffAddress}}, Subject: "New lead", Text: goodBrief})
	o.settle(0)
	o.settle(3 * time.Minute)
	if h := o.one(); h.State != handoff.Offered || !h.Current().Opened.IsZero() {
		t.Fatalf("%s, opened %v", h.State, h.Current().Opened)
	}
	if m := o.last(mara); !strings.Contains(m.Subject, "calendar server") {
		t.Errorf("the admin has %q", m.Subject)
	}
	s.Grant(handoffAddress)
	o.settle(10 * time.Minute)
	if h := o.one(); h.Current().Opened.IsZero() {
		t.Error("granted, and no window opened")
	}
}
