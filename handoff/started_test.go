package handoff

import (
	"testing"
	"time"
)

// TestNobodyIsAskedToMeetInThePast: where all stood still over the start of a meeting that nobody had accepted, rep and
// manager are asked what became of it, not who is to meet.
func TestNobodyIsAskedToMeetInThePast(t *testing.T) {
	for _, state := range []State{Offered, Escalated} {
		w := in(t, state)
		n := w.h.Next
		w.now, w.sent = w.h.Start.Add(48*time.Hour), nil
		w.say(&Deadline{About: About{At: n.At, Via: "clock"}, What: n.What, Due: n.At})
		if w.h.State != Past || w.reason.Code != "started-without" {
			t.Errorf("%s: %s, %s", state, w.h.State, w.reason)
		}
		for _, a := range w.sent {
			if a.Purpose == PurposeEscalation || a.Purpose == PurposeReminder {
				t.Errorf("%s: %s to %s", state, a.Purpose, a.To)
			}
		}
	}
}
