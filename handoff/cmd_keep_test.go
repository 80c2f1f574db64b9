package handoff

import (
	"slices"
	"testing"
)

// TestKeepTellsTheQualifier: what went to the qualifier while the manager decided named nobody, and no place. Who keeps
// the lead is told, if it is not whom the receipt named.
func TestKeepTellsTheQualifier(t *testing.T) {
	w := in(t, Escalated)
	if w.h.swaps() == 0 {
		t.Fatal("the lead never went on")
	}
	d := w.say(&Keep{About: by("mara", w.now)})
	told := func(a Action) bool {
		return a.To.Person == "quinn" && a.Step == "reassigned"
	}
	if !slices.ContainsFunc(d.Actions, told) {
		t.Errorf("the qualifier does not hear who has the lead: %s", actionsText(d.Actions))
	}
}

// TestKeepOfTheFirstRepIsNoNews: the receipt named the rep, and the place is where it was.
func TestKeepOfTheFirstRepIsNoNews(t *testing.T) {
	w := newWorld(t)
	w.c.Teams[0].Policy.Reassign = 0
	w.say(fixtureBrief(w.now))
	for w.h.State == Offered {
		w.due()
	}
	d := w.say(&Keep{About: by("mara", w.now)})
	if slices.ContainsFunc(d.Actions, func(a Action) bool { return a.To.Person == "quinn" }) {
		t.Errorf("the qualifier hears what they know: %s", actionsText(d.Actions))
	}
}

// TestCancelTellsTheQualifier: whose lead somebody else calls off hears of it.
func TestCancelTellsTheQualifier(t *testing.T) {
	for id, want := range map[PersonID]bool{"mara": true, "quinn": false} {
		w := in(t, Offered)
		w.say(&Cancel{About: by(id, w.now)})
		d := w.say(&Cancel{About: by(id, w.now)})
		got := slices.ContainsFunc(d.Actions, func(a Action) bool {
			return a.Purpose == PurposeNotice && a.To.Person == "quinn"
		})
		if got != want {
			t.Errorf("cancelled by %s, the qualifier hears of it %v: %s", id, got, actionsText(d.Actions))
		}
	}
}
