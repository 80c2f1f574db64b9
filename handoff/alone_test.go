package handoff

import "testing"

// TestOneRepIsFollowedByTheManager: where a team, or the rule by which the lead goes, has one rep, nobody is told that another one is asked next.
func TestOneRepIsFollowedByTheManager(t *testing.T) {
	w := in(t, Offered)
	if told := w.h.Forecast(w.c, w.now); told.Then != ThenNextRep {
		t.Fatalf("of several reps: %s", told.Then)
	}
	w.c.Teams[0].Pairs = []Pair{{Qualifier: w.h.Qualifier, Reps: []PersonID{w.h.Rep()}}}
	if told := w.h.Forecast(w.c, w.now); told.Then != ThenManager {
		t.Errorf("of a pair: %s", told.Then)
	}
	w.c.Teams[0].Pairs = nil
	for i := range w.c.Teams {
		w.c.Teams[i].Reps = []PersonID{w.h.Rep()}
	}
	if told := w.h.Forecast(w.c, w.now); told.Then != ThenManager {
		t.Errorf("of one rep: %s", told.Then)
	}
}
