package render

import (
	"fmt"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// confirm asks a colleague whether a mail in their name is theirs. It says what was understood, never the words of the mail: they
// may be anybody's, and would arrive with the authority of this one.
func (p *page) confirm(l *templates.Letter) {
	d := handoff.DetailOf[handoff.ConfirmDetail](p.a)
	l.Meeting, l.Commands = templates.Meeting{}, nil
	l.Private = "Internal: nobody but you gets this mail. Do not pass it on."
	l.Topic = "Is this from you?"
	about := ""
	if p.H.ID != "" {
		about = " about " + p.Lead()
		l.Topic += " " + p.Lead()
	}
	if p.a.Step == handoff.CodeAgain {
		p.confirmAgain(l, about)
		return
	}
	l.Lead = fmt.Sprintf("A mail%s in your name came in on %s, and nothing proves that it is yours. I have not acted on it.", about, text.Moment(d.Arrived, p.Zone))
	var does []string
	for _, line := range d.Does {
		if line = text.OneLine(line, text.ValueLimit); line != "" && len(does) < 10 {
			does = append(does, line)
		}
	}
	l.Sections = append(l.Sections, templates.Section{Title: "It would", Lines: does},
		templates.Section{Title: "Why I ask", Text: text.Sentence(text.OneLine(d.Why, text.NameLimit*2))})
	l.Next = fmt.Sprintf("answer `yes` by %s, and it is done, once. Without an answer nothing happens.", text.Moment(d.Until, p.Zone))
	l.Commands = []templates.Command{{Usage: "yes", Effect: "it is mine: do it"}, {Usage: "no", Effect: "it is not mine"}}
}

// confirmAgain asks for the one word.
func (p *page) confirmAgain(l *templates.Letter, about string) {
	l.Topic += " Please answer yes or no"
	until := handoff.DetailOf[handoff.ConfirmDetail](p.a).Until
	l.Lead = fmt.Sprintf("I asked whether a mail%s is from you, and could not read your answer as yes or no. I have not acted on that mail.", about)
	l.Next = fmt.Sprintf("answer this mail by %s with one word alone: `yes` if you wrote it, `no` if you did not. Without an answer nothing happens.", text.Moment(until, p.Zone))
	l.Commands = []templates.Command{{Usage: "yes", Effect: "I wrote it: do it"}, {Usage: "no", Effect: "I did not write it"}}
}

// coded puts the secret of a confirmation into its subject, where the mail host takes none in an address.
func (r *Renderer) coded(p *page, l templates.Letter) templates.Letter {
	if r.addressing == handoff.AddressingNone && p.a.Purpose == handoff.PurposeConfirm && p.a.Token != "" {
		l.Topic += " (code " + p.a.Token + ")"
	}
	return l
}
