package replay

import (
	"testing"

	"handoffd/handoff"
)

// TestTheSameRepAgainIsNoReassignment: a lead that came back and is offered to the rep who had it went to nobody else.
func TestTheSameRepAgainIsNoReassignment(t *testing.T) {
	for rep, want := range map[handoff.PersonID]int{"ben": 0, "rita": 1} {
		l := &life{h: handoff.Handoff{State: handoff.Returned, Assignments: []handoff.Assignment{{N: 1, Rep: "ben"}}}}
		l.take(handoff.Decision{Handoff: handoff.Handoff{State: handoff.Offered,
			Assignments: []handoff.Assignment{{N: 1, Rep: "ben"}, {N: 2, Rep: rep}}}}, monday)
		if c := l.counts(-1); c.Reassigned != want || c.Offers != 1 || l.steps[0].Again == (want > 0) {
			t.Errorf("%s: %+v, want %d reassigned; %+v", rep, c, want, l.steps)
		}
	}
}
