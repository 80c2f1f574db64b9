package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff/replay"
)

// TestRehearse plays the demo, and then its leads again: with the same config nothing differs; with half the window
// leads go on sooner, and the database is as it was.
func TestRehearse(t *testing.T) {
	dir := t.TempDir()
	do := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, streams{in: strings.NewReader(""), out: &out, err: &errs,
			now: time.Now}); code != exitDone {
			t.Fatalf("%q: exit %d\n%s%s", args, code, out.String(), errs.String())
		}
		return out.String()
	}
	do("demo", "--dir", dir)
	conf := filepath.Join(dir, "config.toml")
	before := do("list", "--all", "--json", "--config", conf)
	if got := do("rehearse", "--config", conf, "--since", "2026-11-01"); !strings.HasPrefix(got,
		"4 leads since 2026-11-01, 0 would have gone otherwise.") {
		t.Errorf("the same config:\n%s", got)
	}
	text, err := os.ReadFile(conf)
	if err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(dir, "half.toml")
	if err := os.WriteFile(half, append(text, "\n[team.policy]\nwindow = \"4h\"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	var r replay.Report
	if err := json.Unmarshal([]byte(do("rehearse", "--config", half, "--since", "2026-11-01", "--json")), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Differ) == 0 || r.Leads != 4 {
		t.Errorf("half the window: %+v", r)
	}
	sooner := 0
	for _, d := range r.Differ {
		switch {
		case d.New == nil || d.Old == nil || d.New.At.After(d.Old.At):
			t.Errorf("%s: %+v, it was %+v", d.Handoff, d.New, d.Old)
		case d.New.At.Before(d.Old.At) && d.New.Turn > 1:
			sooner++
		}
	}
	if sooner == 0 {
		t.Errorf("no lead goes on sooner: %+v", r.Differ)
	}
	if after := do("list", "--all", "--json", "--config", conf); after != before {
		t.Errorf("it has changed the leads:\n%s%s", before, after)
	}
	ledger := do("ledger", "--config", conf)
	if !strings.Contains(ledger, "silence about") || !strings.Contains(ledger, "was offered") {
		t.Errorf("the ledger:\n%s", ledger)
	}
}
