package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"handoffd/handoff"
)

// literal is a string in the source, with the call that it is an argument of.
type literal struct {
	at, text string
	call     string // name of the function or method; empty: none
	n        int    // number of the argument
	args     []string
}

// wording are the rooms that put words from the templates into mails, deciding those whose mails and reasons people
// read, and understanding those that know what people write: in lower case, without stops.
var (
	wording       = []string{".", "../view", "../report"}
	deciding      = []string{"..", "../intake", "../desk", "../outbox", "../engine", "../text"}
	understanding = []string{"../dates", "../reading"}
)

// literals are the strings of rooms, without imports and struct tags.
func literals(t *testing.T, rooms ...string) []literal {
	t.Helper()
	var out []literal
	for _, dir := range rooms {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) < 3 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		for _, name := range files {
			if !strings.HasSuffix(name, "_test.go") {
				out = append(out, literalsOf(t, name)...)
			}
		}
	}
	return out
}

func literalsOf(t *testing.T, name string) []literal {
	t.Helper()
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []literal
	calls := map[*ast.BasicLit]literal{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.Field: // a path, a tag
			return false
		case *ast.CallExpr:
			for i, a := range n.Args {
				ast.Inspect(a, func(inner ast.Node) bool {
					if _, further := inner.(*ast.CallExpr); further {
						return false
					}
					if l, ok := inner.(*ast.BasicLit); ok {
						calls[l] = literal{call: called(n.Fun), n: i, args: stringsIn(n.Args)}
					}
					return true
				})
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				l := calls[n]
				l.at, l.text = set.Position(n.Pos()).String(), unquoted(n)
				out = append(out, l)
			}
		}
		return true
	})
	return out
}

