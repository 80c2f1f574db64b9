package handoff

import (
	"testing"
	"time"
)

// TestNobodyHasLeadsBeforeTheirFirstDay: a newcomer is passed over until the day on which they start, in their zone.
func TestNobodyHasLeadsBeforeTheirFirstDay(t *testing.T) {
	for _, row := range []struct {
		name  string
		since Day
		want  PersonID
	}{
		{"months ahead", 20270301, "ben"},
		{"the next day", 20261124, "ben"},
		{"today", 20261123, "rita"},
		{"since long", 20250101, "rita"},
		{"not told", 0, "rita"},
	} {
		w := newWorld(t)
		p := w.c.People["rita"]
		p.Since = row.since
		w.c.People["rita"] = p
		w.say(fixtureBrief(w.now))
		if w.h.Rep() != row.want {
			t.Errorf("%s: %s has it, want %s (%s)", row.name, w.h.Rep(), row.want, w.reason)
		}
		why := w.h.Current().Others[0].Why
		if told := why.Says == "candidate/new"; told != (row.want == "ben") {
			t.Errorf("%s: of rita is told: %s", row.name, why)
		}
	}
	tokyo := Person{Zone: "Asia/Tokyo", Since: 20261201}
	first := time.Date(2026, 11, 30, 15, 0, 0, 0, time.UTC) // midnight there
	if tokyo.Begun(first.Add(-time.Minute)) || !tokyo.Begun(first) {
		t.Errorf("a day begins at %s", tokyo.Begins())
	}
}

// TestCancelOfAHeldLead says what ends it instead.
func TestCancelOfAHeldLead(t *testing.T) {
	w := in(t, Held)
	if d := w.say(&Cancel{About: by("quinn", w.now)}); d.Handoff.State != Held || d.Reason.Sentence() != "cancel-noted/held" {
		t.Errorf("%s: %s", d.Handoff.State, d.Reason)
	}
}
