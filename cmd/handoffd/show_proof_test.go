package main

import (
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/view"
)

// TestProofText: evidence without a mail says how it came, and no line ends in a comma.
func TestProofText(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]view.Evidence{
		"weak, by a link in a mail": {Evidence: handoff.Evidence{Strength: handoff.Weak, Via: handoff.ViaLink}},
		"seen, on a page":           {Evidence: handoff.Evidence{Strength: handoff.Seen, Via: handoff.ViaPage}},
		"seen, 1@acme.example": {Evidence: handoff.Evidence{Strength: handoff.Seen, Via: "imap",
			MessageID: "1@acme.example"}},
		"weak from an alias": {Evidence: handoff.Evidence{Strength: handoff.Weak}, Note: "from an alias"},
	} {
		if got := proofText(e); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
