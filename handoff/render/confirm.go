package render

import (
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// confirm asks a colleague whether a mail in their name is theirs. It says what was understood, never the words of the
// mail: they may be anybody's, and would arrive with the authority of this one.
func (p *page) confirm(l *templates.Letter) {
	d := handoff.DetailOf[handoff.ConfirmDetail](p.a)
	l.Meeting, l.Next = templates.Meeting{}, ""
	l.Private = p.Line("letter", "private/confirm", templates.Aside{})
	if p.a.Step == "again" {
		p.sayAs(l, "confirm-again")
		p.yesOrNo(l)
		return
	}
	p.sayAs(l, "confirm")
	var does []string
	for _, would := range d.Does {
		if line := text.OneLine(p.why(would), text.ValueLimit); line != "" && len(does) < 10 {
			does = append(does, line)
		}
	}
	l.Sections = append(l.Sections, templates.Section{Title: p.title("would"), Lines: does})
	if d.Why.Sentence() != authFailed { // that says only which check of the mail server failed
		l.Sections = append(l.Sections, templates.Section{Title: p.title("why-asked"),
			Text: text.Sentence(text.OneLine(p.why(d.Why), text.NameLimit*2))})
	}
	p.yesOrNo(l)
}

// authFailed is the reason that names a check of the mail server.
const authFailed handoff.Code = "sender-unproved"

// privateSender is the reason that names an address which is nobody's.
const privateSender handoff.Code = "sender-unproved/private"

// yesOrNo are the two answers.
func (p *page) yesOrNo(l *templates.Letter) {
	l.Buttons = []templates.Button{p.tap(p.label("confirm/yes", ""), "yes"), p.tap(p.label("confirm/no", ""), "no")}
}

// coded puts the secret of a confirmation into its subject, where the mail host takes none in an address.
func (r *Renderer) coded(p *page, l templates.Letter) templates.Letter {
	if r.addressing == handoff.AddressingNone && p.a.Purpose == handoff.PurposeConfirm && p.a.Token != "" {
		l.Topic = p.Line("letter", "coded", templates.Aside{Subject: l.Topic, Token: p.a.Token})
	}
	return l
}
