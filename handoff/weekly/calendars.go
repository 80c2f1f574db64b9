package weekly

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// lookWait bounds the reading of one person's calendars.
const lookWait = 30 * time.Second

// calendars writes what the mails of the week tell about calendars, where it is due: to each rep, and in sum to the
// managers.
func (w *Writer) calendars(ctx context.Context, now time.Time) (int, error) {
	c := w.conf()
	if _, able := w.Calendars().(Looker); !able || !c.CalendarMail {
		return 0, nil
	}
	done := 0
	seen := map[handoff.PersonID]report.Hygiene{}
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Reps }) {
		p := c.Person(id)
		view := func(context.Context, report.Weekly) (handoff.ServiceDetail, error) {
			h, err := w.inspectOnce(ctx, seen, p, now)
			if err != nil || h.Clean() {
				return handoff.ServiceDetail{Items: h.Keys()}, err
			}
			m, err := w.Renderer.Calendar(h, c)
			return handoff.ServiceDetail{Subject: m.Subject, Text: m.Text, HTML: m.HTML, Items: h.Keys()}, err
		}
		n, err := w.part(ctx, p, part{prefix: intake.KeyWeekly, write: view}, now)
		if done += n; err != nil {
			return done, err
		}
	}
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Managers }) {
		m := c.Person(id)
		view := func(ctx context.Context, _ report.Weekly) (handoff.ServiceDetail, error) {
			return w.teamMail(ctx, seen, m, now)
		}
		n, err := w.part(ctx, m, part{prefix: intake.KeyTeam, write: view}, now)
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// teamMail sums up the calendars of a manager's reps. It waits for none: what cannot be read is said to be missing.
func (w *Writer) teamMail(ctx context.Context, seen map[handoff.PersonID]report.Hygiene, m handoff.Person,
	now time.Time) (handoff.ServiceDetail, error) {
	own := func(t handoff.Team) []handoff.PersonID {
		if slices.Contains(t.Managers, m.ID) {
			return t.Reps
		}
		return nil
	}
	var all []report.Hygiene
	var failed error
	unseen := 0
	for _, id := range membersOf(w.conf(), own) {
		if id == m.ID {
			continue
		}
		h, err := w.inspectOnce(ctx, seen, w.conf().Person(id), now)
		switch {
		case err == nil:
			all = append(all, h)
		case !errors.Is(err, report.ErrNoEntries):
			failed = err
			unseen++
		}
	}
	if len(all) == 0 {
		return handoff.ServiceDetail{}, failed
	}
	t, err := w.ofTeam(ctx, m.ID, all, now)
	if err != nil {
		return handoff.ServiceDetail{}, err
	}
	t.Unseen = unseen
	said, tell, err := w.Renderer.Calendars(t, w.conf())
	if err != nil || !tell {
		return handoff.ServiceDetail{}, err
	}
	return handoff.ServiceDetail{Subject: said.Subject, Text: said.Text, HTML: said.HTML}, nil
}

// inspectOnce is Inspect, each calendar read once for all mails of a pass.
func (w *Writer) inspectOnce(ctx context.Context, seen map[handoff.PersonID]report.Hygiene, p handoff.Person,
	now time.Time) (report.Hygiene, error) {
	if h, ok := seen[p.ID]; ok {
		return h, nil
	}
	h, err := w.Inspect(ctx, p, now)
	if err == nil {
		seen[p.ID] = h
	}
	return h, err
}

// Inspect looks into a person's calendars for what blocks time without being an appointment. The error is report.ErrNoEntries
// if they show free and busy only, or there are none.
func (w *Writer) Inspect(ctx context.Context, p handoff.Person, now time.Time) (report.Hygiene, error) {
	o, able := w.Calendars().(Looker)
	if !able || len(p.Calendars) == 0 {
		return report.Hygiene{}, fmt.Errorf("look into the calendar of %s: %w", p.ID, report.ErrNoEntries)
	}
	reading, cancel := context.WithTimeout(ctx, lookWait)
	defer cancel()
	shown, c := o.Look(reading, p, now.Add(-report.Back), now.Add(report.Ahead))
	l := report.Look{Person: p, Clock: w.conf().Clock(p.ID), Unknown: c.Unknown,
		Said: map[string]handoff.EntryVerdict{}, Ours: w.conf().Owns, Named: w.conf().NameAfter}
	for _, s := range shown {
		l.Entries = append(l.Entries, s.Schedule.Entries...)
	}
	switch {
	case intake.Look{Shown: shown}.ShowsEntries():
	case len(c.Unknown) > 0:
		return report.Hygiene{}, &report.UnseenError{Person: p.ID, Why: c.Unknown[0]}
	default:
		return report.Hygiene{}, fmt.Errorf("look into the calendar of %s: %w", p.ID, report.ErrNoEntries)
	}
	err := w.Store.View(ctx, func(tx *store.Tx) error {
		said, err := tx.Said(p.ID)
		if err != nil {
			return err
		}
		for event, word := range said {
			l.Said[event] = handoff.EntryVerdict(word)
		}
		l.Left, err = tx.FormerAddresses(w.conf())
		return err
	})
	if err != nil {
		return report.Hygiene{}, err
	}
	return report.Inspect(l, now), nil
}
