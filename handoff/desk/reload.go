package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Reload puts another config in force. Every open handoff of a person who left, or whose hours, zone or teams changed,
// gets the fact; an assignment keeps the due time it was told. Where that cannot be kept, the old config stays.
func (d *Decider) Reload(ctx context.Context, c *handoff.Config) error {
	old := d.Config()
	err := d.Update(ctx, func(tx *store.Tx) error {
		if err := tx.PutConfig(c); err != nil {
			return err
		}
		d.config.Store(c)
		for _, id := range slices.Sorted(maps.Keys(old.People)) {
			if err := d.changed(tx, old, c, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.config.Store(old)
		return fmt.Errorf("put the new config in force: %w; the old one stays", err)
	}
	return nil
}

// changed tells the open handoffs of a person what the new config changes about them.
func (d *Decider) changed(tx roster, old, now *handoff.Config, id handoff.PersonID) error {
	changes, left := handoff.CompareRoster(old, now, id)
	if !left && len(changes) == 0 {
		return nil
	}
	ids, err := tx.OpenOf(id)
	if err != nil {
		return err
	}
	for _, h := range ids {
		f := &handoff.RosterChanged{About: handoff.About{At: d.Now(), Via: "config", Strength: handoff.Seen}, Person: id,
			Left: left, Changes: changes}
		if _, err := d.Decide(tx, h, f); err != nil {
			return err
		}
	}
	return nil
}
