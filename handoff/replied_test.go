package handoff

import "testing"

// TestAMailThatMayBeAutomaticCountsAsNothing, whoever sent it: the rep reads it, marked, if nobody else got it, and
// nobody waits for an answer.
func TestAMailThatMayBeAutomaticCountsAsNothing(t *testing.T) {
	for _, reach := range []Reach{ReachOnlyHere, ReachProspect} {
		w := in(t, Offered)
		d := w.say(&Replied{About: outside("pat@globex.example", w.now), Reach: reach, Maybe: true})
		if w.h.Waiting || w.h.State != Offered {
			t.Errorf("%s: waiting %v, state %s", reach, w.h.Waiting, w.h.State)
		}
		relays := 0
		for _, a := range d.Actions {
			if a.Purpose == PurposeRelay && DetailOf[RelayDetail](a).Maybe == Yes {
				relays++
			}
		}
		if want := map[Reach]int{ReachOnlyHere: 1}[reach]; relays != want {
			t.Errorf("%s: %d relays that say it may be automatic, want %d", reach, relays, want)
		}
	}
	w := in(t, Offered)
	w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect, Maybe: true})
	if a := w.h.Current(); len(a.Evidence) > 0 {
		t.Errorf("evidence %v of a mail that may be automatic", a.Evidence)
	}
}
