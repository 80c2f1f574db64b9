package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Calendars says when people are busy. A calendar that cannot be read is not an error: the answer says what is unknown, and why.
type Calendars interface {
	// Busy reads all sources of the person for the time from … to, which the answer may go beyond. It gives up when ctx ends.
	Busy(ctx context.Context, person handoff.Person, from, to time.Time) handoff.Calendar
}

// Limits on the reading of calendars.
const (
	readWait  = 5 * time.Second // for all that one decision needs
	readAside = 8               // calendars that are read at the same time
	readTries = 3               // how often a decision may find that it needs more
	widest    = 62 * 24 * time.Hour
)

// agenda holds what was read of calendars. Nothing is read inside a transaction: what a decision misses is noted, the transaction is
// rolled back, the calendars are read, and it is decided again.
type agenda struct {
	calendars Calendars
	mu        sync.Mutex
	known     map[handoff.PersonID]handoff.Calendar
	missing   map[handoff.PersonID]handoff.Need // of the transaction in hand
}

// forget drops what was read of a person's calendar: it is to be read anew.
func (a *agenda) forget(id handoff.PersonID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.known, id)
}

// look gives what is known, each as far as the need goes, and notes what is missing: that counts as unknown.
func (a *agenda) look(n handoff.Need) map[handoff.PersonID]handoff.Calendar {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := make(map[handoff.PersonID]handoff.Calendar, len(n.People))
	for _, id := range n.People {
		c, ok := a.known[id]
		if !ok || c.ReadAt.Before(n.Since) || n.From.Before(c.From) || n.To.After(c.To) {
			a.miss(id, n)
		}
		if ok && !c.ReadAt.Before(n.Since) {
			out[id] = c.Within(n.From, n.To)
		}
	}
	return out
}

// miss notes that a person's calendar is to be read for a need beside those noted before.
func (a *agenda) miss(id handoff.PersonID, n handoff.Need) {
	if a.calendars == nil {
		return
	}
	if a.missing == nil {
		a.missing = map[handoff.PersonID]handoff.Need{}
	}
	m, ok := a.missing[id]
	if !ok {
		m = handoff.Need{What: handoff.NeedBusy, Since: n.Since, From: n.From, To: n.To}
	}
	m.From, m.To = span(m.From, m.To, n.From, n.To)
	if n.Since.After(m.Since) {
		m.Since = n.Since
	}
	a.missing[id] = m
}

// span is what holds both spans, or the second one alone if that would be more than servers give in one answer.
func span(from, to, from2, to2 time.Time) (time.Time, time.Time) {
	f, t := from, to
	if from2.Before(f) {
		f = from2
	}
	if to2.After(t) {
		t = to2
	}
	if t.Sub(f) > widest {
		return from2, to2
	}
	return f, t
}

// misses are the needs noted since the last call.
func (a *agenda) misses() map[handoff.PersonID]handoff.Need {
	a.mu.Lock()
	defer a.mu.Unlock()
	m := a.missing
	a.missing = nil
	return m
}

// changedTries is how often a transaction is run on what somebody else changes again and again.
const changedTries = 10

// errUnread rolls a transaction back in which calendars were missing.
var errUnread = errors.New("calendars have to be read first")

// update runs f in one transaction of the store. It may run several times: as calendars that it misses are read in between, and as
// what it was decided on was changed meanwhile. What cannot be had in time is unknown, never free.
func (e *Engine) update(ctx context.Context, f func(*store.Tx) error) error {
	for try := 1; ; try++ {
		var missing map[handoff.PersonID]handoff.Need
		err := e.Store.Update(ctx, func(tx *store.Tx) error {
			e.agenda.misses()
			if err := f(tx); err != nil {
				return err
			}
			if missing = e.agenda.misses(); len(missing) > 0 && try < readTries {
				return errUnread
			}
			return nil
		})
		if errors.Is(err, store.ErrChanged) && try < changedTries {
			continue
		}
		if !errors.Is(err, errUnread) {
			return err
		}
		e.readCalendars(ctx, missing)
		if ctx.Err() != nil {
			return fmt.Errorf("read calendars: %w", ctx.Err())
		}
	}
}

// readCalendars reads what is missing, several at a time and all within the limit.
func (e *Engine) readCalendars(ctx context.Context, missing map[handoff.PersonID]handoff.Need) {
	ctx, cancel := context.WithTimeout(ctx, readWait)
	defer cancel()
	var wg sync.WaitGroup
	turn := make(chan struct{}, readAside)
	for id, n := range missing {
		wg.Go(func() {
			select {
			case turn <- struct{}{}:
				defer func() { <-turn }()
				e.readCalendar(ctx, id, n)
			case <-ctx.Done():
				e.agenda.keep(id, handoff.Calendar{From: n.From, To: n.To, ReadAt: e.Now(), Unknown: []string{"there was no time to read it"}})
			}
		})
	}
	wg.Wait()
}

// readCalendar reads one person's calendars. A reader that does not give up in time is left behind.
func (e *Engine) readCalendar(ctx context.Context, id handoff.PersonID, n handoff.Need) {
	read := make(chan handoff.Calendar, 1)
	go func() { read <- e.agenda.read(ctx, e.conf().Person(id), n.From, n.To) }()
	at := e.Now()
	c := handoff.Calendar{Unknown: []string{fmt.Sprintf("it did not answer within %s", readWait)}}
	select {
	case c = <-read:
	case <-ctx.Done():
	}
	c.ReadAt = at
	if len(c.Unknown) > 0 {
		e.Log.Warn("a calendar cannot be told in full; nobody counts as free by it", "person", id, "why", c.Unknown)
	}
	if c.From.IsZero() || c.From.After(n.From) {
		c.From = n.From
	}
	if c.To.Before(n.To) {
		c.To = n.To
	}
	e.agenda.keep(id, c)
}

// read asks the calendars. A reader that fails in a way of its own must not end the service.
func (a *agenda) read(ctx context.Context, p handoff.Person, from, to time.Time) (c handoff.Calendar) {
	defer func() {
		if r := recover(); r != nil {
			c = handoff.Calendar{Unknown: []string{fmt.Sprintf("reading it failed: %.200v", r)}}
		}
	}()
	return a.calendars.Busy(ctx, p, from, to)
}

func (a *agenda) keep(id handoff.PersonID, c handoff.Calendar) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.known == nil {
		a.known = map[handoff.PersonID]handoff.Calendar{}
	}
	a.known[id] = c
}
