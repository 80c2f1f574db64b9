package handoff

import (
	"testing"
	"time"
)

// Asked once more is nobody who has just got the case, which waited for their morning; all else is told.
func TestRepeats(t *testing.T) {
	to := Recipient{Person: "mara", Role: RoleManager}
	first := Action{Purpose: PurposeEscalation, To: to, Revision: 3, Step: "nobody-fits"}
	again := Action{Purpose: PurposeEscalation, To: to, Revision: 5, Step: "again"}
	decided := monday
	for name, tc := range map[string]struct {
		a, other Action
		sent     time.Time
		want     bool
	}{
		"the case came after it": {again, first, decided.Add(time.Hour), true},
		"at the same instant":    {again, first, decided, true},
		"the case came before":   {again, first, decided.Add(-time.Minute), false},
		"itself":                 {again, again, decided.Add(time.Hour), false},
		"somebody else":          {again, Action{Purpose: PurposeEscalation, Revision: 3}, decided.Add(time.Hour), false},
		"another kind":           {again, Action{Purpose: PurposeNotice, To: to, Revision: 3}, decided.Add(time.Hour), false},
		"the case itself":        {first, again, decided.Add(time.Hour), false},
	} {
		if got := tc.a.Repeats(decided, tc.other, tc.sent); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
