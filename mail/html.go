package mail

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxOpen   = 400 // open elements that are remembered; deeper ones are flat
	maxTokens = 500_000
)

// element is an open element of an HTML text and what it does to the text in it.
type element struct {
	tag    atom.Atom
	hidden bool // its text is not shown
	quote  bool // its lines get a quote mark
	region bool // its text is shown, but the sender did not write it now
	header bool // a container of quotes: what stands before the first quote in it is its header
	block  bool // drawn as the head of the message that is answered
	paint  paint

	cited, styled, bordered bool // what the attributes say of a blockquote
}

// renderer turns HTML into the text that a reader sees, in one pass over the tokens.
type renderer struct {
	out    strings.Builder
	open   []element
	hidden int
	quotes int
	pre    int
	bol    bool // at the beginning of a line
	gap    bool // white space is due before the next word
	blank  int  // line ends at the end of out
	sheet  sheet
}

// htmlText renders HTML as text: blocks become lines, quotes get "> ", hidden elements are left out, and marks
// stand around signatures and other text of the mail client (see regionStart).
func htmlText(s string) string {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(1 << 20)
	r := &renderer{bol: true, blank: 2}
	r.out.Grow(len(s) / 2)
	for range maxTokens {
		switch z.Next() {
		case html.ErrorToken:
			return r.out.String()
		case html.TextToken:
			r.content(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(atom.Lookup(name))
		}
	}
	return r.out.String()
}

// content takes character data: text that is seen, or the rules of a style sheet.
func (r *renderer) content(s string) {
	if n := len(r.open); n > 0 && r.open[n-1].tag == atom.Style {
		r.sheet.read(s)
	}
	if r.hidden == 0 && r.paint().seen() {
		r.text(s)
	}
}

// paint is that of the innermost element.
func (r *renderer) paint() paint {
	if n := len(r.open); n > 0 {
		return r.open[n-1].paint
	}
	return paint{}
}

// start opens an element. Void elements and those that only break lines are not remembered.
func (r *renderer) start(z *html.Tokenizer) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	r.closeImplied(tag)
	e := element{tag: tag, hidden: tag != 0 && hiddenTags[tag], paint: r.paint()}
	e.paint.unsure = e.paint.unsure || r.sheet.paints
	for range 50 {
		if !more {
			break
		}
		var key, value []byte
		key, value, more = z.TagAttr()
		r.attribute(&e, string(key), string(value))
	}
	switch tag {
	case atom.Br:
		if r.hidden == 0 {
			r.newline(1, true)
		}
		return
	case atom.Hr:
		if r.hidden == 0 {
			r.newline(1, false)
			r.word("----------")
			r.newline(1, false)
		}
		return
	case atom.Img, atom.Input, atom.Meta, atom.Link, atom.Base, atom.Col, atom.Area, atom.Wbr, atom.Source, atom.Embed,
		atom.Param:
		return
	}
	// Editors indent with blockquotes too, but theirs have a style without a border.
	e.quote = tag == atom.Blockquote && (e.cited || e.region || !e.styled || e.bordered)
	e.region = e.region && !e.quote
	e.header = e.header && !e.quote && !e.region
	if len(r.open) >= maxOpen {
		return
	}
	r.open = append(r.open, e)
	r.apply(e, tag)
}

// apply does to the text what an element that was opened asks for.
func (r *renderer) apply(e element, tag atom.Atom) {
	if e.hidden {
		r.hidden++
	}
	if r.hidden > 0 {
		return
	}
	r.newline(breaks[tag], false)
	switch {
	case e.region || e.header:
		r.mark(regionStart)
	case e.quote:
		r.closeHeader()
		r.quotes++
	case e.block:
		r.mark(blockMark)
	case tag == atom.Pre:
		r.pre++
	case tag == atom.Li:
		r.word("- ")
	case tag == atom.Td || tag == atom.Th:
		if !r.bol {
			r.out.WriteByte('\t')
			r.gap = false
		}
	}
}

// end closes the innermost element of that name and those inside it.
func (r *renderer) end(tag atom.Atom) {
	if tag == atom.P && r.hidden == 0 {
		r.newline(2, false)
	}
	for i := len(r.open) - 1; i >= 0 && i >= len(r.open)-60; i-- {
		if r.open[i].tag == tag {
			for len(r.open) > i {
				r.pop()
			}
			return
		}
	}
}

