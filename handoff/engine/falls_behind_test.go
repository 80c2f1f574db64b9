package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestATeamThatFallsBehind: more leads come in and fewer are answered in time. The manager hears so once, at the start
// of a working day.
func TestATeamThatFallsBehind(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lead := func(n int, made time.Time, answered bool) handoff.Handoff {
		a := handoff.Assignment{N: 1, Rep: "rita", Made: made, Opened: made, Due: made.Add(8 * time.Hour),
			Require: []handoff.Requirement{handoff.RequireAccept}, Ended: made.Add(8 * time.Hour), End: handoff.EndSilence}
		if answered {
			a.Ended, a.End = made.Add(time.Hour), handoff.EndDeclined
		}
		return handoff.Handoff{ID: handoff.ID("HO-PACE" + string(rune('A'+n/26)) + string(rune('A'+n%26))), Team: "sales",
			State: handoff.Closed, Created: made, Assignments: []handoff.Assignment{a}, Prospects: []handoff.Contact{{
				Address: "pat@globex.example"}}, UID: "pace" + string(rune('a'+n/26)) + string(rune('a'+n%26))}
	}
	err := o.store.Update(t.Context(), func(tx *store.Tx) error {
		for n := range 42 {
			made, answered := o.now.AddDate(0, 0, -20), true // of 14 before all, of 28 since then half
			if n >= 14 {
				made, answered = o.now.AddDate(0, 0, -6), n%2 == 0
			}
			h := lead(n, made, answered)
			h.Version = 1
			if err := tx.Save(h); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	o.settle(24 * time.Hour)
	o.settle(24 * time.Hour)
	n := 0
	for _, m := range o.box(mara) {
		if strings.HasPrefix(m.Subject, "Fewer leads of sales are answered in time") {
			n++
			for _, want := range []string{"The last 14 days: 14 of 28 answered in time, 28 offered",
				"The 14 days before: 14 of 14 answered in time, 14 offered"} {
				if !strings.Contains(m.Text, want) {
					t.Errorf("it lacks %q:\n%s", want, m.Text)
				}
			}
			if at := m.Date.In(handoff.Location("Europe/Berlin")); at.Hour() != 9 {
				t.Errorf("it came at %s", at)
			}
		}
	}
	if n != 1 {
		t.Errorf("the manager was told %d times", n)
	}
}
