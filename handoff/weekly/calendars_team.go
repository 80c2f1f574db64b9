package weekly

import (
	"context"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// ofTeam is what a manager is told of the calendars of their reps.
func (w *Writer) ofTeam(ctx context.Context, manager handoff.PersonID, all []report.Hygiene, now time.Time) (
	report.TeamCalendars, error) {
	t := report.TeamCalendars{All: all, Weeks: w.conf().NameAfter}
	err := w.Store.View(ctx, func(tx *store.Tx) error { return w.gather(tx, manager, &t, now) })
	return t, err
}

// gather finds the leads of the last seven days that went to others, and who was asked for weeks.
func (w *Writer) gather(tx leads, manager handoff.PersonID, t *report.TeamCalendars, now time.Time) error {
	for _, team := range w.conf().Teams {
		if !slices.Contains(team.Managers, manager) {
			continue
		}
		of, err := tx.List(store.Filter{Team: team.Name, Limit: mostReviewed})
		if err != nil {
			return err
		}
		t.Passed += handoff.PassedInDoubt(of, now.AddDate(0, 0, -7), now)
	}
	for _, h := range t.All {
		asked, err := w.asked(tx, h.Person, t.Weeks, now)
		if err != nil {
			return err
		}
		if h.StillThere(asked) {
			t.Ignored = append(t.Ignored, h.Person.ID)
		}
	}
	return nil
}

// asked are the entries about which a rep was asked in each of the weeks before; none if they were not asked in all.
func (w *Writer) asked(tx leads, p handoff.Person, weeks int, now time.Time) ([][]string, error) {
	var out [][]string
	due := report.WeeklyAt(now, w.conf().Clock(p.ID)).Due
	for n := 1; n <= weeks; n++ {
		d, err := tx.ServicePart(intake.KeyWeekly + string(p.ID) + " " + report.WeekName(due.AddDate(0, 0, -7*n)))
		if err != nil || len(d.Items) == 0 {
			return nil, err
		}
		out = append(out, d.Items)
	}
	return out, nil
}
