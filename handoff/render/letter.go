package render

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// letter is a mail to a colleague: what happened, the facts, what happens next, what can be answered.
func (p *page) letter() templates.Letter {
	l := templates.Letter{
		ID: string(p.h.ID), Greeting: p.greeting(), Meeting: p.meeting(), Next: p.next(), Commands: p.commands(),
		Private: "Internal: " + p.prospect() + " does not see this mail.",
	}
	switch p.a.Purpose {
	case handoff.PurposeBrief:
		p.brief(&l)
	case handoff.PurposeReceipt:
		p.receipt(&l)
	case handoff.PurposeReminder:
		p.reminder(&l)
	case handoff.PurposeEscalation:
		p.escalation(&l)
	case handoff.PurposeReturned:
		p.returned(&l)
	case handoff.PurposeOutcome:
		p.outcome(&l)
	case handoff.PurposeQuestion:
		p.question(&l)
	case handoff.PurposeEcho:
		p.echo(&l)
	case handoff.PurposeConfirm:
		p.confirm(&l)
	default:
		p.notice(&l)
	}
	return l
}

// brief tells the rep everything that is known, which the prospect never sees.
func (p *page) brief(l *templates.Letter) {
	l.Topic = "Brief: " + p.lead() + p.onDay()
	l.Lead = fmt.Sprintf("%s has a qualified lead for you: %s.", p.nameOr(p.h.Qualifier, "The team"), p.lead())
	if a := p.assignment(); a != nil && a.N > 1 {
		before := p.h.Assignments[a.N-2]
		l.More = append(l.More, text.Capital(p.who(before.Rep))+" had it before.")
		l.Sections = append(l.Sections, p.wordsOf(before)...)
	}
	p.seenWith(l)
	l.Sections = append(l.Sections, templates.Section{Title: "What is known", Rows: append(p.contactRows(), p.briefRows()...)})
	l.Sections = append(l.Sections, p.quoted()...)
	if missing := p.missingLabels(); len(missing) > 0 {
		l.More = append(l.More, "Not known yet: "+text.Join(missing)+". I have asked for it and pass it on as it comes.")
	}
	if c := p.criteria(); len(c) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "Qualified means", Text: text.Join(c)})
	}
	if why := p.whyRep(p.assignment()); why != "" {
		l.Sections = append(l.Sections, templates.Section{Title: "Why you", Text: text.Capital(why)})
	}
}

// onDay is the time of the meeting behind a topic.
func (p *page) onDay() string {
	if p.h.Start.IsZero() {
		return ""
	}
	return " – " + text.Stamp(p.h.Start, p.zone)
}

func (p *page) nameOr(id handoff.PersonID, other string) string {
	if id == "" || p.c.Person(id).Gone {
		return other
	}
	return p.name(id)
}

// contactRows are the people of the prospect's side.
func (p *page) contactRows() []templates.Row {
	var rows []templates.Row
	for i, c := range p.h.Prospects {
		row := templates.Row{Label: "Contact", Value: contactName(c)}
		if i > 0 {
			row.Label = "Also"
		}
		if c.Name != "" {
			row.Value += " <" + text.OneLine(c.Address, text.NameLimit) + ">"
		}
		if c.Stopped {
			row.Value += " – gets no more mail"
		}
		rows = append(rows, row)
	}
	return rows
}

// briefRows are the fields of the brief in the order of the config, then any others by name.
func (p *page) briefRows() []templates.Row {
	var rows []templates.Row
	names := p.team.Known(p.h.Brief)
	for _, name := range names[:min(len(names), 50)] {
		if value := text.Lines(p.h.Brief[name]); value != "" {
			rows = append(rows, templates.Row{Label: p.label(name), Value: value})
		}
	}
	return rows
}

func (p *page) missingLabels() []string {
	var out []string
	for _, name := range p.h.Missing {
		out = append(out, p.label(name))
	}
	return out
}

