package render

import (
	"fmt"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

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
		w, ok = p.noticeOfAnswer()
	}
	if !ok {
		p.unknown(l)
		return
	}
	w.put(l)
	switch p.a.Step {
	case handoff.CodePassedOn, handoff.CodeLate, handoff.CodeProspectDeclined, handoff.CodeCancelled:
		l.Meeting = templates.Meeting{}
	case handoff.CodeReassigned:
		if n := len(p.H.Assignments); n > 1 {
			l.Sections = append(l.Sections, p.wordsOf(p.H.Assignments[n-2])...)
		}
	case handoff.CodeDeclined, handoff.CodeWithdrew:
		if a := p.H.Last(); a != nil {
			l.Sections = append(l.Sections, p.wordsOf(*a)...)
		}
	case handoff.CodeAmended:
		l.Sections = append(l.Sections, templates.Section{Title: "New in the brief", Rows: p.changedRows()})
	case handoff.CodeAccepted, handoff.CodeAcceptedLate, handoff.CodeAcceptedInTime, handoff.CodeReplyLate:
		if a := p.H.Last(); a != nil && len(a.Evidence) > 0 {
			l.Sections = append(l.Sections, p.proof(a))
		}
	case handoff.CodeProspectComplained, handoff.CodeMayStop:
		p.theirWords(l)
	case handoff.Code(handoff.QuestionOutsider):
		l.Commands = nil
		p.outsiderSections(l)
	case handoff.CodeRejected:
		if p.H.Return != nil {
			l.Sections = append(l.Sections, p.returnSections()...)
		}
	case handoff.CodeVerdict, handoff.CodeClosedUnconfirmed:
		if rows := p.Verdicts(); len(rows) > 0 {
			l.Sections = append(l.Sections, templates.Section{Title: "Said so far", Rows: rows})
		}
	}
}

// wordsOf are the reasons that a rep gave for a no.
func (p *page) wordsOf(a handoff.Assignment) []templates.Section {
	said := text.Lines(a.Said)
	if said == "" {
		return nil
	}
	return []templates.Section{{Title: "In the words of " + p.Name(a.Rep), Quote: said}}
}

// proof lists the evidence of an assignment.
func (p *page) proof(a *handoff.Assignment) templates.Section {
	s := templates.Section{Title: "Evidence"}
	for i, e := range a.Evidence {
		if i < view.MaxTurns {
			s.Lines = append(s.Lines, p.Name(a.Rep)+" "+p.Evidence(e))
		}
	}
	return s
}

