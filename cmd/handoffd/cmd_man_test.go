package main

import (
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestManPageShowsValues: the values that the page shows are those that the command line takes.
func TestManPageShowsValues(t *testing.T) {
	t.Parallel()
	code, page, errs := said(t, "", "man")
	if code != exitDone {
		t.Fatal(errs)
	}
	for _, want := range []string{`"Mon\-Fri 09:00\-17:00"`, `=\fI10m\fR`, `="week"`, `="text"`} {
		if !strings.Contains(strings.ReplaceAll(page, `=\fI"`, `="`), want) {
			t.Errorf("no %s", want)
		}
	}
}

// TestListCSVHasOneZone: all times of the file are on the clock of the admin.
func TestListCSVHasOneZone(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	out := do(exitDone, "list", "--all", "--csv", "--config", filepath.Join(dir, "config.toml"))
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	times := 0
	for _, row := range rows[1:] {
		for _, cell := range row {
			if at, err := time.Parse(time.RFC3339, cell); err == nil {
				times++
				if !strings.HasSuffix(cell, "+01:00") {
					t.Errorf("%s at %s, in\n%v", cell, at, row)
				}
			}
		}
	}
	if times == 0 {
		t.Errorf("no times in\n%s", out)
	}
}

// TestInitLooksBeforeItAsks: where the config cannot be written nothing is asked.
func TestInitLooksBeforeItAsks(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "none", "config.toml")
	code, out, errs := said(t, "handoff@acme.example\n", "init", "--config", path)
	if code != exitFailed || out != "" || !strings.Contains(errs, "nothing is asked") ||
		!strings.Contains(errs, "there is no folder") {
		t.Errorf("exit %d: %q, %q", code, out, errs)
	}
}
