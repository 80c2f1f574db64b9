package engine

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
)

// What the engine hands on of a transaction. A store.Tx has it all.

// clock says when there is something to do next.
type clock interface {
	NextDue() (time.Time, bool, error)
	NextSend() (time.Time, bool, error)
	NextDeferred() (time.Time, bool, error)
}

// dues says what is due, and reads ahead what deciding it looks up.
type dues interface {
	Due(after store.DueRow, now time.Time, limit int) ([]store.DueRow, error)
	desk.Reading
}

// taking is what taking a mail needs.
type taking interface {
	desk.Taking
	Savepoint(f func() error) error
}

// turns finds the mails whose turn has come.
type turns interface {
	taking
	TakeDeferredOf(id handoff.ID, until, now time.Time) (store.InMail, bool, error)
}

// notices has people told of outages.
type notices interface {
	List(f store.Filter) ([]handoff.Handoff, error)
	Enqueued(key string) (bool, error)
	Enqueue(actions []handoff.Action, now time.Time) error
}

// resuming is where the last process ended.
type resuming interface {
	TakeOver(by store.Claimant, now time.Time) (int, error)
	SentSince(at time.Time) (int, error)
	OpenOutages() ([]store.Outage, error)
	OutageEnd(source handoff.Source, at time.Time) (bool, time.Time, error)
}
