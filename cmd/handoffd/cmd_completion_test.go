package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func TestCompletions(t *testing.T) {
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"":                          "demo init serve authorize check …",
		"li":                        "list",
		"list --":                   "--help --version --config --held --all …",
		"list --sta":                "--state",
		"list --state ":             "draft offered escalated …",
		"list --state = no":         "",
		"list --state = nu":         "nurture",
		"list --state held --te":    "--team",
		"list --state=he":           "--state=held",
		"list --config ":            "", // a file
		"list --held --state ret":   "returned",
		"held ":                     "list take drop",
		"held take ":                "",
		"authorize ":                "",
		"completion ":               "bash zsh fish",
		"help le":                   "ledger",
		"help comple":               "completion", // nothing that is hidden
		"nonsense --nonsense x --v": "--version",
	} {
		var got []string
		var words []string
		for _, w := range strings.Split(line, " ") {
			if w != "=" { // see completeCmd.Run
				words = append(words, w)
			}
		}
		for _, c := range completions(parser, words, func(*kong.Value, string) []completion { return nil }) {
			got = append(got, c.word)
		}
		whole := strings.Join(got, " ")
		if begins, more := strings.CutSuffix(want, "…"); more && strings.HasPrefix(whole, begins) {
			continue
		}
		if whole != want {
			t.Errorf("%q goes on with %q, want %q", line, whole, want)
		}
	}
}

// TestCompletionOfNames: teams, people and leads come from the config and the database that the command would read; what
// cannot be read says nothing, and no database is made by looking.
func TestCompletionOfNames(t *testing.T) {
	t.Parallel()
	d := newDepot(t)
	d.lead(1)
	empty := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(empty, []byte(readText(t, d.config)), 0o600); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"list --config CONF --team ":             "sales",
		"list --config CONF --rep ":              "ben rita yuki",
		"list --config=CONF --rep=r":             "--rep=rita",
		"when --config CONF --rep ri":            "rita",
		"when --config CONF --policy ":           "sales",
		"new --config CONF --qualifier ":         "alma quinn tara",
		"report --config CONF --person q":        "quinn",
		"show --config CONF ":                    "HO-000001",
		"show --config CONF HO-1":                "",
		"show --config EMPTY ":                   "",
		"show --config none.toml ":               "",
		"list --config none.toml --team ":        "",
		"verify --config CONF ":                  "", // a file
		"init --team ":                           "",
		"authorize google --mailbox ":            "",
		"check --config CONF --mailbox handoff@": "handoff@acme.example",
	} {
		words := strings.Split(strings.NewReplacer("CONF", d.config, "EMPTY", empty).Replace(line), " ")
		code, out, errs := said(t, "", append([]string{"complete", "--"}, words...)...)
		var got []string
		for shown := range strings.Lines(out) {
			word, _, _ := strings.Cut(shown, "\t")
			got = append(got, word)
		}
		if whole := strings.Join(got, " "); whole != want || code != exitDone || errs != "" {
			t.Errorf("%q goes on with %q, want %q (%d %s)", line, whole, want, code, errs)
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(empty), "handoffd.db")); err == nil {
		t.Error("looking for leads has made a database")
	}
}

// TestCompletionInShells has each shell that is here complete a command.
func TestCompletionInShells(t *testing.T) {
	t.Parallel()
	bin := t.TempDir()
	test, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(test, filepath.Join(bin, "handoffd")); err != nil { // see TestMain
		t.Fatal(err)
	}
	for shell, says := range map[string]struct{ file, ask string }{
		"bash": {"completion/handoffd.bash",
			`. "$1"; COMP_WORDS=(handoffd list --sta); COMP_CWORD=2; _handoffd; echo "${COMPREPLY[@]}"`},
		"fish": {"completion/handoffd.fish", `source $argv[1]; complete -C 'handoffd list --sta'`},
		"zsh":  {"completion/handoffd.zsh", `compdef() { echo --state; }; . $1`},
	} {
		t.Run(shell, func(t *testing.T) {
			args := []string{"-c", says.ask, shell, says.file}
			if shell == "fish" {
				args = slices.Delete(args, 2, 3)
			}
			cmd := exec.Command(tool(t, shell), args...)
			cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
			out, err := cmd.CombinedOutput()
			if word, _, _ := strings.Cut(string(out), "\t"); err != nil || strings.TrimSpace(word) != "--state" {
				t.Errorf("%v: %q", err, out)
			}
		})
	}
}

// TestManPage: every command and flag stands in it, and man takes it without a word.
func TestManPage(t *testing.T) {
	code, page, errs := said(t, "", "man")
	if code != exitDone || errs != "" {
		t.Fatalf("%d %s", code, errs)
	}
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(true) {
		if !strings.Contains(page, "\n.SS "+roff("handoffd "+leaf.Path())) {
			t.Errorf("no %s", leaf.Path())
		}
	}
	for _, want := range []string{`\fB\-\-overdue\fR` + "\n", `\fB\-\-since\fR=\fITIME\fR`, "HANDOFFD_CONFIG"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	man := tool(t, "man")
	path := filepath.Join(t.TempDir(), "handoffd.1")
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(man, "--warnings", "-l", path)
	cmd.Env = append(os.Environ(), "MANPAGER=cat", "MANWIDTH=80", "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "handoffd list") || strings.Contains(string(out), "warning") {
		t.Errorf("%v:\n%.2000s", err, out)
	}
}
