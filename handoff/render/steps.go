package render

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// question asks the reader to settle something.
func (p *page) question(l *templates.Letter) {
	if p.quotes() && p.H.Moot(p.a) {
		p.sayAs(l, "question-words")
		p.quoteSource(l)
		return
	}
	if !p.say(l) {
		p.unknown(l)
		return
	}
	if p.quotes() {
		p.quoteSource(l)
	}
	if p.nurture(l) {
		return
	}
	if aside(p.a.Step) {
		l.Meeting = templates.Meeting{}
	}
	switch p.a.Step {
	case "pattern", "pattern-again":
		l.First, l.Next = "", ""
	case "step-due", "step-past": // the step is the one thing to do, whatever falls due beside it
		l.First, l.Next = "", ""
	case "asks-to-stop":
		p.theirWords(l)
	case handoff.ColleagueStep, handoff.ColleagueSaidStep:
		p.colleagueWords(l)
	case "proposal-unclear", "not-my-fault":
		p.theirComment(l)
	case "proposal", "prospect-says":
		p.theirComment(l)
		l.Meeting = p.MeetingAt(p.proposed())
		if c := p.H.Clash; c != nil && c.Move && c.Rep == p.Reader.ID {
			l.More = append(l.More, p.Line("clash", "yours-too", templates.InTheWay{Prospect: p.Prospect()}))
			l.Sections = append(l.Sections, p.clashSections(c)...)
		}
	case "own-event":
		l.Sections = append(l.Sections, p.bothEvents())
	case "clash":
		if c := p.H.Clash; c != nil {
			l.Sections = append(l.Sections, p.clashSections(c)...)
		}
	case "criteria":
		l.Sections = append(l.Sections, p.criteria())
	case "debt":
		l.First, l.Next = "", ""
		if l.Form = p.form(); len(l.Form) > 0 {
			l.Ask = p.Line("letter", "form", templates.Aside{})
		}
	case "draft-waits":
		p.proposes(l)
		if c := p.clashOfQualifier(); c != nil {
			l.Sections = append(l.Sections, p.clashSections(c)...)
		}
		if l.Form = p.form(); len(l.Form) > 0 {
			l.Ask = p.Line("letter", "form", templates.Aside{})
		}
	case "returned-waits":
		if p.H.Return != nil {
			l.Sections = append(l.Sections, p.returnSections()...)
		}
	case "disputed", "unconfirmed":
		if rows := view.Verdicts(p.View); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: p.title("said"), Rows: rows})
		}
	}
}

// proposed is the other time that is asked about.
func (p *page) proposed() (start, end time.Time) {
	if m := p.H.Moving; m != nil {
		return m.Start, m.End
	}
	if d, ok := p.a.Detail.(handoff.ProposalDetail); ok {
		return d.Start, d.End
	}
	d := handoff.DetailOf[handoff.QuestionDetail](p.a)
	return d.Start, d.End
}

// echo answers a command with its effect, or says that nothing was changed and why.
func (p *page) echo(l *templates.Letter) {
	switch {
	case p.a.Step == "unclear":
		p.sayAs(l, "echo-unclear")
		if wrote := text.Lines(handoff.DetailOf[handoff.EchoDetail](p.a).Text); wrote != "" {
			l.Sections = append(l.Sections, templates.Section{Title: p.title("you-wrote"), Quote: wrote})
		}
	case p.a.Step == handoff.SlotsStep:
		p.freeTimes(l)
	case p.H.ID == "":
		p.noLead(l)
	case p.a.Step == "status":
		p.sayAs(l, "echo-status")
		if rows := p.Turns(); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: p.title("happened"), Rows: rows})
		}
	case p.a.Step == "help":
		p.sayAs(l, "echo-help")
		l.Commands = p.commands()
	case p.a.Refused:
		p.sayAs(l, "echo-refused")
	case p.a.Step == "clash":
		p.sayAs(l, "echo-clash")
		if c := p.clashOfQualifier(); c != nil {
			l.Sections = append(l.Sections, p.clashSections(c)...)
		}
	case p.a.Step == handoff.ChoreStep, p.a.Step == "needs-place", p.a.Step == "cancel-asked":
		p.sayAs(l, "echo-"+string(p.a.Step))
	default:
		p.sayAs(l, "echo-noted")
	}
}

// noLead says that nothing was made of a mail, and what to write for a lead.
func (p *page) noLead(l *templates.Letter) {
	l.Meeting, l.Next, l.Private = templates.Meeting{}, "", p.Line("letter", "private/you", templates.Aside{})
	name := "echo-no-lead"
	switch p.a.Step {
	case handoff.NoLeadUnread:
		name += "-unread"
	case handoff.NoLeadNamed:
		name += "-named"
	case handoff.NoLeadOfReps:
		name += "-of-reps"
	case handoff.NoLeadMeant:
		p.sayAs(l, "echo-unclear")
		return
	case handoff.NoLeadWhich:
		p.sayAs(l, name+"-which")
		return
	}
	p.sayAs(l, name)
	var aside []string
	for _, usage := range handoff.AsideUsages(p.C, p.a.To.Person) {
		aside = append(aside, "`"+usage+"`")
	}
	l.Answers = p.Line("letter", "aside", templates.Aside{Lead: p.All(aside)})
	l.Form = []string{p.Line("letter", "form/contact", templates.Aside{}),
		p.Line("letter", "form/when", templates.Aside{})}
	team := p.Team
	if t, ok := p.C.Team(handoff.DetailOf[handoff.EchoDetail](p.a).Team); ok {
		team = t
	}
	for _, f := range team.Fields {
		if f.Required {
			l.Form = append(l.Form, p.formLine(text.OneLine(f.Label, text.NameLimit)))
		}
	}
}
