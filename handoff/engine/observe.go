package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// Observer are Calendars that show what is in them, not only when somebody is busy. *desk.BusySources is one.
type Observer interface {
	desk.Calendars
	// Look reads the sources of a person: what they show, and what that means for the person's time.
	Look(ctx context.Context, person handoff.Person, from, to time.Time) ([]intake.Shown, handoff.Calendar)
}

// observeEvery is how often the calendars of reps with something open are looked into.
const observeEvery = handoff.BusyAge

// lookWait bounds the reading of one person's calendars.
const lookWait = 30 * time.Second

// watched is one rep with the handoffs for whose sake his calendar is looked into.
type watched struct {
	person   handoff.Person
	handoffs []handoff.ID
	to       time.Time
}

// observe looks into the calendars of everybody who has something open: events of ours that were answered there or are
// gone, conflicts that came later, absences. A calendar that cannot be read says nothing.
func (e *Engine) observe(ctx context.Context) (int, error) {
	e.looking.Lock()
	defer e.looking.Unlock()
	o, able := e.Calendars.(Observer)
	now := e.Now()
	if !able || now.Sub(e.observed) < observeEvery {
		return 0, nil
	}
	people, err := e.watched(ctx, now)
	if err != nil {
		return 0, err
	}
	for _, w := range people {
		if err := e.lookAt(ctx, o, w, now); err != nil {
			return 0, err
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
	}
	e.observed = now
	if len(people) > 0 {
		e.kick()
	}
	return 0, nil
}

// watched lists whose calendars matter now.
func (e *Engine) watched(ctx context.Context, now time.Time) ([]watched, error) {
	byRep := map[handoff.PersonID]*watched{}
	err := e.Store.View(ctx, func(tx *store.Tx) error {
		for _, state := range []handoff.State{handoff.Draft, handoff.Offered, handoff.Accepted} {
			all, err := tx.List(store.Filter{State: string(state)})
			if err != nil {
				return err
			}
			for _, h := range all {
				id := h.Rep()
				if state == handoff.Draft && h.Clash != nil {
					id = h.Clash.Rep
				}
				p := e.conf().Person(id)
				if id == "" || p.Gone || len(p.Calendars) == 0 || !h.Start.After(now) || h.End.Sub(now) > desk.Widest {
					continue
				}
				w := byRep[id]
				if w == nil {
					w = &watched{person: p}
					byRep[id] = w
				}
				w.handoffs = append(w.handoffs, h.ID)
				if h.End.After(w.to) {
					w.to = h.End
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find whose calendars to look into: %w", err)
	}
	var out []watched
	for _, w := range byRep {
		out = append(out, *w)
	}
	slices.SortFunc(out, func(a, b watched) int { return strings.Compare(string(a.person.ID), string(b.person.ID)) })
	return out, nil
}

// lookAt reads one person's calendars and has decided what follows.
func (e *Engine) lookAt(ctx context.Context, o Observer, w watched, now time.Time) error {
	reading, cancel := context.WithTimeout(ctx, lookWait)
	defer cancel()
	shown, c := o.Look(reading, w.person, now.Add(-time.Hour), w.to.Add(24*time.Hour))
	if c.ReadAt.IsZero() {
		c.ReadAt = now
	}
	return e.desk.Look(ctx, intake.Look{Person: w.person, Shown: shown, Busy: c, At: now}, w.handoffs)
}