// noticeOfOffer is what happens to an assignment.
func (p *page) noticeOfOffer() (stepWords, bool) {
	rep, lead, why := p.Name(p.H.Rep()), p.Lead(), text.Sentence(p.a.Why.Text)
	until := p.endOfWindow()
	switch p.a.Step {
	case handoff.CodeAccepted:
		return stepWords{"Accepted: " + lead, fmt.Sprintf("%s has accepted the meeting with %s.", rep, lead), nil}, true
	case handoff.CodeAcceptedInTime:
		return stepWords{"Accepted in time: " + lead, why, []string{"There is nothing left to decide."}}, true
	case handoff.CodeAcceptedLate:
		return stepWords{"Accepted, late: " + lead, why, nil}, true
	case handoff.CodeReplyLate, handoff.CodeReplyReturned, handoff.CodeAcceptReturned, handoff.CodeTentative, handoff.CodeAnswerUnusual, handoff.CodeWithdrew:
		return stepWords{"News: " + lead, why, []string{"It stands like this: " + p.Standing()}}, true
	case handoff.CodeDeleted:
		return stepWords{"Event deleted: " + lead, why, []string{"If the meeting is off, answer “cancel”. If it stands and nobody has it any more, answer “move” and the time: everybody is invited anew."}}, true
	case handoff.CodeDeclined:
		return stepWords{fmt.Sprintf("%s can't make it: %s", rep, lead), why, []string{"It is still yours to decide."}}, true
	case handoff.CodeKeep:
		return stepWords{"Still yours: " + lead, fmt.Sprintf("You keep %s and have more time, until %s.", lead, until), []string{"You hold the invitation already; still lacking: " + p.stillLacking() + "."}}, true
	case handoff.CodeExtended:
		return stepWords{"More time: " + lead, fmt.Sprintf("You have more time for %s, until %s.", lead, until), nil}, true
	case handoff.CodeSoft:
		return stepWords{"Tentative: " + lead, fmt.Sprintf("You answered “tentative”. Please accept or decline by %s.", until),
			[]string{p.Prospect() + " has not been told."}}, true
	case handoff.CodeReassigned:
		return stepWords{fmt.Sprintf("Now with %s: %s", rep, lead), fmt.Sprintf("%s has %s now.", rep, lead), []string{why}}, true
	case handoff.CodeAssigned:
		return stepWords{fmt.Sprintf("Now with %s: %s", rep, lead), why, nil}, true
	case handoff.CodePassedOn:
		return p.passedOn(), true
	case handoff.CodeLate:
		return p.answeredLate(), true
	case handoff.CodeOwner:
		return stepWords{"Yours from now on: " + lead, fmt.Sprintf("You answer for %s from now on.", lead), []string{"The meeting is over; what comes of the lead is with you."}}, true
	case handoff.CodeAmended:
		return stepWords{"More on " + lead, fmt.Sprintf("%s has added to the brief. The clock runs on as before.", p.NameOr(p.H.Qualifier, "The team")), nil}, true
	case handoff.CodeRejected:
		return stepWords{"Rejected: " + lead, why, []string{"It stands like this: " + p.Standing()}}, true
	}
	return stepWords{}, false
}

// noticeOfMeeting is what happens to the meeting and its outcome.
func (p *page) noticeOfMeeting() (stepWords, bool) {
	lead, why := p.Lead(), text.Sentence(p.a.Why.Text)
	switch p.a.Step {
	case handoff.CodeMoved:
		return stepWords{"New time: " + lead, fmt.Sprintf("The meeting with %s is now on %s.", lead, p.Meeting().When), nil}, true
	case handoff.CodeSettled:
		return stepWords{"Settled: " + lead, "There is nothing left for you to decide: " + why, nil}, true
	case handoff.CodeProposed:
		return p.proposedNotice(), true
	case handoff.CodeRefused, handoff.CodeProposalLapsed:
		return stepWords{"The old time stands: " + lead, why, nil}, true
	case handoff.CodeOwnMove, handoff.CodeOwnOff, handoff.CodeOwnLeft:
		return p.ownNotice(), true
	case handoff.CodeCancelled:
		return stepWords{"Called off: " + lead, fmt.Sprintf("The meeting with %s is called off.", lead), []string{why, "The invitation is withdrawn in a mail of its own."}}, true
	case handoff.CodeProspectDeclined:
		return stepWords{"Declined: " + lead, fmt.Sprintf("%s declined the meeting. That is no fault of yours; your turn is given back.", p.Prospect()), nil}, true
	case handoff.CodeProspectAway:
		return stepWords{"Out of office: " + lead, fmt.Sprintf("%s is out of office%s, which covers the start of the meeting.", p.Prospect(), p.until("until")),
			[]string{"If the meeting cannot stand, answer `move TIME`."}}, true
	case handoff.CodeProspectUnread:
		return stepWords{"An answer nobody can read: " + lead, fmt.Sprintf("Please make sure that %s comes: the invitation was answered, and the answer cannot be read.", p.Prospect()),
			[]string{fmt.Sprintf("The mail has the subject %q and no calendar part, so it counts as neither yes nor no.", text.OneLine(handoff.DetailOf[handoff.NoticeDetail](p.a).What, text.NameLimit))}}, true
	case handoff.CodeContactLeft, handoff.CodeContactMoved:
		return p.goneNotice(), true
	case handoff.CodeProspectBounced:
		return stepWords{"Mail comes back: " + lead, fmt.Sprintf("Mail to %s cannot be delivered.", text.OneLine(handoff.DetailOf[handoff.NoticeDetail](p.a).Address, text.NameLimit)),
			[]string{"I no longer write there. Another address can be given with a line `Contact: name <address>`."}}, true
	case handoff.CodeProspectComplained, handoff.CodeMayStop:
		return p.complaintWords(), true
	case handoff.CodeLifted:
		return stepWords{"Mail goes out again: " + lead, why, nil}, true
	case handoff.CodeVerdict:
		return stepWords{"After the meeting: " + lead, why, []string{"If there is a new time, answer `move TIME`."}}, true
	case handoff.CodeConverted:
		return stepWords{"Opportunity: " + lead, fmt.Sprintf("%s became an opportunity.", lead), []string{text.OneLine(p.H.Opportunity, text.NameLimit)}}, true
	case handoff.CodeClosedUnconfirmed, handoff.CodeExpired:
		return stepWords{"Closed: " + lead, why, nil}, true
	}
	return stepWords{}, false
}

