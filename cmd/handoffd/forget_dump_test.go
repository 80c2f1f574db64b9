package main

import (
	"bytes"
	"encoding/hex"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff/store"
)

// TestNothingIsLeftInADump forgets a prospect on a server: a dump of all tables has neither their address nor their
// name, as text or as bytes, the chain holds, and the report is the same.
func TestNothingIsLeftInADump(t *testing.T) {
	t.Parallel()
	dump, err := exec.LookPath("pg_dump")
	if err != nil {
		t.Skip("pg_dump is not installed")
	}
	dir, do := demoShell(t)
	people, _ := prospectsOf(t, filepath.Join(dir, "config.toml"))
	onServer(t, dir, func(conf string) {
		a, err := open(t.Context(), conf, app.Offline, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		allSent(t, a.Store)
		left := func(word string) bool {
			out, err := exec.CommandContext(t.Context(), dump, "--dbname="+a.Config.Database).Output()
			if err != nil || len(out) < 10_000 {
				t.Fatalf("a dump of %d bytes: %v", len(out), err)
			}
			out, word = bytes.ToLower(out), strings.ToLower(word)
			return bytes.Contains(out, []byte(word)) || bytes.Contains(out, []byte(hex.EncodeToString([]byte(word))))
		}
		p := people[0]
		if !left(p.Address) {
			t.Fatalf("%s is nowhere: the test shows nothing", p.Address)
		}
		report := func() string {
			return do(exitDone, "report", "--from", "2026-11-23", "--to", "2027-01-31", "--as-of", "2027-01-31", "--format",
				"csv", "--config", conf)
		}
		before := report()
		said := do(exitDone, "forget", p.Address, "--yes", "--config", conf)
		for _, word := range []string{p.Address, p.Name} {
			if word != "" && left(word) {
				t.Errorf("%q is left after\n%s", word, said)
			}
		}
		if report() != before {
			t.Error("the report is another one")
		}
		if !strings.Contains(strings.Join(strings.Fields(said), " "), "The tables are vacuumed") {
			t.Errorf("said: %s", said)
		}
		err = a.Store.View(t.Context(), func(tx *store.Tx) error {
			all, err := tx.List(store.Filter{})
			for _, h := range all {
				if broken := tx.VerifyChain(h.ID); broken != nil {
					t.Errorf("%s: %v", h.ID, broken)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// allSent marks all that waits as sent.
func allSent(t *testing.T, s *store.Store) {
	t.Helper()
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		for {
			jobs, err := tx.Claim(store.Claimant{Run: "test"}, afterDemo().AddDate(1, 0, 0), 100)
			if err != nil || len(jobs) == 0 {
				return err
			}
			for _, j := range jobs {
				var rows []int64
				for _, r := range j.Rows {
					rows = append(rows, r.ID)
				}
				if _, err := tx.MarkSent(store.Claimed{Token: j.Token, Rows: rows}, afterDemo()); err != nil {
					return err
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
