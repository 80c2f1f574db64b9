package engine

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// words are what one step of a purpose says: the topic and the first sentence; more and sections if need be.
type words struct {
	topic string
	lead  string
	more  []string
}

// put sets the words into the letter.
func (w words) put(l *templates.Letter) {
	l.Topic, l.Lead = w.topic, w.lead
	for _, m := range w.more {
		if m != "" {
			l.More = append(l.More, m)
		}
	}
}

// notice tells that something happened which concerns the reader.
func (p *page) notice(l *templates.Letter) {
	w, ok := p.noticeOfOffer()
	if !ok {
		w, ok = p.noticeOfMeeting()
	}
	if !ok {
		w, ok = p.noticeOfPeople()
	}
	if !ok {
		p.unknown(l)
		return
	}
	w.put(l)
	switch p.a.Step {
	case "passed-on", "prospect-declined", "cancelled":
		l.Meeting = templates.Meeting{}
	case "amended":
		l.Sections = append(l.Sections, templates.Section{Title: "New in the brief", Rows: p.changedRows()})
	case "accepted", "accepted-late", "reply-late":
		if a := p.h.Last(); a != nil {
			l.Sections = append(l.Sections, p.proof(a))
		}
	case "rejected":
		if p.h.Return != nil {
			l.Sections = append(l.Sections, p.returnSections()...)
		}
	case "verdict", "closed-unconfirmed":
		if rows := p.verdictRows(); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: "Said so far", Rows: rows})
		}
	}
}

// proof lists the evidence of an assignment.
func (p *page) proof(a *handoff.Assignment) templates.Section {
	s := templates.Section{Title: "Evidence"}
	for i, e := range a.Evidence {
		if i < maxTurns {
			s.Lines = append(s.Lines, p.name(a.Rep)+" "+p.evidence(e))
		}
	}
	return s
}

// noticeOfOffer is what happens to an assignment.
func (p *page) noticeOfOffer() (words, bool) {
	rep, lead, why := p.name(p.h.Rep()), p.lead(), sentence(p.a.Why.Text)
	until := p.endOfWindow()
	switch p.a.Step {
	case "accepted":
		return words{"Accepted: " + lead, fmt.Sprintf("%s has accepted the meeting with %s.", rep, lead), nil}, true
	case "accepted-late":
		return words{"Accepted, late: " + lead, why, nil}, true
	case "reply-late", "reply-returned", "accept-returned", "tentative", "answer-unusual", "withdrew":
		return words{"News: " + lead, why, []string{"It stands like this: " + p.standing()}}, true
	case "declined":
		return words{fmt.Sprintf("%s can't make it: %s", rep, lead), why, []string{"It is still yours to decide."}}, true
	case "keep":
		return words{"Still yours: " + lead, fmt.Sprintf("You keep %s and have more time, until %s.", lead, until), []string{"You hold the invitation already; still lacking: " + p.stillLacking() + "."}}, true
	case "extended":
		return words{"More time: " + lead, fmt.Sprintf("You have more time for %s, until %s.", lead, until), nil}, true
	case "soft":
		return words{"Tentative: " + lead, fmt.Sprintf("You answered “tentative”. Please accept or decline by %s.", until),
			[]string{p.prospect() + " has not been told."}}, true
	case "reassigned":
		return words{fmt.Sprintf("Now with %s: %s", rep, lead), fmt.Sprintf("%s has %s now.", rep, lead), []string{why}}, true
	case "assigned":
		return words{fmt.Sprintf("Now with %s: %s", rep, lead), why, nil}, true
	case "passed-on":
		return p.passedOn(), true
	case "owner":
		return words{"Yours from now on: " + lead, fmt.Sprintf("You answer for %s from now on.", lead), []string{"The meeting is over; what comes of the lead is with you."}}, true
	case "amended":
		return words{"More on " + lead, fmt.Sprintf("%s has added to the brief. The clock runs on as before.", p.nameOr(p.h.Qualifier, "The team")), nil}, true
	case "rejected":
		return words{"Rejected: " + lead, why, []string{"It stands like this: " + p.standing()}}, true
	}
	return words{}, false
}

