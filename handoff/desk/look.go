package desk

import (
	"context"
	"errors"
	"fmt"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// Change has a change in the calendar of a handoff address decided. It runs in the transaction that keeps how far the
// calendar was read.
func (d *Decider) Change(tx Changing, c intake.Change) error {
	if talk, anew, err := d.Reader().TalkChange(finder{tx}, c); err != nil || anew {
		if err == nil {
			err = tx.PutTalk(talk)
		}
		return err
	}
	t, err := d.Reader().InterpretChange(finder{tx}, c, d.Now())
	if err != nil {
		return err
	}
	for _, f := range t.Facts {
		if _, err := d.Decide(tx, f.Handoff, f.Fact); err != nil {
			return err
		}
	}
	return nil
}

// Joined has the link decided that a server gave to the event of a handoff, if it is asked for and new. via names the
// server.
func (d *Decider) Joined(tx Deciding, id handoff.ID, link, via string) error {
	if link == "" {
		return nil
	}
	h, err := tx.Handoff(id)
	if err != nil {
		return err
	}
	f, ok := handoff.JoinedAt(&h, d.Config().Of(h.Team), link,
		handoff.About{At: d.Now(), Via: via, Strength: handoff.Seen})
	if ok {
		_, err = d.Decide(tx, id, f)
	}
	return err
}

// Look keeps what a person's calendars show and has decided what that means for the handoffs: events of ours that were
// answered there or are gone, conflicts that came later, absences. A calendar that cannot be read says nothing.
func (d *Decider) Look(ctx context.Context, l intake.Look, handoffs []handoff.ID) error {
	before, known := d.keepBusy(l.Person.ID, l.Busy)
	err := d.Update(ctx, func(tx *store.Tx) error {
		if err := d.away(tx, l, handoffs); err != nil {
			return err
		}
		for _, id := range handoffs {
			if err := d.look(tx, l, id, before, known); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note what the calendar of %s shows: %w", l.Person.ID, err)
	}
	return nil
}

// look has decided what a look means for one handoff.
func (d *Decider) look(tx looking, l intake.Look, id handoff.ID, before handoff.Calendar, known bool) error {
	h, err := tx.Handoff(id)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if f, ok := l.Own(h); ok {
		out, err := d.Decide(tx, id, f)
		if err != nil {
			return err
		}
		h = out.Handoff
	}
	was, err := tx.Presence(id, l.Person.ID)
	if err != nil {
		return err
	}
	now, f := l.Event(h, intake.Presence(was))
	if store.Presence(now) != was {
		if err := tx.SetPresence(id, l.Person.ID, store.Presence(now)); err != nil {
			return err
		}
	}
	if f != nil {
		if _, err := d.Decide(tx, id, f); err != nil {
			return err
		}
	}
	if f, ok := l.Changed(h, before, known); ok {
		_, err = d.Decide(tx, id, f)
	}
	return err
}

// away keeps the absences that a look shows, and has each that has begun decided once for each handoff.
func (d *Decider) away(tx looking, l intake.Look, handoffs []handoff.ID) error {
	for _, a := range l.Away() {
		if err := tx.AddAway([]handoff.Absence{a.Absence}, a.Source); err != nil {
			return err
		}
		if a.Fact == nil {
			continue
		}
		for _, id := range handoffs {
			first, err := tx.FirstTime(id, string(a.Fact.Kind()), string(l.Person.ID), a.Mark, true)
			if err != nil {
				return err
			}
			if !first {
				continue
			}
			f := *a.Fact
			if _, err := d.Decide(tx, id, &f); err != nil {
				return err
			}
		}
	}
	return nil
}
