package engine

import (
	"context"
	"fmt"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// stoodStill is how long the service must not have run for that to be an outage.
const stoodStill = 10 * time.Minute

// readings are what is known of when mailboxes were read.
type readings interface {
	Cursor(source string) (store.Cursor, bool, error)
	OutageBegin(source handoff.Source, at time.Time, why string) (bool, error)
	OutageEnd(source handoff.Source, at time.Time) (bool, time.Time, error)
}

// stood notes, with the first reading, that nobody could be reminded or answered since the last one of an earlier run.
// Windows have that time back; nobody is told, for it may have been meant.
func (e *Engine) stood(tx readings, s *source, begun time.Time) error {
	if !s.kept.IsZero() {
		return nil
	}
	c, ok, err := tx.Cursor(s.Name)
	if err != nil || !ok || c.ReadAt.IsZero() || begun.Sub(c.ReadAt) < stoodStill {
		return err
	}
	return stoppedFrom(tx, s.source(), c.ReadAt, begun)
}

// stoppedFrom keeps a stop of the service, unless an outage of the source goes on all the time.
func stoppedFrom(tx readings, source handoff.Source, from, to time.Time) error {
	if first, err := tx.OutageBegin(source, from, "handoffd did not run"); err != nil || !first {
		return err
	}
	_, _, err := tx.OutageEnd(source, to)
	return err
}

// beat notes that the service runs. Passes come round every half minute, so where the clock has gone on by far more
// since the last beat the machine was suspended, or the process frozen: to everybody that is a stop of the service, and
// it is kept as one before anything is decided that fell due in it.
func (e *Engine) beat(ctx context.Context, now time.Time) error {
	if !e.Machine {
		return nil
	}
	e.beating.Lock()
	defer e.beating.Unlock()
	from := e.beaten
	if from.IsZero() || now.Sub(from) < stoodStill {
		e.beaten = now
		return nil
	}
	err := e.Store.Update(ctx, func(tx *store.Tx) error {
		for _, s := range e.sources {
			if err := stoppedFrom(tx, s.source(), from, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note that the machine stood still: %w", err)
	}
	e.Log.Warn("the machine was suspended: the time is given back to whoever had to answer", "since", from)
	e.beaten = now
	return nil
}
