package desk

import (
	"cmp"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/replay"
	"handoffd/handoff/store"
)

// FactList lists leads and what was decided about them.
type FactList interface {
	List(f store.Filter) ([]handoff.Handoff, error)
	Facts(id handoff.ID) ([]store.StoredFact, error)
	Config(hash string) (store.StoredConfig, error)
	Outages(from, to time.Time) ([]calendar.Span, error)
}

// Recorded is the record of all leads; those since the instant that were erased are counted.
func Recorded(tx FactList, since time.Time) (out replay.Record, erased int, err error) {
	all, err := tx.List(store.Filter{})
	if err != nil {
		return out, 0, err
	}
	type ordered struct {
		at int64
		replay.Recorded
	}
	var facts []ordered
	configs := map[string]*handoff.Config{}
	for _, h := range all {
		stored, err := tx.Facts(h.ID)
		if err != nil {
			return out, 0, err
		}
		if slices.ContainsFunc(stored, func(f store.StoredFact) bool { return f.Erased }) {
			if !h.Created.Before(since) {
				erased++
			}
			continue
		}
		for _, f := range stored {
			if configs[f.ConfigHash] == nil {
				kept, err := tx.Config(f.ConfigHash)
				if err != nil {
					return out, 0, err
				}
				configs[f.ConfigHash] = kept.Config
			}
			facts = append(facts, ordered{f.Order, replay.Recorded{Handoff: h.ID, Now: f.Now, Config: configs[f.ConfigHash],
				Fact: f.Fact, Load: f.Load, Lookups: f.Lookups, Reason: f.Reason, Blind: f.Blind}})
		}
	}
	slices.SortFunc(facts, func(a, b ordered) int { return cmp.Compare(a.at, b.at) })
	for _, f := range facts {
		out.Facts = append(out.Facts, f.Recorded)
	}
	if n := len(facts); n > 0 {
		out.Outages, err = tx.Outages(facts[0].Now, facts[n-1].Now)
	}
	return out, erased, err
}
