package render

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestNobodyIsAnnouncedAsFree: where every other rep cannot have it, the lines stand under no heading that says "free".
func TestNobodyIsAnnouncedAsFree(t *testing.T) {
	w := newTale(t, monday)
	w.offered()
	p := w.r.page(w.h, handoff.Action{To: handoff.Recipient{Person: "quinn", Role: handoff.RoleQualifier}}, w.c, w.now)
	c := &handoff.Clash{Start: w.h.Start, End: w.h.End, Cannot: []handoff.Candidate{{Rep: "ben"}}}
	if title := p.freeReps(c).Title; !strings.HasPrefix(title, "Nobody else is free at ") {
		t.Errorf("the heading is %q", title)
	}
	c.Free = []handoff.PersonID{"ben"}
	if title := p.freeReps(c).Title; !strings.HasPrefix(title, "Free at ") {
		t.Errorf("the heading is %q", title)
	}
}
