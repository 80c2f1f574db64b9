package replay

import (
	"testing"

	"handoffd/handoff"
)

// TestTheSameRepAgainIsNoReassignment: a lead that came back and is offered to the rep who had it went to nobody else.
func TestTheSameRepAgainIsNoReassignment(t *testing.T) {
	for rep, want := range map[handoff.PersonID]int{"ben": 0, "rita": 1} {
		h := &handoff.Handoff{State: handoff.Offered, Assignments: []handoff.Assignment{{N: 1, Rep: "ben"}, {N: 2, Rep: rep}}}
		l := &life{steps: []Step{{State: handoff.Offered, Rep: "ben", Turn: 1}, {State: handoff.Returned, Turn: 1},
			{State: handoff.Offered, Rep: rep, Turn: 2, Again: again(h)}}}
		if c := l.counts(-1); c.Reassigned != want || c.Offers != 2 {
			t.Errorf("%s: %+v, want %d reassigned", rep, c, want)
		}
	}
}
