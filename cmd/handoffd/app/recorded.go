package app

import (
	"context"
	"time"

	"handoffd/handoff/desk"
	"handoffd/handoff/replay"
	"handoffd/handoff/store"
)

// Recorded are the facts of all leads, for a rehearsal; leads since the instant that were erased are counted.
func (a *App) Recorded(ctx context.Context, since time.Time) (out []replay.Recorded, erased int, err error) {
	err = a.Store.View(ctx, func(tx *store.Tx) error {
		out, erased, err = desk.Recorded(tx, since)
		return err
	})
	return out, erased, err
}
