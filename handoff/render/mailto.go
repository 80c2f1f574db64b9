package render

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// mailtoLimit bounds a link: some programs cut longer ones.
const mailtoLimit = 900

// mailto is a link that opens a mail (RFC 6068). All that could be read otherwise is encoded: some webmails take a plus
// for a blank.
func mailto(to, cc, subject, body string) string {
	link := "mailto:" + encodeAddress(to) + "?"
	if cc != "" {
		link += "cc=" + encodeAddress(cc) + "&"
	}
	link += "subject=" + encode(subject)
	if whole := link + "&body=" + encode(strings.ReplaceAll(body, "\n", "\r\n")); body != "" && len(whole) <= mailtoLimit {
		return whole
	}
	return link
}

func encode(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

func encodeAddress(address string) string { return strings.ReplaceAll(encode(address), "%40", "@") }

// tap opens a mail to the handoff address that says an answer. The subject says it too, for programs that lose the
// body, and names the lead and, where the mail has one, its secret: a link starts a mail of its own, which nothing else
// connects with this one. Where what is said is still to be completed, say ends in a blank or a colon.
func (p *page) tap(label, say string) templates.Button {
	return p.tapLines(label, strings.TrimRight(strings.ReplaceAll(say, ":", ""), " "), say)
}

// tapLines is tap with a verb of its own for the subject.
func (p *page) tapLines(label, verb, body string) templates.Button {
	subject := text.Capital(verb)
	if name := p.Prospect(); plainASCII(name) && p.H.ID != "" {
		subject += ": " + name
	}
	if p.H.ID != "" {
		subject += " [" + string(p.H.ID) + "]"
	}
	if p.a.Token != "" {
		subject = p.Line("letter", "coded", templates.Aside{Subject: subject, Token: p.a.Token})
	}
	return templates.Button{Label: label, Link: mailto(p.C.Address, "", subject, body)}
}

// plainASCII says whether a name can stand in the subject of a link.
func plainASCII(s string) bool {
	return len(s) <= 60 && !strings.ContainsAny(s, "[]():") && !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r >= utf8.RuneSelf
	})
}

// hello opens a mail to the prospect, with the thread's own address in Cc, which tells where it belongs; empty where no
// such address can be had, or the reader has nothing to say to them.
func (p *page) hello() string {
	to := p.prospects()
	a := p.H.Current()
	if a == nil || p.H.State != handoff.Offered || p.Reader.ID != a.Rep || len(to) == 0 || !p.C.MayWriteTo(to[0].Addr) ||
		p.back == "" || p.back == p.C.Address || len(a.Lacking()) == 0 || p.H.OwnHolds() {
		return ""
	}
	v := p.threadView()
	w := p.threadWords(&v)
	w.First = v.ProspectFirst
	said, _ := p.filled("hello", w)
	subject := said.Topic
	if v.Subject != "" {
		subject = v.Subject
	}
	body := strings.Join(append([]string{said.Lead}, said.More...), "\n\n")
	return mailto(to[0].Addr, p.back, subject, body+"\n\n"+text.OneLine(p.Reader.Name, text.NameLimit))
}
