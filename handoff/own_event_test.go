package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestOwnIn: which entries of a rep's calendar are perhaps the same meeting.
func TestOwnIn(t *testing.T) {
	w := in(t, Offered)
	rita := w.c.Person("rita")
	pat := []calendar.Attendee{{Address: "Pat@globex.example", PartStat: calendar.NeedsAction}}
	entry := func(change func(*calendar.Entry)) calendar.Entry {
		e := calendar.Entry{UID: "own", Start: meeting, End: meeting.Add(time.Hour), Busy: true, Guests: pat}
		if change != nil {
			change(&e)
		}
		return e
	}
	at := func(start time.Time) func(*calendar.Entry) {
		return func(e *calendar.Entry) { e.Start, e.End = start, start.Add(time.Hour) }
	}
	midnight := time.Date(2026, 11, 25, 23, 30, 0, 0, rita.Location())
	for _, c := range []struct {
		name string
		e    calendar.Entry
		is   bool
	}{
		{"at the same time", entry(nil), true},
		{"on the same day, far off", entry(at(meeting.Add(-6 * time.Hour))), true},
		{"the last hour of the day", entry(at(midnight)), true},
		{"the next day", entry(at(midnight.Add(time.Hour))), false},
		{"by an own address", entry(func(e *calendar.Entry) { e.Organizer = "rita@acme.example" }), true},
		{"by somebody else", entry(func(e *calendar.Entry) { e.Organizer = "quinn@acme.example" }), false},
		{"our own", entry(func(e *calendar.Entry) { e.UID = w.h.UID }), false},
		{"without the prospect",
			entry(func(e *calendar.Entry) { e.Guests = []calendar.Attendee{{Address: "lee@globex.example"}} }), false},
		{"declined by the prospect", entry(func(e *calendar.Entry) {
			e.Guests = []calendar.Attendee{{Address: "pat@globex.example", PartStat: calendar.Declined}}
		}), false},
		{"a series", entry(func(e *calendar.Entry) { e.Series = true }), false},
		{"all day", entry(func(e *calendar.Entry) { e.AllDay = true }), false},
		{"called off", entry(func(e *calendar.Entry) { e.Status = "CANCELLED" }), false},
		{"without a length", entry(func(e *calendar.Entry) { e.End = e.Start }), false},
	} {
		own, is := OwnIn(w.h, rita, []calendar.Entry{c.e})
		if is != c.is || is && (own.Rep != "rita" || own.Key != EventKey("own") || !own.Start.Equal(c.e.Start)) {
			t.Errorf("%s: %v, %+v", c.name, is, own)
		}
	}
	night := w.h
	night.Start, night.End = midnight, midnight.Add(time.Hour)
	if _, is := OwnIn(night, rita, []calendar.Entry{entry(at(midnight.Add(time.Hour)))}); !is {
		t.Error("an hour later, but over midnight, is not near")
	}
	if _, is := OwnIn(w.h, w.c.Person("ben"), []calendar.Entry{entry(nil)}); is {
		t.Error("another rep's event is the rep's own")
	}
	near := entry(at(meeting.Add(time.Hour)))
	near.UID = "near"
	if own, _ := OwnIn(w.h, rita, []calendar.Entry{entry(at(meeting.Add(-3 * time.Hour))),
		near}); own.Key != EventKey("near") {
		t.Error("the nearer one is not taken")
	}
	w.h.Own = &Own{Rep: "rita", Key: EventKey("own"), Watched: true}
	if own, is := OwnIn(w.h, rita, []calendar.Entry{near, entry(at(meeting.Add(96 * time.Hour)))}); !is ||
		own.Key != EventKey("own") || !own.Watched {
		t.Errorf("the one that is watched is not found where it went: %+v", own)
	}
}