// noticeOfMeeting is what happens to the meeting and its outcome.
func (p *page) noticeOfMeeting() (words, bool) {
	lead, why := p.lead(), sentence(p.a.Why.Text)
	switch p.a.Step {
	case "moved":
		return words{"New time: " + lead, fmt.Sprintf("The meeting with %s is now on %s.", lead, p.meeting().When), nil}, true
	case "refused", "proposal-lapsed":
		return words{"The old time stands: " + lead, why, nil}, true
	case "cancelled":
		return words{"Called off: " + lead, fmt.Sprintf("The meeting with %s is called off.", lead), []string{why, "The invitation is withdrawn in a mail of its own."}}, true
	case "prospect-declined":
		return words{"Declined: " + lead, fmt.Sprintf("%s declined the meeting. That is no fault of yours; your turn is given back.", p.prospect()), nil}, true
	case "prospect-away":
		return words{"Out of office: " + lead, fmt.Sprintf("%s is out of office%s, which covers the start of the meeting.", p.prospect(), p.until("until")),
			[]string{"If the meeting cannot stand, answer `move TIME`."}}, true
	case "prospect-bounced":
		return words{"Mail comes back: " + lead, fmt.Sprintf("Mail to %s cannot be delivered.", oneLine(p.a.Detail["address"], nameLimit)),
			[]string{"I no longer write there. Another address can be given with a line `Contact: name <address>`."}}, true
	case "prospect-complained":
		return words{"No more mail: " + lead, fmt.Sprintf("%s marked mail from here as unwanted, so no more goes there.", oneLine(p.a.Detail["address"], nameLimit)), nil}, true
	case "verdict":
		return words{"After the meeting: " + lead, why, nil}, true
	case "converted":
		return words{"Opportunity: " + lead, fmt.Sprintf("%s became an opportunity.", lead), []string{oneLine(p.h.Opportunity, nameLimit)}}, true
	case "closed-unconfirmed", "expired":
		return words{"Closed: " + lead, why, nil}, true
	}
	return words{}, false
}

// noticeOfPeople is what happens to colleagues.
func (p *page) noticeOfPeople() (words, bool) {
	lead, why := p.lead(), sentence(p.a.Why.Text)
	stands := "It stands like this: " + p.standing()
	switch p.a.Step {
	case "bounced":
		return words{"Mail comes back: " + lead, why, []string{"Whoever it is does not get the mails about this lead.", stands}}, true
	case "away-undated":
		return words{"Away without a date: " + lead, why, []string{stands}}, true
	case "qualifier-away", "qualifier-left":
		return words{"Without a qualifier: " + lead, why, []string{"Please see to the lead meanwhile.", stands}}, true
	case "rep-left":
		return words{"Without a rep: " + lead, why, []string{stands}}, true
	case "draft-waits":
		return words{"A brief waits: " + lead, fmt.Sprintf("The brief of %s still lacks something.", p.nameOr(p.h.Qualifier, "the qualifier")), []string{why, p.whatIsMissing()}}, true
	case "still-escalated":
		return words{"Still undecided: " + lead, why, nil}, true
	case "complained":
		return words{"Complaint about mail", fmt.Sprintf("%s marked mail from here as unwanted, so no more goes there.", oneLine(p.a.Detail["address"], nameLimit)), nil}, true
	}
	return words{}, false
}

// question asks the reader to settle something.
func (p *page) question(l *templates.Letter) {
	w, ok := p.questionOfTime()
	if !ok {
		w, ok = p.questionOfLead()
	}
	if !ok {
		p.unknown(l)
		return
	}
	w.put(l)
	switch p.a.Step {
	case "proposal-unclear":
		if comment := manyLines(p.a.Detail["comment"]); comment != "" {
			l.Sections = append(l.Sections, templates.Section{Title: "In their words", Quote: comment})
		}
	case "proposal":
		l.Meeting = p.meetingAt(p.proposed())
	case "criteria":
		l.Sections = append(l.Sections, templates.Section{Title: "Qualified means", Text: inWords(p.criteria())})
	case "draft-waits":
		for _, q := range p.h.Questions {
			l.More = append(l.More, sentence(q))
		}
		if l.Form = p.form(); len(l.Form) > 0 {
			l.Ask = "Answer with these lines, filled in:"
		}
	case "returned-waits":
		if p.h.Return != nil {
			l.Sections = append(l.Sections, p.returnSections()...)
		}
	case "disputed", "unconfirmed":
		if rows := p.verdictRows(); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: "Said so far", Rows: rows})
		}
	}
}

