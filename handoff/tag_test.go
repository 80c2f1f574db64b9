package handoff

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTag(t *testing.T) {
	const token = "k4m7qz2xwabcdefg"
	c := &Config{Address: "Handoff@acme.example", Others: []Box{{Address: "us@acme.example"}}}
	tests := []struct {
		address, tag string
		ours         bool
	}{
		{"handoff@acme.example", "", true},
		{" HANDOFF@ACME.example ", "", true},
		{"handoff+" + token + "@acme.example", token, true},
		{"HANDOFF+" + strings.ToUpper(token) + "@acme.example", token, true},
		{"handoff+x@acme.example", "x", true},
		{"handoff+@acme.example", "", true},
		{"handoff+a+b@acme.example", "a+b", true},
		{"handoff-" + token + "@acme.example", token, true},
		{"t-" + token + "@acme.example", token, true},
		{"us-" + token + "@acme.example", token, true},
		{"handoff-team@acme.example", "", false},
		{"handoff-" + token[1:] + "@acme.example", "", false},
		{"handoff-" + token + "x@acme.example", "", false},
		{"handoff-k4m7qz2xwabcdef1@acme.example", "", false}, // 1 is no base32
		{token + "@acme.example", "", false},
		{"t-shirts@acme.example", "", false},
		{"rita@acme.example", "", false},
		{"rita+" + token + "@acme.example", "", false},
		{"rita-" + token + "@acme.example", "", false},
		{"handoff+" + token + "@globex.example", "", false},
		{"handoff-" + token + "@globex.example", "", false},
		{"t-" + token + "@globex.example", "", false},
		{"handoff+" + token + "@acme.example@globex.example", "", false},
		{"handoff", "", false},
		{"", "", false},
	}
	for _, test := range tests {
		if tag, ours := c.Tag(test.address); tag != test.tag || ours != test.ours || c.Owns(test.address) != test.ours {
			t.Errorf("%s: %q, %t", test.address, tag, ours)
		}
	}
	if (&Config{}).Owns("") {
		t.Error("no address is that of a config without one")
	}
}

// TestTagOfAnyAddress says that aliases which compare equal are all ours or none, and that another domain never is.
func TestTagOfAnyAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		address := rapid.StringMatching(`(handoff|t|rita)?[-+@a-z2-7]{0,20}@(acme|globex)\.example`).Draw(t, "address")
		_, ours := CutTag(address, "handoff@acme.example")
		if _, plain := CutTag(PlainAddress(address), "handoff@acme.example"); plain && !ours {
			t.Errorf("%s is not ours, but without its tag", address)
		}
		if ours && !strings.HasSuffix(address, "@acme.example") {
			t.Errorf("%s is at another domain", address)
		}
	})
}

func FuzzCutTag(f *testing.F) {
	for _, seed := range []string{"handoff@acme.example", "handoff+x@acme.example",
		"handoff-k4m7qz2xwabcdefg@acme.example", "t-k4m7qz2xwabcdefg@acme.example", "@", "+@acme.example",
		"handoff+@@acme.example"} {
		f.Add(seed, "handoff@acme.example")
	}
	f.Add("", "")
	f.Fuzz(func(t *testing.T, address, of string) {
		tag, ours := CutTag(address, of)
		if !ours && tag != "" || !strings.Contains(strings.ToLower(address), tag) {
			t.Errorf("%q of %q: tag %q, %t", address, of, tag, ours)
		}
		if _, domain, _ := strings.Cut(PlainAddress(of), "@"); ours &&
			!strings.HasSuffix(strings.ToLower(strings.TrimSpace(address)), "@"+domain) {
			t.Errorf("%q is at another domain than %q", address, of)
		}
	})
}
