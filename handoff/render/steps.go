package render

import (
	"fmt"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// stepWords are what one step of a purpose says: the topic and the first sentence; more and sections if need be.
type stepWords struct {
	topic string
	lead  string
	more  []string
}

// put sets the words into the letter.
func (w stepWords) put(l *templates.Letter) {
	l.Topic, l.Lead = w.topic, w.lead
	for _, m := range w.more {
		if m != "" {
			l.More = append(l.More, m)
		}
	}
}

// question asks the reader to settle something.
func (p *page) question(l *templates.Letter) {
	w, ok := p.questionOfTime()
	if !ok {
		w, ok = p.questionOfCalendar()
	}
	if !ok {
		w, ok = p.questionOfLead()
	}
	if !ok {
		w, ok = p.questionOfAbsence()
	}
	if !ok {
		w, ok = p.questionOfAnswer()
	}
	if !ok {
		p.unknown(l)
		return
	}
	w.put(l)
	switch p.a.Step {
	case handoff.CodeAsksToStop:
		p.theirWords(l)
	case handoff.CodeProposalUnclear:
		if comment := text.Lines(handoff.DetailOf[handoff.QuestionDetail](p.a).Comment); comment != "" {
			l.Sections = append(l.Sections, templates.Section{Title: "In their words", Quote: comment})
		}
	case handoff.CodeProposal, handoff.CodeProspectSays:
		l.Meeting = p.MeetingAt(p.proposed())
		if c := p.H.Clash; c != nil && c.Move && c.Rep == p.Reader.ID {
			l.More = append(l.More, "Your calendar has something else then. The number of a time below puts that one to "+p.Prospect()+" instead.")
			l.Sections = append(l.Sections, p.clashSections(c)...)
		}
	case handoff.CodeOwnEvent:
		l.Sections = append(l.Sections, p.bothEvents())
	case handoff.CodeClash:
		if c := p.H.Clash; c != nil {
			l.Sections = append(l.Sections, p.clashSections(c)...)
		}
	case handoff.CodeCriteria:
		l.Sections = append(l.Sections, templates.Section{Title: "Qualified means", Text: text.Join(p.Criteria())})
	case handoff.CodeDraftWaits:
		p.proposes(l)
		l.More = append(l.More, p.Questions()...)
		if c := p.clashOfQualifier(); c != nil {
			l.More = append(l.More, p.clashAsk(c))
			l.Sections = append(l.Sections, p.clashSections(c)...)
		}
		if l.Form = p.form(); len(l.Form) > 0 {
			l.Ask = "Answer with these lines, filled in:"
		}
	case handoff.CodeReturnedWaits:
		if p.H.Return != nil {
			l.Sections = append(l.Sections, p.returnSections()...)
		}
	case handoff.CodeDisputed, handoff.CodeUnconfirmed:
		if rows := p.Verdicts(); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: "Said so far", Rows: rows})
		}
	}
}

// questionOfTime asks about another time.
func (p *page) questionOfTime() (stepWords, bool) {
	lead := p.Lead()
	switch p.a.Step {
	case handoff.CodeProposal:
		by, check := p.Prospect(), "Does it suit you? Answer `agree` or `refuse`."
		if m := p.H.Moving; m != nil && m.By == handoff.RoleRep {
			by = p.Name(p.H.Rep())
			check = fmt.Sprintf("Please settle it with %s, and answer `agree` or `refuse`.", p.Prospect())
		} else if p.a.To.Role != handoff.RoleRep {
			check = "Does it work? Answer `agree` or `refuse`."
		}
		if m := p.H.Moving; m != nil && m.Loose {
			check = fmt.Sprintf("I cannot verify that it was %s who asked; nothing changes until somebody answers. ", p.Prospect()) + check
		}
		return stepWords{"Another time? " + lead, fmt.Sprintf("%s asks for another time, the one below. So far it is %s.", by, p.At(p.H.Start)), []string{check}}, true
	case handoff.CodeProposalUnclear:
		return stepWords{"Which time? " + lead, text.Sentence(p.a.Why.Text), []string{"If it is to be moved, answer `move TIME`; otherwise the old time stands."}}, true
	case handoff.CodeMoved:
		return stepWords{"When instead? " + lead, "You say the meeting was put off. What is the next step?", []string{p.nextSteps()}}, true
	case handoff.CodeNoShow:
		return stepWords{"And now? " + lead, fmt.Sprintf("%s did not come. What is the next step?", p.Prospect()),
			[]string{p.nextSteps()}}, true
	}
	return stepWords{}, false
}