// askedOwn is a world in which the rep was asked about an event of his own an hour after ours.
func askedOwn(t *testing.T, s State) *world {
	w := in(t, s)
	w.say(ownEvent(w, meeting.Add(time.Hour)))
	if !w.sentTo(PurposeQuestion, "own-event", "rita") {
		t.Fatalf("not asked: %s", w.reason)
	}
	return w
}

// TestTheRepsOwnEventStandsForOurs: ours is withdrawn from both, his counts as accepted and replied, and the time is
// his.
func TestTheRepsOwnEventStandsForOurs(t *testing.T) {
	w := askedOwn(t, Offered)
	w.say(&UseOwn{About: by("rita", w.now), Mine: true})
	w.mustBe(Accepted, "own-event-watched")
	if !w.h.Start.Equal(meeting.Add(time.Hour)) || !w.sentTo(PurposeCancel, "own", "rita") ||
		!w.sentTo(PurposeCancel, "own", "pat@globex.example") || w.turnAnyLive() {
		t.Errorf("at %s, guests %+v", w.h.Start, w.h.Guests)
	}
	w.answered("rita", calendar.Declined)
	w.mustBe(Accepted, "own-event")
	w.say(ownEvent(w, later24))
	w.mustBe(Accepted, "moved")
	if !w.h.Start.Equal(later24) || !w.sentTo(PurposeNotice, "moved", "quinn") {
		t.Errorf("at %s", w.h.Start)
	}
	w.say(&Decline{About: by("rita", w.now)})
	w.mustBe(Offered, "withdrew")
	if w.h.Own != nil || !w.sentTo(PurposeNotice, "own-left", "rita") ||
		!w.sentTo(PurposeInvite, "", "pat@globex.example") {
		t.Errorf("own %+v", w.h.Own)
	}
	for _, g := range w.h.Guests {
		if g.Live && g.Sequence < w.h.RevSeq {
			t.Errorf("the invitation of %s has SEQUENCE %d, its time began at %d", g.Address, g.Sequence, w.h.RevSeq)
		}
	}
	w.answered("ben", calendar.Accepted)
	if w.reason.Code == "old-revision" {
		t.Error("the next rep's answer is taken for one to an earlier time")
	}
}

// TestTheRepsOwnEventBesideOurs: no is remembered, and the event is not in the way either.
func TestTheRepsOwnEventBesideOurs(t *testing.T) {
	w := askedOwn(t, Accepted)
	w.withCalendars("rita")
	w.busyAt("rita", meeting, meeting.Add(time.Hour), "k-own")
	changed := &CalendarChanged{About: About{At: w.now}, Person: "rita"}
	if w.say(changed); w.h.Clash != nil {
		t.Error("while he is asked, it is in the way")
	}
	w.say(&UseOwn{About: by("rita", w.now)})
	w.mustBe(Accepted, "own-event-ignored")
	w.sent = nil
	if w.say(changed); w.h.Clash != nil {
		t.Error("it is in the way")
	}
	if w.say(ownEvent(w, meeting)); w.h.Own != nil || len(w.sent) > 0 {
		t.Error("asked again")
	}
}

// TestAMoveAsksTheRepToMoveHisOwn: what is not ours cannot be moved from here; his moving it is his acceptance.
func TestAMoveAsksTheRepToMoveHisOwn(t *testing.T) {
	w := askedOwn(t, Accepted)
	w.say(&UseOwn{About: by("rita", w.now), Mine: true})
	w.say(&Move{About: by("quinn", w.now), Start: later24})
	if w.h.State != Offered || !w.sentTo(PurposeNotice, "own-move", "rita") {
		t.Fatalf("%s: %s", w.h.State, w.reason)
	}
	w.after(time.Hour).say(&OwnEvent{About: by("rita", w.now), Person: "rita", Key: "k-own", Start: w.h.Start,
		End: w.h.End})
	w.mustBe(Accepted, "own-event-stands")
}

// turnAnyLive says whether anybody holds our event.
func (w *world) turnAnyLive() bool { return (&turn{h: w.h}).anyLive() }
