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
		ID: string(p.H.ID), Greeting: p.greeting(), Meeting: p.Meeting(), Next: p.Next(), Commands: p.commands(),
		Private: "Internal: " + p.Prospect() + " does not see this mail.",
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
	l.Topic = "Brief: " + p.Lead() + p.onDay()
	l.Lead = fmt.Sprintf("%s has a qualified lead for you: %s.", p.NameOr(p.H.Qualifier, "The team"), p.Lead())
	if a := p.assignment(); a != nil && a.N > 1 {
		before := p.H.Assignments[a.N-2]
		l.More = append(l.More, text.Capital(p.Who(before.Rep))+" had it before.")
		l.Sections = append(l.Sections, p.wordsOf(before)...)
	}
	p.seenWith(l)
	l.Sections = append(l.Sections, templates.Section{Title: "What is known", Rows: append(p.Contacts(), p.Brief()...)})
	l.Sections = append(l.Sections, p.quoted()...)
	if missing := p.Missing(); len(missing) > 0 {
		l.More = append(l.More, "Not known yet: "+text.Join(missing)+". I have asked for it and pass it on as it comes.")
	}
	if c := p.Criteria(); len(c) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "Qualified means", Text: text.Join(c)})
	}
	if why := p.WhyRep(p.assignment()); why != "" {
		l.Sections = append(l.Sections, templates.Section{Title: "Why you", Text: text.Capital(why)})
	}
}

// onDay is the time of the meeting behind a topic.
func (p *page) onDay() string {
	if p.H.Start.IsZero() {
		return ""
	}
	return " – " + text.Stamp(p.H.Start, p.Zone)
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
			out = append(out, label+":")
		}
	}
	return out
}

// receipt tells the qualifier what was understood, what is missing, who has it and why not the others.
func (p *page) receipt(l *templates.Letter) {
	l.Topic, l.Lead = p.receiptLead()
	p.proposes(l)
	if twin := p.H.Twin; twin != "" {
		l.More = append(l.More, fmt.Sprintf("%s is open with the same prospect. Is this another matter? Answer `separate`. If it is the same one, answer `cancel`, and go on there.", twin))
	}
	if c := p.clashOfQualifier(); c != nil {
		l.More = append(l.More, p.clashAsk(c))
		l.Sections = append(l.Sections, p.clashSections(c)...)
	} else if c := p.H.Clash; c != nil && p.H.State == handoff.Offered {
		l.Sections = append(l.Sections, templates.Section{Title: "In the way, and told to " + p.Name(c.Rep), Lines: p.obstacles(c)})
	}
	if open := p.Questions(); len(open) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "Please tell me", Lines: open})
	}
	if rows := append(p.Contacts(), p.Brief()...); len(rows) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "What I understood", Rows: rows})
	}
	l.Sections = append(l.Sections, p.quoted()...)
	if a := p.H.Current(); a != nil && p.H.State == handoff.Offered {
		l.Sections = append(l.Sections, p.Choice(a))
	}
	if c := p.Criteria(); len(c) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "Qualified means", Text: text.Join(c)})
	}
	if l.Form = p.form(); len(l.Form) > 0 {
		l.Ask = "Still missing. Answer with these lines, filled in:"
	}
}

