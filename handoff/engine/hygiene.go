package engine

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
	"handoffd/templates"
)

// hygieneEvery is how often it is looked whether a part of a mail of the week is due, and after which time a calendar
// that could not be read is tried again.
const hygieneEvery = 15 * time.Minute

// ErrNoEntries says that none of a person's sources shows what is in the calendar: free and busy alone tell nothing of
// phantoms.
var ErrNoEntries = errors.New("no source shows what is in the calendar; share it with handoffd, or name a source of " +
	"its owner in calendars")

// weekly writes what the mails of the week tell about calendars, where it is due: to each rep, and in sum to the
// managers. The outbox joins it with the Today of that day.
func (e *Engine) weekly(ctx context.Context) (int, error) {
	e.tidying.Lock()
	defer e.tidying.Unlock()
	now, c := e.Now(), e.conf()
	if _, able := e.Calendars.(Observer); !able || !c.CalendarMail || now.Before(e.tidied.Add(hygieneEvery)) {
		return 0, nil
	}
	done := 0
	seen := map[handoff.PersonID]report.Hygiene{}
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Reps }) {
		p := c.Person(id)
		n, err := e.weeklyTo(ctx, p, intake.KeyWeekly, now, func() (templates.Mail, []string, bool, error) {
			h, err := e.inspectOnce(ctx, seen, p, now)
			if err != nil || h.Clean() {
				return templates.Mail{}, h.Keys(), false, err
			}
			m, err := e.Renderer.Calendar(h, c)
			return m, h.Keys(), true, err
		})
		if done += n; err != nil {
			return done, err
		}
	}
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Managers }) {
		m := c.Person(id)
		view := func() (templates.Mail, []string, bool, error) { return e.teamMail(ctx, seen, m, now) }
		n, err := e.weeklyTo(ctx, m, intake.KeyTeam, now, view)
		if done += n; err != nil {
			return done, err
		}
	}
	e.tidied = now
	return done, nil
}

// membersOf lists people of all teams, each once, without those who have left.
func membersOf(c *handoff.Config, of func(handoff.Team) []handoff.PersonID) []handoff.PersonID {
	var out []handoff.PersonID
	for _, t := range c.Teams {
		for _, id := range of(t) {
			if !slices.Contains(out, id) && !c.Person(id).Gone {
				out = append(out, id)
			}
		}
	}
	return out
}

// weeklyTo writes one part of this week's mail, if it is due and was not written. What cannot be read now is tried
// again later.
func (e *Engine) weeklyTo(ctx context.Context, p handoff.Person, prefix string, now time.Time,
	mail func() (templates.Mail, []string, bool, error)) (int, error) {
	if !e.conf().MayWriteTo(p.Email()) {
		return 0, nil
	}
	var was, due bool
	var said map[string]string
	var key string
	var at time.Time
	err := e.Store.View(ctx, func(tx *store.Tx) error {
		away, err := tx.Away(p.ID, now)
		if err != nil {
			return err
		}
		var week string
		if week, at, due = report.Week(now, e.conf().Clock(p.ID).Less(away...)); !due {
			return nil
		}
		key = prefix + string(p.ID) + " " + week
		if was, err = tx.Enqueued(handoff.ServiceKey(key)); err == nil {
			said, err = tx.Said(p.ID)
		}
		return err
	})
	if err != nil || !due || was || said[""] != "" {
		return 0, err
	}
	m, items, tell, err := mail()
	switch {
	case errors.Is(err, ErrNoEntries):
		tell = false
	case err != nil:
		e.Log.Info("what the mail of the week tells of a calendar waits until it can be read", "person", p.ID, "error", err)
		return 0, ctx.Err()
	}
	d := handoff.ServiceDetail{Items: items, Personal: handoff.Yes}
	if tell {
		d.Subject, d.Text, d.HTML = m.Subject, m.Text, m.HTML
	}
	err = e.desk.Update(ctx, func(tx *store.Tx) error {
		return tx.Enqueue([]handoff.Action{handoff.WeeklyPart(key, p.ID, d, at.Sub(now))}, now)
	})
	if err != nil || !tell {
		return 0, err
	}
	return 1, nil
}

// teamMail sums up the calendars of a manager's reps. It waits for none: what cannot be read is said to be missing.
func (e *Engine) teamMail(ctx context.Context, seen map[handoff.PersonID]report.Hygiene, m handoff.Person,
	now time.Time) (templates.Mail, []string, bool, error) {
	own := func(t handoff.Team) []handoff.PersonID {
		if slices.Contains(t.Managers, m.ID) {
			return t.Reps
		}
		return nil
	}
	var all []report.Hygiene
	var failed error
	for _, id := range membersOf(e.conf(), own) {
		if id == m.ID {
			continue
		}
		h, err := e.inspectOnce(ctx, seen, e.conf().Person(id), now)
		switch {
		case err == nil:
			all = append(all, h)
		case !errors.Is(err, ErrNoEntries):
			failed = err
		}
	}
	if len(all) == 0 {
		return templates.Mail{}, nil, false, failed
	}
	written, tell, err := e.Renderer.Calendars(all, e.conf())
	return written, nil, tell, err
}

// inspectOnce is Inspect, each calendar read once for all mails of a pass.
func (e *Engine) inspectOnce(ctx context.Context, seen map[handoff.PersonID]report.Hygiene, p handoff.Person,
	now time.Time) (report.Hygiene, error) {
	if h, ok := seen[p.ID]; ok {
		return h, nil
	}
	h, err := e.Inspect(ctx, p, now)
	if err == nil {
		seen[p.ID] = h
	}
	return h, err
}

// Inspect looks into a person's calendars for what blocks time without being an appointment. The error is ErrNoEntries
// if they show free and busy only, or there are none.
func (e *Engine) Inspect(ctx context.Context, p handoff.Person, now time.Time) (report.Hygiene, error) {
	o, able := e.Calendars.(Observer)
	if !able || len(p.Calendars) == 0 {
		return report.Hygiene{}, fmt.Errorf("look into the calendar of %s: %w", p.ID, ErrNoEntries)
	}
	reading, cancel := context.WithTimeout(ctx, lookWait)
	defer cancel()
	shown, c := o.Look(reading, p, now.Add(-report.Back), now.Add(report.Ahead))
	l := report.Look{Person: p, Clock: e.conf().Clock(p.ID), Unknown: c.Unknown,
		Said: map[string]handoff.EntryVerdict{}, Ours: e.conf().Owns}
	for _, s := range shown {
		l.Entries = append(l.Entries, s.Schedule.Entries...)
	}
	switch {
	case intake.Look{Shown: shown}.ShowsEntries():
	case len(c.Unknown) > 0:
		return report.Hygiene{}, &report.UnseenError{Person: p.ID, Why: c.Unknown[0]}
	default:
		return report.Hygiene{}, fmt.Errorf("look into the calendar of %s: %w", p.ID, ErrNoEntries)
	}
	err := e.Store.View(ctx, func(tx *store.Tx) error {
		said, err := tx.Said(p.ID)
		if err != nil {
			return err
		}
		for event, word := range said {
			l.Said[event] = handoff.EntryVerdict(word)
		}
		l.Left, err = tx.FormerAddresses(e.conf())
		return err
	})
	if err != nil {
		return report.Hygiene{}, err
	}
	return report.Inspect(l, now), nil
}
