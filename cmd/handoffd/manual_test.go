package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"handoffd/cmd/handoffd/help"
	"handoffd/mail"
)

// manualTexts are README and the pages, by name.
func manualTexts(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{"README": readProject(t, "README.md")}
	for _, topic := range help.Topics() {
		out[topic.Name], _ = help.Page(topic.Name)
	}
	return out
}

var (
	fence      = regexp.MustCompile("(?ms)^ *```(\\w*)\n(.*?)^ *```$")
	inlineCode = regexp.MustCompile("`(?:\\./)?(handoffd [^`]+)`")
	aLink      = regexp.MustCompile(`\]\(([^)#]+)\)`)
)

// TestManualCommands: every command line in it is one that the program takes; every config is TOML with keys that
// there are.
func TestManualCommands(t *testing.T) {
	t.Parallel()
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	known := readText(t, exampleConfig)
	tried := 0
	for name, page := range manualTexts(t) {
		var lines []string
		for _, m := range fence.FindAllStringSubmatch(page, -1) {
			if m[1] == "toml" && name != "config" {
				var v map[string]any
				if err := toml.Unmarshal([]byte(m[2]), &v); err != nil {
					t.Errorf("%s: %v in\n%s", name, err, m[2])
				}
				for key := range v {
					if !hasWord(known, key) {
						t.Errorf("%s: no key %s", name, key)
					}
				}
			}
			for line := range strings.Lines(m[2]) {
				line = strings.TrimPrefix(strings.TrimSpace(line), "./") // what stands behind a $ is run below
				if m[1] == "" && strings.HasPrefix(line, "handoffd ") {
					lines = append(lines, line)
				}
			}
		}
		for _, m := range inlineCode.FindAllStringSubmatch(fence.ReplaceAllString(page, ""), -1) {
			lines = append(lines, m[1])
		}
		for _, line := range lines {
			tried++
			args := placed(line)
			if unknownCommand(parser, args) != nil {
				t.Errorf("%s: there is no such command: %s", name, line)
				continue
			}
			if len(args) == 1 { // named, not shown
				continue
			}
			p, err := newParser()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Parse(args); err != nil && !strings.Contains(err.Error(), "expected") &&
				!strings.Contains(err.Error(), "missing flags") {
				t.Errorf("%s: %s: %v", name, line, err)
			}
		}
	}
	if tried < 40 {
		t.Errorf("only %d command lines were found", tried)
	}
}

// placed are the words of a command line of the manual, with something in the place of what stands for itself.
func placed(line string) []string {
	line, _, _ = strings.Cut(line, " # ")
	line = strings.NewReplacer("TIME", "2026-11-23T10:00:00+01:00", "google|microsoft", "google", "…", "", "'", "",
		"--role ROLE", "--role rep").Replace(strings.TrimPrefix(line, "handoffd "))
	return strings.Fields(line)
}

// TestManualLinks: what README links to is there.
func TestManualLinks(t *testing.T) {
	t.Parallel()
	for _, m := range aLink.FindAllStringSubmatch(readProject(t, "README.md"), -1) {
		if strings.HasPrefix(m[1], "https://") {
			continue
		}
		if _, err := os.Stat(filepath.Join(projectRoot, m[1])); err != nil {
			t.Errorf("README links to %s: %v", m[1], err)
		}
	}
	if n := strings.Count(readProject(t, "README.md"), "\n"); n > 120 {
		t.Errorf("README has %d lines; the manual is the place for more", n)
	}
	for _, topic := range help.Topics() {
		if !strings.Contains(readProject(t, "README.md"), "help/"+topic.Name+".md") {
			t.Errorf("README does not link to %s", topic.Name)
		}
	}
}

// TestManualOutputs runs what stands behind a $ and compares what is shown below it.
func TestManualOutputs(t *testing.T) {
	t.Setenv("TZ", "Europe/Berlin")
	example, err := filepath.Abs(exampleConfig)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(configEnv, example)
	t.Setenv("COLUMNS", "80")
	ran := 0
	for name, page := range manualTexts(t) {
		for _, m := range fence.FindAllStringSubmatch(page, -1) {
			line, want, _ := strings.Cut(m[2], "\n")
			line, ok := strings.CutPrefix(line, "$ handoffd ")
			if !ok {
				continue
			}
			ran++
			_, out, errs := said(t, "", shellWords(line)...)
			if got := strings.TrimRight(out+errs, "\n"); got != strings.TrimRight(want, "\n") {
				t.Errorf("%s: %s says\n%s\nnot\n%s", name, line, got, want)
			}
		}
	}
	if ran < 3 {
		t.Errorf("only %d outputs were compared", ran)
	}
}

