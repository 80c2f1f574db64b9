package render

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// escalation is the whole case in one mail: the lead, the clock, who did what, who is free, what can be answered.
func (p *page) escalation(l *templates.Letter) {
	l.Topic = "Your decision: " + p.Lead() + p.onDay()
	l.Lead = p.escalationLead()
	ask := fmt.Sprintf("Who is to meet %s? One line is enough.", p.Prospect())
	if p.H.Waiting {
		ask = fmt.Sprintf("%s has written and is waiting for an answer. ", p.Prospect()) + ask
	}
	l.More = append(l.More, ask)
	if p.H.Return != nil && p.a.Step == handoff.CodeDisputed {
		l.Sections = append(l.Sections, p.returnSections()...)
	}
	lead := templates.Section{Title: "The lead", Rows: append(p.Contacts(), p.Brief()...)}
	lead.Rows = append(lead.Rows, templates.Row{Label: "From", Value: p.Name(p.H.Qualifier) + ", " + text.Stamp(p.H.Created, p.Zone)})
	l.Sections = append(append(l.Sections, lead), p.caseSections()...)
}

// caseSections are who did what, and who else there is.
func (p *page) caseSections() []templates.Section {
	var out []templates.Section
	if rows := p.Turns(); len(rows) > 0 {
		out = append(out, templates.Section{Title: "What happened", Rows: rows})
	}
	reps := p.FreeReps()
	if looked := text.Lines(strings.Join(handoff.DetailOf[handoff.EscalationDetail](p.a).Reps, "\n")); looked != "" { // as the rotation thought of each when nobody fitted
		reps = templates.Section{Title: "The other reps", Lines: strings.Split(looked, "\n")}
	}
	if len(reps.Lines) > 0 {
		out = append(out, reps)
	}
	return out
}

// escalationLead is why the manager is asked; for a later tier, and when asked again, the reason of the case comes first.
func (p *page) escalationLead() string {
	why, state := text.Sentence(p.a.Why.Text), text.Sentence(p.H.Why.Text)
	switch {
	case p.a.Step == handoff.CodeClimb:
		return state + " It was with another manager first; now it is your decision."
	case p.a.Step == handoff.CodeAgain:
		return "This case still waits for you. " + state
	case why == "":
		return "Nobody has accepted this lead."
	}
	return why
}

// returned hands the lead back: what was not met with what the brief says, the rep's own words, and what can be done.
func (p *page) returned(l *templates.Letter) {
	ret := p.H.Return
	if ret == nil {
		p.unknown(l)
		return
	}
	l.Topic = "Back to you: " + p.Lead()
	l.Lead = p.returnedLead(ret)
	l.Sections = p.returnSections()
	switch ret.Code {
	case handoff.CodeRejected, handoff.CodeUnstated:
		l.More = append(l.More, fmt.Sprintf("You can add what was missing and I offer it again, `dispute` it, let it sleep, or close it. %s", p.untouched()))
	case handoff.CodeProspect, handoff.CodeCancelled, handoff.CodeNoShow:
		l.Meeting = templates.Meeting{}
		l.More = append(l.More, "With a new time (`move TIME`) I offer it again; or let it sleep, or close it.")
	case handoff.CodeNurture:
		l.More = append(l.More, fmt.Sprintf("If you agree, answer `nurture until %s`; the meeting is then called off. %s", ret.Wake.In(p.Zone).Format("2 January 2006"), p.untouched()))
	case handoff.CodeBounced, handoff.CodeComplained:
		l.Meeting = templates.Meeting{}
		l.More = append(l.More, "With another contact (a line `Contact: name <address>`) and a time I offer it again; or close it.")
		if ret.Code == handoff.CodeComplained {
			l.More = append(l.More, "No more mail goes there, also about other leads; if it was a mistake, answer `lift`.")
		}
	default:
		l.More = append(l.More, "You can add what is missing and I offer it again, let it sleep, or close it. "+p.untouched())
	}
}

// untouched tells that the prospect still expects the meeting, if that is so.
func (p *page) untouched() string {
	if p.H.Start.After(p.Now) {
		return p.Prospect() + " has not been told anything and still expects the meeting."
	}
	return ""
}

