package handoff

import (
	"testing"

	"pgregory.net/rapid"
)

func TestSameAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"pat@globex.example", "PAT@Globex.Example", true}, {"pat+x@globex.example", "pat@globex.example", true}, {"pat+x@globex.example", "pat+y@globex.example", false},
		{"q@bücher.example", "Q@xn--bcher-kva.example", true}, {"q@BÜCHER.example", "q@bücher.example", true}, {"q@münchen。example", "q@xn--mnchen-3ya.example", true},
		{"grüße@x.example", "GRÜSSE@x.example", false}, {"用例@例え.example", "用例@xn--r8jz45g.example", true},
		{"rita@acme.example", "rita@асme.example", false}, // two Cyrillic letters
		{"", "pat@globex.example", false}, {"a@x.example", "a@y.example", false},
	} {
		if got := SameAddress(c.a, c.b); got != c.same || SameAddress(c.b, c.a) != c.same {
			t.Errorf("%s and %s: same %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

// TestPunycode: the samples of RFC 3492 section 7.1 and a few names.
func TestPunycode(t *testing.T) {
	for in, want := range map[string]string{
		"bücher": "bcher-kva", "münchen": "mnchen-3ya", "例え": "r8jz45g", "ليهمابتكلموشعربي؟": "egbpdaj6bu4bxfgehfvwxn", "他们为什么不说中文": "ihqwcrb4cv8a8dqg056pqjye",
		"почемужеонинеговорятпорусски": "b1abfaaepdrnnbgefbadotcwatmq2g4l", "-> $1.00 <-": "-> $1.00 <--", "3年b組金八先生": "3b-ww4c5e180e575a65lsy2b",
	} {
		if got, ok := punycode(in); !ok || got != want {
			t.Errorf("%s: %s, %v; want %s", in, got, ok, want)
		}
	}
	rapid.Check(t, func(r *rapid.T) { // two labels never become one
		a, b := rapid.StringN(0, 20, 60).Draw(r, "a"), rapid.StringN(0, 20, 60).Draw(r, "b")
		x, _ := punycode(a)
		y, _ := punycode(b)
		if a != b && x == y && x != "" {
			r.Fatalf("%q and %q are both %q", a, b, x)
		}
	})
}

func TestAddressesBeyondASCII(t *testing.T) {
	for text, want := range map[string]string{
		"Grete <grüße@bücher.example>": "grüße@xn--bcher-kva.example", "схема: почта@пример.example!": "почта@xn--e1afmkfd.example",
		"連絡先はpat@globex.exampleです。": "pat@globex.example", "用例@例え.テスト": "用例@xn--r8jz45g.xn--zckzah", "Pat_Kim@Globex.Example.": "pat_kim@globex.example",
		"a@b": "", "@": "", "x@1.2.3.4": "", "é@": "",
	} {
		got := ""
		for _, a := range addressesIn(text) {
			got += a.address
			if piece := text[a.from:a.to]; FoldAddress(piece) != a.address {
				t.Errorf("%q: %q stands at %q", text, a.address, piece)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
