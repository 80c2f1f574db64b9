package keep

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// every is how often it is looked whether something is due.
const every = 15 * time.Minute

// Keeper lets go of what is due. Its methods may be called by several goroutines.
type Keeper struct {
	Store *store.Store
	Conf  func() *handoff.Config
	Now   func() time.Time
	Log   *slog.Logger

	mu    sync.Mutex
	last  time.Time // when it was last seen to; guarded by mu
	night string    // the night for which it was looked what is too old; guarded by mu
}

// Pass erases what is left of those who are to be forgotten, and once a night what is too old. What it does gives
// nobody else anything to do: it reports none.
func (k *Keeper) Pass(ctx context.Context) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.Now()
	if now.Before(k.last.Add(every)) && !now.Before(k.last) {
		return 0, nil
	}
	t, err := Finish(ctx, k.Store, now)
	if err != nil {
		return 0, err
	}
	if t != (store.Traces{}) {
		k.Log.Info("what told of people who are forgotten was erased", "came", t.Came, "sent", t.Sent, "facts", t.Facts,
			"leads", t.Leads, "lines", t.Lines, "still_to_go", t.Waiting)
	}
	if err := k.nightly(ctx, now); err != nil {
		return 0, err
	}
	k.last = now
	return 0, nil
}

// nightBegins is the hour of the admin's day from which on what is too old is dropped.
const nightBegins = 3

// nightly drops what is too old, if that was not done this night. A process that has just started does it at once.
func (k *Keeper) nightly(ctx context.Context, now time.Time) error {
	c := k.Conf()
	night := now.In(c.Person(c.Admin).Location()).Add(-nightBegins * time.Hour).Format(time.DateOnly)
	if night == k.night {
		return nil
	}
	d, err := Retain(ctx, k.Store, c, now)
	if err != nil {
		return err
	}
	if d != (store.Dropped{}) {
		k.Log.Info("what was kept long enough was dropped", "leads", d.Leads, "came", d.Came, "sent", d.Sent,
			"calendars", d.Shown, "heads", d.Heads, "reply_addresses", d.Tokens, "links", d.Links, "sessions", d.Signed,
			"today_lines", d.Lines, "joined", d.Joined, "talks", d.Talks)
	}
	k.night = night
	return nil
}

// leadsAtOnce are seen to in one transaction.
const leadsAtOnce = 50

// Retain drops what is older than is kept, and on a server vacuums what it stood in.
func Retain(ctx context.Context, s *store.Store, c *handoff.Config, now time.Time) (all store.Dropped, err error) {
	before := c.Keep.BodiesEnd(now)
	var leads []handoff.ID
	err = s.View(ctx, func(tx *store.Tx) error {
		leads, err = tx.Closed(before)
		return err
	})
	if err != nil {
		return all, err
	}
	for some := range slices.Chunk(leads, leadsAtOnce) {
		var d store.Dropped
		err = s.Update(ctx, func(tx *store.Tx) error {
			d, err = tx.DropBodies(some)
			return err
		})
		if err != nil {
			return all, err
		}
		all = all.Add(d)
	}
	for _, drop := range []func(*store.Tx) (store.Dropped, bool, error){
		func(tx *store.Tx) (store.Dropped, bool, error) {
			n, err := tx.DropService(before)
			return store.Dropped{Sent: n}, false, err
		},
		func(tx *store.Tx) (store.Dropped, bool, error) {
			n, more, err := tx.DropLooked(handoff.BusyEnd(now))
			return store.Dropped{Shown: n}, more, err
		},
		func(tx *store.Tx) (store.Dropped, bool, error) { return tx.DropAged(before, now) },
	} {
		d, err := inParts(ctx, s, drop)
		if all = all.Add(d); err != nil {
			return all, err
		}
	}
	if all != (store.Dropped{}) {
		err = s.Vacuum(ctx)
	}
	return all, err
}

// inParts drops as long as there is more, each part in a transaction of its own, so that nobody waits.
func inParts(ctx context.Context, s *store.Store, drop func(*store.Tx) (store.Dropped, bool, error)) (all store.Dropped,
	err error) {
	for more := true; more; {
		var d store.Dropped
		err := s.Update(ctx, func(tx *store.Tx) (err error) {
			d, more, err = drop(tx)
			return err
		})
		if err != nil {
			return all, err
		}
		all = all.Add(d)
	}
	return all, nil
}
