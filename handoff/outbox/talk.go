package outbox

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// invites is the talk of colleagues that an action invites to, or withdraws; nil if it does neither.
func invites(a handoff.Action) *handoff.Talk {
	return handoff.DetailOf[handoff.ServiceDetail](a).Meets
}

// hosts is the calendar on a server that holds the event of a talk; false: it is mailed only.
func (o *Outbox) hosts(t *handoff.Talk) (Calendar, bool) {
	if t == nil || t.Mailed {
		return Calendar{}, false
	}
	c, ok := o.Organizers[o.conf().Of(t.Team).Address]
	return c, ok
}

// talk makes the event of a talk stand on the server as the action says, as the invitation to a meeting does; nil where
// none holds it.
func (o *Outbox) talk(tx rendering, a handoff.Action, now time.Time) (*load, bool, error) {
	t := invites(a)
	c, ok := o.hosts(t)
	if !ok {
		return nil, false, nil
	}
	known, found, err := tx.Talk(t.UID)
	if err != nil || !found || known.Mailed {
		return nil, false, err
	}
	want, err := o.Renderer.Talk(a, o.conf().Of(t.Team), c.Mails, now)
	if err != nil {
		return nil, !c.Mails, err
	}
	e := &Event{Talk: t.UID, At: calendar.Ref{Calendar: c.ID, UID: want.UID}, Want: want, Off: !t.Off.Empty()}
	if at, there, err := tx.TalkBooking(t.UID); err != nil {
		return nil, false, err
	} else if there && at.Provider == c.Name {
		e.At = at.Ref
	}
	return &load{carrier: c.Carrier, via: c.Name, outage: c.Outage, item: e}, !c.Mails, nil
}

// keepTalk keeps where the event of a talk stands, and at which time.
func (e *Event) keepTalk(tx marking, l *load) error {
	t, found, err := tx.Talk(e.Talk)
	if err != nil || !found {
		return err
	}
	stood := &calendar.Span{Start: e.Want.Start, End: e.Want.End}
	if e.Off {
		stood = nil
	}
	if t.Stood == nil || stood == nil || !t.Stood.Start.Equal(stood.Start) || !t.Stood.End.Equal(stood.End) {
		t.Stood = stood
		if err := tx.PutTalk(t); err != nil {
			return err
		}
	}
	return tx.PutTalkBooking(e.Talk, store.Booking{Provider: l.via, Ref: l.got.At})
}

// standing says whether an action says how a talk stands.
func standing(tx rendering, a handoff.Action, now time.Time) (bool, handoff.Reason, error) {
	i := invites(a)
	if i == nil {
		return true, handoff.Reason{}, nil
	}
	t, found, err := tx.Talk(i.UID)
	if err != nil || !found {
		return true, handoff.Reason{}, err
	}
	why := t.Supersedes(*i, now)
	return why.Empty(), why, nil
}
