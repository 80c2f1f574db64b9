package handoff

import "testing"

func TestSameAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"pat@globex.example", "PAT@Globex.Example", true}, {"pat+x@globex.example", "pat@globex.example", true},
		{"pat+x@globex.example", "pat+y@globex.example", false},
		{"q@bücher.example", "Q@xn--bcher-kva.example", true}, {"q@BÜCHER.example", "q@bücher.example", true},
		{"q@münchen。example", "q@xn--mnchen-3ya.example", true},
		{"grüße@x.example", "GRÜSSE@x.example", false}, {"用例@例え.example", "用例@xn--r8jz45g.example", true},
		{"rita@acme.example", "rita@асme.example", false}, // two Cyrillic letters
		{"", "pat@globex.example", false}, {"a@x.example", "a@y.example", false},
	} {
		if got := SameAddress(c.a, c.b); got != c.same || SameAddress(c.b, c.a) != c.same {
			t.Errorf("%s and %s: same %v, want %v", c.a, c.b, got, c.same)
		}
	}
}
