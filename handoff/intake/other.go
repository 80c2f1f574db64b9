package intake

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// takeOther ends what is no answer to an invitation, no failure and no mail that was recognised as a person's words.
func (l *inbound) takeOther(id handoff.ID, found bool) error {
	why := string(l.m.Kind) + ": " + l.m.Why
	switch l.m.Kind {
	case mail.KindDSNDelayed:
		return l.silent(reportDelayed, "%s", why)
	case mail.KindDSNDelivered:
		return l.silent(reportDelivered, "%s", why)
	case mail.KindReadReceipt:
		return l.silent(readReceipt, "%s", why)
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
func (l *inbound) takeUnknown(id handoff.ID, found bool, why string) error {
	for _, m := range byMachine {
		if strings.HasPrefix(l.m.Why, m.begins) {
			return l.silent(m.why, "%s", why)
		}
	}
	if l.m.From.Addr == "" {
		return l.silent(unknownSender, "%s", why)
	}
	return l.unusable(id, found, why)
}

// unusable ends a mail that the service can make nothing of: a colleague is asked what they meant, the rep gets what
// the prospect's side sent as it is.
func (l *inbound) unusable(id handoff.ID, found bool, why string) error {
	switch {
	case l.known && !l.verified:
		return l.silent(unprovedIdle, "%s; and its sender is not authenticated: %s", why, l.u.Auth.Why)
	case l.known && found:
		return l.fact(id, &handoff.Unclear{About: l.about(), Text: text.Shorten(l.m.Text, 200)})
	case l.known:
		return l.noLead(handoff.NoLeadUnread, "%s", why)
	case found:
		return l.takeOutsider(id)
	}
	return l.silent(unknownSender, "%s", why)
}

// foreign ends an answer to an invitation that is not from here; in the thread of a lead it is mail all the same.
func (l *inbound) foreign(id handoff.ID, found bool, uid string) error {
	const why = "it answers an invitation that is not from here (UID %.80s)"
	switch {
	case found:
		return l.unusable(id, found, fmt.Sprintf(why, uid))
	case !l.known:
		return l.silent(strangersEvent, why, uid)
	case !l.verified:
		return l.silent(unprovedIdle, why, uid)
	}
	return l.noLead(handoff.NoLeadUnread, why, uid)
}
