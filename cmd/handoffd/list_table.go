package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"handoffd/handoff/text"
)

// column is one of a table.
type column struct {
	head        string
	least, most int  // columns of the screen; most 0: as wide as its cells
	wraps       bool // what does not fit goes on below; else it is cut
	cells       []string
}

// The order in which columns give way on a narrow screen: first whole ones, then letters of those that are left.
var (
	leavable   = []string{"REP", "MEETING", "STATE"}
	shrinkable = []string{"NEXT", "PROSPECT", "REP"}
)

// gap stands between two columns.
const gap = "  "

// fitTable leaves out and cuts columns until a line fits.
func fitTable(columns []column, wide int) []column {
	total := func(size func(column) int) int {
		n := (len(columns) - 1) * len(gap)
		for _, c := range columns {
			n += size(c)
		}
		return n
	}
	for _, head := range leavable {
		if total(func(c column) int { return c.least }) <= wide {
			break
		}
		columns = slices.DeleteFunc(columns, func(c column) bool { return c.head == head })
	}
	for _, head := range shrinkable {
		over := total(func(c column) int { return c.most }) - wide
		for i := range columns {
			if c := &columns[i]; c.head == head && over > 0 {
				c.most = max(c.least, c.most-over)
			}
		}
	}
	return columns
}

// writeTable lays the columns out for a screen. mark, if not nil, dresses what is shown of a row.
func writeTable(w io.Writer, s screen, columns []column, mark func(row int, line string) string) {
	for i := range columns {
		c := &columns[i]
		for j, cell := range c.cells {
			c.cells[j] = text.Bare(cell)
		}
		c.most = columnsOf(c.head)
		for _, cell := range c.cells {
			c.most = max(c.most, columnsOf(cell))
		}
		if c.least = min(c.least, c.most); c.least == 0 {
			c.least = c.most
		}
	}
	columns = fitTable(columns, s.width)
	for _, shown := range linesOf(columns, func(c column) string { return c.head }) {
		fmt.Fprintln(w, s.bold(shown))
	}
	for row := range columns[0].cells {
		for _, shown := range linesOf(columns, func(c column) string { return c.cells[row] }) {
			if mark != nil {
				shown = mark(row, shown)
			}
			fmt.Fprintln(w, shown)
		}
	}
}

// linesOf lays out a row: one line, and more where a cell goes on.
func linesOf(columns []column, cell func(column) string) (lines []string) {
	for n, more := 0, true; more; n++ {
		var parts []string
		more = false
		for _, c := range columns {
			under := []string{cell(c)}
			if c.wraps {
				under = strings.Split(text.Wrap(under[0], c.most), "\n")
			}
			part := ""
			if n < len(under) {
				part, more = under[n], more || n+1 < len(under)
			}
			parts = append(parts, fit(part, c.most))
		}
		lines = append(lines, strings.TrimRight(strings.Join(parts, gap), " "))
	}
	return lines
}
