package outbox

import (
	"time"

	"handoffd/handoff"
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

// keepOnce reads what a person was sent once until it is counted up.
type keepOnce struct {
	keeping
	had reckoned
}

// Had reads once what a person was sent.
func (k keepOnce) Had(person handoff.PersonID, day string) (handoff.Had, error) {
	return k.had.of(k.keeping, person, day)
}

// CountLive counts up what the person was sent.
func (k keepOnce) CountLive(person handoff.PersonID, day string, at time.Time) error {
	clear(k.had)
	return k.keeping.CountLive(person, day, at)
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
