// Package help holds the pages of the manual: Markdown that is embedded, and shown as text in a terminal or as HTML to
// a browser. The pages use little of Markdown: headings, paragraphs, lists of one level, fenced code, `code`, **bold**
// and links to other pages.
//
// It knows no command and no config; who shows a page says how wide the screen is and where links lead.
package help

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.md
var pages embed.FS

// Topic is one page.
type Topic struct {
	Name  string // as it is asked for: "setup-google"
	Title string // its heading
}

// order is that in which the pages are listed.
var order = []string{
	"try-alone", "setup-postfix-dovecot", "setup-google", "setup-microsoft", "setup-postgres", "config",
	"commands-by-mail", "web", "rules", "calendars", "trust", "figures", "privacy", "operate", "templates",
	"troubleshooting",
	"commands",
}

// Topics are all pages, in the order in which somebody reads them.
func Topics() []Topic {
	var out []Topic
	for _, name := range order {
		if page, ok := Page(name); ok {
			title, _, _ := strings.Cut(page, "\n")
			out = append(out, Topic{name, strings.TrimPrefix(title, "# ")})
		}
	}
	return out
}

// Page is the Markdown of a page.
func Page(name string) (string, bool) {
	text, err := fs.ReadFile(pages, name+".md")
	return string(text), err == nil
}

// Section is the part of a page below a heading of the second level, with that heading, and the first paragraph of the
// page, which says what holds for all parts.
func Section(page, heading string) (string, bool) {
	top, rest, ok := strings.Cut("\n"+page, "\n## "+heading+"\n")
	if !ok {
		return "", false
	}
	rest, _, _ = strings.Cut(rest, "\n## ")
	top, _, _ = strings.Cut(top, "\n## ")
	if all := strings.Split(strings.TrimSpace(top), "\n\n"); len(all) > 1 {
		rest = "\n" + all[1] + "\n" + rest
	}
	return "# " + heading + "\n" + rest, true
}

// Render is the title and the inside of a page for a browser; links to other pages lead below base, which ends with
// "/".
func Render(name, base string) (title, body string, ok bool) {
	page, ok := Page(name)
	if !ok {
		return "", "", false
	}
	title, _, _ = strings.Cut(strings.TrimPrefix(page, "# "), "\n")
	return title, HTML(page, base), true
}
