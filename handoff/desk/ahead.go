package desk

import (
	"iter"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
)

// Coming is a fact that is about to be decided.
type Coming struct {
	Handoff handoff.ID
	Fact    handoff.Fact
}

// Reading reads what decisions to come will ask for.
type Reading interface {
	ReadAhead(ids []handoff.ID) error
	Peek(id handoff.ID) (handoff.Handoff, bool)
	LookAhead(needs iter.Seq[handoff.Need], now time.Time) error
}

// Ahead reads, and locks, what the decisions on facts to come will look up: all handoffs at once, then all else. It
// decides nothing, and a fact that needs more in the end, because of those decided before it, gets that then.
func (d *Decider) Ahead(tx Reading, all []Coming) error {
	ids := make([]handoff.ID, len(all))
	for i, c := range all {
		ids[i] = c.Handoff
	}
	if err := tx.ReadAhead(ids); err != nil {
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

// ReadingMail reads what mails to come are about.
type ReadingMail interface {
	FindAhead(tags, uids []string) ([]handoff.ID, error)
	ReadAhead(ids []handoff.ID) error
}

// MailsAhead reads, and locks, the handoffs that mails to come are about, as far as that can be told before they are
// interpreted. It decides nothing, and a mail that is found by something else is found then.
func (d *Decider) MailsAhead(tx ReadingMail, all []intake.Understood) error {
	r := d.Reader()
	var tags, uids []string
	for _, u := range all {
		t, e := r.Names(u)
		tags, uids = append(tags, t...), append(uids, e...)
	}
	ids, err := tx.FindAhead(tags, uids)
	if err != nil {
		return err
	}
	return tx.ReadAhead(ids)
}
