package view

import (
	"fmt"
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
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

func sentences(t *testing.T) *templates.Reasons {
	t.Helper()
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestWhy(t *testing.T) {
	set := sentences(t)
	c := &handoff.Config{People: map[handoff.PersonID]handoff.Person{"rita": {ID: "rita", Name: "Rita Vance"}}}
	rita := handoff.Arg{Kind: handoff.ArgPerson, Text: "rita"}
	for want, r := range map[string]handoff.Reason{
		"Rita Vance is out of office": handoff.Because("out-of-office", rita),
		"leo is out of office":        handoff.Because("out-of-office", handoff.Arg{Kind: handoff.ArgPerson, Text: "leo"}),
		"pat@globex.example is out of office": handoff.Because("out-of-office",
			handoff.Arg{Kind: handoff.ArgPerson, Address: "pat@globex.example"}),
		"the meeting moves to Wed 2 Dec, 15:00 CET": handoff.Because("moved", handoff.Arg{Kind: handoff.ArgTime,
			Time: time.Date(2026, 12, 2, 14, 0, 0, 0, time.UTC), Text: "Europe/Berlin"}),
		"no rep of the team can take it (Rita Vance is away, but neither when an answer is due nor at the meeting)": handoff.Because("nobody-fits/because",
			handoff.Arg{Kind: handoff.ArgReason, Reasons: []handoff.Reason{handoff.Because("away-short", rita)}}),
		"as it was stored once": {Code: "out-of-office", Text: "as it was stored once"},
		"brand-new rita":        handoff.Because("brand-new", rita),
		"the brief is complete": {Code: "complete"},
		"":                      {Code: "out-of-office"}, // what it speaks of is erased
	} {
		if got := Why(set, c, r); got != want {
			t.Errorf("%s: got %q, want %q", r, got, want)
		}
	}
}

// kindOf is what a constructor of an argument fills in.
var kindOf = map[string]string{"PersonArg": "Person", "aRecipient": "Person", "writer": "Person", "when": "Time",
	"whenFor": "Time",
	"TimeArg": "Time", "SpanArg": "Span", "NumberArg": "Number", "AddressArg": "Address", "WordsArg": "Words",
	"ListArg":  "List",
	"wordsArg": "Words", "timeArg": "Time", "numberArg": "Number", "sentenceArg": "Reason",
	"ReasonArg": "Reason", "listed": "List", "lacking": "Reason"}

// giving are the functions that take a code and what its sentence speaks of.
var giving = []string{"note", "unchanged", "refuse", "answer", "Because", "no", "unclear", "sentence"}

var printed = regexp.MustCompile(`\.(Person|Time|Span|Number|Address|Words|List|Reason)([23]?)(s?)`)

// TestEveryReasonHasItsSentence reads the source: each code that is given has a sentence, which prints exactly what is
// given with it, and there is no sentence that nothing gives.
func TestEveryReasonHasItsSentence(t *testing.T) {
	prints := map[string][]string{}
	data, err := os.ReadFile("../../templates/reasons.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if code, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": "); ok && !strings.HasPrefix(line, "#") {
			if _, twice := prints[code]; twice {
				t.Errorf("%s stands twice", code)
			}
			prints[code] = fieldsOf(text)
		}
	}
	used := map[string]bool{"nobody": true, "owed": true, "owed/nothing": true, // said by this package
		"owed/step-not-chosen": true, "owed-when/by": true, "owed-when/on": true, "step/call-again": true,
		"ask": true, "dropped": true} // stored by an older version, with its words
	words := serviceWords(t)
	calls := 0
	for _, dir := range []string{"..", "../outbox", "../intake", "../desk", "../reading", "../engine", "../report", "../replay", "../practice",
		"../weekly", "../store", ".", "../render",
		"../dates", "../../cmd/handoffd"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				ast.Inspect(d, func(n ast.Node) bool {
					if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
						s, _ := strconv.Unquote(l.Value)
						used[s] = true
					}
					call, ok := n.(*ast.CallExpr)
					if ok && named(call.Fun) == "ServiceWords" {
						words.given(t, file, d, call)
					}
					if !ok || !slices.Contains(giving, named(call.Fun)) || len(call.Args) == 0 || call.Ellipsis.IsValid() {
						return true
					}
					calls++
					codes := codesOf(call.Args[0], prints)
					for _, code := range codes {
						used[code] = true
						if want, ok := prints[code]; !ok {
							t.Errorf("%s: there is no sentence %q", file, code)
						} else if given := given(d, call.Args[1:]); !slices.Equal(given, want) {
							t.Errorf("%s: %q is given %v and prints %v", file, code, given, want)
						}
					}
					return true
				})
			}
		}
	}
	if calls < 250 {
		t.Errorf("only %d calls found", calls)
	}
	for name := range words {
		if !used[name] {
			t.Errorf("nothing gives the words %q", name)
		}
	}
	for code, fields := range prints {
		if of, ok := strings.CutSuffix(code, "/on-page"); ok { // in the place of a mail's, with what that is given
			for _, f := range fields {
				if !slices.Contains(prints[of], f) {
					t.Errorf("%q prints %s, which %q is not given", code, f, of)
				}
			}
			code = of
		}
		// TestDueInWords, TestTroublesAreToldOnce
		if strings.HasPrefix(code, "owed-what/") || strings.HasPrefix(code, "trouble") ||
			strings.HasPrefix(code, "no-amount/") { // TestAmountFault
			continue
		}
		if told, reader, _ := strings.Cut(code, "/you"); !used[code] && (!used[told] || reader == "" && told == code) {
			t.Errorf("nothing gives %q", code)
		}
	}
}

