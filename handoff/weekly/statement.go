package weekly

import (
	"context"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// keyStatement begins the keys of the parts that tell people of their own leads.
const keyStatement = "statement "

// statements writes what the mails of the week tell reps and qualifiers of their own leads.
func (w *Writer) statements(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	if !c.WeeklyFigures {
		return 0, nil
	}
	taken := map[report.Period]report.Snapshot{} // once somebody's part is due
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID {
		return slices.Concat(t.Reps, t.Qualifiers)
	}) {
		p := c.Person(id)
		if !c.MayWriteTo(p.Email()) {
			continue
		}
		key, week, due, err := w.due(ctx, p, part{prefix: keyStatement, stopped: handoff.SaidReport}, now)
		if err != nil {
			return done, err
		}
		if !due {
			continue
		}
		period := week.Reports(c.ReportZone())
		known, is := taken[period]
		if !is {
			if known, err = w.snapshot(ctx, period, now); err != nil {
				return done, err
			}
			taken[period] = known
		}
		n, err := w.leadPart(ctx, key, func(key string, d handoff.ServiceDetail) handoff.Action {
			d.Personal = handoff.Yes
			return handoff.WeeklyPart(key, id, d, week.At.Sub(now))
		}, now, func(tx *store.Tx) (leadPart, error) {
			s, err := w.statement(tx, id, period, known.Lives, now)
			if err != nil {
				return leadPart{}, err
			}
			m, tell, err := w.Renderer.Statement(s, c)
			return leadPart{mail: m, tell: tell}, err
		})
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// standing is what is known of leads and of the rotation.
type standing interface {
	leads
	LookUp(id handoff.ID, n handoff.Need, env *handoff.Env) error
}

// statement gathers what a person is told: their leads, and as a rep those of their teams that went to others.
func (w *Writer) statement(tx standing, id handoff.PersonID, p report.Period, lives []*report.Life, now time.Time) (
	report.Statement, error) {
	c := w.conf()
	all, err := tx.List(store.Filter{Person: string(id), Limit: mostReviewed})
	if err != nil {
		return report.Statement{}, err
	}
	var stands []handoff.Standing
	for _, t := range c.Teams {
		if !slices.Contains(t.Reps, id) {
			continue
		}
		of, err := tx.List(store.Filter{Team: t.Name, Limit: mostReviewed})
		if err != nil {
			return report.Statement{}, err
		}
		for _, h := range of {
			if !slices.ContainsFunc(all, func(o handoff.Handoff) bool { return o.ID == h.ID }) {
				all = append(all, h)
			}
		}
		e := handoff.Env{Now: now, Config: c}
		for _, need := range handoff.RankNeeds(t, now) {
			if err := tx.LookUp("", need, &e); err != nil {
				return report.Statement{}, err
			}
		}
		stands = append(stands, handoff.StandingOf(id, t.Name, e))
	}
	return report.StatementOf(id, c, p, lives, all, stands), nil
}
