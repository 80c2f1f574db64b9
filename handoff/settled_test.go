package handoff

import (
	"testing"
	"time"
)

// TestAQuestionOfAnEarlierReturnIsNotAsked: what waited for the manager's Today when the lead left the state asks
// nothing when it is back there for something else.
func TestAQuestionOfAnEarlierReturnIsNotAsked(t *testing.T) {
	w := in(t, Returned)
	w.hold = true
	ask := func() Action {
		t.Helper()
		for w.h.State == Returned {
			for _, a := range w.due().Actions {
				if a.Step == returnedStep && a.To.Role == RoleManager {
					return a
				}
			}
		}
		t.Fatal("nobody asked the manager")
		return Action{}
	}
	first := ask()
	if ok, why := Wanted(w.h, first, w.now); !ok {
		t.Fatalf("the question is not wanted: %v", why)
	}
	w.say(&NameRep{About: by("quinn", w.now), Rep: "ben"})
	w.after(time.Minute).say(&Reject{About: by("ben", w.now), Criteria: []string{"budget"}, Note: "no budget"})
	if ok, _ := Wanted(w.h, first, w.now); ok || w.h.State != Returned {
		t.Errorf("in %s the question about the first return is still wanted", w.h.State)
	}
	second := ask()
	if ok, _ := Wanted(w.h, first, w.now); ok {
		t.Error("the question is asked twice")
	}
	if ok, why := Wanted(w.h, second, w.now); !ok {
		t.Errorf("the second question is not wanted: %v", why)
	}
}
