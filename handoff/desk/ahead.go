package desk

import (
	"iter"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Coming is a fact that is about to be decided.
type Coming struct {
	Handoff handoff.ID
	Fact    handoff.Fact
}

// Reading reads what decisions to come will ask for.
type Reading interface {
	ReadAhead(ids []handoff.ID, before store.Foreseen) error
	Peek(id handoff.ID) (handoff.Handoff, bool)
	LookAhead(needs iter.Seq[handoff.Need], now time.Time) error
}

// Ahead reads, and locks, what the decisions on facts to come will look up: all handoffs at once, then all else. It
// decides nothing, and a fact that needs more in the end, because of those decided before it, gets that then. before is
// what was foreseen of the handoffs, nil if nothing was.
func (d *Decider) Ahead(tx Reading, all []Coming, before store.Foreseen) error {
	ids := make([]handoff.ID, len(all))
	for i, c := range all {
		ids[i] = c.Handoff
	}
	if err := tx.ReadAhead(ids, before); err != nil {
		return err
	}
	return tx.LookAhead(func(yield func(handoff.Need) bool) {
		var needs []handoff.Need
		for _, c := range all {
			h, ok := tx.Peek(c.Handoff)
			if !ok {
				continue
			}
			needs = handoff.AppendNeeds(needs[:0], h, c.Fact, d.Config())
			for _, n := range needs {
				if !yield(n) {
					return
				}
			}
		}
	}, d.Now())
}
