package handoff

import (
	"slices"
	"testing"
)

// TestSomebodyElsesWord: what the qualifier forwards of the rep's mail stops silence, and accepts for the rep under no
// policy.
func TestSomebodyElsesWord(t *testing.T) {
	for name, c := range map[string]struct {
		require []Requirement
		by      PersonID
		state   State
	}{
		"reply and accept, by the qualifier": {[]Requirement{RequireReply, RequireAccept}, "quinn", Offered},
		"reply alone, by the qualifier":      {[]Requirement{RequireReply}, "quinn", Offered},
		"reply alone, by the rep":            {[]Requirement{RequireReply}, "rita", Accepted},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.c.Teams[0].Policy.Require = c.require
			w.say(fixtureBrief(w.now))
			rep := w.h.Rep()
			by := by(c.by, w.now)
			if c.by == "rita" {
				by.By.Person = rep
			}
			w.say(&ReplyReported{About: by, Forwarded: w.c.Person(rep).Email()})
			a := w.h.Last()
			if w.h.State != c.state || !a.replied() {
				t.Errorf("%s, %+v: %s", w.h.State, a.Evidence, w.h.Why)
			}
			if i := slices.IndexFunc(a.Evidence, func(e Evidence) bool { return e.Strength == Reported }); i < 0 {
				t.Errorf("evidence %+v", a.Evidence)
			}
		})
	}
}
