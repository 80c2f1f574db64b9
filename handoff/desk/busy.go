package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Limits on the reading of calendars.
const (
	readWait  = 5 * time.Second // for all that one decision needs
	readAside = 8               // calendars that are read at the same time
	readTries = 3               // how often a decision may find that it needs more
)

// Widest is the longest time of which calendar servers tell in one answer.
const Widest = 62 * 24 * time.Hour

// busyCache holds what was read of calendars. Nothing is read inside a transaction: what a decision misses is noted,
// the transaction is rolled back, the calendars are read, and it is decided again.
type busyCache struct {
	mu      sync.Mutex
	known   map[handoff.PersonID]handoff.Calendar
	missing map[handoff.PersonID]handoff.Need // of the transaction in hand
}

// forgetBusy drops what was read of a person's calendar: it is to be read anew.
func (d *Decider) forgetBusy(id handoff.PersonID) {
	d.busy.mu.Lock()
	defer d.busy.mu.Unlock()
	delete(d.busy.known, id)
}

// keepBusy keeps a fresh reading of a person's calendar and gives the one before; false if there was none.
func (d *Decider) keepBusy(id handoff.PersonID, c handoff.Calendar) (before handoff.Calendar, known bool) {
	d.busy.mu.Lock()
	before, known = d.busy.known[id]
	d.busy.mu.Unlock()
	d.busy.keep(id, c)
	return before, known
}

// look gives what is known, each as far as the need goes, and notes what is missing: that counts as unknown.
func (a *busyCache) look(n handoff.Need) map[handoff.PersonID]handoff.Calendar {
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
func (a *busyCache) miss(id handoff.PersonID, n handoff.Need) {
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
	if t.Sub(f) > Widest {
		return from2, to2
	}
	return f, t
}

// misses are the needs noted since the last call.
func (a *busyCache) misses() map[handoff.PersonID]handoff.Need {
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

// Update runs f in one transaction of the store. It may run several times: as calendars that it misses are read in
// between, and as what it was decided on was changed meanwhile. What cannot be had in time is unknown, never free.
func (d *Decider) Update(ctx context.Context, f func(*store.Tx) error) error {
	for try := 1; ; try++ {
		var missing map[handoff.PersonID]handoff.Need
		err := d.Store.Update(ctx, func(tx *store.Tx) error {
			d.busy.misses()
			if err := f(tx); err != nil {
				return err
			}
			if missing = d.busy.misses(); len(missing) > 0 && d.Calendars != nil && try < readTries {
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
		d.readCalendars(ctx, missing)
		if ctx.Err() != nil {
			return fmt.Errorf("read calendars: %w", ctx.Err())
		}
	}
}

// readCalendars reads what is missing, several at a time and all within the limit.
func (d *Decider) readCalendars(ctx context.Context, missing map[handoff.PersonID]handoff.Need) {
	ctx, cancel := context.WithTimeout(ctx, readWait)
	defer cancel()
	var wg sync.WaitGroup
	turn := make(chan struct{}, readAside)
	for id, n := range missing {
		wg.Go(func() {
			select {
			case turn <- struct{}{}:
				defer func() { <-turn }()
				d.readCalendar(ctx, id, n)
			case <-ctx.Done():
				d.busy.keep(id, handoff.Calendar{From: n.From, To: n.To, ReadAt: d.Now(),
					Unknown: []handoff.Reason{handoff.Because("unread/no-time")}})
			}
		})
	}
	wg.Wait()
}

// readCalendar reads one person's calendars. A reader that does not give up in time is left behind.
func (d *Decider) readCalendar(ctx context.Context, id handoff.PersonID, n handoff.Need) {
	read := make(chan handoff.Calendar, 1)
	go func() { read <- d.read(ctx, d.Config().Person(id), n.From, n.To) }()
	at := d.Now()
	c := handoff.Calendar{Unknown: []handoff.Reason{handoff.Because("unread/timeout", handoff.SpanArg(readWait))}}
	select {
	case c = <-read:
	case <-ctx.Done():
	}
	c.ReadAt = at
	if len(c.Unknown) > 0 {
		d.Log.Warn("a calendar cannot be told in full; nobody counts as free by it", "person", id, "why", c.Unknown)
	}
	if c.From.IsZero() || c.From.After(n.From) {
		c.From = n.From
	}
	if c.To.Before(n.To) {
		c.To = n.To
	}
	d.busy.keep(id, c)
}

// read asks the calendars. A reader that fails in a way of its own must not end the service.
func (d *Decider) read(ctx context.Context, p handoff.Person, from, to time.Time) (c handoff.Calendar) {
	defer func() {
		if r := recover(); r != nil {
			c = handoff.Calendar{Unknown: []handoff.Reason{handoff.Because("unread/broken",
				handoff.WordsArg(fmt.Sprintf("%.200v", r)))}}
		}
	}()
	return d.Calendars.Busy(ctx, p, from, to)
}

func (a *busyCache) keep(id handoff.PersonID, c handoff.Calendar) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.known == nil {
		a.known = map[handoff.PersonID]handoff.Calendar{}
	}
	a.known[id] = c
}
