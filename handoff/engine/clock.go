package engine

import (
	"context"
	"fmt"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
)

// never is the next time of a pass that comes round by itself.
func never(clock) (time.Time, bool, error) { return time.Time{}, false, nil }

// batchSize is how many facts one transaction holds at most.
const batchSize = 250

// deadlines decides what has fallen due. A deadline at T waits until every mailbox was read at or after T, so that an
// answer that arrived in time is always decided first: each mailbox is polled once when something is due.
func (e *Engine) deadlines(ctx context.Context) (int, error) {
	e.due.Lock()
	defer e.due.Unlock()
	total := 0
	for {
		now := e.Now()
		if e.halted().After(now) {
			return total, nil
		}
		at, ok, err := e.nextDue(ctx)
		if err != nil || !ok || at.After(now) {
			return total, err
		}
		mark, err := e.watermark(ctx, at, now)
		if err != nil {
			return total, err
		}
		n, err := e.decideDue(ctx, mark)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
		e.kick()
	}
}

func (e *Engine) nextDue(ctx context.Context) (at time.Time, ok bool, err error) {
	err = e.Store.View(ctx, func(tx *store.Tx) error {
		at, ok, err = tx.NextDue()
		return err
	})
	return at, ok, err
}

// watermark is the instant up to which deadlines may be decided; it reads mailboxes that were not read since the given
// due time.
func (e *Engine) watermark(ctx context.Context, due, now time.Time) (time.Time, error) {
	mark := now
	for _, s := range e.sources {
		if s.watermark().Before(due) {
			if _, err := e.intake(ctx, s); err != nil {
				return time.Time{}, fmt.Errorf("windows stay open until %s can be read: %w", s.Name, err)
			}
		}
		if r := s.watermark(); r.Before(mark) {
			mark = r
		}
	}
	for _, r := range e.syncs {
		if r.watermark().Before(due) {
			if _, err := e.changes(ctx, r); err != nil {
				return time.Time{}, fmt.Errorf("windows stay open: %w", err)
			}
		}
		if at := r.watermark(); at.Before(mark) {
			mark = at
		}
	}
	return mark, nil
}

// decideDue decides up to a batch of deadlines at or before the instant.
func (e *Engine) decideDue(ctx context.Context, until time.Time) (int, error) {
	n := 0
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		rows, err := tx.Due(until, batchSize)
		if err != nil {
			return err
		}
		n = len(rows)
		coming := make([]desk.Coming, n)
		for i, r := range rows {
			f := &handoff.Deadline{About: handoff.About{At: r.At, Via: "clock", Strength: handoff.Seen}, What: r.What, Due: r.At}
			coming[i] = desk.Coming{Handoff: r.ID, Fact: f}
		}
		if err := e.desk.Ahead(tx, coming); err != nil {
			return err
		}
		_, waiting, err := tx.NextDeferred()
		if err != nil {
			return err
		}
		for i, r := range rows {
			if waiting {
				if err := e.takeDue(tx, r.ID, r.At); err != nil {
					return err
				}
			}
			if _, err := e.desk.Decide(tx, r.ID, coming[i].Fact); err != nil {
				return err
			}
		}
		e.hook("decided")
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("decide what is due: %w", err)
	}
	if n > 0 {
		e.hook("committed")
	}
	return n, nil
}
