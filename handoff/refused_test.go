package handoff

import "testing"

// TestWhatIsTurnedDownIsMarked: the echo of a command that changed nothing says so, the echo of one that did does not.
func TestWhatIsTurnedDownIsMarked(t *testing.T) {
	for _, c := range []struct {
		state State
		by    PersonID
		f     Fact
		want  bool
	}{
		{Offered, "rita", &Assign{Rep: "ben"}, true}, {Escalated, "mara", &Assign{Rep: "ben"}, false},
		{Offered, "quinn", &Judge{Outcome: OutcomeHeld}, true}, {Past, "rita", &Judge{Outcome: OutcomeNoShow}, false},
		{Offered, "mara", &Assign{Rep: "rita"}, true}, {Draft, "rita", &Accept{}, true},
	} {
		w := in(t, c.state)
		SetHeader(c.f, by(c.by, w.now))
		for _, a := range w.say(c.f).Actions {
			if a.Purpose == PurposeEcho && a.Refused != c.want {
				t.Errorf("%s by %s in %s: refused %v (%s)", c.f.Kind(), c.by, c.state, a.Refused, a.Why)
			}
		}
	}
}
