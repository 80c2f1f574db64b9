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

// weighs is how long a lead that is over weighs on those that come in later: what the ledger has of it counts so long,
// and a little more.
const weighs = 40 * 24 * time.Hour

// Recorded is what a rehearsal of the leads since the instant goes by; those of them that were erased are counted.
// Beside them it has those that came in before under the same config, and whatever was not over long before these: what
// is told of a lead is the same whatever the instant.
func Recorded(tx FactList, since time.Time) (out replay.Record, erased int, err error) {
	all, err := tx.List(store.Filter{})
	if err != nil {
		return out, 0, err
	}
	r := recording{tx: tx, configs: map[string]*handoff.Config{}}
	var start time.Time      // of the first lead that came in under the config of the first one since the instant
	under, over := "", false // its hash; whether leads are older than that
	for _, h := range all {  // the newest first
		late := !h.Created.Before(since)
		if !late && under == "" || over && h.State.Finished() && h.Since.Before(start.Add(-weighs)) {
			continue
		}
		stored, err := tx.Facts(h.ID)
		if err != nil {
			return out, 0, err
		}
		if len(stored) == 0 || slices.ContainsFunc(stored, func(f store.StoredFact) bool { return f.Erased }) {
			if late && len(stored) > 0 {
				erased++
			}
			continue
		}
		if over = over || !late && stored[0].ConfigHash != under; !over {
			start, under = h.Created, stored[0].ConfigHash
		}
		if err := r.add(h.ID, stored); err != nil {
			return out, 0, err
		}
	}
	slices.SortFunc(r.facts, func(a, b ordered) int { return cmp.Compare(a.at, b.at) })
	for _, f := range r.facts {
		out.Facts = append(out.Facts, f.Recorded)
	}
	if n := len(r.facts); n > 0 {
		out.Outages, err = tx.Outages(r.facts[0].Now, r.facts[n-1].Now)
	}
	return out, erased, err
}

// recording gathers facts.
type recording struct {
	tx      FactList
	configs map[string]*handoff.Config
	facts   []ordered
}

// ordered is a fact with its place among those of all leads.
type ordered struct {
	at int64
	replay.Recorded
}

func (r *recording) add(id handoff.ID, stored []store.StoredFact) error {
	for _, f := range stored {
		c, known := r.configs[f.ConfigHash]
		if !known {
			kept, err := r.tx.Config(f.ConfigHash)
			if err != nil {
				return err
			}
			c = kept.Config
			r.configs[f.ConfigHash] = c
		}
		r.facts = append(r.facts, ordered{f.Order, replay.Recorded{Handoff: id, Now: f.Now, Config: c, Fact: f.Fact,
			Load: f.Load, Lookups: f.Lookups, Reason: f.Reason, Blind: f.Blind}})
	}
	return nil
}
