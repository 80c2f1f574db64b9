package store

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"sync"

	"handoffd/handoff"
)

// written is what a decision adds, as bytes. They are made once, by whoever comes first: a helper beside the writer,
// or who tells them the database, or the writer that needs them now.
type written struct {
	keeps   *handoff.Handoff // as it is kept; nil: it is not
	fact    handoff.Fact     // nil: none is added
	env     handoff.Env
	out     handoff.Decision
	actions []handoff.Action

	once    sync.Once
	data    []byte // the handoff
	body    []byte // the payload of the fact
	looked  *looked
	decided [sha256.Size]byte
	mails   [][]byte // the actions
	moments []byte   // what figures count of it; empty: nothing
	err     error
}

func (w *written) write() error {
	w.once.Do(func() {
		defer func() { // the helper's goroutine is no place to die of one fact
			if p := recover(); p != nil {
				w.err = fmt.Errorf("panic while it was encoded: %v", p)
			}
		}()
		w.err = w.encode()
	})
	return w.err
}

func (w *written) encode() (err error) {
	if w.keeps != nil {
		if w.data, err = json.Marshal(w.keeps); err != nil {
			return err
		}
	}
	if w.fact != nil {
		s := setting{Now: w.env.Now, Reason: w.out.Reason, Load: w.env.Load, Lookups: w.env.Lookups}
		if w.env.Config != nil {
			s.Config = w.env.Config.Hash
		}
		if w.looked, err = lookedOf(&s); err != nil {
			return err
		}
		if w.body, err = encodePayload(w.fact, s); err != nil {
			return err
		}
		w.decided = handoff.Sum(&w.out.Handoff)
	}
	if len(w.out.Moments) > 0 {
		if w.moments, err = json.Marshal(w.out.Moments); err != nil {
			return err
		}
	}
	w.mails = make([][]byte, len(w.actions))
	for i, a := range w.actions {
		if w.mails[i], err = json.Marshal(a); err != nil {
			return err
		}
	}
	return nil
}
