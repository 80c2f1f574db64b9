package report

import (
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
)

// FirstTouch names the median in lists of figures.
const FirstTouch Name = "first-touch"

// Says is the label of the figure, as a reason.
func (n Name) Says() handoff.Reason { return handoff.Because("figure-" + handoff.Code(n)) }

// Text is the figure as people read it: "9 of 12", "14 of 16 (88 %)", "3".
func (f Figure) Text() string {
	if !f.Share {
		return strconv.Itoa(f.N)
	}
	if f.Of == 0 {
		return "–"
	}
	out := strconv.Itoa(f.N) + " of " + strconv.Itoa(f.Of)
	if p, ok := f.Percent(); ok {
		out += " (" + strconv.Itoa(p) + " %)"
	}
	return out
}

// Text is the median as people read it: "3 h 10 min; 2 of 14 not yet".
func (m Median) Text() string {
	if m.Of == 0 {
		return "–"
	}
	var parts []string
	if !m.Never {
		parts = append(parts, spell(m.Middle))
	}
	if m.NotYet > 0 {
		parts = append(parts, strconv.Itoa(m.NotYet)+" of "+strconv.Itoa(m.Of)+" not yet")
	}
	return strings.Join(parts, "; ")
}

// Since is from when on moments are read for the figures of a period: what counts by the cohort began long before.
func (p Period) Since() time.Time { return p.From.AddDate(0, 0, -7*(wonWeeks+1)) }

// Header are the columns of Rows.
var Header = []string{"figure", "handoff", "at", "person", "counts", "what"}

// Rows are the facts behind all figures, one a row: whoever counts the rows of a figure, and those that count, comes to
// the same figures. Times are RFC 3339.
func (f Figures) Rows() [][]string {
	var out [][]string
	for _, g := range append(f.All, Figure{Name: FirstTouch, Facts: f.Touch.Facts}) {
		for _, x := range g.Facts {
			counts := "0"
			if x.Counts {
				counts = "1"
			}
			out = append(out, []string{string(g.Name), string(x.Handoff), x.At.Format(time.RFC3339), string(x.Person),
				counts, string(x.What)})
		}
	}
	return out
}
