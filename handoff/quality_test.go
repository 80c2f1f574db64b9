package handoff

import (
	"slices"
	"testing"
)

// TestACriterionIsProvedByItsFields: the one of its own name, or all that the config names.
func TestACriterionIsProvedByItsFields(t *testing.T) {
	for name, tt := range map[string]struct {
		c     Criterion
		brief map[string]string
		want  bool
	}{
		"its own name":          {Criterion{Name: "budget"}, map[string]string{"budget": "40k"}, true},
		"however it is written": {Criterion{Name: "budget"}, map[string]string{"Budget": "40k"}, true},
		"empty":                 {Criterion{Name: "budget"}, map[string]string{"budget": "  "}, false},
		"all of several": {Criterion{Name: "authority", Proof: []string{"decider", "role"}},
			map[string]string{"decider": "Pat", "role": "CFO"}, true},
		"one of several": {Criterion{Name: "authority", Proof: []string{"decider", "role"}},
			map[string]string{"decider": "Pat"}, false},
		"not by its name then": {Criterion{Name: "budget", Proof: []string{"sum"}}, map[string]string{"budget": "yes"}, false},
	} {
		if got := tt.c.Proved(tt.brief); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestBlockAsksForProofFirst: a lead is not offered before the needed criteria are proved, and asked for like a draft;
// warn offers it. An introduction is offered all the same, and owes them.
func TestBlockAsksForProofFirst(t *testing.T) {
	for name, tt := range map[string]struct {
		qualify Qualify
		cc      bool
		state   State
		missing []string
	}{
		"warn":           {QualifyWarn, false, Offered, nil},
		"of before":      {"", false, Offered, nil},
		"block":          {QualifyBlock, false, Draft, []string{"budget", "authority"}},
		"block, with Cc": {QualifyBlock, true, Offered, []string{"budget", "authority"}},
	} {
		w := newWorld(t)
		w.c.Teams[0].Policy.Qualify = tt.qualify
		w.c.Teams[0].Criteria = append(DefaultCriteria(), Criterion{Name: "fit", Optional: true})
		if b := fixtureBrief(monday); tt.cc {
			ccLacking(w)
		} else {
			w.say(b)
		}
		if w.h.State != tt.state || !slices.Equal(w.h.Missing, tt.missing) {
			t.Errorf("%s: %s, missing %v", name, w.h.State, w.h.Missing)
		}
		if tt.state != Draft {
			continue
		}
		if w.h.Next.What != DueNudge {
			t.Errorf("%s: %s falls due", name, w.h.Next.What)
		}
		w.say(&Amended{About: by("quinn", w.now), Fields: map[string]string{"budget": "40k", "authority": "Pat signs"}})
		if w.h.State != Offered {
			t.Errorf("%s: proved, and %s: %s", name, w.h.State, w.reason)
		}
	}
}