// form are the lines of what is missing, ready to be filled in.
func (p *page) form() []string {
	if role := p.a.To.Role; role != handoff.RoleQualifier && role != handoff.RoleAdvocate || p.h.State.Finished() {
		return nil
	}
	var out []string
	proposed := p.proposedLines()
	for _, label := range p.missingLabels() {
		if !isProposed(label, proposed) {
			out = append(out, label+":")
		}
	}
	return out
}

// whyRep is why the rotation gave the lead to the rep of the assignment.
func (p *page) whyRep(a *handoff.Assignment) string {
	if a == nil {
		return ""
	}
	for _, c := range a.Others {
		switch why := withNote(c); {
		case c.Rep != a.Rep:
		case c.Fit && !c.Wish:
			return "next in the rotation, " + why
		default:
			return why
		}
	}
	return ""
}

// withNote is why a rep could have the lead, or not, with what his calendar left open.
func withNote(c handoff.Candidate) string {
	if c.Note == "" {
		return text.OneLine(c.Why, text.ValueLimit)
	}
	return text.OneLine(c.Why+"; "+c.Note, text.ValueLimit)
}

// others are the reps who did not get the lead, each with the reason.
func (p *page) others(a *handoff.Assignment) []string {
	var out []string
	for _, c := range a.Others {
		if c.Rep == a.Rep {
			continue
		}
		why := withNote(c)
		if c.Fit && c.Note == "" {
			why = "free, " + why
		}
		out = append(out, p.name(c.Rep)+": "+why)
	}
	return out
}

// receipt tells the qualifier what was understood, what is missing, who has it and why not the others.
func (p *page) receipt(l *templates.Letter) {
	l.Topic, l.Lead = p.receiptLead()
	p.proposes(l)
	if twin := p.h.Twin; twin != "" {
		l.More = append(l.More, fmt.Sprintf("%s is open with the same prospect. Is this another matter? Answer `separate`. If it is the same one, answer `cancel`, and go on there.", twin))
	}
	if c := p.clashOfQualifier(); c != nil {
		l.More = append(l.More, p.clashAsk(c))
		l.Sections = append(l.Sections, p.clashSections(c)...)
	} else if c := p.h.Clash; c != nil && p.h.State == handoff.Offered {
		l.Sections = append(l.Sections, templates.Section{Title: "In the way, and told to " + p.name(c.Rep), Lines: p.obstacles(c)})
	}
	if open := p.questions(); len(open) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "Please tell me", Lines: open})
	}
	if rows := append(p.contactRows(), p.briefRows()...); len(rows) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "What I understood", Rows: rows})
	}
	l.Sections = append(l.Sections, p.quoted()...)
	if a := p.h.Current(); a != nil && p.h.State == handoff.Offered {
		l.Sections = append(l.Sections, p.choice(a))
	}
	if c := p.criteria(); len(c) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "Qualified means", Text: text.Join(c)})
	}
	if l.Form = p.form(); len(l.Form) > 0 {
		l.Ask = "Still missing. Answer with these lines, filled in:"
	}
}

// questions are what the qualifier has to settle, word for word.
func (p *page) questions() []string {
	var out []string
	for _, q := range p.h.Questions[:min(len(p.h.Questions), 20)] {
		out = append(out, text.Sentence(q))
	}
	return out
}

func (p *page) receiptLead() (topic, lead string) {
	switch {
	case p.h.State == handoff.Draft && p.h.Twin != "":
		return "Known already? " + p.lead(), "I have your brief, and one question before anybody is asked."
	case p.clashOfQualifier() != nil && len(p.h.Missing)+len(p.h.Questions) == 0:
		who := p.name(p.h.Clash.Rep)
		return who + " has something else then: " + p.lead(), fmt.Sprintf("I have your brief, but %s has something else at that time. Nobody has been asked yet.", who)
	case p.h.State == handoff.Draft && len(p.proposedLines()) > 0 && len(p.form())+len(p.h.Questions) == 0:
		return "Is this right? " + p.lead(), "I have your brief, in sentences. With your `yes` I offer it to a rep; nobody has been asked yet."
	case p.h.State == handoff.Draft:
		return "Something is missing: " + p.lead(), "I have your brief. Something is still open before I can offer it to a rep; nobody has been asked yet."
	case p.h.State == handoff.Offered && len(p.h.Missing) > 0:
		return "Offered: " + p.lead(), fmt.Sprintf("%s has been asked. The brief is not complete yet; please send the rest.", p.name(p.h.Rep()))
	case p.h.State == handoff.Offered:
		return "Offered: " + p.lead(), fmt.Sprintf("All understood: %s has been asked.", p.name(p.h.Rep()))
	case p.h.State == handoff.Escalated:
		return "With " + p.name(p.manager()) + ": " + p.lead(), fmt.Sprintf("%s Now %s decides.", text.Sentence(p.h.Why.Text), p.name(p.manager()))
	case p.h.State == handoff.Returned:
		return "Still with you: " + p.lead(), text.Sentence(p.a.Why.Text)
	}
	return "Noted: " + p.lead(), text.Capital(p.standing())
}

