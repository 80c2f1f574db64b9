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

// What begins the keys of the parts that go through leads.
const (
	keyFill   = "fill "
	keyReview = "review "
)

// mostReviewed bounds the leads of a team that are looked at, the newest; in so many earlierReviews it is looked up
// since when a lead is open.
const (
	mostReviewed   = 2000
	earlierReviews = 8
)

// leadPart is what a part tells that asks about leads, and about which.
type leadPart struct {
	mail templates.Mail
	ids  []string
	tell bool
}

// fills writes which next steps the Todays of reps ask for, on Thursday, or on Friday to who is not there then.
func (w *Writer) fills(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	if !c.WeeklyFigures {
		return 0, nil
	}
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Reps }) {
		p := c.Person(id)
		if !c.MayWriteTo(p.Email()) {
			continue
		}
		var week string
		var at time.Time
		due := false
		err := w.Store.View(ctx, func(tx *store.Tx) error {
			away, err := tx.Away(id, now)
			week, at, due = report.FillDay(now, c.Clock(id).Less(away...))
			return err
		})
		if err != nil {
			return done, err
		}
		if !due {
			continue
		}
		n, err := w.leadPart(ctx, keyFill+string(id)+" "+week, func(key string, d handoff.ServiceDetail) handoff.Action {
			return handoff.TodayPart(key, id, d, at.Sub(now))
		}, now, func(tx *store.Tx) (leadPart, error) {
			leads, err := tx.List(store.Filter{Person: string(id), Open: true, Limit: mostReviewed})
			if err != nil {
				return leadPart{}, err
			}
			f := report.FillOf(id, leads, c, at)
			m, tell, err := w.Renderer.Fill(f, c)
			return leadPart{m, f.IDs(), tell}, err
		})
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// reviews writes which leads the mails of the week put to managers.
func (w *Writer) reviews(ctx context.Context, now time.Time) (int, error) {
	c, done := w.conf(), 0
	if !c.WeeklyFigures {
		return 0, nil
	}
	for _, id := range membersOf(c, func(t handoff.Team) []handoff.PersonID { return t.Managers }) {
		p := c.Person(id)
		if !c.MayWriteTo(p.Email()) {
			continue
		}
		key, week, due, err := w.due(ctx, p, part{prefix: keyReview, stopped: keyReview}, now)
		if err != nil {
			return done, err
		}
		if !due {
			continue
		}
		n, err := w.leadPart(ctx, key, func(key string, d handoff.ServiceDetail) handoff.Action {
			return handoff.WeeklyPart(key, id, d, week.At.Sub(now))
		}, now, func(tx *store.Tx) (leadPart, error) {
			r, err := w.review(tx, id, week)
			if err != nil {
				return leadPart{}, err
			}
			m, tell, err := w.Renderer.Review(r, c)
			return leadPart{m, r.IDs(), tell}, err
		})
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// leads finds leads, and which of them an earlier part asked about.
type leads interface {
	List(f store.Filter) ([]handoff.Handoff, error)
	ServicePart(key string) (handoff.ServiceDetail, error)
	PartSent(key string) (time.Time, error)
}

// review is what a manager has to go through.
func (w *Writer) review(tx leads, id handoff.PersonID, week report.Weekly) (report.Review, error) {
	c := w.conf()
	var all []handoff.Handoff
	for _, t := range c.Teams {
		if !slices.Contains(t.Managers, id) {
			continue
		}
		of, err := tx.List(store.Filter{Team: t.Name, Limit: mostReviewed})
		if err != nil {
			return report.Review{}, err
		}
		all = append(all, of...)
	}
	earlier, since, err := earlierReviewsOf(tx, id, week)
	if err != nil {
		return report.Review{}, err
	}
	return report.ReviewOf(id, all, earlier, since, c, week.At), nil
}

// earlierReviewsOf are the leads that each review before asked about without a break, the latest first, and when the
// last one that was sent was written: as of then its reader knows how things stood.
func earlierReviewsOf(tx leads, id handoff.PersonID, week report.Weekly) (open [][]string, since time.Time, err error) {
	goesOn := true
	for n := 1; n <= earlierReviews && (goesOn || since.IsZero()); n++ {
		key := keyReview + string(id) + " " + report.WeekName(week.Due.AddDate(0, 0, -7*n))
		d, err := tx.ServicePart(key)
		if err == nil && since.IsZero() {
			since, err = tx.PartSent(key)
		}
		if err != nil {
			return nil, since, err
		}
		if goesOn = goesOn && len(d.Leads) > 0; goesOn {
			open = append(open, d.Leads)
		}
	}
	return open, since, nil
}

// leadPart writes a part that asks about leads, unless it was written before.
func (w *Writer) leadPart(ctx context.Context, key string,
	action func(string, handoff.ServiceDetail) handoff.Action, now time.Time,
	write func(*store.Tx) (leadPart, error)) (int, error) {
	var p leadPart
	was := false
	err := w.Store.View(ctx, func(tx *store.Tx) (err error) {
		if was, err = tx.Enqueued(handoff.ServiceKey(key)); err == nil && !was {
			p, err = write(tx)
		}
		return err
	})
	if err != nil || was {
		return 0, err
	}
	d := handoff.ServiceDetail{}
	if p.tell {
		d = handoff.ServiceDetail{Subject: p.mail.Subject, Text: p.mail.Text, HTML: p.mail.HTML, Leads: p.ids}
	}
	err = w.Desk.Update(ctx, func(tx *store.Tx) error {
		return tx.Enqueue([]handoff.Action{action(key, d)}, now)
	})
	if err != nil || !p.tell {
		return 0, err
	}
	return 1, nil
}
