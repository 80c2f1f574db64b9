package main

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
)

// erasures reads what tells of a lead that was erased.
type erasures interface {
	Forgotten(id handoff.ID) (bool, error)
	Facts(id handoff.ID) ([]store.StoredFact, error)
}

// erasure is how far it is with what somebody asked for: that the lead be erased.
func erasure(tx erasures, h *handoff.Handoff) (view.Erasure, error) {
	if e := view.ErasureOf(h); !e.Asked.IsZero() {
		return e, nil
	}
	at, err := erasedBefore(tx, h)
	return view.Erasure{Asked: at, Done: true}, err
}

// erasedBefore is when that was asked for by a version that did not note it on the lead; zero: it was not.
func erasedBefore(tx erasures, h *handoff.Handoff) (time.Time, error) {
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

// erasuresOf is the same of those leads of a list of which it was asked.
func erasuresOf(tx erasures, all []handoff.Handoff) (map[handoff.ID]view.Erasure, error) {
	out := map[handoff.ID]view.Erasure{}
	for i := range all {
		e, err := erasure(tx, &all[i])
		if err != nil {
			return nil, err
		}
		if !e.Asked.IsZero() {
			out[all[i].ID] = e
		}
	}
	return out, nil
}
