package render

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestTodayNamesTheStepBesideWhatPresses: one line a lead, and in it whatever the rep is asked about later, in whatever
// order it was decided.
func TestTodayNamesTheStepBesideWhatPresses(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	to := handoff.Recipient{Person: "rita", Role: handoff.RoleRep}
	h := w.h
	h.State, h.Step = handoff.Held, &handoff.NextStep{On: w.now, Owner: "rita"}
	step := handoff.Action{Purpose: handoff.PurposeQuestion, To: to, Step: "step-due", When: handoff.Today,
		Detail: handoff.QuestionDetail{Start: w.now}}
	led := handoff.Action{Purpose: handoff.PurposeQuestion, To: to, Step: "opportunity", When: handoff.Today}
	for _, as := range [][]handoff.Action{{step, led}, {led, step}} {
		m, err := w.r.Today([]handoff.Handoff{h, h}, as, w.c, w.now)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(strings.Fields(plainView(t, m)), " ")
		if len(m.Lines) != 1 || !strings.Contains(got, "What did it lead to?") ||
			!strings.Contains(got, "Due today: call again") {
			t.Errorf("%d lines:\n%s", len(m.Lines), got)
		}
	}
}
