package help

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

const sample = "# Title\n\nSome `code <b>` and **bold** & a [page](rules.md),\ngoes on.\n\n- one\n  more\n- two [x](https://x.example)\n\n" +
	"```\nhandoffd list\n  & more\n```\n\n1. first\n2. second\n\n## Part\n\nLast.\n"

func TestText(t *testing.T) {
	want := "<Title>\n\nSome `code <b>` and bold & a page\n(handoffd help rules), goes on.\n\n  - one more\n" +
		"  - two x (https://x.example)\n\n    handoffd list\n      & more\n\n  1. first\n  2. second\n\n<Part>\n\nLast.\n"
	if got := Text(sample, 40, func(s string) string { return "<" + s + ">" }); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHTML(t *testing.T) {
	want := "<h1>Title</h1>\n<p>Some <code>code &lt;b&gt;</code> and <strong>bold</strong> &amp; a " +
		"<a href=\"/help/rules\">page</a>, goes on.</p>\n<ul>\n<li>one more</li>\n<li>two <a href=\"https://x.example\">x</a></li>\n" +
		"</ul>\n<pre>handoffd list\n  &amp; more</pre>\n<ol>\n<li>first</li>\n<li>second</li>\n</ol>\n<h2>Part</h2>\n<p>Last.</p>\n"
	if got := HTML(sample, "/help/"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRender(t *testing.T) {
	title, body, ok := Render("trust", "/help/")
	if !ok || title != "Trust: whose mail is believed" || !strings.HasPrefix(body, "<h1>"+title+"</h1>\n<p>") {
		t.Errorf("%t %q %.80q", ok, title, body)
	}
	if _, _, ok := Render("../help", "/"); ok {
		t.Error("a page that is none")
	}
}

func TestSection(t *testing.T) {
	if got, ok := Section("# A\n\n## B\n\nb\n\n## C\n\nc\n", "B"); !ok || got != "# B\n\nb\n" {
		t.Errorf("%t %q", ok, got)
	}
	if got, _ := Section("# A\n\nHow.\n\nMore.\n\n## B\n\nb\n\n## C\n", "B"); got != "# B\n\nHow.\n\nb\n" {
		t.Errorf("%q", got)
	}
	if got := HTML("See [rules](rules.md) & <b>.", ""); got != "<p>See rules &amp; &lt;b&gt;.</p>\n" {
		t.Errorf("%q", got)
	}
	if _, ok := Section("# A\n", "B"); ok {
		t.Error("found what is not there")
	}
}

// TestPages: every page is listed, links lead to pages, and nothing runs out of a screen.
func TestPages(t *testing.T) {
	all, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, topic := range Topics() {
		listed[topic.Name] = true
	}
	if len(listed) != len(order) {
		t.Errorf("%d pages of %d names", len(listed), len(order))
	}
	for _, f := range all {
		name, ok := strings.CutSuffix(f.Name(), ".md")
		if !ok {
			continue
		}
		if !listed[name] {
			t.Errorf("%s is not in the order", name)
		}
		page, _ := Page(name)
		if !strings.HasPrefix(page, "# ") || strings.Count(page, "```")%2 != 0 {
			t.Errorf("%s: begins with %.20q, or code is left open", name, page)
		}
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			if to, ok := strings.CutSuffix(m[2], ".md"); ok && !listed[to] || !ok && !strings.HasPrefix(m[2], "https://") {
				t.Errorf("%s: a link to %s", name, m[2])
			}
		}
		if strings.Contains(page, "testdata") || strings.Contains(page, "the sources") {
			t.Errorf("%s sends its reader to files that the program does not bring along", name)
		}
		for line := range strings.Lines(Text(page, 80, nil)) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 && !strings.HasPrefix(line, "    ") {
				t.Errorf("%s: %d columns in %q", name, n, line)
			}
		}
	}
}