// nextSteps are what a rep can do about a meeting that did not take place. A new time is the qualifier's to set.
func (p *page) nextSteps() string {
	return fmt.Sprintf("Is there a new time? Then %s `move TIME`. Otherwise answer `could not reach` with the number of attempts, `nurture until DATE`, or `reject: %s`.",
		p.Does(p.Qualifier(), "answer", "answers"), p.anyCriterion())
}

// questionOfLead asks what becomes of the lead.
func (p *page) questionOfLead() (stepWords, bool) {
	lead, why := p.Lead(), text.Sentence(p.a.Why.Text)
	switch p.a.Step {
	case handoff.CodeContradiction:
		return stepWords{"Yes or no? " + lead, "An answer came in your name that says the opposite of what you said before, and nothing proves that it is yours.",
			[]string{"Please answer `accept` or `decline`. Until then your earlier answer stands."}}, true
	case handoff.CodeUnreadable:
		return stepWords{"Yes or no? " + lead, "You answered the invitation, and what came here does not say what.",
			[]string{"Please answer `accept` or `decline`. Your clock stands still for a while."}}, true
	case handoff.CodeNotTheSender, handoff.CodeNotProven, handoff.CodeOtherSide, handoff.CodeAnInstance, handoff.CodeNoRevision:
		return stepWords{"Yes or no? " + lead, why, []string{"If you mean it, please answer `accept` or `decline`."}}, true
	case handoff.CodeDelegated:
		return stepWords{"Still yours: " + lead, fmt.Sprintf("You have sent %s in your place. For this lead only your own answer counts.", text.OneLine(handoff.DetailOf[handoff.QuestionDetail](p.a).To, text.NameLimit)),
			[]string{"Please answer `accept` or, to hand it over, `decline`."}}, true
	case handoff.CodeCriteria:
		return stepWords{"Which criterion? " + lead, "You say the lead is not qualified. Which criteria were not met?",
			[]string{fmt.Sprintf("Answer for example `reject: %s`. The clock runs on meanwhile.", p.anyCriterion())}}, true
	case handoff.CodeOnlyHere:
		return stepWords{fmt.Sprintf("%s has not seen your reply", p.Prospect()), fmt.Sprintf("Only I received your reply; %s has not seen it.", p.Prospect()),
			[]string{"Answer `send` and I pass it on as it is, or write again with a reply to all."}}, true
	case handoff.CodeDraftWaits:
		return stepWords{"Still missing: " + lead, "Your brief still waits: I cannot offer it to a rep yet.", nil}, true
	case handoff.CodeReturnedWaits:
		return stepWords{"What happens to it? " + lead, fmt.Sprintf("%s came back and nobody has said yet what happens to it.", lead), []string{why}}, true
	case handoff.CodeUnconfirmed:
		return stepWords{"Was it held? " + lead, why, []string{"One word settles it: `held`, `no-show`, `moved` or `cancelled`."}}, true
	case handoff.CodeDisputed:
		return stepWords{"Two answers: " + lead, "There are two answers to whether the meeting was held.", []string{"Your word decides: `held`, `no-show`, `moved` or `cancelled`."}}, true
	case handoff.CodeOpportunity:
		return stepWords{"What did it lead to? " + lead, fmt.Sprintf("The meeting with %s was held. What came of it?", lead),
			[]string{fmt.Sprintf("Answer `opportunity LINK`, `nurture until DATE`, or `reject: %s` with the criteria that were not met.", p.anyCriterion())}}, true
	}
	return stepWords{}, false
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
	why := text.Stop(text.OneLine(p.a.Why.Text, text.ValueLimit))
	switch {
	case p.a.Step == handoff.CodeUnclear:
		p.unclear(l)
		return
	case p.H.ID == "":
		p.noLead(l)
		return
	case p.a.Step == handoff.CodeStatus:
		l.Topic, l.Lead = "Status: "+p.Lead(), text.Capital(p.Standing())
		if rows := p.Turns(); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: "What happened", Rows: rows})
		}
		return
	case p.a.Refused:
		l.Topic = "Nothing changed: " + p.Lead()
		l.Lead = "That changed nothing: " + why
	case p.a.Step == handoff.CodeClash:
		l.Topic, l.Lead = "Not moved: "+p.Lead(), "Nothing has been moved yet: "+why
		if c := p.clashOfQualifier(); c != nil {
			l.More = append(l.More, p.clashAsk(c))
			l.Sections = append(l.Sections, p.clashSections(c)...)
		}
	case p.a.Step == handoff.CodeNeedsPlace:
		l.Topic, l.Lead = "Where do you meet? "+p.Lead(), "Where do you meet "+p.Prospect()+"? Nobody has given a place or a link for the meeting with you."
		l.More = append(l.More, "Answer `take LINK`, or `take: PLACE`. Nothing has been changed yet, and "+p.Prospect()+" has not been told.")
	case p.a.Step == handoff.CodeCancelAsked:
		l.Topic, l.Lead = "Really? "+p.Lead(), text.Capital(why)
		l.More = append(l.More, "Nothing has been changed yet.")
	default:
		l.Topic, l.Lead = "Noted: "+p.Lead(), "Noted: "+why
	}
}

