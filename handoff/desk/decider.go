// Package desk decides. A Decider fetches what a decision needs, has package handoff decide, and keeps all that came
// of it, in the transaction that it is given. It draws what must not be guessed: ids, event UIDs, reply addresses. It
// reads the calendars of people and remembers busy times, so that nothing is read from one while a transaction waits.
//
// It refuses to make rules (package handoff has them), to send anything (what is to go out is a row of the outbox),
// and to run by itself: it has no loops and no clock of its own.
package desk

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// Calendars says when people are busy. A calendar that cannot be read is not an error: the answer says what is
// unknown, and why.
type Calendars interface {
	// Busy reads all sources of the person for the time from … to, which the answer may go beyond. It gives up when ctx
	// ends.
	Busy(ctx context.Context, person handoff.Person, from, to time.Time) handoff.Calendar
}

// Options are what a Decider works with. Store and Now are needed.
type Options struct {
	Store     *store.Store
	Calendars Calendars // nil: nobody's calendar is looked into
	Now       func() time.Time
	Log       *slog.Logger   // nil: nothing is logged
	Intake    intake.Options // how mail is interpreted
	Events    Events         // nil: nobody is told
	Words     Words          // of reasons, in the log; nil: their codes
	Rand      io.Reader      // what ids, UIDs and tokens are drawn from; nil: crypto/rand
}

// Decider decides under the config in force. Its methods may be called by several goroutines; those that take a
// transaction are called by the one that has it.
type Decider struct {
	Options
	config atomic.Pointer[handoff.Config]
	intake atomic.Pointer[intake.Options]
	busy   busyCache
}

// New makes a Decider; c is the config in force until Reload is called.
func New(c *handoff.Config, o Options) *Decider {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Events == nil {
		o.Events = nobody{}
	}
	if o.Words == nil {
		o.Words = func(_ *handoff.Config, r handoff.Reason) string { return string(r.Sentence()) }
	}
	d := &Decider{Options: o}
	d.config.Store(c)
	d.intake.Store(&o.Intake)
	return d
}

// Config is the config in force.
func (d *Decider) Config() *handoff.Config { return d.config.Load() }
