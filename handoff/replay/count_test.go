package replay

import (
	"testing"

	"handoffd/handoff"
)

// TestALeadIsAcceptedOnce: that a new time is accepted again makes no second lead of it.
func TestALeadIsAcceptedOnce(t *testing.T) {
	var l life
	for range 2 {
		l.count(&handoff.Handoff{}, handoff.Decision{Moments: []handoff.Moment{{Kind: handoff.MomentAccepted}}})
	}
	if l.all.Accepted != 1 {
		t.Errorf("it counts %d times", l.all.Accepted)
	}
}
