package desk

import (
	"context"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Spoken is what somebody said on a page, or by a link in a mail to them.
type Spoken struct {
	Handoff handoff.ID
	About   handoff.About // who, when, how it came and how it is proved
	Words   string        // as a plain reply would say it
	First   func(PageTx, handoff.Handoff) error
}

// PageTx is what a page has of the transaction that decides.
type PageTx interface {
	SpendLink(secret string, at time.Time) (bool, error)
}

// Say decides what somebody says about a handoff, as if it had come by a mail of theirs. First is asked in the same
// transaction, before: its error ends it, and nothing was decided. There is one decision for each thing that was said.
func (d *Decider) Say(ctx context.Context, s Spoken) ([]handoff.Decision, error) {
	var out []handoff.Decision
	err := d.Update(ctx, func(tx *store.Tx) error {
		out = nil
		h, err := tx.Handoff(s.Handoff)
		if err != nil {
			return err
		}
		if s.First != nil {
			if err := s.First(tx, h); err != nil {
				return err
			}
		}
		if err := tx.PutConfig(d.Config()); err != nil {
			return err
		}
		for _, f := range d.Reader().Spoken(h, s.About, s.Words, d.Now()) {
			o, err := d.Decide(tx, s.Handoff, f)
			if err != nil {
				return err
			}
			if away, ok := f.(*handoff.AwayUntil); ok {
				if err := d.everywhere(tx, s.Handoff, s.About.By.Person, away); err != nil {
					return err
				}
			}
			out = append(out, o)
		}
		return nil
	})
	return out, err
}

// WouldSay is what Say would decide, as sentences; nothing is decided.
func (d *Decider) WouldSay(h handoff.Handoff, s Spoken) []handoff.Reason {
	var out []handoff.Reason
	zone := d.Config().Person(s.About.By.Person).Zone
	for _, f := range d.Reader().Spoken(h, s.About, s.Words, d.Now()) {
		out = append(out, handoff.Would(f, zone))
	}
	return out
}
