package outbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// errUnwritable is a calendar that was not opened for writing: the config has changed since.
var errUnwritable = errors.New("no calendar that may be written")

// event is the load that makes the event of an action stand as the handoff says now, so that the actions for several
// guests are one change, and a second try after a crash changes nothing. It is nil if the action is only mailed;
// alone says that nothing is mailed.
func (o *Outbox) event(tx rendering, h handoff.Handoff, a handoff.Action, now time.Time) (
	l *load, alone bool, err error) {
	copied := false
	switch a.Purpose.Channel() {
	case handoff.ChannelCalendar:
		c, ok := o.Organizers[o.conf().Of(h.Team).Address]
		if !ok {
			return nil, false, nil
		}
		copied, alone = c.Mails, !c.Mails
		if l, err = o.hosted(h, c, now); err != nil {
			return nil, alone, err
		}
	case handoff.ChannelCopy:
		address := o.conf().Of(h.Team).Address
		c, ok := o.Organizers[address]
		if !ok || !c.Mails {
			return nil, true, fmt.Errorf("a copy of the event in the calendar of %s: %w", address, errUnwritable)
		}
		copied, alone = true, true
		if l, err = o.hosted(h, c, now); err != nil {
			return nil, true, err
		}
		l.outage = handoff.Source{} // nobody waits for an answer to be shown
	case handoff.ChannelOwn:
		c, ok := o.Owns[a.To.Person]
		if !ok {
			return nil, true, fmt.Errorf("time for preparation of %s: %w", a.To.Person, errUnwritable)
		}
		alone = true
		if l, err = o.block(h, a.To.Person, c, now); err != nil {
			return nil, true, err
		}
	default:
		return nil, false, nil
	}
	return l, alone, l.locate(tx, h, copied)
}

// hosted is the event of a handoff in the calendar of its address.
func (o *Outbox) hosted(h handoff.Handoff, at Calendar, now time.Time) (*load, error) {
	c := o.conf().Of(h.Team)
	entry := o.Renderer.Event
	if at.Mails {
		entry = o.Renderer.Copy
	}
	want, err := entry(h, c, now)
	if err != nil {
		return nil, err
	}
	e := &Event{Handoff: h.ID, At: calendar.Ref{Calendar: at.ID}, Want: want, Off: len(want.Attendees) == 0}
	return &load{carrier: at.Carrier, via: at.Name, outage: at.Outage, item: Item{Event: e}}, nil
}

// block is a colleague's time for preparation.
func (o *Outbox) block(h handoff.Handoff, whose handoff.PersonID, at Calendar, now time.Time) (*load, error) {
	c := o.conf().Of(h.Team)
	want, stands, err := o.Renderer.Block(h, c, now)
	if err != nil {
		return nil, err
	}
	off := !stands || h.Block.Rep != whose
	if off {
		want = calendar.Event{UID: h.Events().Block()}
	}
	want.Organizer = calendar.Attendee{Address: c.Person(whose).Email()}
	want.Stamp = now
	return &load{carrier: at.Carrier, via: at.Name, whose: whose,
		item: Item{Event: &Event{Handoff: h.ID, At: calendar.Ref{Calendar: at.ID}, Want: want, Off: off}}}, nil
}

// locate finds out where the event stands. A copy is that of one turn, see Renderer.Copy.
func (l *load) locate(tx rendering, h handoff.Handoff, copied bool) error {
	known, there, err := tx.Booking(h.ID, l.whose)
	if err != nil {
		return err
	}
	e := l.item.Event
	if there = there && known.Provider == l.via; there {
		e.At = known.Ref
	}
	if copied && !e.Off && (!there || known.Ref.UID != e.Want.UID) {
		e.replaces(h, known.Ref, there)
	} else if !there {
		e.At.UID = e.Want.UID // it may stand there all the same: the process may have died before it could be noted
	}
	return nil
}

// replaces has the copies of earlier turns taken away: the one that is known, and any that the process may have died
// over.
func (e *Event) replaces(h handoff.Handoff, known calendar.Ref, there bool) {
	if there {
		e.Earlier = append(e.Earlier, known)
	}
	for _, u := range h.Events().UIDs() {
		if u.UID != e.Want.UID && u.UID != known.UID && (there || u.Person != "") {
			e.Earlier = append(e.Earlier, calendar.Ref{UID: u.UID})
		}
	}
	e.At = calendar.Ref{UID: e.Want.UID}
}

// eventsAside is how many events are written at the same time: Microsoft takes four requests for one mailbox.
const eventsAside = 4

// carryEvents makes the events of a round stand as they should, each once however many of its guests have an action.
func (o *Outbox) carryEvents(ctx context.Context, deliveries []*delivery) {
	type place struct {
		handoff handoff.ID
		whose   handoff.PersonID
	}
	first := map[place]*load{}
	var again [][2]*load // what is the same as an earlier one
	var wg sync.WaitGroup
	turn := make(chan struct{}, eventsAside)
	for _, p := range deliveries {
		l := p.event()
		if l == nil {
			continue
		}
		at := place{l.item.Event.Handoff, l.whose}
		if same, ok := first[at]; ok {
			again = append(again, [2]*load{l, same})
			continue
		}
		first[at] = l
		o.Hook("handed")
		wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			l.got, l.err = l.carrier.Carry(ctx, l.item)
		})
	}
	wg.Wait()
	for _, pair := range again {
		pair[0].got, pair[0].err = pair[1].got, pair[1].err
	}
	for _, p := range deliveries {
		if l := p.event(); l != nil {
			l.at = o.Now()
			o.Hook("accepted")
		}
	}
}

// stands keeps where an event stands that was taken.
func (o *Outbox) stands(tx marking, l *load) error {
	if l.outage != (handoff.Source{}) {
		if err := o.OutageEnds(tx, l.outage, l.at); err != nil {
			return err
		}
	}
	id := l.item.Event.Handoff
	if err := o.Desk.Joined(tx, id, l.got.Link, l.via); err != nil {
		return err
	}
	return tx.PutBooking(id, l.whose, store.Booking{Provider: l.via, Ref: l.got.At})
}

// notPermitted tells of a calendar that may not be written until somebody grants something. The actions wait for it,
// and no window opens.
func (o *Outbox) notPermitted(tx marking, p *delivery, l *load, failed *Error) error {
	if l.outage != (handoff.Source{}) {
		why := failed.Why
		if failed.Mend != "" {
			why += "; " + failed.Mend
		}
		if _, err := tx.OutageBegin(l.outage, l.at, why); err != nil {
			return err
		}
	}
	if p.job.Rows[0].Attempts > 1 {
		return nil
	}
	a := p.job.Rows[0].Action
	f := &handoff.Failed{About: handoff.About{At: l.at, Via: l.via, Strength: handoff.Seen},
		Key: a.Key(), Purpose: a.Purpose, To: a.To, Permission: true,
		Error: text.Shorten(failed.Why, 300), Mend: text.Shorten(failed.Mend, 1000)}
	_, err := o.Desk.Decide(tx, a.Handoff, f)
	return err
}
