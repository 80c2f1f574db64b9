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

// literal is a string in the source of this package or of package view, with the call that it is an argument of.
type literal struct {
	at, text string
	call     string // name of the function or method; empty: none
	n        int    // number of the argument
	args     []string
}

// literals are the strings of the packages that word mails, without imports and struct tags.
func literals(t *testing.T) []literal {
	t.Helper()
	var out []literal
	for _, dir := range []string{".", "../view"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) < 10 {
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

// wordless are calls whose arguments nobody reads in a mail: errors for the log, patterns, layouts of times.
var wordless = []string{"Errorf", "New", "MustCompile", "Format"}

// spoken are the phrases that may stand in the source, each with its reason.
var spoken = map[string]string{
	"Key: value":                       "a command of the reader, as package reading knows it",
	"keep the time":                    "a command",
	"keep both":                        "a command",
	"assign ":                          "a command, before the name",
	"N attempts":                       "a part of a command",
	"3 attempts":                       "a part of a command",
	"Re: ":                             "the mark of an answer in a subject (RFC 5322, 3.6.5)",
	"List-Id":                          "a header",
	"List-Unsubscribe":                 "a header",
	"Weekly calendar mail <calendars.": "the value of a header",
	"Mon 2 Jan 15:04 MST":              "the layout of a time",
	"Local":                            "a zone of Go's",
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
	for _, l := range literals(t) {
		switch {
		case slices.Contains(wordless, l.call), !phrase.MatchString(l.text):
		case spoken[l.text] != "":
			used[l.text] = true
		default:
			t.Errorf("%s: %q: words that people read belong into templates/blocks", l.at, l.text)
		}
	}
	for text := range spoken {
		if !used[text] {
			t.Errorf("%q does not stand in the source any more", text)
		}
	}
}

// blockOf are the helpers that name a line of one block, with the block.
var blockOf = map[string]string{"title": "facts", "inTheWay": "clash", "command": "commands"}

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
	said, calls := literals(t), 0
	said = append(said, literalsOf(t, "../commands.go")...)
	named := map[string]bool{}
	for _, l := range said {
		named[l.text] = true
		block, code := blockOf[l.call], l.text
		switch {
		case l.call == "Line" && l.n == 1 && l.args[1] != "":
			block = l.args[0]
		case l.call == "command" && l.n != 1, block == "":
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
			before, last, _ := strings.Cut(code, "/")
			built := before == "you" || before == "they" || before == "end" || before == "free" && last != ""
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
