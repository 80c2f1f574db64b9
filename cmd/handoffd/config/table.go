package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
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

// ReadTable reads a CSV file of which some columns are known; one of them must be there, else what the first row should
// be is said; none may be there twice. A row with a fault, such as a quote without its end, is left out and takes no
// other with it.
func ReadTable(file string, data []byte, first string, known ...string) (*Table, error) {
	lines := strings.Split(string(bytes.TrimPrefix(data, []byte("\ufeff"))), "\n")
	header, at, next, err := readRow(lines, 0)
	t := &Table{file: file, columns: map[string]int{}}
	for _, name := range known {
		if i := column(header, name); i >= 0 {
			t.columns[name] = i
		}
	}
	if err != nil || len(t.columns) == 0 {
		mend := "the first row does not name the columns; write " + first
		return nil, &Error{File: file, Row: 1, Column: 1, Problem: partedBy(lines[0], mend)}
	}
	for _, name := range known {
		if i := t.second(header, name); i >= 0 {
			return nil, &Error{File: file, Row: 1, Column: at[i],
				Problem: "there are two columns " + name + ", and one must hold; take the other out"}
		}
	}
	for i := next; i < len(lines); i = next {
		row := Row{Line: i + 1, table: t}
		if next = i + 1; strings.TrimSpace(lines[i]) == "" {
			continue
		}
		if row.cells, row.at, next, err = readRow(lines, i); err != nil {
			bad := &csv.ParseError{Column: 1, Err: err}
			errors.As(err, &bad)
			t.Faults = append(t.Faults, &Error{File: file, Row: row.Line, Column: bad.Column, Problem: "the row is not CSV (" +
				bad.Err.Error() + "); put what holds a comma or quotes into quotes (the row is left out)"})
			continue
		}
		if bad := slices.IndexFunc(row.cells, func(c string) bool { return !utf8.ValidString(c) }); bad >= 0 {
			t.Faults = append(t.Faults, &Error{File: file, Row: row.Line, Column: row.at[bad], Problem: "the file is not " +
				"UTF-8; in a spreadsheet, save it as \"CSV UTF-8 (comma delimited)\" (the row is left out)"})
			continue
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// second finds the second column of a name, -1 if there is none.
func (t *Table) second(header []string, name string) int {
	i, ok := t.columns[name]
	if !ok {
		return -1
	}
	if more := column(header[i+1:], name); more >= 0 {
		return i + 1 + more
	}
	return -1
}

// partedBy is the mend for a first row that parts its columns by something else than commas.
func partedBy(first, otherwise string) string {
	for sign, name := range map[string]string{";": "semicolons", "\t": "tabs"} {
		if strings.Contains(first, sign) && !strings.Contains(first, ",") {
			return "the columns are parted by " + name + "; export the file with commas between them"
		}
	}
	return otherwise
}

// mostLines is over how many lines a row goes at most, with line breaks in its cells.
const mostLines = 100

// readRow reads the row that begins on a line, with the column of each cell on its line, and says where the next one
// begins. A row ends with the first line that leaves no quote open; with none in reach, the line is one by itself.
func readRow(lines []string, i int) (cells []string, at []int, next int, err error) {
	next = i + 1
	for open := strings.Count(lines[i], `"`)%2 == 1; open && next < min(len(lines), i+mostLines); next++ {
		open = strings.Count(lines[next], `"`)%2 == 0
		if !open {
			cells, at, err = readCells(strings.Join(lines[i:next+1], "\n"))
			if err == nil {
				return cells, at, next + 1, nil
			}
		}
	}
	cells, at, err = readCells(lines[i])
	return cells, at, i + 1, err
}

func readCells(text string) (cells []string, at []int, err error) {
	r := csv.NewReader(strings.NewReader(strings.TrimSuffix(text, "\r")))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	if cells, err = r.Read(); err != nil {
		return nil, nil, err
	}
	for i := range cells {
		_, c := r.FieldPos(i)
		at = append(at, c)
	}
	return cells, at, nil
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
