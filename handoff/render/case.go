package render

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// escalation is the whole case in one mail: the lead, the clock, who did what, who is free, what can be answered.
func (p *page) escalation(l *templates.Letter) {
	l.Topic = "Your decision: " + p.lead() + p.onDay()
	l.Lead = p.escalationLead()
	ask := fmt.Sprintf("Who is to meet %s? One line is enough.", p.prospect())
	if p.h.Waiting {
		ask = fmt.Sprintf("%s has written and is waiting for an answer. ", p.prospect()) + ask
	}
	l.More = append(l.More, ask)
	if p.h.Return != nil && p.a.Step == "disputed" {
		l.Sections = append(l.Sections, p.returnSections()...)
	}
	lead := templates.Section{Title: "The lead", Rows: append(p.contactRows(), p.briefRows()...)}
	lead.Rows = append(lead.Rows, templates.Row{Label: "From", Value: p.name(p.h.Qualifier) + ", " + text.Stamp(p.h.Created, p.zone)})
	l.Sections = append(append(l.Sections, lead), p.caseSections()...)
}

// caseSections are who did what, and who else there is.
func (p *page) caseSections() []templates.Section {
	var out []templates.Section
	if rows := p.clockRows(); len(rows) > 0 {
		out = append(out, templates.Section{Title: "What happened", Rows: rows})
	}
	if reps := p.freeReps(); len(reps.Lines) > 0 {
		out = append(out, reps)
	}
	return out
}

// escalationLead is why the manager is asked; for a later tier, and when asked again, the reason of the case comes first.
func (p *page) escalationLead() string {
	why, state := text.Sentence(p.a.Why.Text), text.Sentence(p.h.Why.Text)
	switch {
	case p.a.Step == "climb":
		return state + " It was with another manager first; now it is your decision."
	case p.a.Step == "again":
		return "This case still waits for you. " + state
	case why == "":
		return "Nobody has accepted this lead."
	}
	return why
}

// maxTurns bounds how many assignments a mail tells of, the latest ones.
const maxTurns = 12

// clockRows tell of each rep's turn: offered, opened, due, what came, and how it ended.
func (p *page) clockRows() []templates.Row {
	var rows []templates.Row
	all := p.h.Assignments
	for _, a := range all[max(0, len(all)-maxTurns):] {
		lines := []string{"asked " + text.Stamp(a.Made, p.zone)}
		if !a.Opened.IsZero() {
			lines = append(lines, "window "+text.StampSpan(a.Opened, a.Due, p.zone))
		}
		for i, e := range a.Evidence {
			if i == maxTurns {
				lines = append(lines, fmt.Sprintf("and %d more signs of life", len(a.Evidence)-i))
				break
			}
			lines = append(lines, p.evidence(e))
		}
		if len(a.Evidence) == 0 {
			lines = append(lines, "no sign of life")
		}
		if !a.Ended.IsZero() {
			lines = append(lines, "ended "+text.Stamp(a.Ended, p.zone)+": "+ending(a.End))
		}
		if said := text.OneLine(a.Said, 2*text.NameLimit); said != "" {
			lines = append(lines, "in their words: “"+said+"”")
		}
		rows = append(rows, templates.Row{Label: p.name(a.Rep), Value: strings.Join(lines, "\n")})
	}
	return rows
}

// evidence is one proof in words.
func (p *page) evidence(e handoff.Evidence) string {
	what := "accepted the invitation"
	if e.Kind == handoff.RequireReply {
		what = "replied to " + p.prospect()
	}
	what += " " + text.Stamp(e.At, p.zone)
	switch e.Strength {
	case handoff.Weak:
		what += ", sender not verified"
	case handoff.Reported:
		what += ", reported, not seen"
	case handoff.OnlyHere:
		what += ", but only I received it"
	}
	if e.Note != "" && e.Strength != handoff.OnlyHere {
		what += " (" + text.OneLine(e.Note, text.NameLimit) + ")"
	}
	return what
}

// ending is why an assignment ended, in words.
func ending(end handoff.EndReason) string {
	switch end {
	case handoff.EndSilence:
		return "no answer in time"
	case handoff.EndUnclear:
		return "no clear answer in time"
	case handoff.EndDeclined:
		return "can't make it"
	case handoff.EndRejected:
		return "not qualified, or not reached"
	case handoff.EndAway:
		return "out of office"
	case handoff.EndBounced:
		return "mail could not be delivered"
	case handoff.EndManager:
		return "another rep was named"
	case handoff.EndGone:
		return "left the team"
	case handoff.EndProspect:
		return "the prospect is out"
	case handoff.EndWithdrawn:
		return "called off"
	case handoff.EndGiven:
		return "given back to the rep before"
	case handoff.EndDone:
		return "answered in part"
	}
	return text.OneLine(string(end), text.NameLimit)
}

// freeReps are the reps of the pool as the rotation last saw them, without those who had the lead.
func (p *page) freeReps() templates.Section {
	s := templates.Section{Title: "The other reps"}
	if lines := text.Lines(p.a.Detail["reps"]); lines != "" {
		s.Lines = strings.Split(lines, "\n")
		return s
	}
	had := p.hadIt()
	var latest *handoff.Assignment
	for i := range p.h.Assignments {
		if len(p.h.Assignments[i].Others) > 0 {
			latest = &p.h.Assignments[i]
		}
	}
	if latest != nil || !p.h.PoolAt.IsZero() {
		others, at := p.pool(latest)
		s.Title += ", as of " + text.Stamp(at, p.zone)
		for _, c := range others {
			if had[c.Rep] {
				continue
			}
			why := withNote(c)
			if c.Fit && c.Note == "" {
				why = fmt.Sprintf("free, %s – answer `%sassign %s`", why, p.prefix, text.OneLine(p.c.Person(c.Rep).First(), text.NameLimit))
			}
			s.Lines = append(s.Lines, p.name(c.Rep)+": "+why)
		}
	}
	if (latest != nil || !p.h.PoolAt.IsZero()) && len(s.Lines) == 0 {
		s.Title, s.Lines = "The other reps", []string{fmt.Sprintf("Everybody in the rotation has had it. `%sassign NAME` names one of them again.", p.prefix)}
	}
	return s
}

