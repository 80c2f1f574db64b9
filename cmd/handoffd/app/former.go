package app

import (
	"context"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// remember has the config know the names of who stood in earlier ones.
func (a *App) remember(ctx context.Context) error {
	if a.Store == nil {
		return nil
	}
	return a.Store.View(ctx, func(tx *store.Tx) error {
		all, err := tx.RecordedPeople()
		a.Config.Domain.Former = handoff.FormerOf(a.Config.Domain, all)
		return err
	})
}
