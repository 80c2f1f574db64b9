package main

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestReport plays the demo and reports its week: as text, JSON and a table that anybody can count again. The same
// comes of it with another roster, on PostgreSQL, and where the moments were found out later.
func TestReport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	now := time.Date(2026, 12, 14, 8, 0, 0, 0, time.UTC)
	try := func(args ...string) (string, string, int) {
		t.Helper()
		var out, errs bytes.Buffer
		code := run(t.Context(), args, streams{in: strings.NewReader(""), out: &out, err: &errs,
			now: func() time.Time { return now }})
		return out.String(), errs.String(), code
	}
	do := func(args ...string) string {
		t.Helper()
		out, errs, code := try(args...)
		if code != exitDone {
			t.Fatalf("%q: exit %d\n%s%s", args, code, out, errs)
		}
		return out
	}
	do("demo", "--dir", dir)
	conf := filepath.Join(dir, "config.toml")
	text := do("report", "--config", conf)
	for _, want := range []string{"Team sales, Mon 7 Dec 2026 – Sun 13 Dec 2026, as known on Mon 14 Dec 2026 09:00 CET",
		"Leads offered", "Answered in time", "█"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	var figures figuresJSON
	if err := json.Unmarshal([]byte(do("report", "--config", conf, "--format", "json")), &figures); err != nil {
		t.Fatal(err)
	}
	table := do("report", "--config", conf, "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n, of := map[string]int{}, map[string]int{}
	for _, r := range rows[1:] {
		if of[r[0]]++; r[4] == "1" {
			n[r[0]]++
		}
	}
	for _, f := range figures.Figures {
		if name := string(f.Name); n[name] != f.N || f.Of != nil && of[name] != *f.Of {
			t.Errorf("%s is %+v, and the table comes to %d of %d", name, f, n[name], of[name])
		}
	}
	if n["offered"] != 2 || n["held"] != 2 || of["on-time"] != 5 {
		t.Errorf("offered %d, held %d, windows %d", n["offered"], n["held"], of["on-time"])
	}
	if got := do("report", "--config", conf, "--explain", "on-time"); strings.Count(got, "HO-") != 5 ||
		!strings.Contains(got, "Rita Vance") {
		t.Errorf("explained:\n%s", got)
	}
	onServer(t, dir, func(config string) {
		if got := do("report", "--config", config, "--format", "csv"); strings.Count(got, "\n") != strings.Count(table, "\n") {
			t.Errorf("on PostgreSQL:\n%s\n, in a file:\n%s", got, table)
		}
	})
	file, err := os.ReadFile(conf)
	if err != nil {
		t.Fatal(err)
	}
	renamed := filepath.Join(dir, "renamed.toml")
	if err := os.WriteFile(renamed, bytes.ReplaceAll(file, []byte("Ben Ortiz"), []byte("Somebody Else")), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := do("report", "--config", renamed, "--format", "csv"); got != table {
		t.Errorf("with another roster:\n%s", got)
	}
	costly := filepath.Join(dir, "costly.toml")
	if err := os.WriteFile(costly, append(file, "\n[cost]\nqualifier = \"6000 EUR\"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ config, command, want string }{
		{costly, "report", "Quinn Ames: 18,000 EUR for 2 held meetings, 9,000 EUR each. Orders of 18,000 EUR would pay"},
		{costly, "report", "all of sales: 36,000 EUR for 3 held meetings, 12,000 EUR each."},
		{costly, "list", "3 held meetings without an opportunity, at "}, {conf, "report", "-EUR"}, {conf, "list", "-EUR"},
	} {
		args := []string{c.command, "--config", c.config}
		if c.command == "list" {
			args = append(args, "--state", "held")
		}
		want, without := strings.CutPrefix(c.want, "-")
		if got := do(args...); strings.Contains(got, want) == without {
			t.Errorf("%q of %s, %q:\n%s", c.command, c.config, c.want, got)
		}
	}
	forgetMoments(t, filepath.Join(dir, "handoffd.db"))
	if got := do("report", "--config", conf, "--format", "csv"); got != table {
		t.Errorf("found out later:\n%s\nat once:\n%s", got, table)
	}
	if got := do("report", "--config", conf, "--as-of", "2026-11-23"); strings.Contains(got, "█") {
		t.Errorf("as of before it began:\n%s", got)
	}
	for _, bad := range [][]string{{"--team", "north"}, {"--explain", "luck"},
		{"--from", "2026-11-23", "--to", "2026-11-22"}, {"--from", "yesterday"}} {
		if _, errs, code := try(append([]string{"report", "--config", conf}, bad...)...); code != exitUsage || errs == "" {
			t.Errorf("%q: exit %d, %s", bad, code, errs)
		}
	}
}

// forgetMoments makes a database one from before there were any.
func forgetMoments(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{"DELETE FROM moments", "INSERT INTO moments_owed SELECT id FROM handoffs"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}
