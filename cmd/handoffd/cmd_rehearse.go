package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/replay"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
)

type rehearseCmd struct {
	Config string    `required:"" help:"Config file to rehearse; it names the database too." placeholder:"FILE"`
	Since  sinceFlag `required:"" help:"Leads that came in since then: a day, or an instant (RFC 3339)." placeholder:"TIME"`
	JSON   bool      `help:"One JSON object."`
}

// Run tells what would have differed if the config had been in force. It sends nothing and writes nothing.
func (c *rehearseCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	var facts []replay.Recorded
	erased := 0
	err = a.Store.View(ctx, func(tx *store.Tx) error {
		facts, erased, err = recorded(tx, c.Since.from(a.Config.Domain))
		return err
	})
	if err != nil {
		return err
	}
	report := replay.Compare(facts, a.Config.Domain)
	sentences, err := a.Reasons()
	if err != nil {
		return err
	}
	for i := range report.Differ {
		d := &report.Differ[i]
		d.Because = view.WhyTo(sentences, a.Config.Domain, a.Config.Domain.Admin, d.Why)
	}
	if c.JSON {
		return printJSON(s, report)
	}
	c.print(s, a.Config.Domain, report)
	if erased > 0 {
		fmt.Fprintf(s.out, "%s left out: what is stored of them was erased.\n", count(float64(erased), "lead"))
	}
	return nil
}

// factList lists leads and what was decided about them.
type factList interface {
	List(f store.Filter) ([]handoff.Handoff, error)
	Facts(id handoff.ID) ([]store.StoredFact, error)
	Config(hash string) (store.StoredConfig, error)
}

// recorded are the facts of the leads since the instant, in the order of all; leads that were erased are counted.
func recorded(tx factList, since time.Time) (out []replay.Recorded, erased int, err error) {
	all, err := tx.List(store.Filter{})
	if err != nil {
		return nil, 0, err
	}
	type ordered struct {
		at int64
		replay.Recorded
	}
	var facts []ordered
	configs := map[string]*handoff.Config{}
	for _, h := range all {
		if h.Created.Before(since) {
			continue
		}
		stored, err := tx.Facts(h.ID)
		if err != nil {
			return nil, 0, err
		}
		if slices.ContainsFunc(stored, func(f store.StoredFact) bool { return f.Erased }) {
			erased++
			continue
		}
		for _, f := range stored {
			if configs[f.ConfigHash] == nil {
				kept, err := tx.Config(f.ConfigHash)
				if err != nil {
					return nil, 0, err
				}
				configs[f.ConfigHash] = kept.Config
			}
			facts = append(facts, ordered{f.Order, replay.Recorded{Handoff: h.ID, Now: f.Now, Config: configs[f.ConfigHash],
				Fact: f.Fact, Load: f.Load, Lookups: f.Lookups}})
		}
	}
	slices.SortFunc(facts, func(a, b ordered) int { return cmp.Compare(a.at, b.at) })
	for _, f := range facts {
		out = append(out, f.Recorded)
	}
	return out, erased, nil
}