// noticeOfPeople is what happens to colleagues.
func (p *page) noticeOfPeople() (stepWords, bool) {
	lead, why := p.Lead(), text.Sentence(p.a.Why.Text)
	stands := "It stands like this: " + p.Standing()
	switch p.a.Step {
	case handoff.CodeBounced:
		return stepWords{"Mail comes back: " + lead, why, []string{"Whoever it is does not get the mails about this lead.", stands}}, true
	case handoff.CodeNoMail:
		return p.noMailNotice(), true
	case handoff.CodeAwayUndated:
		return stepWords{"Away without a date: " + lead, why, []string{stands}}, true
	case handoff.CodeAwayKept:
		return stepWords{"It stays: " + lead, why, nil}, true
	case handoff.CodeQualifierAway, handoff.CodeQualifierLeft:
		return stepWords{"Without a qualifier: " + lead, why, []string{"Please see to the lead meanwhile.", stands}}, true
	case handoff.CodeRepLeft:
		return stepWords{"Without a rep: " + lead, why, []string{stands}}, true
	case handoff.CodeDraftWaits:
		return stepWords{"A brief waits: " + lead, fmt.Sprintf("The brief of %s still lacks something.", p.NameOr(p.H.Qualifier, "the qualifier")), []string{why, p.whatIsMissing()}}, true
	case handoff.CodeStillEscalated:
		return stepWords{"Still undecided: " + lead, why, nil}, true
	case handoff.CodeCannotWrite:
		return stepWords{"A mail could not be written: " + lead, why, []string{"An own template may be at fault: `handoffd check` tries them all.", stands}}, true
	case handoff.CodePermission:
		return stepWords{"A calendar server does not let us: " + lead, why, []string{text.Sentence(handoff.DetailOf[handoff.NoticeDetail](p.a).Mend), "The time of the rep does not run before the invitation is out. `handoffd check` says whether it is granted.", stands}}, true
	case handoff.CodeComplained:
		return stepWords{"Complaint about mail", fmt.Sprintf("%s marked mail from here as unwanted, so no more goes there.", text.OneLine(handoff.DetailOf[handoff.NoticeDetail](p.a).Address, text.NameLimit)), nil}, true
	}
	return stepWords{}, false
}

// changedRows are the fields of the brief that are new, with what they say now.
func (p *page) changedRows() []templates.Row {
	var rows []templates.Row
	for _, name := range handoff.DetailOf[handoff.NoticeDetail](p.a).Fields {
		switch value := text.Lines(p.H.Brief[name]); {
		case name == handoff.FieldContact:
			rows = append(rows, p.Contacts()...)
		case name == handoff.FieldPlace:
			rows = append(rows, templates.Row{Label: "Place", Value: p.Place()})
		case value != "" && len(rows) < 50:
			rows = append(rows, templates.Row{Label: p.Label(name), Value: value})
		}
	}
	return rows
}

// endOfWindow is when the open window closes.
func (p *page) endOfWindow() string {
	if a := p.H.Current(); a != nil {
		due, _ := p.H.Window(p.C, *a, p.Now)
		return p.At(due)
	}
	return p.At(p.H.Next.At)
}

