package render

import (
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// notice tells that something happened which concerns the reader.
func (p *page) notice(l *templates.Letter) {
	if !p.say(l) {
		p.unknown(l)
		return
	}
	if isPattern(p.a.Step) {
		l.Meeting, l.First, l.Next = templates.Meeting{}, "", ""
	}
	switch p.a.Step {
	case "passed-on", "late", "prospect-declined", "cancelled", "silence-claimed", "silence-ruled", "rotation-changed":
		l.Meeting = templates.Meeting{}
	case "reassigned":
		if n := len(p.H.Assignments); n > 1 {
			l.Sections = append(l.Sections, p.wordsOf(p.H.Assignments[n-2])...)
		}
	case "declined", "withdrew":
		if a := p.H.Last(); a != nil {
			l.Sections = append(l.Sections, p.wordsOf(*a)...)
		}
	case "amended":
		l.Sections = append(l.Sections, templates.Section{Title: p.title("new"), Rows: p.changedRows()})
	case "accepted", "accepted-late", "accepted-in-time", "reply-late":
		if a := p.H.Last(); a != nil && len(a.Evidence) > 0 {
			l.Sections = append(l.Sections, p.proof(a))
		}
	case "prospect-complained", "may-stop":
		p.theirWords(l)
	case handoff.Code(handoff.QuestionOutsider):
		p.outsiderSections(l)
	case "rejected":
		if p.H.Return != nil {
			l.Sections = append(l.Sections, p.returnSections()...)
		}
	case "verdict", "closed-unconfirmed", "closed-no-show":
		if rows := view.Verdicts(p.View); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: p.title("said"), Rows: rows})
		}
	}
}

// wordsOf are the reasons that a rep gave for a no.
func (p *page) wordsOf(a handoff.Assignment) []templates.Section {
	said := text.Lines(a.Said)
	if said == "" {
		return nil
	}
	return []templates.Section{{Title: p.wordsTitle(a.Rep), Quote: said}}
}

// proof lists the evidence of an assignment.
func (p *page) proof(a *handoff.Assignment) templates.Section {
	s := templates.Section{Title: p.title("evidence")}
	for i, e := range a.Evidence {
		if i < view.MaxTurns {
			w := templates.Turn{Rep: p.Name(a.Rep), What: view.Proof(p.View, e)}
			s.Lines = append(s.Lines, p.Line("turns", "proof", w))
		}
	}
	return s
}

// changedRows are the fields of the brief that are new, with what they say now.
func (p *page) changedRows() []templates.Row {
	var rows []templates.Row
	for _, name := range handoff.DetailOf[handoff.NoticeDetail](p.a).Fields {
		switch value := text.Lines(p.H.Brief[name]); {
		case name == handoff.FieldContact:
			rows = append(rows, p.Contacts()...)
		case name == handoff.FieldPlace:
			rows = append(rows, templates.Row{Label: p.title("place"), Value: p.Place()})
		case value != "" && len(rows) < 50:
			rows = append(rows, templates.Row{Label: p.Label(name), Value: value})
		}
	}
	return rows
}
