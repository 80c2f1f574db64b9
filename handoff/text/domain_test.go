package text

import (
	"testing"

	"pgregory.net/rapid"
)

// TestPunycode: the samples of RFC 3492 section 7.1 and a few names.
func TestPunycode(t *testing.T) {
	for in, want := range map[string]string{
		"bücher": "bcher-kva", "münchen": "mnchen-3ya", "例え": "r8jz45g", "ليهمابتكلموشعربي؟": "egbpdaj6bu4bxfgehfvwxn",
		"他们为什么不说中文":                    "ihqwcrb4cv8a8dqg056pqjye",
		"почемужеонинеговорятпорусски": "b1abfaaepdrnnbgefbadotcwatmq2g4l", "-> $1.00 <-": "-> $1.00 <--",
		"3年b組金八先生": "3b-ww4c5e180e575a65lsy2b",
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
