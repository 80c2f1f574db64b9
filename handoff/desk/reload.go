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
		if err := remember(tx, c); err != nil {
			return err
		}
		d.config.Store(c)
		for _, id := range slices.Sorted(maps.Keys(old.People)) {
			if err := d.changed(tx, old, c, id, nobodyKnows); err != nil {
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

// recordedConfigs knows earlier configs, and under which facts were decided.
type recordedConfigs interface {
	RecordedPeople() (map[handoff.PersonID][]handoff.Person, error)
	DecidedUnder(handoff.ID) (string, error)
	Config(hash string) (store.StoredConfig, error)
}

// remember has a config know the names of who stood in earlier ones.
func remember(tx recordedConfigs, c *handoff.Config) error {
	all, err := tx.RecordedPeople()
	if err == nil {
		c.Former = handoff.FormerOf(c, all)
	}
	return err
}

// Restart takes up what the config in force changes against the one under which was decided last: it may have been
// edited while the service did not run. Leads that were decided since then know it. Of the leads of people who are not
// in the config any more the log tells at each start.
func (d *Decider) Restart(ctx context.Context) error {
	now := d.Config()
	err := d.Update(ctx, func(tx *store.Tx) error {
		if err := remember(tx, now); err != nil {
			return err
		}
		last, err := tx.DecidedUnder("")
		if err != nil || last == "" || last == now.Hash {
			return err
		}
		old, err := tx.Config(last)
		if err != nil {
			return err
		}
		fresh := func(h handoff.ID) (bool, error) {
			under, err := tx.DecidedUnder(h)
			return under == now.Hash, err
		}
		for _, id := range slices.Sorted(maps.Keys(old.People)) {
			if err := d.changed(tx, old.Config, now, id, fresh); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("take up what has changed in the config: %w", err)
	}
	return d.Store.View(ctx, func(tx *store.Tx) error {
		for _, id := range slices.Sorted(maps.Keys(now.Former)) {
			left, err := tx.LeftWith(id)
			if err != nil {
				return err
			}
			if len(left) > 0 {
				d.Log.Warn("somebody who is not in the config has open leads", "person", id, "name", now.Former[id],
					"leads", len(left), "handoffs", left[:min(len(left), mostNamed)])
			}
		}
		return nil
	})
}

// mostNamed is how many leads of somebody who has left a line of the log names.
const mostNamed = 10

func nobodyKnows(handoff.ID) (bool, error) { return false, nil }

// changed tells the open handoffs of a person what the new config changes about them, but for those that know it.
func (d *Decider) changed(tx roster, old, now *handoff.Config, id handoff.PersonID,
	known func(handoff.ID) (bool, error)) error {
	changes, left := handoff.CompareRoster(old, now, id)
	if !left && len(changes) == 0 {
		return nil
	}
	ids, err := tx.OpenOf(id)
	if err != nil {
		return err
	}
	for _, h := range ids {
		knows, err := known(h)
		if err != nil {
			return err
		}
		if knows {
			continue
		}
		f := &handoff.RosterChanged{About: handoff.About{At: d.Now(), Via: "config", Strength: handoff.Seen}, Person: id,
			Left: left, Changes: changes}
		if _, err := d.Decide(tx, h, f); err != nil {
			return err
		}
	}
	return nil
}
