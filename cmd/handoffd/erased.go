package main

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// erasures reads what tells of a lead that was erased.
type erasures interface {
	Forgotten(id handoff.ID) (bool, error)
	Facts(id handoff.ID) ([]store.StoredFact, error)
}

// erasedAt is when somebody asked to have a lead erased of which nothing is left to tell; zero: it was not erased.
func erasedAt(tx erasures, h *handoff.Handoff) (time.Time, error) {
	if !h.State.Finished() || len(h.Prospects) > 0 {
		return time.Time{}, nil
	}
	if done, err := tx.Forgotten(h.ID); err != nil || !done {
		return time.Time{}, err
	}
	facts, err := tx.Facts(h.ID)
	for _, f := range slices.Backward(facts) {
		if f.Kind == handoff.KindForget {
			return f.At, nil
		}
	}
	return time.Time{}, err
}

// erasedOf are the leads of a list that were erased, and since when.
func erasedOf(tx erasures, all []handoff.Handoff) (map[handoff.ID]time.Time, error) {
	out := map[handoff.ID]time.Time{}
	for i := range all {
		at, err := erasedAt(tx, &all[i])
		if err != nil {
			return nil, err
		}
		if !at.IsZero() {
			out[all[i].ID] = at
		}
	}
	return out, nil
}
