package view

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// TestWhatBecameOfAnOpportunity: what is next and where it stands go by the last word, and a step that is named is more
// to do.
func TestWhatBecameOfAnOpportunity(t *testing.T) {
	step := &handoff.NextStep{What: "send the contract", On: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), Owner: "rita",
		By: "rita"}
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		deal *handoff.Deal
		step *handoff.NextStep
		next string
		says string
	}{
		{"open", nil, nil, "nothing more to do: the lead became an opportunity.", "became an opportunity."},
		{"won", &handoff.Deal{Won: true}, nil, "nothing more to do.", "which was won."},
		{"lost", &handoff.Deal{}, nil, "nothing more to do.", "which was lost."},
		{"won, with a step", &handoff.Deal{Won: true}, step, "Next step: ", "which was won."},
	} {
		h := handoff.Handoff{ID: "HO-AAAAAA", State: handoff.Converted, Deal: c.deal, Step: c.step}
		v := Of(set, h, &handoff.Config{People: map[handoff.PersonID]handoff.Person{}}, time.Now(), "")
		if got := v.Next(); !strings.HasPrefix(got, c.next) || c.step != nil && strings.Contains(got, "nothing") {
			t.Errorf("%s, next: %s", c.name, got)
		}
		if got := v.Standing(); !strings.HasSuffix(got, c.says) {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}
