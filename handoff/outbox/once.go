package outbox

import (
	"maps"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// readOnce reads a handoff, and what a person was sent today, once for all mails of a round that need it. Nobody who
// writes mails changes it.
type readOnce struct {
	rendering
	read map[handoff.ID]handoff.Handoff
	had  reckoned
}

// Handoff reads a handoff once.
func (r readOnce) Handoff(id handoff.ID) (handoff.Handoff, error) {
	h, ok := r.read[id]
	if ok {
		return h, nil
	}
	h, err := r.rendering.Handoff(id)
	if err == nil {
		r.read[id] = h
	}
	return h, err
}

// Had reads once what a person was sent.
func (r readOnce) Had(person handoff.PersonID, day string) (handoff.Had, error) {
	return r.had.of(r.rendering, person, day)
}

// keepOnce keeps the mails of a round together: what a person was sent is read once and counted up here, and rows are
// written as sets at the end.
type keepOnce struct {
	keeping
	had     reckoned
	live    map[[2]string]int // mails that came to it
	delayed []store.Delayed
	packed  []store.Packed
	whose   []*delivery // of packed
}

// Had reads once what a person was sent.
func (k *keepOnce) Had(person handoff.PersonID, day string) (handoff.Had, error) {
	return k.had.of(k.keeping, person, day)
}

// countLive counts up what the person was sent.
func (k *keepOnce) countLive(person handoff.PersonID, day string, at time.Time) error {
	had, err := k.Had(person, day)
	if err != nil {
		return err
	}
	had.Live++
	had.Last = at
	key := [2]string{string(person), day}
	k.had[key] = had
	k.live[key]++
	return nil
}

// together writes what was left to the end of the round.
func (k *keepOnce) together(now time.Time) error {
	who := slices.SortedFunc(maps.Keys(k.live), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	for _, w := range who {
		if err := k.CountLive(handoff.PersonID(w[0]), w[1], k.live[w], now); err != nil {
			return err
		}
	}
	if err := k.Hold(k.delayed); err != nil {
		return err
	}
	ours, err := k.KeepAll(k.packed)
	for i, p := range k.whose {
		p.lost = err == nil && !ours[i]
	}
	return err
}

// reckoned is what persons were sent on a day.
type reckoned map[[2]string]handoff.Had

func (k reckoned) of(tx rendering, person handoff.PersonID, day string) (handoff.Had, error) {
	key := [2]string{string(person), day}
	had, ok := k[key]
	if ok {
		return had, nil
	}
	had, err := tx.Had(person, day)
	if err == nil {
		k[key] = had
	}
	return had, err
}
