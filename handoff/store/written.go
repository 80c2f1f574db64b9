package store

import (
	"crypto/sha256"
	"fmt"
	"sync"

	"handoffd/handoff"
)

// written is what a decision adds to the chain, as bytes. They are made once, by whoever comes first: a helper beside
// the writer, or the writer that needs them now.
type written struct {
	fact handoff.Fact
	env  handoff.Env
	out  handoff.Decision

	once    sync.Once
	body    []byte // the payload
	decided [sha256.Size]byte
	err     error
}

func (w *written) write() {
	w.once.Do(func() {
		defer func() { // the helper's goroutine is no place to die of one fact
			if p := recover(); p != nil {
				w.err = fmt.Errorf("panic while it was encoded: %v", p)
			}
		}()
		s := setting{Now: w.env.Now, Reason: w.out.Reason, Load: w.env.Load, Lookups: w.env.Lookups}
		if w.env.Config != nil {
			s.Config = w.env.Config.Hash
		}
		w.body, w.err = encodePayload(w.fact, s)
		w.decided = handoff.Sum(&w.out.Handoff)
	})
}
