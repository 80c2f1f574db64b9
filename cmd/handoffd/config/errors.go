package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Error is one fault of a config file: where it is, what is wrong and what to do.
type Error struct {
	File    string
	Row     int // from 1
	Column  int // from 1, in bytes
	Problem string
}

// Error gives the fault on one line: file:row:column, what, what to do.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Row, e.Column, e.Problem)
}

// Errors are all faults of a config file, in the order of the file; never empty.
type Errors []*Error

// Error gives one line for each fault.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the single faults to errors.As.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i, one := range e {
		out[i] = one
	}
	return out
}

// maxFaults bounds what is printed about one file.
const maxFaults = 50

// faults collects what is wrong with one file.
type faults struct {
	file  string
	index *fileIndex
	list  Errors

	warnings Errors // of what is left out and does not stop the rest

	folder  string                      // of the files that handoffd makes
	daysOff map[string][]handoff.DayOff // that people share, by name
	pages   []DaysPage
}

// errorf notes a fault of the value at the path, or of the table that lacks it.
func (f *faults) errorf(path, format string, args ...any) {
	f.at(f.index.value(path), format, args...)
}

// keyErrorf notes a fault of the key at the path.
func (f *faults) keyErrorf(path, format string, args ...any) {
	f.at(f.index.key(path), format, args...)
}

// warnf notes what stops nothing and is perhaps not meant.
func (f *faults) warnf(path, format string, args ...any) {
	p := f.index.value(path)
	f.warnings = append(f.warnings, &Error{File: f.file, Row: p.row, Column: p.column,
		Problem: fmt.Sprintf(format, args...)})
}

func (f *faults) at(p position, format string, args ...any) {
	f.list = append(f.list, &Error{File: f.file, Row: p.row, Column: p.column, Problem: fmt.Sprintf(format, args...)})
}

// err gives the faults in the order of the file, nil if there are none.
func (f *faults) err() error {
	if len(f.list) == 0 {
		return nil
	}
	slices.SortStableFunc(f.list, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	if more := len(f.list) - maxFaults; more > 0 {
		last := *f.list[maxFaults-1]
		last.Problem += fmt.Sprintf(" (and %d more faults after this one)", more)
		f.list = append(f.list[:maxFaults-1:maxFaults-1], &last)
	}
	return f.list
}

// Quoted shows a value of the file in a message, cut to a length that fits on a line.
func Quoted(s string) string {
	const most = 60
	if r := []rune(s[:min(len(s), 4*most)]); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// Meant is the end of a message about an unknown name: the nearest known one, else all of them.
func Meant(word string, words []string) string {
	words = slices.Sorted(slices.Values(words))
	if near := text.Nearest(word, words); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	const most = 12
	if len(words) > most {
		return fmt.Sprintf("use one of %s or %d more", strings.Join(words[:most], ", "), len(words)-most)
	}
	return "use one of " + strings.Join(words, ", ")
}
