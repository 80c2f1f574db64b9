package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/burst"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
)

// never is the next time of a pass that comes round by itself.
func never(clock) (time.Time, bool, error) { return time.Time{}, false, nil }

// batchSize is how many facts one transaction holds at most.
const batchSize = 500

// deadlines decides what has fallen due. A deadline at T waits until every mailbox was read at or after T, so that an
// answer that arrived in time is always decided first: each mailbox is polled once when something is due.
func (e *Engine) deadlines(ctx context.Context) (int, error) {
	e.due.Lock()
	defer e.due.Unlock()
	total := 0
	var unkept error
	calm := func() {}
	defer func() { calm() }()
	ahead := foresight{decoded: store.Decoded{Most: 2 * batchSize}}
	for {
		now := e.Now()
		if e.halted().After(now) {
			return total, unkept
		}
		if err := e.beat(ctx, now); err != nil {
			return total, err
		}
		at, ok, err := e.nextDue(ctx)
		if err != nil || !ok || at.After(now) {
			return total, cmp.Or(err, unkept)
		}
		mark, err := e.watermark(ctx, at, now)
		if err != nil {
			return total, err
		}
		n, err := e.decideDue(ctx, mark, &ahead)
		total += n
		unkept = cmp.Or(err, unkept)
		if n == 0 {
			return total, unkept
		}
		if total == n && n == batchSize { // more are due
			calm = burst.Begin()
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

// foresight is the batch after one that is decided: it is read while that one is kept.
type foresight struct {
	decoded store.Decoded
	read    chan struct{} // closed when it is; nil: it is not being read
}

// begin reads it, unless it is being read.
func (f *foresight) begin(read func(*store.Decoded) error) {
	if f.read != nil {
		return
	}
	done := make(chan struct{})
	f.read = done
	go func() {
		defer close(done)
		_ = read(&f.decoded) // what was not foreseen is read when its turn has come
	}()
}

// taken waits until it is read.
func (f *foresight) taken() *store.Decoded {
	if f.read != nil {
		<-f.read
		f.read = nil
	}
	return &f.decoded
}

// decideDue decides up to a batch of deadlines at or before the instant, and says how many. One that cannot be kept
// does not keep the others; the error tells of it.
func (e *Engine) decideDue(ctx context.Context, until time.Time, ahead *foresight) (int, error) {
	n := 0
	var unkept []error
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		tx.Reuse(ahead.taken())
		coming, last, err := comingDue(tx, until)
		if err != nil {
			return err
		}
		n, unkept = len(coming), nil
		_, waiting, err := tx.NextDeferred()
		if err != nil {
			return err
		}
		err = tx.Halved(len(coming), func(from, to int) error {
			return e.desk.Ahead(tx, coming[from:to])
		}, func(i int) error {
			c := coming[i]
			if waiting {
				if err := e.takeDue(tx, c.Handoff, handoff.Header(c.Fact).At); err != nil {
					return err
				}
			}
			_, err := e.desk.Decide(tx, c.Handoff, c.Fact)
			if i+1 == batchSize { // more may be due
				ahead.begin(func(d *store.Decoded) error { return e.foresee(ctx, d, last, until) })
			}
			return err
		}, func(i int, cause error) error {
			unkept = append(unkept, cause)
			n--
			return nil
		})
		e.hook("decided")
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("decide what is due: %w", err)
	}
	if n > 0 {
		e.hook("committed")
	}
	return n, errors.Join(unkept...)
}

// comingDue lists what is due as facts; last is the last of them.
func comingDue(tx dues, until time.Time) (all []desk.Coming, last store.DueRow, err error) {
	rows, err := tx.Due(store.DueRow{}, until, batchSize)
	if err != nil {
		return nil, last, err
	}
	all = make([]desk.Coming, len(rows))
	for i, r := range rows {
		f := &handoff.Deadline{About: handoff.About{At: r.At, Via: "clock", Strength: handoff.Seen}, What: r.What, Due: r.At}
		all[i], last = desk.Coming{Handoff: r.ID, Fact: f}, r
	}
	return all, last, nil
}

// foresee reads the batch that falls due after the row.
func (e *Engine) foresee(ctx context.Context, d *store.Decoded, after store.DueRow, until time.Time) error {
	d.Clear()
	return e.Store.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Due(after, until, batchSize)
		if err != nil {
			return err
		}
		ids := make([]handoff.ID, len(rows))
		for i, r := range rows {
			ids[i] = r.ID
		}
		tx.Reuse(d)
		err = tx.ReadAhead(ids)
		for _, id := range ids {
			tx.Peek(id)
		}
		return err
	})
}
