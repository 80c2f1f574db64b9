package engine

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Organizer is the calendar on a server in which the events of a handoff address live.
type Organizer struct {
	Name     string // "google": stands in evidence
	Provider calendar.Provider
	Mails    bool // the server tells nobody: invitations are mailed as well
}

// register is the calendar of a handoff address, with what is known about reading its changes.
type register struct {
	Organizer
	address string
	mu      sync.Mutex // one reading at a time
	called  chan struct{}
	kept    time.Time // time of reading as the store knows it; guarded by mu
	sound   bool      // no outage is open; guarded by mu
	state   sync.Mutex
	readAt  time.Time // until when every change has been read
}

func (r *register) mark(at time.Time) {
	r.state.Lock()
	defer r.state.Unlock()
	r.readAt = at
}

func (r *register) watermark() time.Time {
	r.state.Lock()
	defer r.state.Unlock()
	return r.readAt
}

// registersOf lists the calendars of the handoff addresses, in the order of the addresses.
func registersOf(o Options) []*register {
	var out []*register
	for _, address := range o.Config.Addresses() {
		if org, ok := o.Organizers[address]; ok {
			out = append(out, &register{Organizer: org, address: address, called: make(chan struct{}, 1)})
		}
	}
	return out
}

// pollEvery is how often a calendar is asked for changes when nothing is due.
const pollEvery = time.Minute

// follow reads the changes of one calendar, again and again.
func (e *Engine) follow(ctx context.Context, r *register) {
	for failures := 0; ctx.Err() == nil; {
		_, err := e.changes(ctx, r)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			failures = 0
			e.sleep(ctx, e.Now().Add(pollEvery), r.called)
		default:
			failures++
			e.Log.Error("a calendar cannot be read and is tried again; no window closes meanwhile", "calendar", r.address, "error", err)
			e.sleep(ctx, e.Now().Add(patiently(failures)), nil)
		}
	}
}

// CalendarCalled says that the calendar of a handoff address may have changed: it is read at once.
func (e *Engine) CalendarCalled(address string) {
	for _, r := range e.registers {
		if r.address == address {
			select {
			case r.called <- struct{}{}:
			default:
			}
		}
	}
}

// changes reads what changed in the calendar of a handoff address and has it decided. How far it was read is kept in the same
// transaction, so no change is lost and none is decided twice.
func (e *Engine) changes(ctx context.Context, r *register) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	begun, source := e.Now(), readingSource(r.address)
	var token string
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) {
		token, _, err = tx.Reading(source)
		return err
	})
	if err != nil {
		return 0, err
	}
	got, err := r.Provider.Changes(ctx, token)
	if err != nil {
		if ctx.Err() == nil {
			e.calendarLost(ctx, r, begun, err)
		}
		return 0, fmt.Errorf("read the changes of the calendar of %s: %w", r.address, err)
	}
	if len(got.Events) > 0 || !r.sound || token == "" || begun.Sub(r.kept) >= keepEvery {
		if err := e.keepChanges(ctx, r, got, begun); err != nil {
			return 0, err
		}
		r.kept, r.sound = begun, true
	}
	r.mark(begun)
	if len(got.Events) > 0 {
		e.kick()
	}
	return len(got.Events), nil
}

func (e *Engine) keepChanges(ctx context.Context, r *register, got calendar.Changes, at time.Time) error {
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		for _, c := range got.Events {
			if err := e.takeChange(tx, r, c); err != nil {
				return err
			}
		}
		if err := e.outageEnds(tx, readingSource(r.address), at); err != nil {
			return err
		}
		return tx.SetReading(readingSource(r.address), got.Token, at)
	})
	if err != nil {
		return fmt.Errorf("take changes of the calendar of %s: %w", r.address, err)
	}
	return nil
}

// calendarLost notes that a calendar cannot be read: windows get the time back.
func (e *Engine) calendarLost(ctx context.Context, r *register, at time.Time, cause error) {
	err := e.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		_, err := tx.OutageBegin(readingSource(r.address), at, cause.Error())
		return err
	})
	if err != nil {
		e.Log.Error("an outage could not be noted", "calendar", r.address, "error", err)
		return
	}
	r.sound = false
}

// takeChange turns what guests have answered in a calendar into facts.
func (e *Engine) takeChange(tx *store.Tx, r *register, c calendar.Changed) error {
	id, found, err := tx.Booked(r.Name, c.Ref.ID)
	if err == nil && !found {
		id, found, err = tx.ByUID(calendar.NormalizeUID(c.UID))
	}
	if err != nil || !found {
		return err
	}
	h, err := tx.Handoff(id)
	if err != nil {
		return err
	}
	if current, err := e.isCopy(tx, h, r, c.UID); err != nil || !current {
		return err // that of an earlier turn, which we have taken away
	}
	if c.Gone {
		return e.takeDeleted(tx, h, r, c)
	}
	if err := e.desk.Joined(tx, id, c.URL, r.Name); err != nil {
		return err
	}
	if !c.Start.Equal(h.Start) { // what they answered was another time
		return nil
	}
	for _, a := range c.Attendees {
		if err := e.takeAttendee(tx, h, a, c, r.Name); err != nil {
			return err
		}
	}
	return nil
}

// isCopy says whether a change is one of the event that the calendar is to hold. Not every server tells of which event.
func (e *Engine) isCopy(tx *store.Tx, h handoff.Handoff, r *register, uid string) (bool, error) {
	if !r.Mails {
		return true, nil
	}
	if uid == "" {
		known, there, err := tx.Booking(h.ID, "")
		if err != nil || !there {
			return true, err
		}
		uid = known.Ref.UID
	}
	return calendar.NormalizeUID(uid) == h.CopyUID(), nil
}

// takeAttendee has an answer decided that is not known yet.
func (e *Engine) takeAttendee(tx *store.Tx, h handoff.Handoff, a calendar.Attendee, c calendar.Changed, via string) error {
	team := e.conf().Of(h.Team)
	for _, g := range h.Guests {
		if !g.Live || !g.HasAddress(team, a.Address) || a.PartStat == "" || a.PartStat == calendar.NeedsAction || a.PartStat == g.PartStat {
			continue
		}
		f := &handoff.Answered{About: handoff.About{At: c.At, By: handoff.Who{Person: g.Person}, Via: via, Strength: handoff.Seen,
			MessageID: via + ":" + c.Ref.ID + ":" + c.Ref.ETag}, Attendee: a.Address, PartStat: a.PartStat, Sequence: -1}
		if g.Person == "" {
			f.By.Address = g.Address
		}
		if f.At.IsZero() || f.At.After(e.Now()) {
			f.At = e.Now()
		}
		_, err := e.desk.Decide(tx, h.ID, f)
		return err
	}
	return nil
}

// takeDeleted has it decided that an event is gone which people should have. Those that we took away ourselves nobody should have.
func (e *Engine) takeDeleted(tx *store.Tx, h handoff.Handoff, r *register, c calendar.Changed) error {
	if !slices.ContainsFunc(h.Guests, func(g handoff.Guest) bool { return g.Live && g.Told }) {
		return nil
	}
	f := &handoff.Deleted{About: handoff.About{At: e.Now(), Via: r.Name, MessageID: r.Name + ":" + c.Ref.ID + ":" + c.Ref.ETag, Strength: handoff.Seen}}
	_, err := e.desk.Decide(tx, h.ID, f)
	return err
}
