package engine

import (
	"context"
	"time"

	"handoffd/handoff/store"
)

// siftEvery is how often it is looked whether held mails are to be listed or dropped.
const siftEvery = 15 * time.Minute

// sift drops held mails whose time is over, and tells the admin once a day of what is new among them.
func (e *Engine) sift(ctx context.Context) (int, error) {
	e.sifting.Lock()
	defer e.sifting.Unlock()
	now := e.Now()
	if now.Before(e.sifted.Add(siftEvery)) && !now.Before(e.sifted) {
		return 0, nil
	}
	c, done := e.conf(), 0
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		done = 0
		gone, stripped, err := tx.Expire(c.Held.Ends(now), c.Held.Bytes())
		if err != nil {
			return err
		}
		if gone+stripped > 0 {
			tx.AfterCommit(func() { e.Log.Info("old held mails were dropped", "mails", gone, "text_only", stripped) })
		}
		done, err = e.desk.ListHeld(tx, now)
		return err
	})
	if err == nil {
		e.sifted = now
	}
	return done, err
}

// siftAndTell writes the mails of the service that are due: of held mails, of outages and of teams that fall
// behind.
func (e *Engine) siftAndTell(ctx context.Context) (int, error) {
	n, err := e.sift(ctx)
	if err != nil {
		return n, err
	}
	told, err := e.tellOutages(ctx)
	if n += told; err != nil {
		return n, err
	}
	told, err = e.warnPace(ctx)
	return n + told, err
}
