package render

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestNoSecondNudgeIsOffered: what would be refused is no answer of a mail.
func TestNoSecondNudgeIsOffered(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	if !strings.Contains(offered(t, w), "nudge") {
		t.Error("a nudge is not offered where nobody has asked yet")
	}
	w.h.Nudge = w.now
	if got := offered(t, w); strings.Contains(got, "nudge") {
		t.Errorf("a second nudge of the day is offered: %s", got)
	}
}

// offered are the commands that a status shows to the qualifier.
func offered(t *testing.T, w *tale) string {
	a := handoff.Action{Purpose: handoff.PurposeEcho, To: handoff.Recipient{Person: "quinn", Role: handoff.RoleQualifier}}
	var all []string
	for _, c := range w.r.page(w.h, a, w.c, w.now).possible() {
		all = append(all, c.Usage)
	}
	return strings.Join(all, ", ")
}
