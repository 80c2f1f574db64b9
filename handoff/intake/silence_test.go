package intake

import (
	"testing"

	"handoffd/handoff"
)

// TestEverySilenceHasItsReason: a reason without a line in the list does not exist.
func TestEverySilenceHasItsReason(t *testing.T) {
	seen := map[string]bool{}
	for s := Silence(1); s < lastSilence; s++ {
		e := silences[s]
		if e.code == "" || e.why == "" || e.verdict != handoff.MailHeld && e.verdict != handoff.MailIgnored || seen[e.code] {
			t.Errorf("%d: %+v", s, e)
		}
		seen[e.code] = true
	}
}
