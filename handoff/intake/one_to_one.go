package intake

import (
	"handoffd/calendar"
	"handoffd/handoff"
)

// Talk is what somebody answered to an invitation to meet a colleague.
type Talk struct {
	UID      string
	PartStat calendar.PartStat // empty: another time is proposed
}

// takeTalk takes an answer to such an invitation: of whoever has it alone. It reports false if the event is none.
func (l *inbound) takeTalk(a calendar.Answer) (bool, error) {
	uid := calendar.NormalizeUID(a.UID)
	if !l.c.IsOneToOne(uid) || !l.known {
		return false, nil
	}
	own := l.isFor(a.Attendee, handoff.Recipient{Person: l.sender.ID})
	if !own || !l.verified {
		return true, l.silent(unprovedAnswer, handoff.Because("unproved-answer", handoff.ReasonArg(l.doubt)))
	}
	l.t.Talk = &Talk{UID: uid, PartStat: a.PartStat}
	if a.Method == "COUNTER" {
		l.t.Talk.PartStat = ""
	}
	return true, l.took(handoff.Because("talk-answered", handoff.PersonArg(l.sender.ID)))
}
