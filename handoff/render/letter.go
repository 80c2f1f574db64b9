package render

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// letter is a mail to a colleague: what happened, the facts, what happens next, what can be answered.
func (p *page) letter() templates.Letter {
	l := templates.Letter{
		ID: string(p.H.ID), Greeting: p.greeting(), Case: p.Case(), Meeting: p.Meeting(),
		Private: p.Line("letter", "private", templates.Aside{Prospect: p.Prospect()}),
	}
	p.ahead(&l)
	p.body(&l)
	if p.H.ID != "" && p.a.Purpose != handoff.PurposeConfirm {
		p.taps(&l)
	}
	l.Preheader = preheader(l.Meeting.When, l.Lead)
	return l
}

// ahead says what is next: on top where it is for the reader to do, or what they wait for.
func (p *page) ahead(l *templates.Letter) {
	mine := p.H.Forecast(p.C, p.Now).Owner == p.Reader.ID
	switch p.a.Purpose {
	case handoff.PurposeNotice, handoff.PurposeEcho:
	default:
		mine = true
	}
	if p.a.Purpose == handoff.PurposeOutcome && p.H.State == handoff.Offered { // it asks for something else
		mine = false
	}
	if mine {
		l.First = p.First()
	}
	if l.First == "" {
		l.Next = text.Capital(p.Next())
	}
}

// body is what the mail says for its purpose.
func (p *page) body(l *templates.Letter) {
	switch p.a.Purpose {
	case handoff.PurposeBrief, handoff.PurposeInvite, handoff.PurposeUpdate:
		p.brief(l)
	case handoff.PurposeReceipt:
		p.receipt(l)
	case handoff.PurposeReminder:
		p.reminder(l)
	case handoff.PurposeEscalation:
		p.escalation(l)
	case handoff.PurposeReturned:
		p.returned(l)
	case handoff.PurposeOutcome:
		p.outcome(l)
	case handoff.PurposeQuestion:
		p.question(l)
	case handoff.PurposeEcho:
		p.echo(l)
	case handoff.PurposeConfirm:
		p.confirm(l)
	default:
		p.notice(l)
	}
}

// brief tells the rep everything that is known, which the prospect never sees.
func (p *page) brief(l *templates.Letter) {
	p.sayAs(l, "brief")
	if a := p.assignment(); a != nil && a.N > 1 {
		l.Sections = append(l.Sections, p.wordsOf(p.H.Assignments[a.N-2])...)
	}
	if c := p.ownClash(); c != nil {
		l.Sections = append(l.Sections, p.clashSections(c)...)
	}
	l.Sections = append(append(l.Sections, p.known()), p.quoted()...)
	if why := view.WhyRep(p.View, p.assignment()); why != "" {
		l.Sections = append(l.Sections, templates.Section{Title: p.title("why-you"), Text: text.Capital(why)})
	}
}

// title is one of the block "facts" that speaks of nobody.
func (p *page) title(code string) string { return p.Line("facts", code, templates.Facts{}) }

// wordsTitle stands over what a colleague wrote.
func (p *page) wordsTitle(by handoff.PersonID) string {
	return p.Line("facts", "words-of", templates.Facts{Name: p.Name(by)})
}

// formLine is a line to be filled in.
func (p *page) formLine(label string) string {
	return p.Line("letter", "form/line", templates.Aside{Label: label})
}

// form are the lines of what is missing, ready to be filled in.
func (p *page) form() []string {
	if role := p.a.To.Role; role != handoff.RoleQualifier && role != handoff.RoleAdvocate || p.H.State.Finished() {
		return nil
	}
	var out []string
	proposed := p.proposedLines()
	for _, label := range p.Missing() {
		if !isProposed(label, proposed) {
			out = append(out, p.formLine(label))
		}
	}
	return out
}

// receipt tells the qualifier what was understood, what is missing, who has it and why not the others.
func (p *page) receipt(l *templates.Letter) {
	p.sayAs(l, "receipt")
	p.proposes(l)
	l.More = append(l.More, p.demands()...)
	if c := p.clashOfQualifier(); c != nil {
		l.Sections = append(l.Sections, p.clashSections(c)...)
	} else if c := p.H.Clash; c != nil && p.H.State == handoff.Offered {
		l.Sections = append(l.Sections, templates.Section{Lines: p.obstacles(c),
			Title: p.Line("clash", "told", templates.InTheWay{Name: p.Name(c.Rep)})})
	}
	if open := p.Questions(); len(open) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: p.title("please"), Lines: open})
	}
	if known := p.known(); len(known.Rows) > 0 {
		l.Sections = append(l.Sections, known)
	}
	l.Sections = append(l.Sections, p.quoted()...)
	if a := p.H.Current(); a != nil && p.H.State == handoff.Offered {
		l.Sections = append(l.Sections, view.Choice(p.View, a))
	} else if p.H.State == handoff.Escalated && len(p.H.Assignments) == 0 && len(p.H.Pool) > 0 {
		l.Sections = append(l.Sections, view.NoChoice(p.View))
	}
	if l.Form = p.form(); len(l.Form) > 0 {
		l.Ask = p.Line("letter", "form/missing", templates.Aside{})
	}
}

// reminder speaks to the rep while the window runs.
func (p *page) reminder(l *templates.Letter) {
	a := p.assignment()
	if a == nil {
		p.unknown(l)
		return
	}
	if p.a.Step != "half" && p.a.Step != "successor" || !p.sayAs(l, "reminder-"+string(p.a.Step)) {
		p.sayAs(l, "reminder-other")
	}
	l.More, l.Aside = nil, l.More
}

// outcome asks what became of the meeting. Silence never counts as held.
func (p *page) outcome(l *templates.Letter) {
	p.sayAs(l, "outcome")
	if rows := view.Verdicts(p.View); len(rows) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: p.title("said"), Rows: rows})
	}
}

// unknown is for a step that this version has no words for: the reason of the decision is true in any case.
func (p *page) unknown(l *templates.Letter) {
	w := templates.Aside{Lead: p.Lead(), Standing: p.Standing()}
	l.Topic = w.Lead
	if l.Lead = text.Sentence(p.why(p.a.Why)); l.Lead == "" {
		l.Lead = p.Line("letter", "news", w)
	}
	l.More = append(l.More, p.Line("letter", "standing", w))
}

// preheader is what stands behind the subject in lists of mails.
func preheader(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.ReplaceAll(strings.Join(parts, " · "), "`", "")
}
