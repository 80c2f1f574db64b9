package render

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"handoffd/handoff"
)

// support is what mail programs make of a property of style, after the tables of caniemail.com: who ignores it, and
// whether a mail is as good without it.
type support struct {
	ignored  string // "outlook", "gmail, yahoo"; empty: nobody
	degrades bool   // nothing is lost where it is ignored
	only     string // tags on which Outlook heeds it; empty: all
}

// styles are the properties that mails may use. What does not stand here is an error, and so is what somebody ignores
// without its being as good.
var styles = map[string]support{
	"color": {}, "background-color": {}, "font-family": {}, "font-size": {}, "font-weight": {}, "line-height": {},
	"text-decoration": {}, "margin": {only: "body p div"}, "padding": {only: "body td div a span"}, "width": {}, "height": {},
	"border": {}, "border-top": {}, "border-bottom": {}, "border-left": {}, "white-space": {},
	"display":       {},
	"border-radius": {ignored: "outlook", degrades: true}, // corners are square
	"max-width":     {ignored: "outlook", degrades: true}, // as wide as the window
	"word-break":    {ignored: "outlook, gmail", degrades: true},
}

// tags are the elements that all of them show, with the attributes.
var tags = map[string]string{
	"html": "lang", "head": "", "meta": "charset name content", "style": "", "body": "style",
	"table": "role width cellpadding cellspacing border style class", "tbody": "", "tr": "",
	"td":  "width height valign align bgcolor colspan style class",
	"div": "style class", "p": "style class", "span": "style class", "strong": "style", "br": "",
	"a": "href style class", "img": "src alt width height style",
}

// Limits of Gmail: a longer mail is cut, and a longer sheet of style is dropped.
const (
	longestHTML  = 102 << 10
	longestStyle = 8 << 10
)

// TestHTMLForMailPrograms: whatever a mail says, Gmail, Outlook, Apple Mail and Yahoo can show it.
func TestHTMLForMailPrograms(t *testing.T) {
	seen := 0
	for name, s := range everyMail(t) {
		body := takeApart(t, s.m.Raw).body["text/html"]
		if body == "" {
			continue
		}
		seen++
		lint(t, name, body)
	}
	weekly, _ := filepath.Glob("../report/testdata/*.html")
	for _, name := range weekly {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		seen++
		lint(t, filepath.Base(name), string(body))
	}
	if seen < 50 || len(weekly) < 5 {
		t.Errorf("only %d mails were looked at", seen)
	}
}

// everyMail is all that the stories of the goldens send.
func everyMail(t *testing.T) map[string]sentMail {
	out := map[string]sentMail{}
	for _, g := range mailGoldens {
		w := newTale(t, g.at)
		g.play(w)
		for _, s := range w.sent {
			out[g.name+" "+s.a.Key()] = s
		}
	}
	return out
}

func lint(t *testing.T, name, body string) {
	t.Helper()
	if len(body) > longestHTML {
		t.Errorf("%s: %d bytes, which Gmail cuts", name, len(body))
	}
	z := html.NewTokenizer(strings.NewReader(body))
	inStyle := false
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		tok := z.Token()
		switch kind {
		case html.TextToken:
			if inStyle {
				lintSheet(t, name, tok.Data)
			} else if strings.Contains(tok.Data, "`") { // what is to be typed is set apart by its letters
				t.Errorf("%s: a tick in %q", name, tok.Data)
			}
		case html.EndTagToken:
			inStyle = false
		case html.StartTagToken, html.SelfClosingTagToken:
			inStyle = tok.Data == "style"
			lintTag(t, name, tok)
		}
	}
}

func lintTag(t *testing.T, name string, tok html.Token) {
	t.Helper()
	allowed, ok := tags[tok.Data]
	if !ok {
		t.Errorf("%s: <%s>", name, tok.Data)
		return
	}
	for _, a := range tok.Attr {
		switch {
		case !slices.Contains(strings.Fields(allowed), a.Key):
			t.Errorf("%s: <%s %s>", name, tok.Data, a.Key)
		case a.Key == "style":
			lintStyle(t, name+" <"+tok.Data+">", tok.Data, a.Val)
		case a.Key == "src" && !strings.HasPrefix(a.Val, "cid:"):
			t.Errorf("%s: loads %q", name, a.Val)
		case a.Key == "href" && !regexp.MustCompile(`^(?:https?|mailto|tel):\S+$`).MatchString(a.Val):
			t.Errorf("%s: leads to %q", name, a.Val)
		}
	}
}

func lintStyle(t *testing.T, name, tag, style string) {
	t.Helper()
	for rule := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSpace(style), ";"), ";") {
		property, value, _ := strings.Cut(rule, ":")
		property, value = strings.TrimSpace(property), strings.TrimSpace(value)
		s, ok := styles[property]
		switch {
		case !ok:
			t.Errorf("%s: nothing is known of %q", name, property)
		case s.ignored != "" && !s.degrades:
			t.Errorf("%s: %s is ignored by %s", name, property, s.ignored)
		case s.only != "" && tag != "" && !slices.Contains(strings.Fields(s.only), tag):
			t.Errorf("%s: Outlook ignores %s there", name, property)
		case strings.ContainsAny(value, "(") || regexp.MustCompile(`\d(?:r?em|vw|vh)\b`).MatchString(value):
			t.Errorf("%s: %s: %s: a function or a unit that not all know", name, property, value)
		case property == "display" && value != "none" && value != "block":
			t.Errorf("%s: display: %s", name, value)
		}
	}
}

