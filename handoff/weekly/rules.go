package weekly

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/templates"
)

// keyRules begins the keys of what a Today tells of rules that have changed. They end with the hash of the config that
// was told.
const keyRules = "rules "

// rules writes what the next Todays tell of rules that have changed since their readers last heard of them, in the hour
// before. Who never had any hears of none: the rules as they are then are what later ones are compared with.
func (w *Writer) rules(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	if c.Hash == "" {
		return 0, nil
	}
	for _, id := range slices.Sorted(maps.Keys(c.People)) {
		p := c.Person(id)
		at := c.Clock(id).NextToday(now.Add(-time.Nanosecond))
		if p.Gone || !c.MayWriteTo(p.Email()) || at.After(now.Add(shieldAhead)) {
			continue
		}
		if err := w.welcome(ctx, p, now); err != nil {
			return done, err
		}
		n, err := w.changed(ctx, p, at, now)
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// changed writes what has changed for one person.
func (w *Writer) changed(ctx context.Context, p handoff.Person, at, now time.Time) (int, error) {
	c := w.conf()
	var was *handoff.Config
	told := ""
	err := w.Store.View(ctx, func(tx *store.Tx) error {
		latest, err := tx.LatestKey(keyRules + string(p.ID))
		if err != nil || latest == "" {
			return err
		}
		told = latest[strings.LastIndexByte(latest, ' ')+1:]
		if told == c.Hash {
			return nil
		}
		stored, err := tx.Config(told)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		was = stored.Config
		return err
	})
	if err != nil || told == c.Hash {
		return 0, err
	}
	var m templates.Mail
	tell := false
	if was != nil {
		if m, tell, err = w.Renderer.Rules(p.ID, was, c); err != nil {
			return 0, err
		}
	}
	d := handoff.ServiceDetail{}
	if tell {
		d.Subject, d.Text, d.HTML = m.Subject, m.Text, m.HTML
	}
	key := keyRules + string(p.ID) + " " + at.In(p.Location()).Format(time.DateOnly) + " " + c.Hash
	err = w.Desk.Update(ctx, func(tx *store.Tx) error {
		if tell {
			if err := w.tells(tx, p.ID, at, now); err != nil {
				return err
			}
		}
		return tx.Enqueue([]handoff.Action{handoff.TodayPart(key, p.ID, d, at.Sub(now))}, now)
	})
	if err != nil || !tell {
		return 0, err
	}
	return 1, nil
}
