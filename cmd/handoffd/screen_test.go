package main

import (
	"strings"
	"testing"
)

func TestTableFitsTheScreen(t *testing.T) {
	table := func(wide int) string {
		var out strings.Builder
		writeTable(&out, screen{width: wide}, []column{
			{head: "ID", cells: []string{"HO-AAAAAA", "HO-BBBBBB"}},
			{head: "STATE", cells: []string{"accepted", "draft"}},
			{head: "PROSPECT", least: 12, cells: []string{"Maximiliane Bauer-Lindqvist", "山田太郎\x1b[31m"}},
			{head: "REP", least: 10, cells: []string{"Rita Vance", "–"}},
			{head: "MEETING", cells: []string{"Mon 11 Jan 15:00", "–"}},
			{head: "NEXT", least: 22, wraps: true, cells: []string{"Rita: meet; the prospect is asked whether the time suits", "–"}},
			{head: "WHEN", cells: []string{"! by Fri 8 Jan 15:00", "–"}},
		}, nil)
		return out.String()
	}
	for wide, want := range map[int]string{
		200: "ID STATE PROSPECT REP MEETING NEXT WHEN", 120: "ID STATE PROSPECT REP MEETING NEXT WHEN",
		100: "ID STATE PROSPECT MEETING NEXT WHEN", 80: "ID STATE PROSPECT NEXT WHEN", 70: "ID PROSPECT NEXT WHEN",
	} {
		out := table(wide)
		head, _, _ := strings.Cut(out, "\n")
		if got := strings.Join(strings.Fields(head), " "); got != want {
			t.Errorf("%d columns: %s, want %s", wide, got, want)
		}
		for line := range strings.Lines(out) {
			if n := columnsOf(strings.TrimSuffix(line, "\n")); n > wide {
				t.Errorf("%d columns: %d in %q", wide, n, line)
			}
		}
		if said := strings.Join(strings.Fields(out), " "); !strings.Contains(said, "Rita: meet") ||
			!strings.Contains(said, "time suits") {
			t.Errorf("%d columns: what is next is cut:\n%s", wide, out)
		}
		if strings.ContainsRune(out, '\x1b') || strings.Contains(out, "…") == (wide == 200) {
			t.Errorf("%d columns:\n%s", wide, out)
		}
	}
}

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"abc", 5, "abc  "}, {"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"ab cd", 4, "ab… "}, {"山田太郎", 5, "山田…"},
		{"山田太郎", 4, "山… "}, {"e\u0301a", 2, "e\u0301a"}, {"abc", 1, "…"},
	} {
		if got := fit(tt.in, tt.n); got != tt.want || columnsOf(got) != tt.n {
			t.Errorf("fit(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}

// TestScreenOf: what is no terminal has the usual width and no colours, whatever the environment.
func TestScreenOf(t *testing.T) {
	t.Setenv("COLUMNS", "")
	if s := screenOf(&strings.Builder{}); s.width != usualWidth || s.colour || s.asked || s.red("x") != "x" {
		t.Errorf("%+v", s)
	}
	t.Setenv("COLUMNS", "132")
	if s := screenOf(&strings.Builder{}); s.width != 132 || s.colour || !s.asked {
		t.Errorf("%+v", s)
	}
	if got := (screen{colour: true}).red("x"); got != "\x1b[31mx\x1b[0m" {
		t.Errorf("%q", got)
	}
}
