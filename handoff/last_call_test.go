package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestTheManagersWordHolds: a lead that a manager gives when the time to accept is over stays with whom they gave it,
// until the start.
func TestTheManagersWordHolds(t *testing.T) {
	assign := func(at time.Time) Fact { return &Assign{About: by("mara", at), Rep: "rita"} }
	for _, row := range []struct {
		name string
		fact func(time.Time) Fact
		left time.Duration // before the start
		rep  PersonID
	}{
		{"assign", assign, 50 * time.Minute, "rita"},
		{"assign, just before the start", assign, 2 * time.Minute, "rita"},
		{"take", func(at time.Time) Fact { return &Take{About: by("mara", at)} }, 50 * time.Minute, "mara"},
		{"rep", func(at time.Time) Fact { return &NameRep{About: by("mara", at), Rep: "yuki"} }, 50 * time.Minute, "yuki"},
	} {
		w := newWorld(t)
		brief := fixtureBrief(w.now)
		brief.Start, brief.End = w.now.Add(90*time.Minute), w.now.Add(2*time.Hour)
		w.say(brief)
		w.now = brief.Start.Add(-row.left)
		for w.h.State == Offered {
			w.due()
		}
		w.say(row.fact(w.now))
		for w.h.Next.At.Before(w.now.Add(time.Minute)) { // what falls due at once
			w.due()
		}
		a := w.h.Current()
		if w.h.State != Offered || a == nil || a.Rep != row.rep || a.Due.After(brief.Start) || !a.Due.After(w.now) {
			t.Errorf("%s: %s, %+v, next %+v", row.name, w.h.State, a, w.h.Next)
			continue
		}
		if row.rep == "mara" {
			for w.h.State == Offered {
				w.due()
			}
			if w.h.State != Accepted || w.h.Rep() != "mara" {
				t.Errorf("%s: %s with %s when the window is over", row.name, w.h.State, w.h.Rep())
			}
			continue
		}
		w.say(&Replied{About: by(row.rep, w.now), Reach: ReachProspect})
		if w.answered(row.rep, calendar.Accepted); w.h.State != Accepted {
			t.Errorf("%s: %s after the answer: %s", row.name, w.h.State, w.reason)
		}
	}
}