func called(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// stringsIn are the arguments that are literals; "" stands for others.
func stringsIn(args []ast.Expr) []string {
	out := make([]string, len(args))
	for i, a := range args {
		if l, ok := a.(*ast.BasicLit); ok && l.Kind == token.STRING {
			out[i] = unquoted(l)
		}
	}
	return out
}

func unquoted(l *ast.BasicLit) string {
	s, _ := strconv.Unquote(l.Value)
	return s
}

// phrase finds what a person would read: a word with a blank beside it, or a word that begins with a capital.
var phrase = regexp.MustCompile(`\p{L} | \p{L}|\b\p{Lu}\p{Ll}`)

// likeText finds what is no word that is only recognized: a large letter, a stop.
var likeText = regexp.MustCompile(`\p{Lu}|[.?!:;,]`)

// zoneName is a zone as it is written, or the beginning of several.
var zoneName = regexp.MustCompile(`^[A-Z][A-Za-z]+/[A-Za-z_/]*$`)

// recognized says whether a string is what people write, and not what they read.
func recognized(l literal) bool {
	return slices.Contains(understanding, filepath.Dir(l.at)) &&
		(!likeText.MatchString(l.text) || zoneName.MatchString(l.text))
}

// wordless are calls whose arguments nobody reads in a mail: errors and what is logged, patterns, layouts of times,
// names of fields of a mail, what is drawn or repeated as the log calls it, warnings of `handoffd read`.
var wordless = []string{"Errorf", "New", "MustCompile", "Pattern", "Format", "Error", "Warn", "Info", "Header", "drawn",
	"repeat", "warn"}

// ofCode are files whose strings nobody reads in a mail, each with the reason.
var ofCode = map[string]string{
	"../brief.go":          "the fields and criteria of an empty config, which names its own",
	"../commands.go":       "commands, as people write them",
	"../view/likely.go":    "commands, as people write them",
	"../view/possible.go":  "commands, as people write them",
	"../denial.go":         "what people write who know nothing",
	"taps_table.go":        "commands, as people write them",
	"../config_form.go":    "paths in a config, and its mark",
	"../intake/silence.go": "why nobody hears of a mail: for readers of the code",
	"../intake/list.go":    "names of fields of a mail",

	"../reading/consent_words.go":   "what people write",
	"../reading/grammar_table.go":   "commands, as people write them",
	"../reading/grammar_tongues.go": "commands, as people write them",
	"../reading/stop_words.go":      "patterns of what people write",
}

// spoken are the phrases that may stand in the source, each with its reason.
var spoken = map[string]string{
	"Key: value":                        "a command of the reader, as package reading knows it",
	"keep the time":                     "a command",
	"handoffd did not run":              "why mailboxes were not read, where a server's words stand else",
	"write now":                         "a command",
	"count it":                          "a command",
	"drop it":                           "a command",
	"not my fault: WHY":                 "a command",
	"require CRITERION":                 "a command",
	"pause until DATE":                  "a command",
	"pause team until DATE":             "a command",
	"pause NAME until DATE":             "a command",
	"back NAME":                         "a command",
	"away until DATE":                   "a command",
	"away DATE to DATE, cover NAME":     "a command",
	"talk NAME":                         "a command",
	"slots NAME":                        "a command",
	"my leads":                          "a command",
	"resume team":                       "a command",
	"next: WHAT":                        "a command",
	"not a fit: ":                       "a command",
	" not a fit":                        "a command",
	"do it":                             "a command",
	" do it":                            "a command",
	"nurture until ":                    "a command",
	" assign ":                          "a command",
	"top account":                       "a key of a brief",
	"key account":                       "a key of a brief",
	"strategic account":                 "a key of a brief",
	"not yet":                           "a value of a brief",
	" send":                             "a command",
	" before the end":                   "a step as the config has it",
	"no-show (us)":                      "a command, and a verdict",
	"keep both":                         "a command",
	"not what I heard":                  "a command",
	"use my event":                      "a command",
	"N attempts":                        "a part of a command",
	"called Mon, mailed Tue":            "a part of a command",
	"Re: ":                              "the mark of an answer in a subject (RFC 5322, 3.6.5)",
	"List-Id":                           "a header",
	"List-Unsubscribe":                  "a header",
	"Mail of the week <week.":           "the value of a header",
	"Mon 2 Jan 15:04":                   "the layout of a time",
	"Mon 2 Jan 2006":                    "the layout of a day",
	"Mon 2 Jan":                         "the layout of a day",
	"2 Jan":                             "the layout of a day",
	"text/csv; charset=utf-8":           "what a file is",
	"Which team is it for: ":            "a question as an older version stored it",
	"Team":                              "a key of a brief",
	"Local":                             "a zone of Go's",
	"dispute WHY":                       "a command",
	"ignore 1":                          "a command",
	"keep 1":                            "a command",
	"stop calendar mail":                "a subject that is a command",
	"its lines are those of a brief":    "why a mail is a person's, as package mail says it and `read` shows it",
	"start report":                      "a subject that is a command",
	"stop report":                       "a subject that is a command",
	"Contact":                           "a key of a brief",
	"When":                              "a key of a brief",
	"Phone":                             "a key of a brief",
	"in time":                           "a value that is stored",
	"aside ":                            "begins the key of a mail of the service",
	"calendar ":                         "begins the name of a source",
	"copy ":                             "begins the name of a mail without a Message-ID",
	"deferred ":                         "begins the key of a mail of the service",
	"event ":                            "begins the name under which an answer is kept",
	"talk-said ":                        "begins the key of a mail of the service",
	"held ":                             "begins the key of a mail of the service",
	"held-answer ":                      "begins the key of a mail of the service",
	"hygiene ":                          "begins the key of a mail of the service",
	"hygiene-said ":                     "begins the key of a mail of the service",
	"hygiene-team ":                     "begins the key of a mail of the service",
	"rotation ":                         "begins the key of a mail of the service",
	"rotation-asks ":                    "begins the key of a mail of the service",
	"my-leads ":                         "begins the key of a mail of the service",
	"outage ":                           "begins the key of a mail of the service",
	"trouble ":                          "begins the key of a mail of the service",
	"smtp ":                             "begins the name of a mail server",
	"upto ":                             "begins the last item of a list",
	"sent from ":                        "as an older version stored it",
	" token":                            "what vouches for a sender, beside the method",
	" confirmed":                        "what vouches for a sender, beside the method",
	"bulk mail":                         "the reason of package mail",
	"a notice":                          "the reason of package mail",
	"a request to recall":               "the reason of package mail",
	"an event":                          "what the log calls an item",
	"a mail":                            "what the log calls an item",
	"not read":                          "what the log calls the kind of a mail that is set aside",
	"reading the mail failed: %.200v":   "the error of the program itself",
	"handoff: %s has no canonical form": "the error of the program itself",
	"look into the calendar of %s: it could not be read: %s": "an error",
}

// TestWordsStandInTheTemplates reads the source: what people read stands in the templates, where it can be worded anew.
func TestWordsStandInTheTemplates(t *testing.T) {
	for text, read := range map[string]bool{"Next": true, ", said ": true, "has it": true, "(no": false, "next/by": false,
		"echo-noted": false, "REQ-PARTICIPANT": false, "\n\n": false, ", ": false} {
		if phrase.MatchString(text) != read {
			t.Errorf("%q is taken for words: %t", text, !read)
		}
	}
	used := map[string]bool{}
	for _, l := range literals(t, slices.Concat(wording, deciding, understanding)...) {
		file, _, _ := strings.Cut(l.at, ":")
		switch {
		case ofCode[file] != "", slices.Contains(wordless, l.call), !phrase.MatchString(l.text), recognized(l):
		case spoken[l.text] != "":
			used[l.text] = true
		default:
			t.Errorf("%s: %q: words that people read belong into templates", l.at, l.text)
		}
	}
	for text := range spoken {
		if !used[text] {
			t.Errorf("%q does not stand in the source any more", text)
		}
	}
}

// blockOf are the helpers that name a line of one block, with the block.
var blockOf = map[string]string{"title": "facts", "inTheWay": "clash", "command": "commands", "line": "calendar",
	"fixed": "calendar", "counted": "calendar"}

// TestLinesOfBlocks compares the blocks with the source: each line that is named is there, and each that is there is
// named somewhere.
func TestLinesOfBlocks(t *testing.T) {
	there := map[string]map[string]bool{}
	files, _ := filepath.Glob("../../templates/blocks/*.txt")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		block := strings.TrimSuffix(filepath.Base(file), ".txt")
		there[block] = map[string]bool{}
		for row := range strings.Lines(string(data)) {
			if code, _, ok := strings.Cut(row, ": "); ok && !strings.HasPrefix(row, "#") {
				if there[block][code] {
					t.Errorf("%s: %s stands twice", file, code)
				}
				there[block][code] = true
			}
		}
	}
	said, calls := literals(t, wording...), 0
	said = append(said, literalsOf(t, "../commands.go")...)
	said = append(said, literalsOf(t, "../../templates/lists.go")...)
	named := map[string]bool{}
	for _, l := range said {
		named[l.text] = true
		block, code := blockOf[l.call], l.text
		switch {
		case l.call == "Line" && l.n == 1 && l.args[1] != "":
			block = l.args[0]
		case l.call == "command" && l.n != 1, block == "", strings.HasSuffix(code, "/"):
			continue
		}
		if calls++; !there[block][code] {
			t.Errorf("%s: there is no line %q in the block %q", l.at, code, block)
		}
	}
	if calls < 100 {
		t.Errorf("only %d lines are named: the source is not read as it is written now", calls)
	}
	for block, codes := range there {
		for code := range codes {
			code = strings.TrimSuffix(code, "/on-page")
			before, last, _ := strings.Cut(code, "/")
			built := slices.Contains([]string{"you", "they", "earlier", "end", "cause", "do"}, before) ||
				before == "free" && last != "" ||
				block == "playbook" && (before == "title" || before == "topic" || named[last]) // of a role, of an answer
			if !named[code] && !built && !stateOrStrength(code) {
				t.Errorf("nothing names the line %q of the block %q", code, block)
			}
		}
	}
}

// stateOrStrength says whether a line is named by what is stored: a state, a strength, a kind of obstacle.
func stateOrStrength(code string) bool {
	stored := []string{string(handoff.Weak), string(handoff.Reported), string(handoff.OnlyHere),
		string(handoff.ObstacleBusy), string(handoff.ObstacleMeets), string(handoff.ObstacleAway)}
	return slices.Contains(handoff.States, handoff.State(code)) || slices.Contains(stored, code)
}
