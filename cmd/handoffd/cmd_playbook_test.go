package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPlaybook: a page a role from the config, as text, HTML and mail; what the config says otherwise stands in it
// otherwise.
func TestPlaybook(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	try := func(args ...string) (string, string, int) {
		t.Helper()
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"playbook"}, args...), streams{in: strings.NewReader(""), out: &out,
			err: &errs, now: func() time.Time { return time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC) }})
		return out.String(), errs.String(), code
	}
	do := func(args ...string) string {
		t.Helper()
		out, errs, code := try(args...)
		if code != exitDone {
			t.Fatalf("%q: exit %d\n%s", args, code, errs)
		}
		return strings.Join(strings.Fields(out), " ")
	}
	conf := filepath.Join(dir, "config.toml")
	example, err := os.ReadFile("../../config.toml.example")
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(example), "\n\n")
	write := func(policy string) {
		t.Helper()
		if err := os.WriteFile(conf, []byte(first+"\n"+policy), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("")
	all := do("--config", conf)
	for _, want := range []string{"Playbook for qualifiers", "Playbook for reps", "Playbook for managers",
		"Within 8 hours of your working time, accept", "2 hours before the end you are reminded", "another rep is asked, once",
		"Company, Need, Pain, Timeframe", " Leads go in turn to "} {
		if !strings.Contains(all, want) || strings.Contains(all, "All other leads") {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
	write("[team.policy]\nwindow = \"4h\"\nreassign = 2\npenalty = 3\nqualify = \"block\"\nsteps = [\"50% remind\"]\n")
	rep := do("--config", conf, "--role", "rep")
	for _, want := range []string{"Within 4 hours of your working time", "After 50 % of the time", "2 times at most", "3 turns"} {
		if !strings.Contains(rep, want) {
			t.Errorf("no %q in\n%s", want, rep)
		}
	}
	write(`target = 4
one_to_one = "manager"
[team.playbook]
titles = "heads of operations"
companies = "manufacturers"
regions = "Austria"
goals = "60 meetings a quarter"
share = "no prices"
crm = "reps open the opportunity"
[[team.rule]]
name = "dach"
when = { country = ["DE"] }
reps = ["rita"]
policy = { window = "3h", steps = ["1h before the end successor"] }
[keep]
bodies = 30
[report]
day = "Tuesday"
names = "own"
`)
	for role, wants := range map[string][]string{
		"qualifier": {"Titles: heads of operations", "Companies: manufacturers", "Regions: Austria",
			"Goals: 60 meetings a quarter", "You are to have 4 meetings a week", "To tell them: no prices",
			"In the CRM: reps open the opportunity", "the prospect reads nothing of it", "On Tuesday the mail of the week",
			"Country: DE: They go to Rita Vance. There are 3 hours", "30 days after it is closed",
			"nobody reads those of others by name", "writes to Mona Lind"},
		"rep": {"Each qualifier is to have 4 meetings", "meet for 25 minutes a week", "5 offers open", "On Thursday your Today"},
	} {
		got := do("--config", conf, "--role", role)
		for _, want := range wants {
			if !strings.Contains(got, want) {
				t.Errorf("the page of a %s does not say %q:\n%s", role, want, got)
			}
		}
	}
	write("[team.policy]\nqualify = \"block\"\n")
	if got := do("--config", conf, "--role", "qualifier"); !strings.Contains(got, "a lead is not offered") {
		t.Errorf("to the qualifier:\n%s", got)
	}
	if got := do("--config", conf, "--role", "rep", "--format", "html"); !strings.Contains(got, "</html>") {
		t.Errorf("HTML: %s", got)
	}
	if got := do("--config", conf, "--role", "rep", "--format", "eml"); !strings.Contains(got, "Subject: How we hand leads over") {
		t.Errorf("mail: %s", got)
	}
	if got := do("--config", conf, "--format", "html"); strings.Count(got, "</html>") != 1 ||
		strings.Count(got, "break-before:page") != 2 || strings.Count(got, "Playbook for ") < 3 {
		t.Errorf("all pages in HTML: %s", got)
	}
	for _, bad := range [][]string{{"--format", "eml"}, {"--role", "boss"}, {"--team", "north"}} {
		if _, errs, code := try(append([]string{"--config", conf}, bad...)...); code != exitUsage {
			t.Errorf("%q: exit %d, %s", bad, code, errs)
		}
	}
}
