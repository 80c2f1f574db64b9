// Package vitals watches the service itself: it measures what package handoff needs to find what is wrong with it
// (handoff.Vitals), keeps what was found, and has the admin told of each trouble once. What is measured can be asked
// for as well, by whoever shows figures.
//
// It refuses to decide what is a trouble, to word it, and to tell again what is told as an outage.
package vitals

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Options are what a Watch works with. Store, Config and Now are needed.
type Options struct {
	Store  *store.Store
	Config func() *handoff.Config
	Now    func() time.Time
	Log    *slog.Logger
	Until  func() time.Time            // nothing is sent before, by the config's rate; nil: that is unknown
	Logins func() []handoff.VitalLogin // by tokens; nil: there are none
	Folder string                      // where the database lies; empty: on a server
	Backup string                      // file or folder of backups; empty: nobody asked to watch them
	Most   time.Duration               // how old the newest backup may be
	Space  func(folder string) (free, size int64, err error)

	// Words are those of reasons in the log; nil: their codes.
	Words func(*handoff.Config, handoff.Reason) string
}

// Watch measures, finds and tells. Its methods may be called by several goroutines.
type Watch struct {
	Options
	reads   []*Read
	diaries []*diary

	mu   sync.Mutex
	held handoff.VitalHeld // guarded by mu
	seen time.Time         // when held mail was last measured; guarded by mu
}

// New makes a Watch: nothing is measured yet.
func New(o Options) *Watch {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Words == nil {
		o.Words = func(_ *handoff.Config, r handoff.Reason) string { return r.String() }
	}
	if o.Space == nil {
		o.Space = space
	}
	return &Watch{Options: o}
}

// Every is how often to look.
const Every = time.Minute

// heldEvery is how often all held mail is measured, and that of the week; that of a day each time.
const heldEvery = 15 * time.Minute

// Pass measures, keeps what was found, and has the admin told.
func (w *Watch) Pass(ctx context.Context) error {
	now := w.Now()
	var known []handoff.TroubleState
	v, err := w.Measure(ctx)
	if err == nil {
		err = w.Store.View(ctx, func(tx *store.Tx) (err error) {
			known, err = tx.Troubles()
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("look how the service is: %w", err)
	}
	steps := handoff.StepTroubles(known, v.Findings(known, now), now)
	if len(steps) == 0 {
		return nil
	}
	err = w.Store.Update(ctx, func(tx *store.Tx) error {
		for _, s := range steps {
			if err := w.keep(tx, s, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep what is wrong with the service: %w", err)
	}
	return nil
}

// keeping keeps troubles and tells of them.
type keeping interface {
	PutTrouble(s handoff.TroubleState) error
	Enqueue(actions []handoff.Action, now time.Time) error
	AfterCommit(f func())
}

func (w *Watch) keep(tx keeping, s handoff.TroubleState, now time.Time) error {
	tx.AfterCommit(func() {
		c := w.Config()
		what, mend := w.Words(c, s.Says()), w.Words(c, s.Mend())
		switch {
		case !s.Open():
			w.Log.Warn("a trouble is over", "trouble", s.Kind, "name", s.Name, "since", s.From)
		case s.Told.Equal(now):
			w.Log.Error("something is to be mended", "trouble", s.Kind, "name", s.Name, "since", s.From, "what", what,
				"mend", mend)
		default:
			w.Log.Warn("something is wrong", "trouble", s.Kind, "name", s.Name, "what", what, "mend", mend)
		}
	})
	if err := tx.PutTrouble(s); err != nil || !s.Told.Equal(now) {
		return err
	}
	a := handoff.ServiceMail(s.Key(), w.Config().Admin, s.ForAdmin())
	return tx.Enqueue([]handoff.Action{a}, now)
}

// Run looks every minute until the context ends; wait sleeps until an instant of the same clock.
func (w *Watch) Run(ctx context.Context, wait func(context.Context, time.Time) error) {
	for ctx.Err() == nil {
		if err := w.Pass(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("it could not be looked how the service is", "error", err)
		}
		if err := wait(ctx, w.Now().Add(Every)); err != nil {
			return
		}
	}
}
