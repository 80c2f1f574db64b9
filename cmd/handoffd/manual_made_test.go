package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/help"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// TestManualIsMade: the pages about the config and about what can be answered by mail are made of the shipped example
// and of the tables of the program. -update writes them.
func TestManualIsMade(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"config": configPage(readText(t, exampleConfig)),
		"commands-by-mail": commandsPage(t)} {
		path := filepath.Join("help", name+".md")
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got := readText(t, path); got != want {
			t.Errorf("%s is not what the program says; run this test with -update", path)
		}
	}
}

// configPage makes a page of the example: its comments are the text, its lines the code.
func configPage(example string) string {
	first := strings.SplitAfterN(example, "\n", 21)
	var b strings.Builder
	b.WriteString("# Config: every key\n\nThe config is one TOML file. These lines are a working one; all below is optional, and shows " +
		"each key with its default or an example. `handoffd init` writes one for you, `handoffd check` tries it.\n\n```toml\n" +
		strings.Join(first[:20], "") + "```\n")
	var prose, code []string
	flush := func() {
		if len(prose) > 0 {
			b.WriteString("\n" + strings.Join(prose, "\n") + "\n")
		}
		if len(code) > 0 {
			b.WriteString("\n```toml\n" + strings.Join(code, "\n") + "\n```\n")
		}
		prose, code = nil, nil
	}
	for line := range strings.SplitSeq(strings.TrimRight(first[20], "\n"), "\n") {
		said, isProse := strings.CutPrefix(line, "# ")
		switch {
		case line == "" || line == "#":
			flush()
		case isProse && !strings.HasPrefix(said, "  "):
			if len(code) > 0 {
				flush()
			}
			prose = append(prose, said)
		default:
			code = append(code, strings.TrimSpace(strings.TrimPrefix(line, "#")))
		}
	}
	flush()
	return b.String()
}

// commandsPage lists for each role what it can answer, and what that does.
func commandsPage(t *testing.T) string {
	t.Helper()
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# What you can answer by mail\n\nWrite one of these on a line of its own, in answer to any mail of handoffd about " +
		"the lead; the buttons of its mails write them for you. Words in capitals are yours to fill in. `help` as an answer " +
		"lists what can be said now; plain sentences are read too, and asked back where they are not clear. With the id of a lead in " +
		"front, one mail can say something to several: `HO-7K3QX2 next: demo Tue`; `my leads` lists all of yours. A mail " +
		"about no lead can say `my leads` or `slots NAME`, and a manager's `pause team until DATE`, `pause NAME until DATE`, " +
		"`resume team`, `back NAME` and `talk NAME`. `practice` has a " +
		"lead sent that is not real, to try them; `read` says that you have read rules that changed. " +
		"`stop report` as a subject ends the figures in your mail of the week, `start report` has them come again. The admin " +
		"writes `forget ADDRESS` of somebody outside, and reads what that comes to first; to others it is refused, and no word " +
		"of it is kept.\n\n" +
		"A sum behind `won` or `opportunity LINK` names its currency: `won 12000 EUR`. One that does not is in that of the lead's " +
		"opportunity, else in that of `[cost]`; without either it is asked for. A sum that is not understood is told back, and " +
		"the opportunity is recorded without it.\n\nA role's part is " +
		"sent on with `handoffd help commands-by-mail --role rep --eml`, a mail that any mail program opens as one to be sent.\n")
	for _, role := range []handoff.Role{handoff.RoleQualifier, handoff.RoleRep, handoff.RoleManager} {
		fmt.Fprintf(&b, "\n## %s\n\n", text.Capital(string(role)))
		said := map[string][]string{}
		var order []string
		for _, state := range handoff.States[1:] {
			for _, c := range handoff.Commands(role, state) {
				does, err := set.Line("commands", string(c.Effect), templates.Effect{})
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Contains(order, c.Usage) {
					order = append(order, c.Usage)
				}
				if !slices.Contains(said[c.Usage], does) {
					said[c.Usage] = append(said[c.Usage], does)
				}
			}
		}
		slices.SortFunc(order, func(a, b string) int {
			return slices.Index(handoff.Usages(), a) - slices.Index(handoff.Usages(), b)
		})
		for _, usage := range order {
			fmt.Fprintf(&b, "- `%s`: %s\n", usage, strings.Join(said[usage], "; or: "))
		}
		if role == handoff.RoleQualifier {
			b.WriteString("\nAdvocates answer the same. A brief is a mail of its own, such as:\n\n```\nContact: Pat Kim " +
				"<pat@globex.example>\nCompany: Globex\nWhen: Thu 3 Dec 15:00\nPlace: https://meet.acme.example/pat\nNeed: quotes in hours\nPain: two lost deals\n" +
				"Timeframe: this quarter\n```\n")
		}
	}
	return b.String()
}

// TestConfigPageIsComplete: every key that the config file knows stands in the page.
func TestConfigPageIsComplete(t *testing.T) {
	t.Parallel()
	page, _ := help.Page("config")
	var data []byte
	files, err := filepath.Glob("config/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f, "_test.go") {
			data = append(data, readText(t, f)...)
		}
	}
	keys := 0
	for field := range bytes.Lines(data) {
		_, tag, ok := bytes.Cut(bytes.TrimSpace(field), []byte("`"))
		if !ok {
			continue
		}
		key, _, _ := strings.Cut(reflect.StructTag(strings.TrimSuffix(string(tag), "`")).Get("toml"), ",")
		if keys++; key != "" && !hasWord(page, key) {
			t.Errorf("no %s", key)
		}
	}
	if keys < 100 {
		t.Errorf("only %d keys were looked for", keys)
	}
}

// hasWord says whether a key stands in a text as a word of its own.
func hasWord(page, key string) bool {
	part := func(r byte) bool { return r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }
	for at := 0; ; {
		i := strings.Index(page[at:], key)
		if i < 0 {
			return false
		}
		begin, end := at+i, at+i+len(key)
		if (begin == 0 || !part(page[begin-1])) && (end == len(page) || !part(page[end])) {
			return true
		}
		at = end
	}
}
