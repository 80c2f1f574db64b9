package mail

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestFlatTextIsTheSameInASCIIAndBeyond: the short way for ASCII comes to what the long one does.
func TestFlatTextIsTheSameInASCIIAndBeyond(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune(" \t\r\n\v\f\x00\x1c\x1fAzZ9@[`{\u0085\u00a0\u00c4\u0130"))).Draw(t, "text")
		limit := rapid.IntRange(0, 20).Draw(t, "limit")
		want := strings.ToLower(strings.Join(strings.Fields(text[:min(len(text), limit)]), " "))
		if got := flat(text, limit); got != want {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
	})
}
