package main

import (
	"strings"
	"testing"

	"handoffd/handoff/bundle"
)

// TestOneIsNoPlural: of one thing nothing is said as of several, and a list that is empty says of what.
func TestOneIsNoPlural(t *testing.T) {
	t.Parallel()
	d := newDepot(t)
	for args, want := range map[string]string{
		"list --overdue":   "Nothing is overdue.\n",
		"list --team nord": "handoffd: there is no team \"nord\"; the only one is sales\n",
	} {
		if _, out, errs := d.run(strings.Fields(args)...); out+errs != want {
			t.Errorf("%s says %q", args, out+errs)
		}
	}
	r := bundle.Result{ID: "HO-AAAAAA", Facts: 1, Mails: 1, Files: 1, Absent: []bundle.Absent{{N: 1, Why: "was not sent"}}}
	for _, want := range []string{"1 fact, 1 mail or calendar object, 1 file", "1 of the mails listed, which was not sent"} {
		if got := resultText(r); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
