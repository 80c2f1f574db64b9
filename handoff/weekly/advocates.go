package weekly

import (
	"context"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// keyShield begins the keys of what an advocate's Today tells of their qualifiers.
const keyShield = "shield "

// shieldAhead is how long before an advocate's hours their part is written; mostShielded bounds the leads that are
// looked at: the newest.
const (
	shieldAhead  = time.Hour
	mostShielded = 2000
)

// advocates writes what the Todays of advocates tell beside their lines, on each of their working days.
func (w *Writer) advocates(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Advocates }) {
		p := c.Person(id)
		at := c.Clock(id).NextToday(now.Add(-time.Nanosecond))
		if !c.MayWriteTo(p.Email()) || at.After(now.Add(shieldAhead)) {
			continue
		}
		n, err := w.shield(ctx, p, keyShield+string(id)+" "+at.In(p.Location()).Format(time.DateOnly), at, now)
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

func (w *Writer) shield(ctx context.Context, p handoff.Person, key string, at, now time.Time) (int, error) {
	c := w.conf()
	s := report.Shield{Reader: p.ID, Now: now}
	was := false
	err := w.Store.View(ctx, func(tx *store.Tx) (err error) {
		if was, err = tx.Enqueued(handoff.ServiceKey(key)); err != nil || was {
			return err
		}
		for _, t := range c.Teams {
			if !slices.Contains(t.Advocates, p.ID) {
				continue
			}
			leads, err := tx.List(store.Filter{Team: t.Name, Limit: mostShielded})
			if err != nil {
				return err
			}
			s.Leads = append(s.Leads, leads...)
		}
		return nil
	})
	if err != nil || was {
		return 0, err
	}
	m, tell, err := w.Renderer.Shield(s, c)
	if err != nil {
		return 0, err
	}
	d := handoff.ServiceDetail{}
	if tell {
		d.Subject, d.Text, d.HTML = m.Subject, m.Text, m.HTML
	}
	err = w.Desk.Update(ctx, func(tx *store.Tx) error {
		return tx.Enqueue([]handoff.Action{handoff.TodayPart(key, p.ID, d, at.Sub(now))}, now)
	})
	if err != nil || !tell {
		return 0, err
	}
	return 1, nil
}
