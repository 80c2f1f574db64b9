package outbox

import (
	"context"
	"errors"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// Carrier takes what leaves by one way: mails by a mail server, or events by the account of a calendar server.
// Several goroutines may use it at once. One that has a method Check(ctx) error can be tried without an item.
type Carrier interface {
	// Carry hands an item over and says where it is now. The error is an *Error; any other counts as one of outcome
	// Uncertain.
	Carry(ctx context.Context, i Item) (Receipt, error)
}

// Item is what a carrier takes: a *Mail or an *Event. Each kind says in a file of its own what else is to be done.
type Item interface {
	kind() string                                // what the log calls it
	once() any                                   // those of a round that give the same are carried once
	taken(o *Outbox, tx marking, by *load) error // keeps what the carrier said
}

// Mail is one message to one recipient.
type Mail struct {
	From, To string // envelope
	Raw      []byte
}

func (m *Mail) kind() string { return "a mail" }

func (m *Mail) once() any { return m }

func (m *Mail) taken(*Outbox, marking, *load) error { return nil }

// Receipt is what a carrier says of an event that it took.
type Receipt struct {
	At   calendar.Ref // where it stands; zero if it is taken away
	Link string       // where the server lets people join it
}

// Outcome is what became of an item that was not taken.
type Outcome int

// Outcomes, by what is to be done.
const (
	Uncertain   Outcome = iota // it may have been taken: tried again, as it is
	Temporary                  // surely not taken: tried again
	Unreachable                // the server was not reached or let us not in: tried again, and what goes by it waits
	Forbidden                  // somebody has to grant or make something: see Mend
	Refused                    // never to be taken
	Stopped                    // the context ended before anything was handed over
)

// Error is an item that a carrier did not take.
type Error struct {
	Outcome    Outcome
	RetryAfter time.Duration // how long the server asks to wait; 0 if it does not say
	Why        string        // of Forbidden: what the server said, without Mend
	Mend       string        // of Forbidden: what an admin can do; may be empty
	Err        error
}

func (e *Error) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// failure is the error of a carrier with its outcome.
func failure(err error) *Error {
	if failed, ok := errors.AsType[*Error](err); ok {
		return failed
	}
	return &Error{Outcome: Uncertain, Err: err}
}

// unreachable says whether the server itself was the trouble, not the item.
func unreachable(err error) bool { return err != nil && failure(err).Outcome == Unreachable }

// load is one item of a delivery with its carrier, and what came of it.
type load struct {
	carrier Carrier
	via     string         // the carrier's name, as evidence says it
	outage  handoff.Source // by which outages of the carrier are kept; zero: nobody waits for it
	spare   bool           // given up where it is forbidden: nothing hangs on it
	item    Item
	got     Receipt
	err     error
	at      time.Time // when it was known what came of it
}

// mailed says whether it goes by a mail server.
func (l *load) mailed() bool {
	_, mailed := l.item.(*Mail)
	return mailed
}
