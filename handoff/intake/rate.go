package intake

import (
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// inTurn says whether the rate of its sender allows the mail to be acted upon now, so that neither a loop nor a flood
// of what anybody writes in an hour brings mail about. Else it waits, behind those of the sender that wait already.
func (l *inbound) inTurn() error {
	if l.m.Kind != mail.KindHumanReply || l.settled() || l.in.Due || !l.bringsMail() {
		return nil
	}
	at := l.in.Arrived
	if l.in.Waited {
		at = l.in.At
	}
	nth, _, err := l.f.NthAnswered(l.t.Sender, l.u.Auth.Result == "pass", handoff.AnsweredPerHour, at.Add(-time.Hour))
	if err != nil {
		return err
	}
	ok, from := handoff.MayAnswer(nth, at)
	waiting := 0
	if !l.in.Waited || !ok {
		if waiting, err = l.f.Deferred(l.t.Sender); err != nil {
			return err
		}
	}
	switch {
	case ok && (l.in.Waited || waiting == 0):
		return nil
	case waiting >= handoff.MostDeferred:
		l.drop()
		return l.silent(tooMany,
			handoff.Because("too-many", handoff.NumberArg(waiting), handoff.NumberArg(handoff.AnsweredPerHour)))
	}
	l.drop()
	l.t.Wait = &Wait{From: from, First: waiting == 0 && !l.in.Waited}
	return l.heard(handoff.MailDeferred, handoff.Because("deferred", handoff.NumberArg(handoff.AnsweredPerHour)))
}

// bringsMail says whether the mail may bring about mail to its sender, or to others because of them.
func (l *inbound) bringsMail() bool {
	return l.t.Tell != nil || l.t.MyLeads || l.t.Practised != nil || l.t.Times != nil || len(l.t.Rotates) > 0 ||
		len(l.t.Facts) > 0 && handoff.Answers(l.t.Facts[0].Fact)
}

// drop leaves nothing of the mail to be done now.
func (l *inbound) drop() {
	l.t.Facts, l.t.Tell, l.t.MyLeads, l.t.Times, l.t.Seen, l.t.Spent = nil, nil, false, nil, nil, ""
	l.t.Practised, l.t.Rotates, l.t.Unsaid = nil, nil, nil
}
