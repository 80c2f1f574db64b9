package intake

import (
	"reflect"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// Talk is what somebody answered to an invitation to meet a colleague.
type Talk struct {
	UID      string
	PartStat calendar.PartStat // empty: another time is proposed
	Start    time.Time         // the time that is proposed
	End      time.Time
}

// Talks finds the talks of colleagues.
type Talks interface {
	// Talk finds one by its UID, or by the one that a server gave its event.
	Talk(uid string) (handoff.Talk, bool, error)
	// TalkBooked finds one by the id that the server of that name gave its event.
	TalkBooked(server, event string) (handoff.Talk, bool, error)
}

// TalkChange says what a change in the calendar of a handoff address means for the talk whose event it is: what the two
// have answered there, that somebody has moved it, or taken it away. False: it is the event of none, or nothing is new.
func (r *Reader) TalkChange(f Talks, c Change) (handoff.Talk, bool, error) {
	t, found, err := f.TalkBooked(c.Calendar, c.Ref.ID)
	if err == nil && !found && c.UID != "" {
		t, found, err = f.Talk(calendar.NormalizeUID(c.UID))
	}
	if err != nil || !found || !t.Stands() {
		return t, false, err
	}
	now := t.Displaced(calendar.Span{Start: c.Start, End: c.End}, c.Gone)
	if !c.Gone && c.Start.Equal(now.Start) {
		for _, a := range c.Attendees {
			if p, ok := r.Config.ByEmail(a.Address); ok {
				now = now.Answer(p.ID, a.PartStat)
			}
		}
	}
	return now, !reflect.DeepEqual(t, now), nil
}

// takeTalk takes an answer to such an invitation: of whoever has it alone. It reports false if the event is none.
func (l *inbound) takeTalk(a calendar.Answer) (bool, error) {
	uid := calendar.NormalizeUID(a.UID)
	t, found, err := l.f.Talk(uid)
	if err != nil || !l.known || !found && !handoff.IsOneToOne(uid, l.c.Address) {
		return false, err
	}
	if found {
		uid = t.UID
	}
	own := l.isFor(a.Attendee, handoff.Recipient{Person: l.sender.ID})
	if !own || !l.verified {
		return true, l.silent(unprovedAnswer, handoff.Because("unproved-answer", handoff.ReasonArg(l.doubt)))
	}
	l.t.Talk = &Talk{UID: uid, PartStat: a.PartStat}
	if a.Method == "COUNTER" {
		l.t.Talk.PartStat, l.t.Talk.Start, l.t.Talk.End = "", a.Start, a.End
	}
	return true, l.took(handoff.Because("talk-answered", handoff.PersonArg(l.sender.ID)))
}
