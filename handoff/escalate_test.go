package handoff

import (
	"slices"
	"testing"
	"time"

	"handoffd/calendar"
)

// caseAt is a case that comes to the managers of the fixture, mara and vera, with these hours, at an instant of Berlin.
func caseAt(t *testing.T, at time.Time, mara, vera Hours, start time.Time) (*world, Decision) {
	t.Helper()
	w := newWorld(t)
	for id, h := range map[PersonID]Hours{"mara": mara, "vera": vera} {
		p := w.c.People[id]
		p.Hours = h
		w.c.People[id] = p
	}
	w.now = at
	b := fixtureBrief(w.now)
	b.Start, b.End = start, start.Add(30*time.Minute)
	w.look.Away = map[PersonID][]calendar.Span{}
	for _, id := range w.c.Teams[0].Reps {
		w.look.Away[id] = span(at.AddDate(0, 0, -1), start.AddDate(0, 0, 1))
	}
	return w, w.say(b)
}

// asked is who is asked to decide, and when the mail may go.
func asked(d Decision) (who PersonID, delay time.Duration) {
	for _, a := range d.Actions {
		if a.Purpose == PurposeEscalation {
			return a.To.Person, a.Delay
		}
	}
	return "", 0
}

func TestEscalationGoesToWhoIsAtWork(t *testing.T) {
	evening := time.Date(2026, 11, 23, 20, 0, 0, 0, berlin)
	thursday := time.Date(2026, 11, 26, 15, 0, 0, 0, berlin)
	for _, row := range []struct {
		name       string
		at         time.Time
		mara, vera Hours
		start      time.Time
		who        PersonID
		delay      time.Duration
	}{
		{"in hours: the first tier", monday, office, office, thursday, "mara", 0},
		{"the second tier is at work", evening, office, OfficeHours(12, 22), thursday, "vera", 0},
		{"nobody is: the first tier in the morning", evening, office, office, thursday, "mara", 13 * time.Hour},
		{"nobody is, and the prospect would be waiting", evening, office, office, evening.Add(12 * time.Hour), "mara", 0},
		{"before a morning that leaves time", evening, office, office, evening.Add(15 * time.Hour), "mara", 13 * time.Hour},
	} {
		w, d := caseAt(t, row.at, row.mara, row.vera, row.start)
		if who, delay := asked(d); w.h.State != Escalated || who != row.who || delay != row.delay ||
			w.h.Next.Owner != row.who {
			t.Errorf("%s: %s, asked %s after %s, owner %s; want %s after %s", row.name, w.h.State, who, delay, w.h.Next.Owner,
				row.who, row.delay)
		}
	}
}

// TestEscalationComesBackToWhoWasPassedOver: whoever was not at work is asked before the last one is asked again, and
// each once.
func TestEscalationComesBackToWhoWasPassedOver(t *testing.T) {
	evening := time.Date(2026, 11, 23, 17, 30, 0, 0, berlin)
	w, _ := caseAt(t, evening, office, OfficeHours(14, 22), time.Date(2026, 11, 27, 15, 0, 0, 0, berlin))
	var got []PersonID
	for range 3 {
		f := w.h.Forecast(w.c, w.now)
		was := w.h.Next.Owner
		w.now = w.h.Next.At
		d := w.due()
		who, _ := asked(d)
		got = append(got, who)
		if f.Then == ThenNextManager && (f.To != who || who == was) {
			t.Errorf("forecast says %s, asked is %s", f.To, who)
		}
	}
	if want := []PersonID{"mara", "mara", "mara"}; !slices.Equal(got, want) {
		t.Errorf("asked in turn %v, want %v", got, want)
	}
}

// TestNoMeetingIsCalledOffBeforeAnybodyWorked: an offer of Friday 17:30 for Monday 09:30 to people who work from nine to
// five. The manager reads of it at nine, and has until a quarter past; who accepts before that has the lead.
func TestNoMeetingIsCalledOffBeforeAnybodyWorked(t *testing.T) {
	at := func(d, hour, minute int) time.Time { return inBerlin(12, d, hour, minute) }
	for _, accepts := range []bool{false, true} {
		w := newWorld(t)
		w.c.Teams[0].Policy = DefaultPolicy()
		for id, p := range w.c.People {
			p.Zone = "Europe/Berlin"
			w.c.People[id] = p
		}
		w.now = at(4, 17, 30)
		b := fixtureBrief(w.now)
		b.Start, b.End = at(7, 9, 30), at(7, 10, 0)
		w.say(b)
		rep := w.h.Rep()
		d := w.due()
		for w.h.State == Offered {
			d = w.due()
		}
		var asked time.Time
		for _, a := range d.Actions {
			if a.Purpose == PurposeEscalation {
				asked = w.now.Add(a.Delay)
			}
		}
		if w.h.State != Escalated || !asked.Equal(at(7, 9, 0)) || w.h.Next.What != DueRegret || !w.h.Next.At.Equal(at(7, 9, 15)) {
			t.Fatalf("%s, asked %s, then %+v: %s", w.h.State, asked, w.h.Next, w.reason)
		}
		if accepts {
			w.now = at(7, 9, 5)
			w.say(&Replied{About: by(rep, w.now), Reach: ReachProspect})
			w.answered(rep, calendar.Accepted)
		} else {
			w.due()
		}
		if want := map[bool]State{true: Accepted, false: Returned}[accepts]; w.h.State != want {
			t.Errorf("%s, want %s: %s", w.h.State, want, w.reason)
		}
	}
}
