package graph

import (
	"html"
	"strings"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxBody bounds the bodies that are looked into, in bytes.
const maxBody = 1 << 20

// ruler is how the part of an online meeting begins and ends: a long line of underscores.
const ruler = "________________________________"

// htmlOf writes plain text as a body.
func htmlOf(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	return "<div>" + strings.ReplaceAll(html.EscapeString(text), "\n", "<br>\n") + "</div>"
}

// newBody is the body with a new text and the online-meeting part that the event has.
func newBody(text string, there *event) *body {
	b := &body{Type: "html", Content: htmlOf(text)}
	if there == nil || there.Meeting == nil && !there.Online {
		return b
	}
	if part := there.meetingPart(); part != "" {
		b.Content += "\n" + part
	}
	return b
}

// meetingPart is what Teams wrote into the body, as HTML; empty if it is not there.
func (e *event) meetingPart() string {
	nodes := e.meetingNodes()
	var out strings.Builder
	for _, n := range nodes {
		if xhtml.Render(&out, n) != nil {
			return ""
		}
	}
	return out.String()
}

// meetingNodes finds the neighbours from the first to the last that are of the online meeting, as deep as they are
// together.
func (e *event) meetingNodes() []*xhtml.Node {
	if len(e.Body.Content) > maxBody || !strings.EqualFold(e.Body.Type, "html") {
		return nil
	}
	doc, err := xhtml.Parse(strings.NewReader(e.Body.Content))
	if err != nil {
		return nil
	}
	join := ""
	if e.Meeting != nil {
		join = e.Meeting.JoinURL
	}
	marked := map[*xhtml.Node]bool{}
	for n := range doc.Descendants() {
		if !ofMeeting(n, join) {
			continue
		}
		for up := n; up != nil && !marked[up]; up = up.Parent {
			marked[up] = true
		}
	}
	if !marked[doc] {
		return nil
	}
	return together(doc, marked)
}

// together goes down while a single child holds everything.
func together(n *xhtml.Node, marked map[*xhtml.Node]bool) []*xhtml.Node {
	for {
		var first, last *xhtml.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if marked[c] {
				if first == nil {
					first = c
				}
				last = c
			}
		}
		switch {
		case first == nil || first == last && first.Type == xhtml.TextNode:
			return []*xhtml.Node{n}
		case first == last:
			n = first
			continue
		}
		var out []*xhtml.Node
		for c := first; ; c = c.NextSibling {
			out = append(out, c)
			if c == last {
				return out
			}
		}
	}
}

func ofMeeting(n *xhtml.Node, join string) bool {
	if n.Type == xhtml.TextNode {
		return strings.Contains(n.Data, ruler)
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "class" && strings.Contains(a.Val, "me-email-text"), a.Key == "href" && join != "" && a.Val == join:
			return true
		}
	}
	return false
}

// text is the body as it was put: plain text without the part of the online meeting.
func (e *event) text() string {
	if !strings.EqualFold(e.Body.Type, "html") {
		return strings.TrimSpace(e.Body.Content)
	}
	if len(e.Body.Content) > maxBody {
		return ""
	}
	content := e.Body.Content
	skip := map[*xhtml.Node]bool{}
	doc, err := xhtml.Parse(strings.NewReader(content))
	if err != nil {
		return ""
	}
	if e.Online || e.Meeting != nil {
		if part := e.meetingNodes(); len(part) > 0 {
			doc = root(part[0])
			for _, n := range part {
				skip[n] = true
			}
		}
	}
	var w writer
	w.node(doc, skip, 0)
	return w.String()
}

func root(n *xhtml.Node) *xhtml.Node {
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

// writer collects the words of a body.
type writer struct {
	out  strings.Builder
	full bool // there is a word on the line
}

func (w *writer) String() string {
	lines := strings.Split(w.out.String(), "\n")
	for i := range lines {
		lines[i] = oneLine(lines[i])
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

var spaces = strings.NewReplacer("\n", " ", "\r", " ")

func (w *writer) add(s string) {
	w.full = w.full || strings.TrimSpace(s) != ""
	w.out.WriteString(spaces.Replace(s))
}

func (w *writer) end() {
	w.full = false
	w.out.WriteByte('\n')
}

// fresh begins a block on a line of its own.
func (w *writer) fresh() {
	if w.full {
		w.end()
	}
}

const maxDeep = 300

func (w *writer) node(n *xhtml.Node, skip map[*xhtml.Node]bool, depth int) {
	if skip[n] || depth > maxDeep {
		return
	}
	block := false
	switch {
	case n.Type == xhtml.TextNode:
		w.add(n.Data)
	case n.Type != xhtml.ElementNode:
	case n.DataAtom == atom.Br:
		w.end()
	case n.DataAtom == atom.Head || n.DataAtom == atom.Style || n.DataAtom == atom.Script:
		return
	case n.DataAtom == atom.Div || n.DataAtom == atom.P || n.DataAtom == atom.Li || n.DataAtom == atom.Tr:
		block = true
		w.fresh()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, skip, depth+1)
	}
	if block {
		w.fresh()
	}
}
