package engine

import (
	"context"
	"fmt"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// turns takes deferred mails whose turn has come, a batch a transaction.
func (e *Engine) turns(ctx context.Context) (int, error) {
	total := 0
	for {
		n := 0
		err := e.desk.Update(ctx, func(tx *store.Tx) error {
			for n = 0; n < batchSize; n++ {
				in, ok, err := tx.TakeDeferred(e.Now())
				if err != nil || !ok {
					return err
				}
				if err := e.takeTurn(tx, in); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return total, fmt.Errorf("take deferred mail: %w", err)
		}
		if total += n; n > 0 {
			e.kick()
		}
		if n < batchSize {
			return total, nil
		}
	}
}

// takeDue takes the deferred mails about a handoff that arrived by the time that something is due of it: what answers
// it never comes late because of its sender's rate.
func (e *Engine) takeDue(tx turns, id handoff.ID, due time.Time) error {
	for {
		in, ok, err := tx.TakeDeferredOf(id, due, e.Now())
		if err != nil || !ok {
			return err
		}
		if err := e.takeTurn(tx, in); err != nil {
			return err
		}
	}
}

// takeTurn takes one deferred mail, as it would have been taken when it arrived.
func (e *Engine) takeTurn(tx taking, in store.InMail) error {
	if len(in.Raw) == 0 { // forgotten
		in.Verdict, in.Why = intake.KnownAlready.Verdict(), handoff.Because("known-already/gone")
		_, err := tx.PutMail(in)
		return err
	}
	u := e.desk.Reader().Read(in.Raw, in.Arrived)
	box := e.desk.Reader().Box(in.Source, e.conf().Address)
	_, err := e.takePatiently(tx, box, in, u)
	return err
}
