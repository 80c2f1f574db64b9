package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Table is a CSV file whose first row names the columns, in any order.
type Table struct {
	Rows   []Row
	Faults Errors // of the rows that are left out

	file    string
	columns map[string]int
}

// Row is one row.
type Row struct {
	Line  int // from 1
	table *Table
	cells []string
	at    []int // column of each cell, from 1, in bytes
}

// ReadTable reads a CSV file of which some columns are known; one of them must be there. Rows that are no CSV are left
// out, each with its fault.
func ReadTable(file string, data []byte, known []string) (*Table, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	header, err := r.Read()
	t := &Table{file: file, columns: map[string]int{}}
	for _, name := range known {
		if i := column(header, name); i >= 0 {
			t.columns[name] = i
		}
	}
	if err != nil && !errors.Is(err, io.EOF) || len(t.columns) == 0 {
		return nil, &Error{File: file, Row: 1, Column: 1,
			Problem: "the first row does not name the columns; write " + strings.Join(known, ",")}
	}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
			t.Faults = append(t.Faults, &Error{File: file, Row: bad.Line, Column: bad.Column, Problem: "the row is not CSV (" +
				bad.Err.Error() + "); put what holds a comma or quotes into quotes (the row is left out)"})
			continue
		}
		row := Row{table: t, cells: cells, at: make([]int, len(cells))}
		for i := range cells {
			row.Line, row.at[i] = r.FieldPos(i)
		}
		t.Rows = append(t.Rows, row)
	}
}

// ByRow puts faults in the order of their rows.
func (e Errors) ByRow() Errors {
	slices.SortStableFunc(e, func(a, b *Error) int { return a.Row - b.Row })
	return e
}

// has says whether one of the columns is there.
func (t *Table) has(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { _, ok := t.columns[n]; return ok })
}

// short says whether the row ends before one of the columns.
func (r Row) short(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return r.table.columns[n] >= len(r.cells) })
}

// Cell is what stands in the named column, empty if nothing.
func (r Row) Cell(name string) string {
	if i, ok := r.table.columns[name]; ok && i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// At is where the cell begins; the beginning of the row if there is none.
func (r Row) At(name string) int {
	if i, ok := r.table.columns[name]; ok && i < len(r.at) {
		return r.at[i]
	}
	return 1
}

// Fault notes what is wrong with a cell.
func (t *Table) Fault(r Row, name, problem string) {
	t.Faults = append(t.Faults, &Error{File: t.file, Row: r.Line, Column: r.At(name),
		Problem: fmt.Sprintf("%s (the row is left out)", problem)})
}
