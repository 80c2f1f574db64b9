package keep

import (
	"context"
	"log/slog"
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

	mu   sync.Mutex
	last time.Time // when it was last seen to; guarded by mu
}

// Pass erases what is left of those who are to be forgotten. What it does gives nobody else anything to do: it reports
// none.
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
	k.last = now
	return 0, nil
}
