package engine

import (
	"context"
	"errors"
	randv2 "math/rand/v2"
	"time"

	"handoffd/handoff/store"
)

// kick wakes the passes that may have something to do after a commit.
func (e *Engine) kick() {
	for _, k := range e.kicks {
		select {
		case k <- struct{}{}:
		default:
		}
	}
}

// Waits after trouble, and the longest sleep of a pass that nothing wakes.
const (
	troubleWait = 15 * time.Second
	longTrouble = 5 * time.Minute
	idleWait    = 30 * time.Second // another process may have written: `handoffd new`
)

// patiently is how long to wait after the n-th failure in a row: doubled each time up to a limit, and never quite the
// same, so that many services do not come back to a server at once.
func patiently(n int) time.Duration {
	wait := min(longTrouble, troubleWait<<min(n-1, 8))
	return wait*3/4 + randv2.N(wait/2)
}

// repeat runs a pass whenever it is kicked or its next time comes, but not before the instant that held gives.
func (e *Engine) repeat(ctx context.Context, name string, kick <-chan struct{}, pass func(context.Context) (int, error),
	next func(clock) (time.Time, bool, error), held func() time.Time) {
	for failures := 0; ctx.Err() == nil; {
		until, err := e.once(ctx, pass, next)
		switch {
		case err == nil:
			failures = 0
			if wait := held(); wait.After(e.Now()) {
				until = wait
			}
		case ctx.Err() != nil:
			return
		default:
			failures++
			e.Log.Error(name+" could not go on and is tried again", "error", err)
			until = e.Now().Add(patiently(failures))
		}
		if until.After(e.Now()) {
			e.sleep(ctx, until, kick)
		}
	}
}

// once runs a pass and says when it has something to do again by itself.
func (e *Engine) once(ctx context.Context, pass func(context.Context) (int, error), next func(clock) (time.Time, bool,
	error)) (time.Time, error) {
	until := e.Now().Add(idleWait)
	if err := e.beat(ctx, e.Now()); err != nil {
		return until, err
	}
	if _, err := pass(ctx); err != nil {
		return until, err
	}
	err := e.Store.View(ctx, func(tx *store.Tx) error {
		at, ok, err := next(tx)
		if ok && at.Before(until) {
			until = at
		}
		return err
	})
	return until, err
}

// sleep waits on the engine's clock, or until it is kicked.
func (e *Engine) sleep(ctx context.Context, until time.Time, kick <-chan struct{}) {
	waiting, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := e.Wait(waiting, until); err != nil && !errors.Is(err, context.Canceled) {
			e.Log.Error("clock", "error", err)
		}
	}()
	select {
	case <-done:
	case <-kick:
	case <-ctx.Done():
	}
}