// printing are the fields that the words of each mail of the service print, its shared parts included.
type printing map[string][]string

var (
	partPattern   = regexp.MustCompile(`(?s){{define "(\w+)"}}(.*?){{end}}\n`)
	sharedPattern = regexp.MustCompile(`{{template "(\w+)"`)
)

func serviceWords(t *testing.T) printing {
	t.Helper()
	parts := map[string]string{}
	data, err := os.ReadFile("../../templates/words/parts.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range partPattern.FindAllStringSubmatch(string(data), -1) {
		parts[m[1]] = m[2]
	}
	files, _ := filepath.Glob("../../templates/words/service-*.txt")
	out := printing{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for _, m := range sharedPattern.FindAllStringSubmatch(text, -1) {
			text += parts[m[1]]
		}
		out[strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "service-"), ".txt")] = fieldsOf(text)
	}
	return out
}

// given looks whether a mail of the service has words, and prints exactly what is given with them.
func (p printing) given(t *testing.T, file string, in ast.Node, call *ast.CallExpr) {
	t.Helper()
	name, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return
	}
	code, _ := strconv.Unquote(name.Value)
	if want, ok := p[code]; !ok {
		t.Errorf("%s: there are no words %q", file, code)
	} else if given := given(in, call.Args[1:]); !slices.Equal(given, want) {
		t.Errorf("%s: the words %q are given %v and print %v", file, code, given, want)
	}
}

// codesOf are the sentences that a code can name: the literal, or all that begin or end with the literal part.
func codesOf(e ast.Expr, all map[string][]string) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return []string{s}
	case *ast.BinaryExpr:
		x, left := e.X.(*ast.BasicLit)
		y, right := e.Y.(*ast.BasicLit)
		var out []string
		for code := range all {
			switch {
			case left && code != strings.Trim(x.Value, `"`) && strings.HasPrefix(code, strings.Trim(x.Value, `"`)):
				rest := strings.TrimPrefix(code, strings.Trim(x.Value, `"`))
				if slices.Contains([]string{"silent", "unclear", "no-time", "away", "no-mail"}, rest) ||
					ofFigures(strings.Trim(x.Value, `"`), code, all[code]) {
					out = append(out, code)
				}
			case right && strings.HasPrefix(code, "contact-") && strings.HasSuffix(code, strings.Trim(y.Value, `"`)):
				out = append(out, code)
			}
		}
		return out
	}
	return nil
}

// ofFigures says whether a code is built from the name of a figure, or from how a lead fell through.
func ofFigures(prefix, code string, prints []string) bool {
	switch prefix {
	case "figure-":
		return len(prints) == 0 && !strings.HasPrefix(code, "figure-share")
	case "week-":
		return strings.HasPrefix(code, "week-missing-")
	}
	return prefix == "week-fell/" || prefix == "week-changed/" && len(prints) == 0
}

func named(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// given are the fields that the arguments fill in; those in variables are looked up in the function.
func given(in ast.Node, args []ast.Expr) []string {
	count := map[string]int{}
	var out []string
	for _, a := range args {
		kind := "?"
		switch a := a.(type) {
		case *ast.CallExpr:
			kind = kindOf[named(a.Fun)]
		case *ast.Ident:
			ast.Inspect(in, func(n ast.Node) bool {
				as, ok := n.(*ast.AssignStmt)
				if !ok || len(as.Lhs) != len(as.Rhs) {
					return true
				}
				for i, l := range as.Lhs {
					if call, ok := as.Rhs[i].(*ast.CallExpr); ok && named(l) == a.Name {
						kind = kindOf[named(call.Fun)]
					}
				}
				return true
			})
		}
		if count[kind]++; count[kind] > 1 {
			kind = fmt.Sprint(kind, count[kind])
		}
		out = append(out, kind)
	}
	slices.Sort(out)
	return out
}

// fieldsOf are the fields that a sentence prints.
func fieldsOf(text string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`{{.*?}}`).FindAllString(text, -1) {
		for _, f := range printed.FindAllStringSubmatch(m, -1) {
			if f[3] != "" && slices.Contains(out, f[1]) { // several, and the last that is given
				f[2] = "2"
			}
			out = append(out, f[1]+f[2])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