// questionOfTime asks about another time.
func (p *page) questionOfTime() (words, bool) {
	lead := p.lead()
	switch p.a.Step {
	case "proposal":
		by, check := p.prospect(), "Does it suit you? Answer `agree` or `refuse`."
		if m := p.h.Moving; m != nil && m.By == handoff.RoleRep {
			by = p.name(p.h.Rep())
			check = fmt.Sprintf("Please settle it with %s, and answer `agree` or `refuse`.", p.prospect())
		} else if p.a.To.Role != handoff.RoleRep {
			check = "Does it work? Answer `agree` or `refuse`."
		}
		return words{"Another time? " + lead, fmt.Sprintf("%s asks for another time, the one below. So far it is %s.", by, p.at(p.h.Start)), []string{check}}, true
	case "proposal-unclear":
		return words{"Which time? " + lead, sentence(p.a.Why.Text), []string{"If it is to be moved, answer `move TIME`; otherwise the old time stands."}}, true
	case "moved":
		return words{"When instead? " + lead, "You say the meeting was put off. When is it now?", []string{"Answer `move TIME`, or what else becomes of the lead."}}, true
	case "no-show":
		return words{"And now? " + lead, fmt.Sprintf("%s did not come. What is the next step?", p.prospect()),
			[]string{"Answer `move TIME` for another meeting, `nurture until DATE`, or `could not reach` with the number of attempts."}}, true
	}
	return words{}, false
}

// questionOfLead asks what becomes of the lead.
func (p *page) questionOfLead() (words, bool) {
	lead, why := p.lead(), sentence(p.a.Why.Text)
	switch p.a.Step {
	case "contradiction":
		return words{"Yes or no? " + lead, "An answer came in your name that says the opposite of what you said before, and nothing proves that it is yours.",
			[]string{"Please answer `accept` or `decline`. Until then your earlier answer stands."}}, true
	case "criteria":
		return words{"Which criterion? " + lead, "You say the lead is not qualified. Which criteria were not met?",
			[]string{fmt.Sprintf("Answer for example `reject: %s`. The clock runs on meanwhile.", p.anyCriterion())}}, true
	case "only-here":
		return words{fmt.Sprintf("%s has not seen your reply", p.prospect()), fmt.Sprintf("Only I received your reply; %s has not seen it.", p.prospect()),
			[]string{"Answer `send` and I pass it on as it is, or write again with a reply to all."}}, true
	case "draft-waits":
		return words{"Still missing: " + lead, "Your brief still waits: I cannot offer it to a rep yet.", nil}, true
	case "returned-waits":
		return words{"What happens to it? " + lead, fmt.Sprintf("%s came back and nobody has said yet what happens to it.", lead), []string{why}}, true
	case "unconfirmed":
		return words{"Was it held? " + lead, why, []string{"One word settles it: `held`, `no-show`, `moved` or `cancelled`."}}, true
	case "disputed":
		return words{"Two answers: " + lead, "There are two answers to whether the meeting was held.", []string{"Your word decides: `held`, `no-show`, `moved` or `cancelled`."}}, true
	case "opportunity":
		return words{"What did it lead to? " + lead, fmt.Sprintf("The meeting with %s was held. What came of it?", lead),
			[]string{fmt.Sprintf("Answer `opportunity LINK`, `nurture until DATE`, or `reject: %s` with the criteria that were not met.", p.anyCriterion())}}, true
	}
	return words{}, false
}

// proposed is the other time that is asked about.
func (p *page) proposed() (start, end time.Time) {
	if m := p.h.Moving; m != nil {
		return m.Start, m.End
	}
	start, _ = time.Parse(time.RFC3339, p.a.Detail["start"])
	end, _ = time.Parse(time.RFC3339, p.a.Detail["end"])
	return start, end
}

