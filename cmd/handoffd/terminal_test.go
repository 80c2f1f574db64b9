package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// tooWide are the lines of an output that a terminal of the usual width breaks.
func tooWide(out string) (wide []string) {
	for line := range strings.Lines(out) {
		if columnsOf(strings.TrimRight(line, "\n")) > usualWidth {
			wide = append(wide, line)
		}
	}
	return wide
}

var anyID = regexp.MustCompile(`HO-[A-Z0-9]{6}`)

// TestTerminal: what list and show say of the demo fits a terminal, with all times in one zone, said once; each time of
// list says whether it is the meeting's or the one until when somebody acts.
func TestTerminal(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf := filepath.Join(dir, "config.toml")
	list := do(exitDone, "list", "--all", "--config", conf)
	rows, _, _ := strings.Cut(list, "\n\n")
	for line := range strings.Lines(rows) {
		if cells := strings.TrimSpace(line); anyID.MatchString(cells) && !strings.HasSuffix(cells, "–") &&
			!regexp.MustCompile(` (by|on) \w{3} \d+ \w{3}( \d\d:\d\d)?$`).MatchString(cells) {
			t.Errorf("no word with the time: %q", line)
		}
	}
	for _, id := range anyID.FindAllString(list, -1) {
		out := do(exitDone, "show", id, "--config", conf)
		if other := regexp.MustCompile(`\d\d:\d\d (GMT|EST|JST|UTC)`).FindString(out); other != "" ||
			strings.Count(out, "Europe/Berlin") != 1 {
			t.Errorf("%s: more than one zone: %s\n%s", id, other, out)
		}
		if wide := tooWide(out); len(wide) > 0 || !regexp.MustCompile(`(?m)^next     (\w+ \w+: |nothing is owed)`).MatchString(out) {
			t.Errorf("%s: too wide: %q\n%s", id, wide, out)
		}
	}
	for _, args := range [][]string{{"ledger"}, {"playbook", "--role", "rep"}, {"forget", "max@wayne.example"}} {
		if wide := tooWide(do(exitDone, append(args, "--config", conf)...)); len(wide) > 0 {
			t.Errorf("%q: too wide: %q", args, wide)
		}
	}
	if wide := tooWide(list); len(wide) > 0 {
		t.Errorf("too wide: %q", wide)
	}
}