// unclear says what was not understood, asks what can be asked, and leaves the rest to the list of commands.
func (p *page) unclear(l *templates.Letter) {
	l.Topic = "Not understood: " + p.Lead()
	l.Lead = "I did not understand your answer, and nothing has been changed."
	d := handoff.DetailOf[handoff.EchoDetail](p.a)
	if ask := text.Sentence(d.Ask); ask != "" {
		l.Lead = ask
		if d.Meant != "" {
			l.Topic = "Did you mean this? " + p.Lead()
		}
		l.More = append(l.More, "Nothing has been changed yet.")
	}
	if text := text.Lines(d.Text); text != "" {
		l.Sections = append(l.Sections, templates.Section{Title: "You wrote", Quote: text})
	}
}

// noLead says that nothing was made of a mail, and what to write for a lead.
func (p *page) noLead(l *templates.Letter) {
	l.Meeting, l.Commands, l.Private, l.Next = templates.Meeting{}, nil, "Internal: only you get this mail.", "nothing: I have made nothing of it."
	l.Topic = "No lead: " + p.subjectOf()
	l.Lead = "I have your mail and found no lead in it, so nobody has been asked."
	l.More = append(l.More, "To hand over a lead, write to me, or to the prospect with me in Cc, with these lines:")
	switch p.a.Step {
	case handoff.NoLeadUnread:
		l.Lead = "I have your mail and could make nothing of it: it answers no invitation of mine, and I found no words in it."
		l.More = []string{"If it was about a lead, please answer one of its mails in words. To hand over a new one, write these lines:"}
	case handoff.NoLeadNamed:
		l.Lead = fmt.Sprintf("I have your mail, and know no lead %s in which you have a part: nothing was done.", text.OneLine(string(handoff.DetailOf[handoff.EchoDetail](p.a).Named), text.NameLimit))
		l.More = []string{"Please look at the id, or answer one of the lead's own mails. To hand over a new one, write these lines:"}
	case handoff.NoLeadOfReps:
		l.Lead = "I have your mail, and have made nothing of it: it is about no lead that I know, and you are not among those who hand over leads here."
		l.More = []string{"If it was about a lead, please answer one of its mails, so that I know which. A new lead comes from a qualifier, with these lines:"}
	}
	l.Form = []string{"Contact: name <address>", "When: date, time and zone"}
	for _, f := range p.Team.Fields {
		if f.Required {
			l.Form = append(l.Form, text.OneLine(f.Label, text.NameLimit)+":")
		}
	}
}

func (p *page) subjectOf() string {
	if s := text.OneLine(handoff.DetailOf[handoff.EchoDetail](p.a).Subject, text.NameLimit); s != "" {
		return s
	}
	return "your mail"
}
