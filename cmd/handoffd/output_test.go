package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// full is a disk without room, or a reader who is gone.
type full struct{ why error }

func (f full) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: f.why}
}

// TestOutputThatCannotBeWritten: every command says so and has failed, however it prints; a reader who has seen enough
// hears nothing.
func TestOutputThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	dir, do := demoShell(t)
	conf := filepath.Join(dir, "config.toml")
	id := anyID.FindString(do(exitDone, "list", "--all", "--config", conf))
	bundle, file := filepath.Join(dir, "bundle.zip"), func(name string) string { return filepath.Join(dir, name) }
	do(exitDone, "show", id, "--bundle", bundle, "--config", conf)
	for name, text := range map[string]string{"brief": "Contact: Pat Kim <pat@globex.example>\n",
		"one.eml": "From: quinn@acme.example\nDate: Mon, 30 Nov 2026 09:00:00 +0000\n\nstatus\n",
		"won.csv": "opportunity,stage,amount,currency,closed\nhttps://crm.example/1,Won,1,EUR,2026-11-30\n"} {
		if err := os.WriteFile(file(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	elsewhere, saved := t.TempDir(), file("saved.db")
	do(exitDone, "backup", saved, "--config", conf)
	if err := os.WriteFile(filepath.Join(elsewhere, "config.toml"), []byte(readText(t, conf)), 0o600); err != nil {
		t.Fatal(err)
	}
	// without servers or people these print nothing
	silent := []string{"init", "serve", "authorize", "busy", "import", "complete", "hygiene"}
	tried := map[string]bool{}
	for _, line := range []string{"", "--version", "list --help", "help", "help config", "help list", "help config --eml",
		"list --all", "list --json", "list --all --csv", "list --held", "held list", "show ID", "show ID --json",
		"verify BUNDLE", "read MAIL", "read --json MAIL", "date tomorrow", "date --json tomorrow",
		"when --rep rita --from tomorrow", "ledger", "ledger --json", "report", "report --format csv",
		"playbook", "rehearse --since 2026-11-01", "templates export WORDS",
		"new --qualifier quinn BRIEF",
		"forget max@wayne.example", "backup COPY", "restore SAVED", "check", "demo", "version",
		"completion bash", "man"} {
		args := strings.Fields(strings.NewReplacer("ID", id, "BUNDLE", bundle, "MAIL", file("one.eml"), "CONFIG", conf,
			"BRIEF", file("brief"), "COPY", file("copy.db"), "SAVED", saved, "WORDS", file("words")).Replace(line))
		if line == "demo" && testing.Short() {
			silent = append(silent, line)
			continue
		}
		if len(args) > 0 {
			tried[args[0]] = true
			if !slices.Contains([]string{"--version", "verify", "templates", "date", "demo", "version", "completion", "man"}, args[0]) &&
				!slices.Contains(args, "--help") {
				args = append(args, "--config", map[bool]string{true: filepath.Join(elsewhere, "config.toml"),
					false: conf}[args[0] == "restore"])
			}
		}
		play := func(why error) (int, string) {
			var errs bytes.Buffer
			for _, made := range []string{file("copy.db"), file("words"), filepath.Join(elsewhere, "handoffd.db")} {
				if err := os.RemoveAll(made); err != nil {
					t.Fatal(err)
				}
			}
			code := run(t.Context(), args, streams{in: strings.NewReader(""), out: full{why}, err: &errs, now: afterDemo})
			return code, errs.String()
		}
		if code, said := play(syscall.ENOSPC); code != exitFailed ||
			!strings.HasSuffix(said, "handoffd: the output cannot be written: no space left on device\n") {
			t.Errorf("%q: exit %d: %s", line, code, said)
		}
		if code, said := play(syscall.EPIPE); code != exitDone || strings.Contains(said, "pipe") {
			t.Errorf("%q into a closed pipe: exit %d: %s", line, code, said)
		}
	}
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range parser.Model.Children {
		if !tried[c.Name] && !slices.Contains(silent, c.Name) {
			t.Errorf("%s is not tried", c.Name)
		}
	}
}

func TestPager(t *testing.T) {
	for _, tt := range []struct {
		named string
		given bool
		want  string
	}{{"", false, "[less]"}, {"", true, "[]"}, {" ", true, "[]"}, {"more -s", true, "[more -s]"}} {
		if got := fmt.Sprint(pagerOf(tt.named, tt.given)); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.named, got, tt.want)
		}
	}
}
