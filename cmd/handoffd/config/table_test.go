package config

import (
	"fmt"
	"strings"
	"testing"
)

// TestRowsOfATable: a cell may hold line breaks, and a row with a fault takes no other with it.
func TestRowsOfATable(t *testing.T) {
	for name, c := range map[string]struct{ text, rows, faults string }{
		"plain":                 {"1,x\r\n2,y\r\n", "2:1=x 3:2=y", ""},
		"a line break":          {"1,\"x\ny\"\n2,z\n", "2:1=x\ny 4:2=z", ""},
		"a quote without end":   {"\"1,x\n2,y\n3,z\n", "3:2=y 4:3=z", "2"},
		"and a good one behind": {"\"1,x\n2,\"y\"\n3,\"z\"\n", "3:2=y 4:3=z", "2"},
		"at the end":            {"1,x\n2,\"y", "2:1=x", "3"},
		"blank lines":           {"\n1,x\n\n\n2,y", "3:1=x 6:2=y", ""},
		"quotes in quotes":      {"1,\"say \"\"x\"\"\"\n2,y\n", "2:1=say \"x\" 3:2=y", ""},
	} {
		table, err := ReadTable("a.csv", []byte("id,reason\n"+c.text), "id,reason", "id", "reason")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var rows, faults []string
		for _, r := range table.Rows {
			rows = append(rows, fmt.Sprintf("%d:%s=%s", r.Line, r.Cell("id"), r.Cell("reason")))
		}
		for _, f := range table.Faults {
			faults = append(faults, fmt.Sprint(f.Row))
		}
		if got := strings.Join(rows, " "); got != c.rows || strings.Join(faults, " ") != c.faults {
			t.Errorf("%s: rows %q, faults %v", name, got, faults)
		}
	}
}

// FuzzTable: whatever a file holds, it is read to its end, and each line is in one row or fault at most.
func FuzzTable(f *testing.F) {
	f.Add("id,reason\n1,\"x\ny\"\n\"2,z\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := ReadTable("a.csv", []byte(text), "id,reason", "id", "reason")
		if err != nil {
			return
		}
		if n := strings.Count(text, "\n"); len(table.Rows)+len(table.Faults) > n {
			t.Fatalf("%d rows and %d faults in %d lines", len(table.Rows), len(table.Faults), n)
		}
	})
}
