package handoff

import (
	"testing"
	"time"
)

// TestWhatCanWork: an answer is offered while it can have its effect, and what takes a meeting back is said twice.
func TestWhatCanWork(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	ahead := &Handoff{State: Escalated, Start: now.Add(time.Hour)}
	begun := &Handoff{State: Escalated, Start: now}
	off := &Handoff{State: Returned, Start: now.Add(time.Hour), Return: &Return{Code: "cancelled"}}
	fresh := &Handoff{State: Held, Since: now.Add(-correctable)}
	settled := &Handoff{State: Held, Since: now.Add(-correctable - 1)}
	for _, c := range []struct {
		h     *Handoff
		usage string
		want  bool
	}{{ahead, "take", true}, {begun, "take", false}, {off, "take", false}, {fresh, "held", true}, {fresh, "no-show", true},
		{settled, "held", false}, {settled, "no-show (us)", false}, {settled, "next: WHAT DATE", true}} {
		if got := Works(c.h, c.usage, now); got != c.want {
			t.Errorf("%s while %s: %t", c.usage, c.h.State, got)
		}
	}
	stands := &Handoff{State: Accepted, Start: now.Add(time.Hour)}
	if !Undoes(stands, "decline", now) || !Undoes(stands, "reject:", now) || Undoes(stands, "replied", now) ||
		Undoes(ahead, "decline", now) || Undoes(stands, "decline", now.Add(2*time.Hour)) {
		t.Error("what takes a meeting back is not told from the rest")
	}
	if !Undoes(stands, "cancel", now) || !Undoes(ahead, "cancel", now) || Undoes(off, "cancel", now) ||
		Undoes(&Handoff{State: Draft, Start: now}, "cancel", now) {
		t.Error("what calls a meeting off is not told from the rest")
	}
	c := &Config{People: map[PersonID]Person{"r": {ID: "r", Link: "https://meet.example/r"}, "m": {ID: "m"}}}
	if NeedsPlace(ahead, c, "r") || !NeedsPlace(ahead, c, "m") || NeedsPlace(&Handoff{Place: "Room 1"}, c, "m") {
		t.Error("a place is missing, or not")
	}
}