// pool is what is known of the reps, and since when: looked at for this mail, else when the lead was last offered.
func (p *page) pool(latest *handoff.Assignment) ([]handoff.Candidate, time.Time) {
	if latest == nil || p.h.PoolAt.After(latest.Made) {
		return p.h.Pool, p.h.PoolAt
	}
	return latest.Others, latest.Made
}

// returned hands the lead back: what was not met with what the brief says, the rep's own words, and what can be done.
func (p *page) returned(l *templates.Letter) {
	ret := p.h.Return
	if ret == nil {
		p.unknown(l)
		return
	}
	l.Topic = "Back to you: " + p.lead()
	l.Lead = p.returnedLead(ret)
	l.Sections = p.returnSections()
	switch ret.Code {
	case "rejected", "unstated":
		l.More = append(l.More, fmt.Sprintf("You can add what was missing and I offer it again, `dispute` it, let it sleep, or close it. %s", p.untouched()))
	case "prospect", "cancelled", "no-show":
		l.Meeting = templates.Meeting{}
		l.More = append(l.More, "With a new time (`move TIME`) I offer it again; or let it sleep, or close it.")
	case "nurture":
		l.More = append(l.More, fmt.Sprintf("If you agree, answer `nurture until %s`; the meeting is then called off. %s", ret.Wake.In(p.zone).Format("2 January 2006"), p.untouched()))
	case "bounced", "complained":
		l.Meeting = templates.Meeting{}
		l.More = append(l.More, "With another contact (a line `Contact: name <address>`) and a time I offer it again; or close it.")
		if ret.Code == "complained" {
			l.More = append(l.More, "No more mail goes there, also about other leads; if it was a mistake, answer `lift`.")
		}
	default:
		l.More = append(l.More, "You can add what is missing and I offer it again, let it sleep, or close it. "+p.untouched())
	}
}

// untouched tells that the prospect still expects the meeting, if that is so.
func (p *page) untouched() string {
	if p.h.Start.After(p.now) {
		return p.prospect() + " has not been told anything and still expects the meeting."
	}
	return ""
}

func (p *page) returnedLead(ret *handoff.Return) string {
	by := "The rep says"
	if ret.By != "" {
		by = text.Capital(p.does(ret.By, "say", "says"))
	}
	switch ret.Code {
	case "rejected":
		var labels []string
		for _, name := range ret.Criteria {
			labels = append(labels, p.criterion(name))
		}
		met := "was"
		if len(labels) > 1 {
			met = "were"
		}
		return fmt.Sprintf("%s the lead is not qualified: %s %s not met.", by, text.Join(labels), met)
	case "unstated":
		return fmt.Sprintf("%s the lead is not qualified, without naming a criterion.", by)
	case "unreachable":
		return fmt.Sprintf("%s could not be reached: the lead is yours again.", p.prospect())
	case "prospect":
		return fmt.Sprintf("%s declined the meeting. That is nobody's fault; the lead is yours again.", p.prospect())
	case "nurture":
		return fmt.Sprintf("%s there is no need yet and asks to let the lead sleep until %s.", by, p.day(ret.Wake))
	case "cancelled":
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
	for _, name := range p.h.Return.Criteria {
		value := text.Lines(p.h.Brief[name])
		if value == "" {
			value = "the brief says nothing about it"
		}
		rows = append(rows, templates.Row{Label: p.criterion(name), Value: value})
	}
	if len(rows) > 0 {
		out = append(out, templates.Section{Title: "Not met, and what the brief says", Rows: rows})
	}
	if note := text.Lines(p.h.Return.Note); note != "" && p.h.Return.Code != "bounced" {
		title := "In the words of the rep"
		if p.h.Return.Code == "complained" {
			title = "What came in"
		}
		if p.h.Return.Code == "prospect" {
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
	p.prefix = string(p.h.ID) + " "
	l := templates.Letter{ID: string(p.h.ID), Topic: p.lead(), Lead: p.escalationLead(), Meeting: p.meeting(), Next: p.next()}
	if p.h.Waiting {
		l.More = []string{p.prospect() + " has written and is waiting for an answer."}
	}
	l.Sections = p.caseSections()
	l.Commands = []templates.Command{{Usage: p.prefix + "assign " + p.someRep(), Effect: "gives the lead to that rep"}}
	if p.h.Rep() != "" {
		l.Commands = append(l.Commands, templates.Command{Usage: p.prefix + "keep", Effect: p.name(p.h.Rep()) + " again, with half a window"})
	}
	return l
}

// someRep is a rep for an example: one who is free, else a placeholder.
func (p *page) someRep() string {
	had := p.hadIt()
	for i := len(p.h.Assignments) - 1; i >= 0; i-- {
		for _, c := range p.h.Assignments[i].Others {
			if c.Fit && !had[c.Rep] {
				return text.OneLine(p.c.Person(c.Rep).First(), text.NameLimit)
			}
		}
	}
	return "NAME"
}

// hadIt are the reps who had the lead.
func (p *page) hadIt() map[handoff.PersonID]bool {
	had := make(map[handoff.PersonID]bool)
	for _, a := range p.h.Assignments {
		had[a.Rep] = true
	}
	return had
}