// shellWords parts a line at blanks, but for what is quoted.
func shellWords(line string) (out []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

// TestEveryCommandIsInTheManual, and every code of the check, once, first those of a set-up.
func TestEveryCommandIsInTheManual(t *testing.T) {
	t.Parallel()
	parser, err := newParser()
	if err != nil {
		t.Fatal(err)
	}
	page, _ := help.Page("commands")
	for _, name := range commandNames(parser) {
		if !regexp.MustCompile("(?m)^- .*`" + name + `[ \x60|]`).MatchString(page) {
			t.Errorf("commands has no %s", name)
		}
	}
	trouble, _ := help.Page("troubleshooting")
	codes := codesOfCheck(t)
	for _, code := range codes {
		if n := strings.Count(trouble, "\n### "+code+"\n"); n != 1 {
			t.Errorf("troubleshooting has %s %d times", code, n)
		}
	}
	told := regexp.MustCompile(`(?m)^### (.+)$`).FindAllStringSubmatch(trouble, -1)
	var order []string
	for _, m := range told {
		if order = append(order, m[1]); !slices.Contains(codes, m[1]) {
			t.Errorf("troubleshooting tells of %s, which check does not say", m[1])
		}
	}
	if first := []string{"config", "password", "imap", "smtp", "trust", "folder"}; !slices.Equal(order[:len(first)], first) {
		t.Errorf("troubleshooting begins with %q, not with what a set-up meets: %q", order[:len(first)], first)
	}
	if len(codes) < 30 {
		t.Errorf("only %q", codes)
	}
}

// codesOfCheck are read from the sources of the check.
func codesOfCheck(t *testing.T) (out []string) {
	t.Helper()
	files, err := filepath.Glob("check/*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`\b(?:passed|warned|failed|fail)\("([a-z-]+)"`)
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range named.FindAllStringSubmatch(readText(t, f), -1) {
			if !slices.Contains(out, m[1]) {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// TestHelpPages: a page comes as text that fits a screen, a role's part alone, and as a mail.
func TestHelpPages(t *testing.T) {
	t.Parallel()
	if code, out, errs := said(t, "", "help", "trust"); code != exitDone || !strings.HasPrefix(out, "Trust: ") || errs != "" {
		t.Errorf("%d %.80s %s", code, out, errs)
	}
	code, out, _ := said(t, "", "help", "commands-by-mail", "--role", "rep")
	if code != exitDone || !strings.HasPrefix(out, "Rep\n") || !strings.Contains(out, "decline WHY") ||
		strings.Contains(out, "assign NAME") {
		t.Errorf("%d %s", code, out)
	}
	code, out, _ = said(t, "", "help", "commands-by-mail", "--role", "manager", "--eml", "--config", exampleConfig)
	for _, want := range []string{"Subject: What you can answer by mail: manager", "X-Unsent: 1\r\n", "From: Mona Lind <",
		"assign NAME", "text/html", "on a line of its own, in answer to any mail", "(handoff@acme.example) hands our leads"} {
		if code != exitDone || !strings.Contains(strings.ReplaceAll(out, "\"", ""), want) {
			t.Errorf("%d: no %q in %.1500s", code, want, out)
		}
	}
	m := mail.Read([]byte(out))
	if len(m.To)+len(m.Cc) != 0 || strings.Contains(out, "handoffd.invalid") || strings.Contains(out, "x-ms-reactions") {
		t.Errorf("to %v %v:\n%.900s", m.To, m.Cc, out)
	}
	_, out, _ = said(t, "", "help", "commands-by-mail", "--role", "rep", "--eml", "--config", "none.toml")
	if !strings.Contains(out, "X-Unsent: 1\r\n") || strings.Contains("\n"+out, "\nFrom:") || strings.Contains(out, "\nTo:") {
		t.Errorf("without a config:\n%.900s", out)
	}
	for args, want := range map[string]string{"help commands-by-mail --role boss": "there is no part for \"boss\"",
		"help list --eml": "--role and --eml are for a page of the manual", "help truts": `did you mean "trust"?`} {
		if code, _, errs := said(t, "", strings.Fields(args)...); code != exitUsage || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %s", args, code, errs)
		}
	}
	for word, title := range map[string]string{"postfix": "Set up with", "google": "Set up with Google",
		"pages": "Usage: handoffd", "microsoft": "Set up with Microsoft"} {
		if code, out, errs := said(t, "", "help", word); code != exitDone || !strings.HasPrefix(out, title) {
			t.Errorf("help %s: %d %.80s %s", word, code, out, errs)
		}
	}
	if _, out, _ := said(t, "", "help"); !strings.Contains(out, "  setup-google           Set up with Google\n") {
		t.Errorf("help says\n%s", out)
	}
}
