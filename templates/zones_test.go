package templates

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

// TestZonesStayWithTheirClock is the rule as one expression, which would read every mail in its whole length.
func TestZonesStayWithTheirClock(t *testing.T) {
	rule := regexp.MustCompile(`(\d\d:\d\d) ((?:UTC(?:(?:\+|&#43;|-)\d{1,2}(?::\d\d)?)?|[A-Z]{2,5})\b)`)
	piece := rapid.SampledFrom([]string{"12:30", "9:05", ":", "12:", "59", " ", "UTC", "UTC+1", "UTC&#43;12:45", "-03:30", "CET",
		"CEST", "ABCDEF", "A", "é", "<b>", "&nbsp;", "x", "1", "\n"})
	rapid.Check(t, func(t *rapid.T) {
		html := ""
		for _, p := range rapid.SliceOf(piece).Draw(t, "pieces") {
			html += p
		}
		if got, want := keepZones(html), rule.ReplaceAllString(html, "$1&nbsp;$2"); got != want {
			t.Errorf("%q: %q, want %q", html, got, want)
		}
	})
}