// choice is which rep it is and why, and why not each other.
func (p *page) choice(a *handoff.Assignment) templates.Section {
	s := templates.Section{Title: p.name(a.Rep) + " has it"}
	if why := p.whyRep(a); why != "" {
		s.Title += ": " + why
	}
	s.Lines = p.others(a)
	return s
}

// reminder speaks to the rep while the window runs.
func (p *page) reminder(l *templates.Letter) {
	a := p.assignment()
	if a == nil {
		p.unknown(l)
		return
	}
	by := " – by " + text.Stamp(a.Due, p.zone)
	l.Topic = "Reminder: " + p.lead() + by
	l.Lead = fmt.Sprintf("Please %s by %s.", p.task(a), p.at(a.Due))
	now := text.Sentence(p.a.Why.Text)
	switch p.a.Step {
	case "half":
		now = "Half of your time is over."
	case "successor":
		l.Topic = "Last reminder: " + p.lead() + by
		now = fmt.Sprintf("Most of your time is over. If nothing comes by then, %s.", p.otherwise(a))
	}
	if p.h.Waiting {
		now += fmt.Sprintf(" %s has written and is waiting for an answer.", p.prospect())
	}
	l.More = append(l.More, now)
	if strings.Contains(p.lacking(a), "invitation") && len(p.reader.Calendars) == 0 {
		l.More = append(l.More, "An acceptance that your calendar did not send cannot be seen from here. If you have accepted without sending a response, answer `accept`.")
	}
	if strings.Contains(p.lacking(a), "reply") {
		l.More = append(l.More, fmt.Sprintf("I cannot see a reply to %s. If you have written where I cannot see it, answer `replied`.", p.prospect()))
	}
}

// outcome asks what became of the meeting. Silence never counts as held.
func (p *page) outcome(l *templates.Letter) {
	l.Topic = "Was it held? " + p.lead()
	l.Lead = fmt.Sprintf("Did the meeting with %s take place?", p.lead())
	if p.reader.ID != p.h.Rep() && p.h.Rep() != "" {
		l.Lead = fmt.Sprintf("Did the meeting of %s with %s take place?", p.name(p.h.Rep()), p.lead())
	}
	if p.a.Why.Code == "started-without" {
		l.More = append(l.More, text.Sentence(p.a.Why.Text))
	}
	l.More = append(l.More, "One word is enough: `held`, `no-show`, `moved` or `cancelled`. Without an answer it counts as unconfirmed, not as held.")
	if rows := p.verdictRows(); len(rows) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "Said so far", Rows: rows})
	}
}

func (p *page) verdictRows() []templates.Row {
	var rows []templates.Row
	for _, v := range p.h.Verdicts {
		rows = append(rows, templates.Row{Label: p.name(v.By), Value: string(v.Outcome) + ", said " + text.Stamp(v.At, p.zone)})
	}
	return rows
}

// unknown is for a step that this version has no words for: the reason of the decision is true in any case.
func (p *page) unknown(l *templates.Letter) {
	l.Topic = p.lead()
	if l.Lead = text.Sentence(p.a.Why.Text); l.Lead == "" {
		l.Lead = "There is news about " + p.lead() + "."
	}
	l.More = append(l.More, "It stands like this: "+p.standing())
}
