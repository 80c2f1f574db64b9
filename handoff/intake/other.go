package intake

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// takeOther ends what is no answer to an invitation, no failure and no mail that was recognised as a person's words.
func (l *inbound) takeOther(id handoff.ID, found bool) error {
	why := handoff.Because("mail-kind", handoff.WordsArg(l.m.Kind), handoff.WordsArg(l.m.Why))
	switch l.m.Kind {
	case mail.KindDSNDelayed:
		return l.silent(reportDelayed, why)
	case mail.KindDSNDelivered:
		return l.silent(reportDelivered, why)
	case mail.KindReadReceipt:
		return l.silent(readReceipt, why)
	case mail.KindCalendarCancel, mail.KindCalendarRequest:
		if done, err := l.takeGuestEvent(id, found); done || err != nil {
			return err
		}
	case mail.KindOther:
		return l.takeUnknown(id, found, why)
	}
	return l.unusable(id, found, why)
}

// byMachine are the reasons of package mail for which a mail of kind other says nothing to anybody.
var byMachine = []struct {
	begins string
	why    Silence
}{{"reaction", reaction}, {"bulk mail", automatic}, {"a notice", automatic}, {"a request to recall", automatic}}

// takeUnknown ends a mail that fits no kind. What a machine has written in nobody's name says nothing to anybody; all
// else is somebody's.
func (l *inbound) takeUnknown(id handoff.ID, found bool, why handoff.Reason) error {
	for _, m := range byMachine {
		if strings.HasPrefix(l.m.Why, m.begins) {
			return l.silent(m.why, why)
		}
	}
	if l.m.From.Addr == "" {
		return l.silent(unknownSender, why)
	}
	return l.unusable(id, found, why)
}

// unusable ends a mail that the service can make nothing of: a colleague is asked what they meant, the rep gets what
// the prospect's side sent as it is.
func (l *inbound) unusable(id handoff.ID, found bool, why handoff.Reason) error {
	switch {
	case l.known && !l.verified:
		return l.silent(unprovedIdle,
			handoff.Because("unproved-idle/unusable", handoff.ReasonArg(why), handoff.ReasonArg(l.doubt)))
	case l.known && found:
		return l.fact(id, &handoff.Unclear{About: l.about(), Text: text.Shorten(l.m.Text, 200)})
	case l.known:
		return l.noLead(handoff.NoLeadUnread, why)
	case found:
		return l.takeOutsider(id)
	}
	return l.silent(unknownSender, why)
}

// foreign ends an answer to an invitation that is not from here; in the thread of a lead it is mail all the same.
func (l *inbound) foreign(id handoff.ID, found bool, uid string) error {
	why := handoff.Because("unusable/foreign", handoff.WordsArg(uid))
	switch {
	case found:
		return l.unusable(id, found, why)
	case !l.known:
		return l.silent(strangersEvent, why)
	case !l.verified:
		return l.silent(unprovedIdle, why)
	}
	return l.noLead(handoff.NoLeadUnread, why)
}
