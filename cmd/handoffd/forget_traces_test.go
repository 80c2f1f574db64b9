package main

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestNothingIsLeftOfThem forgets every prospect of the demo, one after the other: their addresses and names stand
// nowhere in the files of the database, not even in other leads, figures are the same, the chains hold, and bundles say
// what was erased.
func TestNothingIsLeftOfThem(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf := filepath.Join(dir, "config.toml")
	report := func() string {
		return do(exitDone, "report", "--from", "2026-11-23", "--to", "2027-01-31", "--as-of", "2027-01-31", "--format", "csv",
			"--config", conf)
	}
	before := report()
	people, ids := prospectsOf(t, conf)
	if len(people) < 3 || !strings.Contains(inFiles(t, dir), strings.ToLower(people[0].Address)) {
		t.Fatalf("%d prospects, or the first one is nowhere: the test shows nothing", len(people))
	}
	for _, p := range people {
		do(exitDone, "forget", p.Address, "--yes", "--config", conf)
		left := inFiles(t, dir)
		for _, word := range []string{p.Address, p.Name} {
			if word != "" && strings.Contains(left, strings.ToLower(word)) {
				n := strings.Index(left, strings.ToLower(word))
				t.Errorf("%q is left: %q", word, strings.Trim(left[max(0, n-60):min(len(left), n+200)], "\x00"))
			}
		}
		do(exitFailed, "forget", p.Address, "--config", conf)
	}
	if after := report(); after != before {
		t.Errorf("the report is another one:\n%s\n%s", before, after)
	}
	for _, id := range ids {
		file := filepath.Join(dir, id+".zip")
		do(exitDone, "show", id, "--bundle", file, "--config", conf)
		if out := do(exitDone, "verify", file); !strings.Contains(out, "erased: the payloads of ") {
			t.Errorf("%s: %s", id, out)
		}
	}
}

// prospectsOf are the people outside and the leads of a database.
func prospectsOf(t *testing.T, conf string) (people []handoff.Contact, ids []string) {
	t.Helper()
	a, err := open(t.Context(), conf, app.Offline, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if err := a.Store.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		for _, h := range all {
			ids = append(ids, string(h.ID))
			people = append(people, h.Prospects...)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(people, func(a, b handoff.Contact) int { return cmp.Compare(a.Address, b.Address) })
	return slices.CompactFunc(people, func(a, b handoff.Contact) bool { return a.Address == b.Address }), ids
}

// inFiles is what stands in the files of the database, in small letters.
func inFiles(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.db*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	var all bytes.Buffer
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(bytes.ToLower(b))
	}
	return all.String()
}