// until is a time that the action carries, with a word before it; empty if it carries none.
func (p *page) until(word string) string {
	if at := handoff.DetailOf[handoff.NoticeDetail](p.a).Until; !at.IsZero() {
		return " " + word + " " + p.At(at)
	}
	return ""
}

func (p *page) stillLacking() string {
	if a := p.H.Current(); a != nil {
		return p.Lacking(a)
	}
	return "nothing"
}

const nothingLeft = "There is nothing left to do for you here."

// passedOn tells a former rep who has the lead now.
func (p *page) passedOn() stepWords {
	now, lead := p.hasItNow()
	more := append(p.endedInSilence(), nothingLeft)
	return stepWords{"Now with " + now + ": " + p.Lead(), lead, more}
}

// answeredLate tells a former rep that the answer came too late and who has the lead now.
func (p *page) answeredLate() stepWords {
	now, lead := p.hasItNow()
	w := stepWords{"Now with " + now + ": " + p.Lead(), "", nil}
	switch handoff.DetailOf[handoff.NoticeDetail](p.a).When {
	case handoff.LateSilent:
		w = stepWords{"Too late: " + p.Lead(), "Thanks, but your answer came too late: " + lead, p.endedInSilence()}
	case handoff.LateInTime:
		w.lead = "Thanks. Your answer came in time, but I saw it only after " + now + " had answered: " + lead
	default:
		w.lead = "Thanks, but the lead had gone on before your answer came: " + lead
	}
	w.more = append(w.more, nothingLeft)
	return w
}

// hasItNow is who has the lead now, or decides about it, by name and in a sentence.
func (p *page) hasItNow() (name, sentence string) {
	switch name = p.Name(p.H.Rep()); p.H.State {
	case handoff.Escalated:
		name = p.Name(p.Manager())
		return name, fmt.Sprintf("%s decides who takes %s now.", name, p.Lead())
	case handoff.Returned:
		name = p.Name(p.Qualifier())
		return name, fmt.Sprintf("%s is back with %s.", p.Lead(), name)
	}
	return name, fmt.Sprintf("%s has %s now.", name, p.Lead())
}

// endedInSilence says when the time of a former rep ended, if it ended unanswered.
func (p *page) endedInSilence() []string {
	for i := len(p.H.Assignments) - 1; i >= 0; i-- {
		if a := p.H.Assignments[i]; a.Rep == p.a.To.Person && !a.Ended.IsZero() {
			if a.End == handoff.EndSilence || a.End == handoff.EndUnclear {
				return []string{"Your time ended on " + p.At(a.Due) + "."}
			}
			return nil
		}
	}
	return nil
}

// whatIsMissing names the gaps of a brief.
func (p *page) whatIsMissing() string {
	if labels := p.Missing(); len(labels) > 0 {
		return "Missing: " + text.Join(labels) + "."
	}
	return ""
}

// goneNotice is that a contact's address answers by itself that nobody is there any more. It proves nothing, so that nothing was done.
func (p *page) goneNotice() stepWords {
	lead, instead := p.Lead(), text.OneLine(handoff.DetailOf[handoff.NoticeDetail](p.a).Instead, text.NameLimit)
	address := text.OneLine(handoff.DetailOf[handoff.NoticeDetail](p.a).Address, text.NameLimit)
	words := stepWords{"New address? " + lead, fmt.Sprintf("Please find out where to write to %s: an automatic answer says that the address has changed.", address), nil}
	if p.a.Step == handoff.CodeContactLeft {
		words = stepWords{"Gone? " + lead, fmt.Sprintf("Please find out who is there instead: an automatic answer says that %s has left.", address), nil}
	}
	if instead != "" {
		words.more = append(words.more, fmt.Sprintf("It names %s. Nobody has proved that, so I have not written there.", instead))
	}
	words.more = append(words.more, "Whom you write to instead can be given with a line `Contact: name <address>`. Until then everything stays as it is.")
	return words
}
