package engine

import (
	"context"
	"fmt"
	"sync"
	"time"

	"handoffd/calendar"
	"handoffd/handoff/intake"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
)

// Organizer is the calendar on a server in which the events of a handoff address live.
type Organizer struct {
	outbox.Calendar
	Reader ChangeReader
}

// ChangeReader reads what changed in a calendar. Every calendar.Provider is one.
type ChangeReader interface {
	Changes(ctx context.Context, token string) (calendar.Changes, error)
}

// calendarSync is the calendar of a handoff address, with what is known about reading its changes.
type calendarSync struct {
	Organizer
	address string
	mu      sync.Mutex // one reading at a time
	called  chan struct{}
	kept    time.Time // time of reading as the store knows it; guarded by mu
	sound   bool      // no outage is open; guarded by mu
	state   sync.Mutex
	readAt  time.Time // until when every change has been read
}

func (r *calendarSync) mark(at time.Time) {
	r.state.Lock()
	defer r.state.Unlock()
	r.readAt = at
}

func (r *calendarSync) watermark() time.Time {
	r.state.Lock()
	defer r.state.Unlock()
	return r.readAt
}

// calendarSyncs lists the calendars of the handoff addresses, in the order of the addresses.
func calendarSyncs(o Options) []*calendarSync {
	var out []*calendarSync
	for _, address := range o.Config.Addresses() {
		if org, ok := o.Organizers[address]; ok {
			out = append(out, &calendarSync{Organizer: org, address: address, called: make(chan struct{}, 1)})
		}
	}
	return out
}

// pollEvery is how often a calendar is asked for changes when nothing is due.
const pollEvery = time.Minute

// follow reads the changes of one calendar, again and again.
func (e *Engine) follow(ctx context.Context, r *calendarSync) {
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
			e.Log.Error("a calendar cannot be read and is tried again; no window closes meanwhile", "calendar", r.address,
				"error", err)
			e.sleep(ctx, e.Now().Add(patiently(failures)), nil)
		}
	}
}

// CalendarCalled says that the calendar of a handoff address may have changed: it is read at once.
func (e *Engine) CalendarCalled(address string) {
	for _, r := range e.syncs {
		if r.address == address {
			select {
			case r.called <- struct{}{}:
			default:
			}
		}
	}
}

// changes reads what changed in the calendar of a handoff address and has it decided. How far it was read is kept in
// the same transaction, so no change is lost and none is decided twice.
func (e *Engine) changes(ctx context.Context, r *calendarSync) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	begun, source := e.Now(), readingOf(r.address).String()
	var token string
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) {
		token, _, err = tx.Reading(source)
		return err
	})
	if err != nil {
		return 0, err
	}
	got, err := r.Reader.Changes(ctx, token)
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

func (e *Engine) keepChanges(ctx context.Context, r *calendarSync, got calendar.Changes, at time.Time) error {
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		for _, c := range got.Events {
			if err := e.desk.Change(tx, intake.Change{Changed: c, Calendar: r.Name, Copies: r.Mails}); err != nil {
				return err
			}
		}
		if err := e.outageEnds(tx, readingOf(r.address), at); err != nil {
			return err
		}
		return tx.SetReading(readingOf(r.address).String(), got.Token, at)
	})
	if err != nil {
		return fmt.Errorf("take changes of the calendar of %s: %w", r.address, err)
	}
	return nil
}

// calendarLost notes that a calendar cannot be read: windows get the time back.
func (e *Engine) calendarLost(ctx context.Context, r *calendarSync, at time.Time, cause error) {
	err := e.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		_, err := tx.OutageBegin(readingOf(r.address), at, cause.Error())
		return err
	})
	if err != nil {
		e.Log.Error("an outage could not be noted", "calendar", r.address, "error", err)
		return
	}
	r.sound = false
}