var sheetRule = regexp.MustCompile(`\.[a-z] \{([^{}]*)\}`)

// lintSheet allows a sheet of style that changes colours in the dark, and nothing else: Gmail and Yahoo do not know
// that it is dark.
func lintSheet(t *testing.T, name, sheet string) {
	t.Helper()
	inside, ok := strings.CutPrefix(strings.TrimSpace(sheet), "@media (prefers-color-scheme: dark) {")
	if !ok || len(sheet) > longestStyle {
		t.Errorf("%s: a sheet of style:\n%s", name, sheet)
	}
	for _, m := range sheetRule.FindAllStringSubmatch(inside, -1) {
		for _, property := range []string{"background-color", "border-color", "color"} {
			m[1] = regexp.MustCompile(`\b`+property+`: #[0-9a-f]{6} !important;`).ReplaceAllString(m[1], "")
		}
		if strings.TrimSpace(m[1]) != "" {
			t.Errorf("%s: the sheet changes %q", name, m[1])
		}
	}
	if rest := strings.Trim(sheetRule.ReplaceAllString(inside, ""), " \n}"); rest != "" {
		t.Errorf("%s: the sheet has %q beside its rules", name, rest)
	}
}

// TestLintFindsFaults: the lint is worth nothing if it finds none.
func TestLintFindsFaults(t *testing.T) {
	for _, body := range []string{`<img src="x">`, `<p style="padding:1px">`, `<div style="position:absolute">`,
		`<td style="display:flex">`, `<td onclick="x">`, `<a href="javascript:x">`, `<style>.t{float:left}</style>`,
		`<td style="width:calc(1px + 2px)">`, `<td style="font-size:2rem">`, strings.Repeat("x", longestHTML+1),
		"<p>Answer `accept`</p>"} {
		inner := &testing.T{}
		lint(inner, "fault", body)
		if !inner.Failed() {
			t.Errorf("%.60s passes", body)
		}
	}
}

var emptyStart = regexp.MustCompile(`(?m)^[!-9;-~]+:[ \t]*\r?\n[ \t]`)

// TestHeadersBeginOnTheirLine: a header whose first line is empty is dropped or broken by some servers (RFC 5322, 3.2.2
// calls it obsolete).
func TestHeadersBeginOnTheirLine(t *testing.T) {
	check := func(name string, raw []byte) {
		head, _, _ := strings.Cut(string(raw), "\r\n\r\n")
		if at := emptyStart.FindString(head); at != "" {
			t.Errorf("%s: %q", name, at)
		}
		for line := range strings.SplitSeq(head, "\r\n") {
			if len(line) > 998 || strings.TrimSpace(line) == "" {
				t.Errorf("%s: header line %q", name, line)
			}
		}
	}
	for name, s := range everyMail(t) {
		check(name, s.m.Raw)
	}
	long := strings.Repeat("Donaudampfschiff", 8)
	for _, word := range []string{long, strings.Repeat("ü", 90), strings.Repeat("日本", 60), long + " ü", "Ü " + long} {
		w := newTale(t, monday)
		b := w.brief()
		b.Prospects[0].Name, b.Fields["company"], b.Subject = word, word, word
		p := w.c.People["rita"]
		p.Name = word
		w.c.People["rita"], w.c.Name = p, word
		w.tell(b)
		for _, s := range w.sent {
			check(word+" "+s.a.Key(), s.m.Raw)
			if subject := takeApart(t, s.m.Raw).header.Get("Subject"); subject == "" {
				t.Errorf("%s: no subject", s.a.Key())
			}
		}
	}
}

// TestSubjectsEndWithTheLead: what a subject begins with is what its reader looks for; and it is plain ASCII where
// the names in it are.
func TestSubjectsEndWithTheLead(t *testing.T) {
	for name, s := range everyMail(t) {
		subject := takeApart(t, s.m.Raw).header.Get("Subject")
		if s.a.Purpose == handoff.PurposeMeeting { // about all of a day
			continue
		}
		internal := s.a.Purpose.Channel() == handoff.ChannelInternal
		if s.a.Purpose.Channel() == handoff.ChannelCalendar && s.a.To.Role == handoff.RoleRep { // it may be the brief, too
			internal = strings.Contains(subject, string(s.h.ID))
		}
		if internal != strings.HasSuffix(subject, " ["+string(s.h.ID)+"]") {
			t.Errorf("%s: subject %q", name, subject)
		}
		if strings.Contains(subject, "=?") {
			t.Errorf("%s: %q is not ASCII", name, subject)
		}
	}
}
