package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// reported is what a report is made from: the leads as they were known at an instant, and the config of then.
type reported struct {
	conf     *handoff.Config
	snapshot report.Snapshot
	notes    []string // what is to be known of it that it does not show
}

// read reads what is asked for. A period that was reported is reported as it was then, whoever is on the roster today;
// who is shown by name follows the present config.
func (c *reportCmd) read(ctx context.Context, a *app.App, now time.Time) (r reported, err error) {
	r.conf = a.Config.Domain
	period, err := c.period(r.conf, now)
	if err != nil {
		return r, err
	}
	err = a.Store.View(ctx, func(tx *store.Tx) error {
		asOf, first := now, time.Time{}
		was, err := tx.Reported(period.From, period.To)
		known := err == nil
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if known {
			if then := was.From.Location(); then.String() != period.From.Location().String() {
				r.notes = append(r.notes, fmt.Sprintf("its days are those of %s, in which it was first reported; reports are in "+
					"%s now", then, period.From.Location()))
			}
			period = report.Period{From: was.From, To: was.To}
		}
		switch {
		case c.AsOf != nil && !c.AsOf.now:
			if asOf = c.AsOf.in(r.conf.ReportZone()); asOf.After(now) {
				return usagef("--as-of (%s) lies in the future; until now is `--as-of now`", c.AsOf.text)
			}
		case known && c.AsOf == nil:
			asOf = was.AsOf
			if r.conf, err = configOf(tx, was.Config, r.conf); err != nil {
				return err
			}
		case known:
			first = was.AsOf
		}
		if period.To.After(asOf) {
			r.notes = append(r.notes, "the time that was asked for was not over then: what comes later is not in it")
		}
		told, err := tx.Told(period.Since(), asOf)
		if err != nil {
			return err
		}
		told = report.Faded(told, now)
		if !first.IsZero() {
			r.snapshot = report.Take(told, period, asOf, time.Time{})
			r.snapshot.Changed = report.Changes(report.Lives(told, first), r.snapshot.Lives, period, first)
			return nil
		}
		before, err := tx.ReportedBefore(asOf)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		r.snapshot = report.Take(told, period, asOf, before.AsOf)
		return nil
	})
	return r, err
}

// configOf is the config of the hash, the present one if it was not kept. Who is shown by name is for the present one
// to say, as is what leads cost where nobody had said it then.
func configOf(tx interface {
	Config(hash string) (store.StoredConfig, error)
}, hash string, present *handoff.Config) (*handoff.Config, error) {
	if hash == "" || hash == present.Hash {
		return present, nil
	}
	kept, err := tx.Config(hash)
	if errors.Is(err, store.ErrNotFound) {
		return present, nil
	}
	if err != nil {
		return nil, err
	}
	kept.Names = present.Names
	if kept.Cost.IsZero() {
		kept.Cost = present.Cost
	}
	return kept.Config, nil
}

// period is what is asked for, in the zone of reports: the last week that is over if nothing is.
func (c *reportCmd) period(conf *handoff.Config, now time.Time) (report.Period, error) {
	zone := conf.ReportZone()
	p := report.WeekOf(now.In(zone)).Back(1)
	if c.From != nil {
		p.From = c.From.in(zone).In(zone)
		p.To = p.From.AddDate(0, 0, 7)
	}
	if c.To != nil {
		p.To = c.To.in(zone).In(zone)
	}
	if c.From == nil && c.To != nil && !p.From.Before(p.To) {
		return p, usagef("--to (%s) is not after the begin of last week (%s), which counts where none is named: name --from",
			p.To.Format(time.DateOnly), p.From.Format(time.DateOnly))
	}
	if !p.From.Before(p.To) {
		return p, usagef("--to (%s) is not after --from (%s)", p.To.Format(time.DateOnly), p.From.Format(time.DateOnly))
	}
	if !p.From.Before(now) {
		return p, usagef("--from (%s) lies in the future: there is nothing to count yet", p.From.Format(time.DateOnly))
	}
	return p, nil
}
