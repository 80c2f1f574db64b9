package outbox

import (
	"context"
	"fmt"
	"sync"

	"handoffd/handoff/store"
)

// debts are changes of claimed rows that could not be written when they came to be known: that mails are out, or were
// not handed over. Nobody else takes claimed rows before their lease ends, so they are written before anything else is
// claimed.
type debts struct {
	mu   sync.Mutex
	list []func(*store.Tx) error
}

func (d *debts) add(f func(*store.Tx) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.list = append(d.list, f)
}

// pay writes what is owed, the oldest first.
func (d *debts) pay(ctx context.Context, s *store.Store) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for len(d.list) > 0 {
		if err := s.Update(ctx, d.list[0]); err != nil {
			return fmt.Errorf("write down what became of mails in hand: %w", err)
		}
		d.list = d.list[1:]
	}
	return nil
}
