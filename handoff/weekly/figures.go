package weekly

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// keyFigures begins the keys of the parts that tell of figures.
const keyFigures = "figures "

// figures writes what the mails of the week tell of the week before: to reps and qualifiers their own, to all the
// figures of their teams. The week is one for all, and known as it was when the first of these mails was written.
func (w *Writer) figures(ctx context.Context, now time.Time) (int, error) {
	c := w.conf()
	if !c.WeeklyFigures {
		return 0, nil
	}
	taken := map[report.Period]report.Snapshot{} // once somebody's part is due
	done := 0
	for _, id := range membersOf(c, organisation) {
		var s report.Snapshot
		p := part{prefix: keyFigures, stopped: handoff.SaidReport, missed: w.missed,
			write: func(ctx context.Context, week report.Weekly) (handoff.ServiceDetail, error) {
				period := week.Reports(c.ReportZone())
				var known bool
				if s, known = taken[period]; !known {
					var err error
					if s, err = w.snapshot(ctx, period, now); err != nil {
						return handoff.ServiceDetail{}, err
					}
					taken[period] = s
				}
				return w.Renderer.Figures(report.UpdateOf(id, c, s), c)
			},
			keep: func(tx reports) error { return keepReported(tx, s, c) }}
		n, err := w.part(ctx, c.Person(id), p, now)
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

// snapshot is the period as it was first reported, or as it is known now.
func (w *Writer) snapshot(ctx context.Context, p report.Period, now time.Time) (s report.Snapshot, err error) {
	err = w.Store.View(ctx, func(tx *store.Tx) error {
		asOf := now.Add(-report.Settling)
		r, err := tx.Reported(p.From, p.To)
		switch {
		case err == nil:
			p, asOf = report.Period{From: r.From, To: r.To}, r.AsOf // as it was first reported, in the zone of then
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
		before, err := tx.ReportedBefore(asOf)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		told, err := tx.Told(p.Since(), asOf)
		s = report.Take(told, p, asOf, before.AsOf)
		return err
	})
	return s, err
}

// reports is what the store knows of reports that were made.
type reports interface {
	Reported(from, to time.Time) (store.Reported, error)
	KeepReported(r store.Reported) (store.Reported, error)
	PutConfig(c *handoff.Config) error
}

// keepReported keeps of which instant the report is, and by which config, once the first of its mails is to go.
func keepReported(tx reports, s report.Snapshot, c *handoff.Config) error {
	if c.Hash != "" {
		if err := tx.PutConfig(c); err != nil {
			return err
		}
	}
	r, err := tx.KeepReported(store.Reported{From: s.Period.From, To: s.Period.To, AsOf: s.AsOf, Config: c.Hash})
	if err == nil && !r.AsOf.Equal(s.AsOf) {
		err = fmt.Errorf("the week from %s was reported meanwhile, as known on %s", s.Period.From.Format(time.DateOnly),
			r.AsOf.Format(time.RFC3339))
	}
	return err
}

// missed says whether nobody read the report of a week in time, although the week before was reported: the service was
// down when it fell due.
func (w *Writer) missed(tx reports, week report.Weekly) (bool, error) {
	p := week.Reports(w.conf().ReportZone())
	switch r, err := tx.Reported(p.From, p.To); {
	case err == nil:
		return week.Late(r.AsOf), nil
	case !errors.Is(err, store.ErrNotFound):
		return false, err
	}
	_, err := tx.Reported(p.Back(1).From, p.From)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
