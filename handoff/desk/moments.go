package desk

import (
	"context"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// counting is what it takes to find out what is counted of leads that were decided before anything was.
type counting interface {
	MomentsOwed(most int) ([]handoff.ID, error)
	FillMoments(id handoff.ID, all map[int]handoff.Told) error
	Facts(id handoff.ID) ([]store.StoredFact, error)
	Config(hash string) (store.StoredConfig, error)
}

// owedAtOnce is for how many leads that is found out in one transaction.
const owedAtOnce = 50

// FillMoments finds out what is counted of leads that were decided before anything was, by deciding their facts again
// as they were recorded; of an erased lead nothing is left to find. It gives how many leads that were.
func FillMoments(ctx context.Context, s *store.Store) (leads int, err error) {
	configs := map[string]*handoff.Config{}
	for {
		n := 0
		err := s.Update(ctx, func(tx *store.Tx) error {
			owed, err := tx.MomentsOwed(owedAtOnce)
			for _, id := range owed {
				if err := fillMoments(tx, id, configs); err != nil {
					return err
				}
			}
			n = len(owed)
			return err
		})
		if leads += n; err != nil || n == 0 {
			return leads, err
		}
	}
}

func fillMoments(tx counting, id handoff.ID, configs map[string]*handoff.Config) error {
	facts, err := tx.Facts(id)
	if err != nil {
		return err
	}
	all := map[int]handoff.Told{}
	h := handoff.Handoff{}
	for _, f := range facts {
		if f.Erased {
			break
		}
		if configs[f.ConfigHash] == nil {
			kept, err := tx.Config(f.ConfigHash)
			if err != nil {
				return err
			}
			configs[f.ConfigHash] = kept.Config
		}
		out := handoff.Decide(h, f.Fact, handoff.Env{Now: f.Now, Config: configs[f.ConfigHash], Load: f.Load,
			Lookups: f.Lookups})
		if out.Err != nil {
			break
		}
		if h = out.Handoff; len(out.Moments) > 0 {
			all[f.Seq] = handoff.Told{Decided: f.Now, Moments: out.Moments}
		}
	}
	return tx.FillMoments(id, all)
}