// echo answers a command with its effect, or says that nothing was changed and why.
func (p *page) echo(l *templates.Letter) {
	why := stop(oneLine(p.a.Why.Text, valueLimit))
	switch {
	case p.a.Step == "unclear":
		p.unclear(l)
		return
	case p.a.Step == "status":
		l.Topic, l.Lead = "Status: "+p.lead(), capital(p.standing())
		if rows := p.clockRows(); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: "What happened", Rows: rows})
		}
		return
	case refusals[p.a.Step] || strings.HasSuffix(p.a.Step, "-noted"):
		l.Topic = "Nothing changed: " + p.lead()
		l.Lead = "That changed nothing: " + why
	case p.a.Step == "cancel-asked":
		l.Topic, l.Lead = "Really? "+p.lead(), capital(why)
		l.More = append(l.More, "Nothing has been changed yet.")
	default:
		l.Topic, l.Lead = "Noted: "+p.lead(), "Noted: "+why
	}
}

// refusals are the reasons with which the domain turns a command down.
var refusals = map[string]bool{
	"not-yours": true, "not-assigned": true, "managers": true, "finished": true, "past": true, "gone": true, "needs-time": true, "has-it": true,
	"twin": true, "nothing-to-agree": true, "nothing-to-dispute": true, "nothing-to-separate": true, "nothing-to-send": true, "not-over": true, "too-late": true,
}

// unclear says what was not understood, asks what can be asked, and leaves the rest to the list of commands.
func (p *page) unclear(l *templates.Letter) {
	l.Topic = "Not understood: " + p.lead()
	l.Lead = "I did not understand your answer, and nothing has been changed."
	if ask := sentence(p.a.Detail["ask"]); ask != "" {
		l.Lead = ask
		l.More = append(l.More, "Nothing has been changed yet.")
	}
	if text := manyLines(p.a.Detail["text"]); text != "" {
		l.Sections = append(l.Sections, templates.Section{Title: "You wrote", Quote: text})
	}
}

// changedRows are the fields of the brief that are new, with what they say now.
func (p *page) changedRows() []templates.Row {
	var rows []templates.Row
	for _, name := range strings.Split(p.a.Detail["fields"], "\n") {
		switch value := manyLines(p.h.Brief[name]); {
		case name == handoff.FieldContact:
			rows = append(rows, p.contactRows()...)
		case name == handoff.FieldPlace:
			rows = append(rows, templates.Row{Label: "Place", Value: p.place()})
		case value != "" && len(rows) < 50:
			rows = append(rows, templates.Row{Label: p.label(name), Value: value})
		}
	}
	return rows
}

// endOfWindow is when the open window closes.
func (p *page) endOfWindow() string {
	if a := p.h.Current(); a != nil {
		return p.at(p.due(a))
	}
	return p.at(p.h.Next.At)
}

// until is a time that the action carries, with a word before it; empty if it carries none.
func (p *page) until(word string) string {
	if at, err := time.Parse(time.RFC3339, p.a.Detail["until"]); err == nil {
		return " " + word + " " + p.at(at)
	}
	return ""
}

func (p *page) stillLacking() string {
	if a := p.h.Current(); a != nil {
		return p.lacking(a)
	}
	return "nothing"
}

// passedOn tells a former rep who has the lead now.
func (p *page) passedOn() words {
	now := p.name(p.h.Rep())
	lead := fmt.Sprintf("%s has %s now.", now, p.lead())
	switch {
	case p.h.State == handoff.Escalated:
		now = p.name(p.manager())
		lead = fmt.Sprintf("%s decides who takes %s now.", now, p.lead())
	case p.h.Rep() == p.reader.ID || p.h.State != handoff.Offered && p.h.State != handoff.Accepted:
		return words{"Closed for you: " + p.lead(), sentence(p.a.Why.Text), nil}
	}
	w := words{topic: "Now with " + now + ": " + p.lead(), lead: lead}
	for _, a := range p.h.Assignments {
		if a.Rep == p.reader.ID && a.End == handoff.EndSilence {
			w.more = []string{"Your time ended on " + p.at(a.Due) + "."}
		}
	}
	w.more = append(w.more, "There is nothing left to do for you here.")
	return w
}

// whatIsMissing names the gaps of a brief.
func (p *page) whatIsMissing() string {
	if labels := p.missingLabels(); len(labels) > 0 {
		return "Missing: " + inWords(labels) + "."
	}
	return ""
}
