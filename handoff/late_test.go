package handoff

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestAnAnswerInTimeIsNotCalledLate: a lead is with the manager when the rep's acceptance is read. It is called late
// only if it came after the window.
func TestAnAnswerInTimeIsNotCalledLate(t *testing.T) {
	for _, c := range []struct {
		after time.Duration // of the end of the window
		step  Code
	}{{-time.Minute, "accepted-in-time"}, {0, "accepted-in-time"}, {time.Minute, "accepted-late"}} {
		w := in(t, Escalated)
		a := w.h.Last()
		if a.Due.IsZero() {
			t.Fatal("no window")
		}
		f := &Answered{About: by(a.Rep, a.Due.Add(c.after)), Attendee: string(a.Rep) + "@acme.example",
			PartStat: calendar.Accepted,
			Sequence: w.h.Sequence}
		w.now = later(w.now, f.At)
		w.say(f)
		manager := w.h.Why
		if w.h.State != Accepted || !w.sentTo(PurposeNotice, c.step, "mara") {
			t.Errorf("%s: %s, %s: %s", c.after, w.h.State, w.reason, actionsText(w.sent))
		}
		if manager.Code != c.step {
			t.Errorf("%s: the record says %q", c.after, manager)
		}
	}
}
