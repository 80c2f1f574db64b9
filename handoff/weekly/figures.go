package weekly

import (
	"context"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/templates"
)

// keyFigures begins the keys of the parts that tell of figures.
const keyFigures = "figures "

// figures writes what the mails of the week tell of the week before: to reps and qualifiers their own, to all the
// figures of their teams. They are those of the admin's zone, so that everybody reads the same.
func (w *Writer) figures(ctx context.Context, now time.Time) (int, error) {
	c := w.conf()
	if !c.WeeklyFigures {
		return 0, nil
	}
	var lives []*report.Life // read once somebody's part is due
	period := report.WeekOf(now.In(c.Person(c.Admin).Location())).Back(1)
	done := 0
	for _, id := range membersOf(c, organisation) {
		n, err := w.part(ctx, c.Person(id), keyFigures, handoff.SaidReport, now,
			func(ctx context.Context) (templates.Mail, []string, bool, error) {
				if lives == nil {
					var err error
					if lives, err = w.lives(ctx, period, now); err != nil {
						return templates.Mail{}, nil, false, err
					}
				}
				u := report.UpdateFor(id, c, func(whose report.Whose) report.Figures {
					return report.Count(lives, period, whose, now)
				})
				u.Costs = report.CostsFor(id, c, lives, period.To, now)
				m, tell, err := w.Renderer.Figures(u, c)
				return m, nil, tell, err
			})
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// organisation is whom the figures of a team are for.
func organisation(t handoff.Team) []handoff.PersonID {
	return slices.Concat(t.Qualifiers, t.Reps, t.Managers, t.Advocates)
}

// lives are the leads that count for the figures of a period.
func (w *Writer) lives(ctx context.Context, p report.Period, asOf time.Time) ([]*report.Life, error) {
	out := []*report.Life{}
	err := w.Store.View(ctx, func(tx *store.Tx) error {
		told, err := tx.Told(p.Since(), asOf)
		out = append(out, report.Lives(told, asOf)...)
		return err
	})
	return out, err
}
