package render

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestBlock: the time for preparation is a private entry without guests, and has no word of the brief unless the policy
// puts it into calendars.
func TestBlock(t *testing.T) {
	w := newTale(t, monday)
	w.c.Teams[0].Policy.BriefInCalendar = false
	w.offered()
	if e, stands, err := w.r.Block(w.h, w.c, w.now); stands || err != nil {
		t.Errorf("without a block there is %+v, %v", e, err)
	}
	w.h.Block = &handoff.Block{Rep: "rita", Span: calendar.Span{Start: w.h.Start.Add(-15 * time.Minute), End: w.h.Start}}
	e, stands, err := w.r.Block(w.h, w.c, w.now)
	if err != nil || !stands || e.Class != "PRIVATE" || len(e.Attendees) > 0 || !e.End.Equal(w.h.Start) ||
		!strings.HasPrefix(e.Summary, "Prepare: Pat Kim (Globex)") ||
		e.Description != "The brief is in the mail about "+string(w.h.ID)+"." {
		t.Errorf("%+v, %v", e, err)
	}
	w.c.Teams[0].Policy.BriefInCalendar = true
	e, _, _ = w.r.Block(w.h, w.c, w.now)
	for _, name := range w.c.Teams[0].Known(w.h.Brief) {
		if line := w.c.Teams[0].Label(name) + ": "; !strings.Contains("\n"+e.Description, "\n"+line) {
			t.Errorf("%q lacks %q", e.Description, line)
		}
	}
}
