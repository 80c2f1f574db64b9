package report

import (
	"bytes"
	"encoding/csv"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// FirstTouch names the median in lists of figures.
const FirstTouch Name = "first-touch"

// Says is the label of the figure, as a reason.
func (n Name) Says() handoff.Reason { return handoff.Because("figure-" + handoff.Code(n)) }

// Says is the figure as a reason: "9 of 12", "14 of 16 (88 %)", "3".
func (f Figure) Says() handoff.Reason {
	n, of := handoff.NumberArg(f.N), handoff.NumberArg(f.Of)
	switch p, told := f.Percent(); {
	case !f.Share:
		return handoff.Because("figure-count", n)
	case f.Of == 0:
		return handoff.Because("figure-share/none")
	case told:
		return handoff.Because("figure-share/percent", n, of, handoff.NumberArg(p))
	}
	return handoff.Because("figure-share", n, of)
}

// SaysOf is the same with what the share is of, where that is no lead and no meeting: rounds, or turns of reps.
func (f Figure) SaysOf() handoff.Reason {
	unit := handoff.Code("")
	switch {
	case !f.Share || f.Of == 0:
	case f.Name == Acceptance:
		unit = "figure-of/rounds"
	case slices.Contains(ofTurns, f.Name):
		unit = "figure-of/turns"
	}
	if unit == "" {
		return f.Says()
	}
	return handoff.Because(unit, handoff.ReasonArg(f.Says()), handoff.NumberArg(f.Of))
}

// Says is the median as a reason: "3 h 10 min; 2 of 14 not yet".
func (m Median) Says() handoff.Reason {
	took, waiting, of := handoff.WordsArg(spell(m.Middle)), handoff.NumberArg(m.NotYet), handoff.NumberArg(m.Of)
	switch {
	case m.Of == 0:
		return handoff.Because("figure-share/none")
	case m.Never:
		return handoff.Because("figure-median/never", waiting, of)
	case m.NotYet > 0:
		return handoff.Because("figure-median/not-yet", took, waiting, of)
	}
	return handoff.Because("figure-median", took)
}

// historyWeeks is how many weeks before a period began what counts in its figures and charts: a quarter for orders, and
// for the funnel the eight weeks of which each stage is ripe eight weeks later.
const historyWeeks = 16

// Since is from when on moments are read for the figures of a period.
func (p Period) Since() time.Time { return p.From.AddDate(0, 0, -7*historyWeeks) }

// Header are the columns of Rows.
var Header = []string{"figure", "handoff", "at", "person", "counts", "what", "team"}

// Rows are the facts behind all figures, one a row: whoever counts the rows of a figure, and those that count, comes to
// the same figures. Times are RFC 3339, in the zone of the period. Who is not to be named has no name; and how they
// answered has no lead and no time either, and stands behind the rest, since the lead says whose it was then.
func (f Figures) Rows(named func(Name, Fact) bool) [][]string {
	var out [][]string
	for _, g := range append(slices.Clip(f.All), Figure{Name: FirstTouch, Facts: f.Touch.Facts}) {
		if !f.Whose.Has(g.Name) {
			continue
		}
		out = append(out, f.rows(g, named)...)
	}
	return out
}

func (f Figures) rows(g Figure, named func(Name, Fact) bool) [][]string {
	var out, bare [][]string
	for _, x := range g.Facts {
		counts, who := "0", string(x.Person)
		if x.Counts {
			counts = "1"
		}
		known := named(g.Name, x)
		if !known {
			who = ""
		}
		row := []string{string(g.Name), string(x.Handoff), x.At.In(f.From.Location()).Format(time.RFC3339), who,
			counts, string(x.What), x.Team}
		if !known && slices.Contains(ofAnswers, g.Name) {
			row[1], row[2] = "", ""
			bare = append(bare, row)
			continue
		}
		out = append(out, row)
	}
	slices.SortFunc(bare, slices.Compare) // their order would tell when
	return append(out, bare...)
}

// ofAnswers are the figures that tell how a rep answered, and what they owe.
var ofAnswers = []Name{AcceptanceRep, CouldNot, OnTime, HalfAnswers, Within1, Within4, Within8, MissingOutcome,
	MissingOpp,
	MissingStep, Claimed, Neglect}

// Table is the rows below their header as a CSV file that spreadsheets may open: nothing in it is a formula.
func (f Figures) Table(named func(Name, Fact) bool) []byte { return table(f.Rows(named)) }

// TableOf is the same of one figure, with the people that its facts name.
func (f Figures) TableOf(g Figure) []byte {
	return table(f.rows(g, func(Name, Fact) bool { return true }))
}

func table(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(Header) // into memory
	for _, row := range rows {
		for i, cell := range row {
			row[i] = text.Cell(cell)
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}
