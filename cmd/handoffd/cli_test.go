package main

import (
	"handoffd/cmd/handoffd/help"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
)

// said runs a command line and gives what it said.
func said(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e strings.Builder
	code = run(t.Context(), args, streams{in: strings.NewReader(in), out: &o, err: &e, now: time.Now})
	return code, o.String(), e.String()
}

// TestFirstDay: handoffd alone shows five commands that there are.
func TestFirstDay(t *testing.T) {
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for line := range strings.Lines(firstDay) {
		if rest, ok := strings.CutPrefix(line, "  handoffd "); ok {
			shown++
			if name := strings.Fields(rest)[0]; !slices.Contains(commandNames(parser), name) {
				t.Errorf("there is no command %q", name)
			}
		}
		if columnsOf(strings.TrimRight(line, "\n")) > usualWidth {
			t.Errorf("too wide: %q", line)
		}
	}
	if shown != 5 {
		t.Errorf("%d commands", shown)
	}
	if code, out, errs := said(t, ""); code != exitDone || out != firstDay || errs != "" {
		t.Errorf("%d, %q, %q", code, out, errs)
	}
}

// TestWhatWasMeant: a command line that is not understood is told what may have been meant, and where to read on.
func TestWhatWasMeant(t *testing.T) {
	for args, want := range map[string]string{
		"dat":       `there is no command "dat"; did you mean "date"? (handoffd help lists all)`,
		"lst --all": `there is no command "lst"; did you mean "list"? (handoffd help lists all)`,
		"reprot":    `there is no command "reprot"; did you mean "report"? (handoffd help lists all)`,
		"xyz":       `there is no command "xyz" (handoffd help lists all)`,
		"foo":       `there is no command "foo" (handoffd help lists all)`,
		"help setup": `there is no command and no page "setup"; there is ` +
			"setup-postfix-dovecot, setup-google, setup-microsoft, setup-postgres (handoffd help lists all)",
		"zzzzzzz":            `there is no command "zzzzzzz" (handoffd help lists all)`,
		"help lst":           `there is no command and no page "lst"; did you mean "list"? (handoffd help lists all)`,
		"held tke":           `unexpected argument tke, did you mean "take"?; see handoffd help held`,
		"list --stat x":      `unknown flag --stat, did you mean "--state"?; see handoffd help list`,
		"init --address":     "--address needs a value; see handoffd help init",
		"check --wait 10M":   `--wait: "10M" is no length of time; write it like 90s, 10m or 2h; see handoffd help check`,
		"report --kind WEEK": `--kind: "WEEK" is none of "week","person","hygiene"; see handoffd help report`,
		"help setup-postfx": `there is no command and no page "setup-postfx"; did you mean "setup-postfix-dovecot"? ` +
			"(handoffd help lists all)",
		"held take x":       `take "x": write the number of one mail that ` + "`handoffd held list` shows, such as 3",
		"list --csv --json": `--json and --csv can't be used together; see handoffd help list`,
	} {
		code, out, errs := said(t, "", strings.Fields(args)...)
		if code != exitUsage || out != "" || errs != "handoffd: "+want+"\n" {
			t.Errorf("%s: %d, %q, %q", args, code, out, errs)
		}
	}
}

// TestHelp: a command's own help comes by help as well, and fits a screen.
func TestHelp(t *testing.T) {
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range append([]string{"help", "help held take", "--help"}, eachHelp(parser)...) {
		code, out, errs := said(t, "", strings.Fields(args)...)
		if code != exitDone || !strings.Contains(out, "Usage: handoffd ") || errs != "" {
			t.Errorf("%s: %d, %q, %q", args, code, out, errs)
		}
		for line := range strings.Lines(out) {
			if columnsOf(strings.TrimRight(line, "\n")) > usualWidth {
				t.Errorf("%s: too wide: %q", args, line)
			}
		}
	}
	if code, out, _ := said(t, "", "--version"); code != exitDone || out != versionText()+"\n" {
		t.Errorf("--version: %d, %q", code, out)
	}
}

func eachHelp(parser *kong.Kong) (out []string) {
	for _, name := range commandNames(parser) {
		if _, page := help.Page(name); !page {
			out = append(out, "help "+name)
		}
	}
	return out
}

// TestConfigIsFound: in the environment, then in the folder, then where the service has it; no command must be told.
func TestConfigIsFound(t *testing.T) {
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	exempt := []string{"read", "rehearse"} // one does without, the other is told the new one
	for _, leaf := range parser.Model.Leaves(false) {
		for _, flag := range leaf.Flags {
			if name := strings.Fields(leaf.Path())[0]; flag.Name == "config" && flag.Required &&
				!slices.Contains(exempt, name) {
				t.Errorf("%s has to be told its config", leaf.Path())
			}
		}
	}
	t.Chdir(t.TempDir())
	t.Setenv(configEnv, "")
	if got := defaultConfig(); got != "config.toml" && got != configPlaces[1] {
		t.Errorf("nowhere: %s", got)
	}
	if err := os.WriteFile("config.toml", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := defaultConfig(); got != "config.toml" {
		t.Errorf("in the folder: %s", got)
	}
	t.Setenv(configEnv, "/elsewhere.toml")
	if got := defaultConfig(); got != "/elsewhere.toml" {
		t.Errorf("in the environment: %s", got)
	}
	if _, _, errs := said(t, "", "list"); !strings.Contains(errs, "/elsewhere.toml") {
		t.Errorf("list: %s", errs)
	}
}

// TestLookingMakesNoDatabase: what reads leaves a folder as it was, also one with an empty file for a database.
func TestLookingMakesNoDatabase(t *testing.T) {
	t.Parallel()
	for _, empty := range []bool{false, true} {
		dir := t.TempDir()
		config := filepath.Join(dir, "config.toml")
		want := []string{"config.toml"}
		files := map[string]string{config: readText(t, exampleConfig)}
		if empty {
			files[filepath.Join(dir, "handoffd.db")] = ""
			want = append(want, "handoffd.db")
		}
		for path, text := range files {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, args := range []string{"list", "list --held", "show HO-AAAAAA", "ledger", "report", "hygiene", "held list",
			"held drop 1", "backup " + filepath.Join(dir, "copy.db"), "forget pat@globex.example", "new --qualifier quinn",
			"import " + config, "rehearse --since 2026-11-01"} {
			code, _, errs := said(t, "Contact: x", append(strings.Fields(args), "--config", config)...)
			if code != exitFailed || errs == "" {
				t.Errorf("%s: %d %s", args, code, errs)
			}
			if got := filesIn(t, dir); !slices.Equal(got, want) {
				t.Fatalf("%s has left %q", args, got)
			}
		}
	}
}

// filesIn are the names of the files in a folder that are not empty, and of the database.
func filesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		names = append(names, f.Name())
		if st, err := f.Info(); err != nil || f.Name() == "handoffd.db" && st.Size() > 0 {
			t.Errorf("%s was written (%v)", f.Name(), err)
		}
	}
	return names
}
