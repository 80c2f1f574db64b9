package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWrap(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		"short":                   "short",
		"one two three four":      "one two\nthree four",
		"  one two three four":    "  one two\n  three\n  four",
		"a\n\none two three":      "a\n\none two\nthree",
		"averyveryverylongword x": "averyveryverylongword\nx",
		"in up to 4 h, it is":     "in up to\n4 h, it is",
		"then (1.5 GiB) of":       "then\n(1.5 GiB)\nof",
		"turn 12 has it":          "turn 12\nhas it",
		"größe größe größe":       "größe\ngröße\ngröße",
	} {
		if got := Wrap(in, 10); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two three", 5)
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = max(1, min(width, 200))
		got := Wrap(s, width)
		if a, b := strings.Fields(got), strings.Fields(s); strings.Join(a, " ") != strings.Join(b, " ") {
			t.Errorf("%q became %q", s, got)
		}
		for _, line := range strings.Split(got, "\n") {
			if words := unparted(strings.Fields(line)); len(words) > 1 && utf8.RuneCountInString(strings.Join(words, " ")) > width {
				t.Errorf("%q is longer than %d", line, width)
			}
		}
	})
}
