package handoff

import (
	"slices"
	"testing"
)

// TestADenialProvesNothing: a value that only says "none", or that nobody knows, is as good as no value; any word that
// tells something is one.
func TestADenialProvesNothing(t *testing.T) {
	for value, want := range map[string]bool{
		"no": false, "No.": false, "none": false, "None yet": false, "unknown": false, "not known": false, "N/A": false,
		"don't know yet": false, "We don’t know it yet": false, "n.a.": false, "not sure": false, "nothing": false,
		"no budget": false, "no budget known": false, "not discussed": false, "unclear so far": false, "no idea": false,
		"?": false, "-": false, "to be confirmed": false, "keine Angabe": false, "nicht bekannt": false,
		"inconnu": false, "je ne sais pas encore": false, "no se sabe": false, "": false,
		"40k": true, "no limit": true, "none of the usual, but 40k from marketing": true, "not before May": true,
		"yes": true, "confirmed": true, "known: 40k": true, "unknown, but the CFO wants 40k": true, "now": true,
		"nobody but Pat decides": true, "noted 40k": true, "0": true, "予算あり": true,
	} {
		if got := (Criterion{Name: "budget"}).Proved(map[string]string{"Budget": value}); got != want {
			t.Errorf("%q proves: %v", value, got)
		}
	}
}

// TestADenialIsAskedFor: of what is required, and of what a criterion that is needed goes by; another field may say no.
func TestADenialIsAskedFor(t *testing.T) {
	w := newWorld(t)
	w.c.Teams[0].Policy.Qualify = QualifyBlock
	w.c.Teams[0].Criteria = []Criterion{{Name: "budget"}, {Name: "pain"}}
	b := fixtureBrief(monday)
	b.Fields["budget"], b.Fields["pain"], b.Fields["solution"] = "no", "unknown", "none"
	w.say(b)
	if w.h.State != Draft || !slices.Equal(w.h.Missing, []string{"pain", "budget"}) {
		t.Errorf("%s, missing %v", w.h.State, w.h.Missing)
	}
	got := (Criterion{Name: "budget"}).DeniedBy(w.h.Brief)
	if !slices.Equal(got, []string{"budget"}) || len((Criterion{Name: "need"}).DeniedBy(w.h.Brief)) > 0 {
		t.Errorf("denied by %v", got)
	}
}
