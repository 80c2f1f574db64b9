package outbox

import (
	"errors"
	"fmt"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// errUnwritable is a calendar that was not opened for writing: the config has changed since.
var errUnwritable = errors.New("no calendar that may be written")

// Calendar is where events stand on a server: those of a handoff address, or a colleague's time for preparation.
type Calendar struct {
	Name    string // "google": stands in evidence
	Carrier Carrier
	ID      string         // as calendar.Ref.Calendar; empty: the one of the account
	Mails   bool           // the server tells nobody: invitations are mailed as well
	Outage  handoff.Source // by which outages of writing are kept; zero: nobody waits for it
}

// Event is how one event is to stand, whatever was done to it before: carried twice it stands the same.
type Event struct {
	Handoff handoff.ID
	Talk    string           // the UID of the talk of colleagues whose event it is, in place of Handoff
	Whose   handoff.PersonID // in whose calendar; empty: that of the handoff address
	At      calendar.Ref     // where it stands, as far as is known
	Earlier []calendar.Ref   // the events of earlier turns, which go first
	Want    calendar.Event
	Off     bool // it is to be taken away
}

func (e *Event) kind() string { return "an event" }

// place is where an event stands: however many of its guests have an action, it is one change.
type place struct {
	handoff handoff.ID
	whose   handoff.PersonID
}

func (e *Event) once() any {
	if e.Talk != "" {
		return e.Talk
	}
	return place{e.Handoff, e.Whose}
}

// invitation makes the event of a handoff stand as the handoff says now, so that the actions for several guests are one
// change, and a second try after a crash changes nothing. Without a calendar on a server it is only mailed.
func (o *Outbox) invitation(tx rendering, h handoff.Handoff, _ handoff.Action, now time.Time) (*load, bool, error) {
	c, ok := o.Organizers[o.conf().Of(h.Team).Address]
	if !ok {
		return nil, false, nil
	}
	l, err := o.hosted(tx, h, c, c.Mails, now)
	return l, !c.Mails, err
}

// eventCopy is the copy of an event in the calendar of the handoff address, which tells nobody.
func (o *Outbox) eventCopy(tx rendering, h handoff.Handoff, _ handoff.Action, now time.Time) (*load, bool, error) {
	address := o.conf().Of(h.Team).Address
	c, ok := o.Organizers[address]
	if !ok || !c.Mails {
		return nil, true, fmt.Errorf("a copy of the event in the calendar of %s: %w", address, errUnwritable)
	}
	c.Outage = handoff.Source{} // nobody waits for an answer to be shown
	l, err := o.hosted(tx, h, c, true, now)
	return l, true, err
}

// hosted is the event of a handoff in the calendar of its address.
func (o *Outbox) hosted(tx rendering, h handoff.Handoff, at Calendar, copied bool, now time.Time) (*load, error) {
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
	l := &load{carrier: at.Carrier, via: at.Name, outage: at.Outage, item: e}
	return l, e.locate(tx, l.via, h, copied)
}

// preparation is a colleague's time for preparation.
func (o *Outbox) preparation(tx rendering, h handoff.Handoff, a handoff.Action, now time.Time) (*load, bool, error) {
	whose := a.To.Person
	at, ok := o.Owns[whose]
	if !ok {
		return nil, true, fmt.Errorf("time for preparation of %s: %w", whose, errUnwritable)
	}
	c := o.conf().Of(h.Team)
	want, stands, err := o.Renderer.Block(h, c, now)
	if err != nil {
		return nil, true, err
	}
	off := !stands || h.Block.Rep != whose
	if off {
		want = calendar.Event{UID: h.Events().Block()}
	}
	want.Organizer = calendar.Attendee{Address: c.Person(whose).Email()}
	want.Stamp = now
	e := &Event{Handoff: h.ID, Whose: whose, At: calendar.Ref{Calendar: at.ID}, Want: want, Off: off}
	l := &load{carrier: at.Carrier, via: at.Name, spare: true, item: e}
	return l, true, e.locate(tx, l.via, h, false)
}

// locate finds out where the event stands. A copy is that of one turn, see Renderer.Copy.
func (e *Event) locate(tx rendering, provider string, h handoff.Handoff, copied bool) error {
	known, there, err := tx.Booking(h.ID, e.Whose)
	if err != nil {
		return err
	}
	if there = there && known.Provider == provider; there {
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

// taken keeps where it stands.
func (e *Event) taken(o *Outbox, tx marking, l *load) error {
	if l.outage != (handoff.Source{}) {
		if err := o.OutageEnds(tx, l.outage, l.at); err != nil {
			return err
		}
	}
	if e.Talk != "" {
		return e.keepTalk(tx, l)
	}
	if err := o.Desk.Joined(tx, e.Handoff, l.got.Link, l.via); err != nil {
		return err
	}
	return tx.PutBooking(e.Handoff, e.Whose, store.Booking{Provider: l.via, Ref: l.got.At})
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
	if p.job.Rows[0].Attempts > 1 || p.job.Rows[0].Action.Handoff == "" {
		return nil
	}
	a := p.job.Rows[0].Action
	f := &handoff.Failed{About: handoff.About{At: l.at, Via: l.via, Strength: handoff.Seen},
		Key: a.Key(), Purpose: a.Purpose, To: a.To, Permission: true,
		Error: text.Shorten(failed.Why, 300), Mend: text.Shorten(failed.Mend, 1000)}
	_, err := o.Desk.Decide(tx, a.Handoff, f)
	return err
}