func (p *page) returnedLead(ret *handoff.Return) string {
	by := "The rep says"
	if ret.By != "" {
		by = text.Capital(p.Does(ret.By, "say", "says"))
	}
	switch ret.Code {
	case handoff.CodeRejected:
		var labels []string
		for _, name := range ret.Criteria {
			labels = append(labels, p.Criterion(name))
		}
		met := "was"
		if len(labels) > 1 {
			met = "were"
		}
		return fmt.Sprintf("%s the lead is not qualified: %s %s not met.", by, text.Join(labels), met)
	case handoff.CodeUnstated:
		return fmt.Sprintf("%s the lead is not qualified, without naming a criterion.", by)
	case handoff.CodeUnreachable:
		return fmt.Sprintf("%s could not be reached: the lead is yours again.", p.Prospect())
	case handoff.CodeProspect:
		return fmt.Sprintf("%s declined the meeting. That is nobody's fault; the lead is yours again.", p.Prospect())
	case handoff.CodeNurture:
		return fmt.Sprintf("%s there is no need yet and asks to let the lead sleep until %s.", by, p.Day(ret.Wake))
	case handoff.CodeCancelled:
		return "The meeting was cancelled; the lead is yours again."
	}
	if text := text.Sentence(p.a.Why.Text); text != "" {
		return text + " The lead is yours again."
	}
	return "The lead is yours again."
}

// returnSections are the criteria that were not met, each beside the brief, and the words of whoever returned the lead.
func (p *page) returnSections() []templates.Section {
	var out []templates.Section
	var rows []templates.Row
	for _, name := range p.H.Return.Criteria {
		value := text.Lines(p.H.Brief[name])
		if value == "" {
			value = "the brief says nothing about it"
		}
		rows = append(rows, templates.Row{Label: p.Criterion(name), Value: value})
	}
	if len(rows) > 0 {
		out = append(out, templates.Section{Title: "Not met, and what the brief says", Rows: rows})
	}
	if note := text.Lines(p.H.Return.Note); note != "" && p.H.Return.Code != handoff.CodeBounced {
		title := "In the words of the rep"
		if p.H.Return.Code == handoff.CodeComplained {
			title = "What came in"
		}
		if p.H.Return.Code == handoff.CodeProspect {
			title = "In the words of the prospect"
		}
		out = append(out, templates.Section{Title: title, Quote: note})
	}
	return out
}

// digestView joins escalations: each case short, with its id in front of what can be answered.
func digestView(pages []*page) templates.Digest {
	first := pages[0]
	v := templates.Digest{
		Topic: fmt.Sprintf("Your decision: %d leads", len(pages)), Greeting: first.greeting(),
		Lead:     fmt.Sprintf("%d leads need your decision, the one that is due first on top.", len(pages)),
		Commands: first.commands(), Private: "Internal: no prospect sees this mail.",
	}
	for _, p := range pages {
		v.Cases = append(v.Cases, p.caseInShort())
	}
	return v
}

// caseInShort is an escalation as one of several: without the brief, and with its id in front of what can be answered.
func (p *page) caseInShort() templates.Letter {
	p.Prefix = string(p.H.ID) + " "
	l := templates.Letter{ID: string(p.H.ID), Topic: p.Lead(), Lead: p.escalationLead(), Meeting: p.Meeting(), Next: p.Next()}
	if p.H.Waiting {
		l.More = []string{p.Prospect() + " has written and is waiting for an answer."}
	}
	l.Sections = p.caseSections()
	l.Commands = []templates.Command{{Usage: p.Prefix + "assign " + p.someRep(), Effect: "gives the lead to that rep"}}
	if p.H.Rep() != "" {
		l.Commands = append(l.Commands, templates.Command{Usage: p.Prefix + "keep", Effect: p.Name(p.H.Rep()) + " again, with half a window"})
	}
	return l
}

// someRep is a rep for an example: one who is free, else a placeholder.
func (p *page) someRep() string {
	had := p.HadIt()
	for i := len(p.H.Assignments) - 1; i >= 0; i-- {
		for _, c := range p.H.Assignments[i].Others {
			if c.Fit && !had[c.Rep] {
				return text.OneLine(p.C.Person(c.Rep).First(), text.NameLimit)
			}
		}
	}
	return "NAME"
}
