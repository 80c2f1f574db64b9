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
	l.Meeting, l.Commands = templates.Meeting{}, nil
	l.Private = "Internal: nobody but you gets this mail. Do not pass it on."
	if p.a.Step == "again" {
		p.sayAs(l, "confirm-again")
		l.Commands = []templates.Command{{Usage: "yes", Effect: "I wrote it: do it"},
			{Usage: "no", Effect: "I did not write it"}}
		return
	}
	p.sayAs(l, "confirm")
	var does []string
	for _, line := range d.Does {
		if line = text.OneLine(line, text.ValueLimit); line != "" && len(does) < 10 {
			does = append(does, line)
		}
	}
	l.Sections = append(l.Sections, templates.Section{Title: "It would", Lines: does},
		templates.Section{Title: "Why I ask", Text: text.Sentence(text.OneLine(p.why(d.Why), text.NameLimit*2))})
	l.Commands = []templates.Command{{Usage: "yes", Effect: "it is mine: do it"}, {Usage: "no", Effect: "it is not mine"}}
}

// coded puts the secret of a confirmation into its subject, where the mail host takes none in an address.
func (r *Renderer) coded(p *page, l templates.Letter) templates.Letter {
	if r.addressing == handoff.AddressingNone && p.a.Purpose == handoff.PurposeConfirm && p.a.Token != "" {
		l.Topic += " (code " + p.a.Token + ")"
	}
	return l
}
