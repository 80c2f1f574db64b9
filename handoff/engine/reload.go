package engine

import (
	"context"
	"fmt"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// Reload puts another config in force. Every open handoff of a person who left, or whose hours, zone or teams changed, gets the fact;
// an assignment keeps the due time it was told.
func (e *Engine) Reload(ctx context.Context, c *handoff.Config, trust mail.Trust) error {
	old := e.conf()
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		if err := tx.PutConfig(c); err != nil {
			return err
		}
		e.desk.SetConfig(c)
		for _, id := range people(old) {
			if err := e.changed(tx, old, c, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		e.desk.SetConfig(old)
		return fmt.Errorf("put the new config in force: %w; the old one stays", err)
	}
	reading := e.desk.Intake()
	reading.Trust = trust
	e.desk.SetIntake(reading)
	e.kick()
	return nil
}

// changed tells the open handoffs of a person what the new config changes about them.
func (e *Engine) changed(tx *store.Tx, old, now *handoff.Config, id handoff.PersonID) error {
	changes, left := handoff.CompareRoster(old, now, id)
	if !left && len(changes) == 0 {
		return nil
	}
	ids, err := tx.OpenOf(id)
	if err != nil {
		return err
	}
	for _, h := range ids {
		f := &handoff.RosterChanged{About: handoff.About{At: e.Now(), Via: "config", Strength: handoff.Seen}, Person: id, Left: left, Changes: changes}
		if _, err := e.desk.Decide(tx, h, f); err != nil {
			return err
		}
	}
	return nil
}

func people(c *handoff.Config) []handoff.PersonID {
	var ids []handoff.PersonID
	for id := range c.People {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