// pop closes the innermost element.
func (r *renderer) pop() {
	e := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	visible := r.hidden == 0
	if e.hidden {
		r.hidden--
	}
	if !visible {
		return
	}
	switch {
	case e.region || e.header:
		r.mark(regionEnd)
	case e.quote:
		r.newline(1, false)
		r.quotes--
	case e.tag == atom.Pre:
		r.pre--
	}
	r.newline(breaks[e.tag], false)
}

// closeHeader ends the header of the quotes that begin now.
func (r *renderer) closeHeader() {
	for i := len(r.open) - 1; i >= 0 && i >= len(r.open)-60; i-- {
		if r.open[i].header {
			r.open[i].header = false
			r.mark(regionEnd)
		}
	}
}

// closeImplied closes elements whose end tag may be left out, so that a hidden paragraph does not hide the next.
func (r *renderer) closeImplied(tag atom.Atom) {
	if len(r.open) == 0 {
		return
	}
	top := r.open[len(r.open)-1].tag
	switch tag {
	case atom.Li, atom.Tr, atom.Option, atom.Dt, atom.Dd:
		if top == tag {
			r.pop()
		}
	case atom.Td, atom.Th:
		if top == atom.Td || top == atom.Th {
			r.pop()
		}
	}
	if top == atom.P && breaks[tag] > 0 && tag != atom.Br {
		r.pop()
	}
}

// text writes character data, with white space collapsed outside <pre>.
func (r *renderer) text(s string) {
	s = normalText(s)
	if r.pre > 0 {
		for line := range strings.SplitAfterSeq(s, "\n") {
			r.word(strings.TrimSuffix(line, "\n"))
			if strings.HasSuffix(line, "\n") {
				r.newline(1, true)
			}
		}
		return
	}
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\n")
		switch {
		case i == 0:
			r.gap = r.gap || !r.bol
			s = strings.TrimLeft(s, " \t\n")
		case i < 0:
			r.word(s)
			s = ""
		default:
			r.word(s[:i])
			s = s[i:]
		}
	}
}

// word writes text without white space, with the quote marks of its line before it.
func (r *renderer) word(w string) {
	if w == "" {
		return
	}
	if r.bol {
		for range min(r.quotes, 8) {
			r.out.WriteByte('>')
		}
		if r.quotes > 0 {
			r.out.WriteByte(' ')
		}
	} else if r.gap {
		r.out.WriteByte(' ')
	}
	r.out.WriteString(w)
	r.bol, r.gap, r.blank = false, false, 0
}

// mark writes one of the marks of footer.go.
func (r *renderer) mark(m rune) {
	r.out.WriteRune(m)
}

// newline ends lines until n line ends stand at the end; always adds one in any case.
func (r *renderer) newline(n int, always bool) {
	if n == 0 {
		return
	}
	r.gap = false
	if always && r.blank < 3 {
		n = max(n, r.blank+1)
	}
	for r.blank < n {
		if r.bol && r.quotes > 0 {
			r.out.WriteByte('>')
		}
		r.out.WriteByte('\n')
		r.blank++
		r.bol = true
	}
}

// breaks tells how many line ends stand around an element.
var breaks = map[atom.Atom]int{
	atom.P: 2, atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2,
	atom.Div: 1, atom.Table: 1, atom.Tr: 1, atom.Ul: 1, atom.Ol: 1, atom.Li: 1, atom.Dl: 1, atom.Dt: 1, atom.Dd: 1,
	atom.Blockquote: 1, atom.Pre: 1, atom.Section: 1, atom.Article: 1, atom.Header: 1, atom.Footer: 1, atom.Main: 1,
	atom.Nav: 1, atom.Aside: 1, atom.Address: 1, atom.Center: 1, atom.Form: 1, atom.Fieldset: 1, atom.Body: 1,
}

var hiddenTags = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Head: true, atom.Title: true, atom.Template: true, atom.Noscript: true,
	atom.Svg: true, atom.Math: true, atom.Object: true, atom.Iframe: true, atom.Audio: true, atom.Video: true,
	atom.Select: true, atom.Textarea: true,
}
