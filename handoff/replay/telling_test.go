package replay

import (
	"testing"

	"handoffd/handoff"
)

// TestWhoIsLeftOutHasANameStill: what was is told with the names that people had; who has another id in the other config
// is told apart from themselves.
func TestWhoIsLeftOutHasANameStill(t *testing.T) {
	rename := func(id handoff.PersonID, name string) func(c *handoff.Config) {
		return func(c *handoff.Config) {
			p := c.People["ben"]
			p.ID, p.Name = id, name
			c.People[id] = p
		}
	}
	was := []Recorded{{Config: config(t, rename("ben", "Ben Old"))}, {Config: config(t, rename("ben", "Ben Ortiz"))}}
	for name, want := range map[string]handoff.PersonID{"Ben Ortiz": "leo", "Ben Ortiz (ben)": "bo"} {
		with := config(t, func(c *handoff.Config) {
			rename(want, "Ben Ortiz")(c)
			if delete(c.People, "ben"); want == "leo" {
				delete(c.People, "leo")
			}
			c.Teams[0].Reps = []handoff.PersonID{"rita"}
		})
		if got := (Record{Facts: was}).Telling(with).Person("ben").Name; got != name {
			t.Errorf("beside %s: %q, want %q", want, got, name)
		}
		if _, known := with.People["ben"]; known {
			t.Error("the other config has changed")
		}
	}
}
