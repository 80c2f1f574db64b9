package app

import (
	"context"
	"time"

	"handoffd/handoff/desk"
	"handoffd/handoff/replay"
	"handoffd/handoff/store"
)

// Recorded is what a rehearsal of the leads since the instant goes by; those of them that were erased are counted.
func (a *App) Recorded(ctx context.Context, since time.Time) (out replay.Record, erased int, err error) {
	err = a.Store.View(ctx, func(tx *store.Tx) error {
		out, erased, err = desk.Recorded(tx, since)
		return err
	})
	return out, erased, err
}
