package intake

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/practice"
	"handoffd/handoff/reading"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// Practised is what a colleague wrote about the practice lead and the rules.
type Practised struct {
	Answer string // to the practice lead
	Asks   bool   // for one
	Read   bool   // they know the rules that they were told
	Maybe  bool   // Read is what it means if there are any to be known
}

// takePractice takes an answer to the practice lead, the question for one, and the word that the rules were read. It
// reports false if there is none, or something else beside it. A mail that somebody outside reads too is none.
func (l *inbound) takePractice(found bool) (bool, error) {
	if l.readOutside() {
		return false, nil
	}
	why := handoff.Because("practised", handoff.PersonArg(l.sender.ID))
	answers, err := false, error(nil)
	if !found {
		answers, err = l.answersPractice()
	}
	switch {
	case err != nil:
		return false, err
	case reading.AsksForPractice(l.askedTimes(), l.c):
		l.t.Practised, why = &Practised{Asks: true}, handoff.Because("practice-asked", handoff.PersonArg(l.sender.ID))
	case answers:
		l.t.Practised = &Practised{Answer: l.m.Text}
	case found:
		return false, nil
	default:
		return l.takeRead(handoff.Because("rules-read", handoff.PersonArg(l.sender.ID)))
	}
	if !l.c.MayWriteTo(l.sender.Email()) {
		l.t.Practised = nil
		return true, l.silent(trialOnly, why)
	}
	return true, l.took(why)
}

// readOutside says whether somebody who is no colleague reads the mail too.
func (l *inbound) readOutside() bool {
	return slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), func(a mail.Address) bool {
		_, colleague := l.c.ByEmail(a.Addr)
		return !colleague && !l.c.Owns(a.Addr)
	})
}

// answersPractice says whether the mail is about the practice lead: its subject says so, as those of mails about real
// leads name them, or it answers one of its mails. A server may have replaced the ids of these.
func (l *inbound) answersPractice() (bool, error) {
	if reading.MarksPractice(l.m.Subject) {
		if tap, ok := reading.TapIn(l.m.Subject); ok {
			l.tapped(tap)
		}
		return true, nil
	}
	_, answers, err := l.answeredNotice(practice.KeyPrefix(l.sender.ID))
	return answers, err
}

// takeRead takes the word that the rules were read: alone, or on a line of its own in the answer to a Today, whose
// other lines are read on.
func (l *inbound) takeRead(why handoff.Reason) (bool, error) {
	sure, maybe := reading.SaysRead(l.m.Text, l.c)
	rest, said := reading.WithoutRead(l.m.Text)
	if !maybe && !said {
		return false, nil
	}
	lines, err := l.todayLines()
	if err != nil {
		return false, err
	}
	asked := slices.ContainsFunc(lines, func(t handoff.TodayLine) bool { return t.Asks })
	if sure || maybe && !asked && l.answersOurs() {
		l.t.Practised = &Practised{Read: true, Maybe: !sure}
		return true, l.took(why)
	}
	if said && len(lines) > 0 {
		l.t.Practised = &Practised{Read: true}
		m := *l.m
		m.Text = rest
		l.m = &m
	}
	return false, nil
}

// answersOurs says whether the mail answers one of the service.
func (l *inbound) answersOurs() bool {
	return l.token.Message != "" || slices.ContainsFunc(l.m.InReplyTo, func(id string) bool {
		return text.Domain(strings.Trim(id, "<>")) == text.Domain(l.c.Address)
	})
}
