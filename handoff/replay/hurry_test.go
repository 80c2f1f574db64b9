package replay

import (
	"slices"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestWhoWasAskedAtOnceIsTold: a lead with little time left goes to several reps; a rule that ends that is a difference.
func TestWhoWasAskedAtOnceIsTold(t *testing.T) {
	c := config(t, nil)
	near := brief(c, 1, monday.Add(3*time.Hour))
	f := near.Fact.(*handoff.Briefed)
	f.Start, f.End = near.Now.Add(3*time.Hour), near.Now.Add(4*time.Hour)
	near.Lookups.UIDs = []string{"a@handoffd", "b@handoffd", "c@handoffd"}
	r := Compare([]Recorded{near}, config(t, func(c *handoff.Config) { c.Teams[0].Policy.Hurry = 0 }), time.Time{})
	if len(r.Differ) != 1 || r.Differ[0].Old == nil || r.Differ[0].New == nil {
		t.Fatalf("%+v", r)
	}
	if d := r.Differ[0]; len(d.Old.Asked) < 2 || !slices.Contains(d.Old.Asked, d.Old.Rep) || len(d.New.Asked) > 0 {
		t.Errorf("it was %+v, then %+v", d.Old, d.New)
	}
}
