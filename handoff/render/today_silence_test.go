package render

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestTodayTellsASilenceBesideWhatBecameOfTheLead: what counts unless the rep says why is never hidden behind another
// line of its lead, in whatever order both were decided, nor in what is more than a Today holds.
func TestTodayTellsASilenceBesideWhatBecameOfTheLead(t *testing.T) {
	w := newTale(t, monday)
	w.reassigned()
	to := handoff.Recipient{Person: "rita", Role: handoff.RoleRep}
	claim := handoff.Action{Purpose: handoff.PurposeNotice, To: to, Step: "silence-claimed", When: handoff.Today,
		Detail: handoff.NoticeDetail{Turn: 1, Until: w.h.Assignments[0].Claim.Until}, Assignment: 1}
	off := handoff.Action{Purpose: handoff.PurposeNotice, To: to, Step: "settled", When: handoff.Today, Assignment: 2,
		Detail: handoff.NoticeDetail{Turn: 1}}
	var more []handoff.Handoff
	var notes []handoff.Action
	for i := range handoff.MostLines + 3 {
		h := w.h
		h.ID = handoff.ID("HO-AAAAA" + string(rune('A'+i)))
		more, notes = append(more, h), append(notes, off)
	}
	for name, as := range map[string][]handoff.Action{"claim first": {claim, off}, "claim last": {off, claim},
		"too many": append(notes, claim)} {
		hs := []handoff.Handoff{w.h, w.h}
		if len(as) > 2 {
			hs = append(more, w.h)
		}
		m, err := w.r.Today(hs, as, w.c, w.now)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(strings.Fields(plainView(t, m)), " ")
		if !strings.Contains(got, "not my fault: ") || name != "too many" && len(m.Lines) != 2 {
			t.Errorf("%s: %d lines:\n%s", name, len(m.Lines), got)
		}
	}
}
