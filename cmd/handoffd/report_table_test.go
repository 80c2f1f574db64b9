package main

import (
	"strings"
	"testing"

	"handoffd/handoff/report"
)

// TestFiguresFitTheScreen: on a narrow screen bars get shorter, then go, then headings wrap; no word is lost, and no
// line ends in blanks.
func TestFiguresFitTheScreen(t *testing.T) {
	t.Parallel()
	rows := []figureRow{
		{"Held meetings that became an opportunity within 28 days", "12 of 15", report.Figure{N: 12, Of: 15, Share: true}},
		{"Won", "3", report.Figure{N: 3}},
		{"", "18,000 EUR", report.Figure{}},
	}
	for wide, bars := range map[int]int{120: mostBar, 90: 19, 80: 9, 70: 0, 40: 0} {
		var out strings.Builder
		writeFigures(&out, rows, wide)
		for line := range strings.Lines(out.String()) {
			if line = strings.TrimSuffix(line, "\n"); columnsOf(line) > wide || strings.HasSuffix(line, " ") {
				t.Errorf("%d: %q", wide, line)
			}
		}
		if n := strings.Count(out.String(), "█") + strings.Count(out.String(), "░"); n != bars {
			t.Errorf("%d: a bar of %d, want %d:\n%s", wide, n, bars, &out)
		}
		for _, r := range rows {
			for _, word := range strings.Fields(r.label + " " + r.says) {
				if !strings.Contains(out.String(), word) {
					t.Errorf("%d: no %s in\n%s", wide, word, &out)
				}
			}
		}
	}
}
