package handoff

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWithToken(t *testing.T) {
	const token, address = "k4m7qz2xwabcdefg", "handoff@acme.example"
	tests := []struct{ address, token, addressing, want string }{
		{address, token, AddressingPlus, "handoff+" + token + "@acme.example"},
		{address, token, AddressingMinus, "handoff-" + token + "@acme.example"},
		{address, token, AddressingCatchAll, "t-" + token + "@acme.example"},
		{address, token, AddressingNone, address},
		{address, token, "", address},
		{address, "", AddressingPlus, address},
		{address, "a\r\nBcc: x", AddressingMinus, address},
		{address, "a@b", AddressingCatchAll, address},
		{strings.Repeat("x", 47) + "@acme.example", token, AddressingMinus,
			strings.Repeat("x", 47) + "-" + token + "@acme.example"},
		{strings.Repeat("x", 48) + "@acme.example", token, AddressingMinus, strings.Repeat("x", 48) + "@acme.example"},
		{strings.Repeat("x", 48) + "@acme.example", token, AddressingPlus, strings.Repeat("x", 48) + "@acme.example"},
		{strings.Repeat("x", 64) + "@acme.example", token, AddressingCatchAll, "t-" + token + "@acme.example"},
	}
	for _, test := range tests {
		if got := WithToken(test.address, test.token, test.addressing); got != test.want {
			t.Errorf("%s of %q in %s: got %s, want %s", test.addressing, test.token, test.address, got, test.want)
		}
	}
}

// TestTokensComeBack says that what is written into an address is read out of it, whatever the setting is by then.
func TestTokensComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		token := rapid.StringMatching(`[a-z2-7]{16}`).Draw(t, "token")
		address := rapid.StringMatching(`[a-z][a-z0-9._-]{0,40}@acme\.example`).Draw(t, "address")
		addressing := rapid.SampledFrom([]string{AddressingPlus, AddressingMinus, AddressingCatchAll}).Draw(t, "addressing")
		written := WithToken(address, token, addressing)
		if got, ours := CutTag(strings.ToUpper(written), address); got != token || !ours {
			t.Errorf("%s: read %q, %t", written, got, ours)
		}
	})
}