func (p *page) receiptLead() (topic, lead string) {
	switch {
	case p.H.State == handoff.Draft && p.H.Twin != "":
		return "Known already? " + p.Lead(), "I have your brief, and one question before anybody is asked."
	case p.clashOfQualifier() != nil && len(p.H.Missing)+len(p.H.Questions) == 0:
		who := p.Name(p.H.Clash.Rep)
		return who + " has something else then: " + p.Lead(), fmt.Sprintf("I have your brief, but %s has something else at that time. Nobody has been asked yet.", who)
	case p.H.State == handoff.Draft && len(p.proposedLines()) > 0 && len(p.form())+len(p.H.Questions) == 0:
		return "Is this right? " + p.Lead(), "I have your brief, in sentences. With your `yes` I offer it to a rep; nobody has been asked yet."
	case p.H.State == handoff.Draft:
		return "Something is missing: " + p.Lead(), "I have your brief. Something is still open before I can offer it to a rep; nobody has been asked yet."
	case p.H.State == handoff.Offered && len(p.H.Missing) > 0:
		return "Offered: " + p.Lead(), fmt.Sprintf("%s has been asked. The brief is not complete yet; please send the rest.", p.Name(p.H.Rep()))
	case p.H.State == handoff.Offered:
		return "Offered: " + p.Lead(), fmt.Sprintf("All understood: %s has been asked.", p.Name(p.H.Rep()))
	case p.H.State == handoff.Escalated:
		return "With " + p.Name(p.Manager()) + ": " + p.Lead(), fmt.Sprintf("%s Now %s decides.", text.Sentence(p.H.Why.Text), p.Name(p.Manager()))
	case p.H.State == handoff.Returned:
		return "Still with you: " + p.Lead(), text.Sentence(p.a.Why.Text)
	}
	return "Noted: " + p.Lead(), text.Capital(p.Standing())
}

// reminder speaks to the rep while the window runs.
func (p *page) reminder(l *templates.Letter) {
	a := p.assignment()
	if a == nil {
		p.unknown(l)
		return
	}
	by := " – by " + text.Stamp(a.Due, p.Zone)
	l.Topic = "Reminder: " + p.Lead() + by
	l.Lead = fmt.Sprintf("Please %s by %s.", p.Task(a), p.At(a.Due))
	now := text.Sentence(p.a.Why.Text)
	switch p.a.Step {
	case handoff.CodeHalf:
		now = "Half of your time is over."
	case handoff.CodeSuccessor:
		l.Topic = "Last reminder: " + p.Lead() + by
		now = fmt.Sprintf("Most of your time is over. If nothing comes by then, %s.", p.Otherwise(a))
	}
	if p.H.Waiting {
		now += fmt.Sprintf(" %s has written and is waiting for an answer.", p.Prospect())
	}
	l.More = append(l.More, now)
	if strings.Contains(p.Lacking(a), "invitation") && len(p.Reader.Calendars) == 0 {
		l.More = append(l.More, "An acceptance that your calendar did not send cannot be seen from here. If you have accepted without sending a response, answer `accept`.")
	}
	if strings.Contains(p.Lacking(a), "reply") {
		l.More = append(l.More, fmt.Sprintf("I cannot see a reply to %s. If you have written where I cannot see it, answer `replied`.", p.Prospect()))
	}
}

// outcome asks what became of the meeting. Silence never counts as held.
func (p *page) outcome(l *templates.Letter) {
	l.Topic = "Was it held? " + p.Lead()
	l.Lead = fmt.Sprintf("Did the meeting with %s take place?", p.Lead())
	if p.Reader.ID != p.H.Rep() && p.H.Rep() != "" {
		l.Lead = fmt.Sprintf("Did the meeting of %s with %s take place?", p.Name(p.H.Rep()), p.Lead())
	}
	if p.a.Why.Code == handoff.CodeStartedWithout {
		l.More = append(l.More, text.Sentence(p.a.Why.Text))
	}
	l.More = append(l.More, "One word is enough: `held`, `no-show`, `moved` or `cancelled`. Without an answer it counts as unconfirmed, not as held.")
	if rows := p.Verdicts(); len(rows) > 0 {
		l.Sections = append(l.Sections, templates.Section{Title: "Said so far", Rows: rows})
	}
}

// unknown is for a step that this version has no words for: the reason of the decision is true in any case.
func (p *page) unknown(l *templates.Letter) {
	l.Topic = p.Lead()
	if l.Lead = text.Sentence(p.a.Why.Text); l.Lead == "" {
		l.Lead = "There is news about " + p.Lead() + "."
	}
	l.More = append(l.More, "It stands like this: "+p.Standing())
}
