package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff/view"
)

// neglectWords tell that somebody did not answer.
var neglectWords = []string{"silence", "not answered in time", "not answered either", "did not answer", `"Silent":`,
	`"Claim"`, `"penalty"`}

// TestNeglectIsToldOfNobodyAfterItsTime: what list, show, ledger and a bundle tell of the demo's silent reps soon after
// it, they do not tell later, as text or JSON; the sums stay, and what the ledger lists adds up to them.
func TestNeglectIsToldOfNobodyAfterItsTime(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf := filepath.Join(dir, "config.toml")
	_, ids := prospectsOf(t, conf)
	later := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		s := streams{in: strings.NewReader(""), out: &out, err: &out,
			now: func() time.Time { return afterDemo().AddDate(0, 0, 91) }}
		if code := run(t.Context(), args, s); code != exitDone {
			t.Fatalf("%q: exit %d\n%s", args, code, out.String())
		}
		return out.String()
	}
	told := func(say func(...string) string, name string) string {
		all := ""
		for _, json := range [][]string{nil, {"--json"}} {
			for _, args := range [][]string{{"ledger"}, {"list", "--all"}} {
				all += say(append(append(args, "--config", conf), json...)...)
			}
			for _, id := range ids {
				all += say(append([]string{"show", id, "--config", conf}, json...)...)
			}
		}
		for _, id := range ids {
			file := filepath.Join(dir, name+id+".zip")
			say("show", id, "--bundle", file, "--config", conf)
			do(exitDone, "verify", file)
			all += inZip(t, file)
		}
		return all
	}
	soon := told(func(args ...string) string { return do(exitDone, args...) }, "soon")
	for _, w := range []string{"silence", "not answered in time"} {
		if !strings.Contains(soon, w) {
			t.Errorf("nobody was silent, or %q is not told: the test shows nothing", w)
		}
	}
	late := told(later, "late")
	for _, w := range neglectWords {
		if i := strings.Index(late, w); i >= 0 {
			t.Errorf("%q is told still: %s", w, late[max(0, i-200):min(len(late), i+200)])
		}
	}
	before, after := sumsOf(t, do(exitDone, "ledger", "--json", "--config", conf)),
		sumsOf(t, later("ledger", "--json", "--config", conf))
	for rep, sum := range before {
		if after[rep] != sum || sum[0] != sum[1] {
			t.Errorf("%s: listed and counted are %v, later %v", rep, sum, after[rep])
		}
	}
}

// sumsOf are the sum of what the ledger lists of each rep, and what it counts.
func sumsOf(t *testing.T, lines string) map[string][2]float64 {
	t.Helper()
	out := map[string][2]float64{}
	for line := range strings.Lines(lines) {
		var e struct {
			view.LedgerEntry
			Sum *float64 `json:"sum"`
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		sum := out[string(e.Rep)]
		if e.Sum != nil {
			sum[1] = *e.Sum
		} else {
			sum[0] += e.Turns
		}
		out[string(e.Rep)] = sum
	}
	return out
}

// inZip is all that stands in a bundle, but for how to check it, the rules, and mails: what was sent is not told anew.
func inZip(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all bytes.Buffer
	for _, f := range z.File {
		if f.Name == "README.txt" || strings.HasPrefix(f.Name, "config/") || strings.HasPrefix(f.Name, "mails/") {
			continue
		}
		r, err := f.Open()
		if err == nil {
			_, err = io.Copy(&all, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
