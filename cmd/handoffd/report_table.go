package main

import (
	"fmt"
	"io"
	"strings"

	"handoffd/handoff/report"
)

// figureRow is a line of the table of figures.
type figureRow struct {
	label, says string
	drawn       report.Figure // a share has a bar
}

// Columns that a share of 100 % takes: as many as there is room for, and below the least of them no bar is drawn.
const (
	leastBar = 5
	mostBar  = 20
)

// writeFigures lays the table out for a screen: on a narrow one the bars get shorter, then they go, then headings wrap.
func writeFigures(w io.Writer, rows []figureRow, wide int) {
	const indent = "  "
	room, heads, cells := wide-len(indent), 0, 0
	for _, r := range rows {
		heads, cells = max(heads, columnsOf(r.label)), max(cells, columnsOf(r.says))
	}
	cells = min(cells, room/2)
	bars := min(mostBar, room-heads-cells-2*len(gap))
	if bars < leastBar {
		bars, heads = 0, min(heads, room-cells-len(gap))
	}
	columns := []column{{most: heads, wraps: true}, {most: cells, wraps: true}, {most: bars}}
	for row, r := range rows {
		for i, cell := range []string{r.label, r.says, bar(r.drawn, bars)} {
			columns[i].cells = append(columns[i].cells, cell)
		}
		for _, shown := range linesOf(columns, func(c column) string { return c.cells[row] }) {
			fmt.Fprintln(w, strings.TrimRight(indent+shown, " "))
		}
	}
}

// bar draws a share, so many columns wide if it is whole.
func bar(g report.Figure, wide int) string {
	if !g.Share || g.Of == 0 || wide == 0 {
		return ""
	}
	full := (2*wide*g.N + g.Of) / (2 * g.Of)
	return strings.Repeat("█", full) + strings.Repeat("░", wide-full)
}
