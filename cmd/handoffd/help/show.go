package help

import (
	"html"
	"regexp"
	"strings"

	"handoffd/handoff/text"
)

// Text is a page for a screen of so many columns. bold, if not nil, marks headings.
func Text(page string, width int, bold func(string) string) string {
	if bold == nil {
		bold = func(s string) string { return s }
	}
	var b strings.Builder
	last := heading
	for i, one := range blocksOf(page) {
		if i > 0 && !(one.kind == item && last == item) {
			b.WriteByte('\n')
		}
		last = one.kind
		switch one.kind {
		case heading:
			b.WriteString(bold(plain(one.text)))
		case item:
			lead := "  " + one.mark + " "
			b.WriteString(text.Hang(lead, plain(one.text), width))
		case code:
			b.WriteString("    " + strings.ReplaceAll(one.text, "\n", "\n    "))
		default:
			b.WriteString(text.Wrap(plain(one.text), width))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// plain leaves out what only marks: a link to a page says how it is asked for.
func plain(s string) string {
	s = link.ReplaceAllStringFunc(s, func(l string) string {
		m := link.FindStringSubmatch(l)
		name, page := strings.CutSuffix(m[2], ".md")
		switch {
		case page && name == m[1]:
			return m[1]
		case page:
			return m[1] + " (handoffd help " + name + ")"
		}
		return m[1] + " (" + m[2] + ")"
	})
	return strings.ReplaceAll(s, "**", "")
}

var (
	inCode = regexp.MustCompile("`([^`]+)`")
	inBold = regexp.MustCompile(`\*\*([^*]+)\*\*`)
)

// HTML is the inside of a page for a browser. Links to other pages lead below base, which ends with "/"; without one it
// is said how they are asked for.
func HTML(page, base string) string {
	var b strings.Builder
	list := "" // the tag that is open
	shut := func() {
		if list != "" {
			b.WriteString("</" + list + ">\n")
		}
		list = ""
	}
	for _, one := range blocksOf(page) {
		if one.kind != item {
			shut()
		}
		switch one.kind {
		case heading:
			tag := "h" + string(rune('0'+min(len(one.mark), 6)))
			b.WriteString("<" + tag + ">" + inline(one.text, base) + "</" + tag + ">\n")
		case code:
			b.WriteString("<pre>" + html.EscapeString(one.text) + "</pre>\n")
		case item:
			tag := "ul"
			if one.mark != "-" {
				tag = "ol"
			}
			if list != tag {
				shut()
				list = tag
				b.WriteString("<" + tag + ">\n")
			}
			b.WriteString("<li>" + inline(one.text, base) + "</li>\n")
		default:
			b.WriteString("<p>" + inline(one.text, base) + "</p>\n")
		}
	}
	shut()
	return b.String()
}

// inline writes what may stand within a line.
func inline(s, base string) string {
	var b strings.Builder
	at := 0
	for _, m := range inCode.FindAllStringSubmatchIndex(s, -1) { // nothing else counts within code
		b.WriteString(marked(s[at:m[0]], base) + "<code>" + html.EscapeString(s[m[2]:m[3]]) + "</code>")
		at = m[1]
	}
	return b.String() + marked(s[at:], base)
}

func marked(s, base string) string {
	s = html.EscapeString(s)
	s = inBold.ReplaceAllString(s, "<strong>$1</strong>")
	return link.ReplaceAllStringFunc(s, func(l string) string {
		m := link.FindStringSubmatch(l)
		to := m[2]
		if name, page := strings.CutSuffix(to, ".md"); page {
			if base == "" {
				return plain(l)
			}
			to = base + name
		}
		return `<a href="` + to + `">` + m[1] + "</a>"
	})
}
