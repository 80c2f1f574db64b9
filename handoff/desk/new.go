package desk

import (
	"context"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// Hand takes a brief that did not come by mail. It only decides and keeps; the serving process delivers. The error
// says if the person hands over leads for no team.
func (d *Decider) Hand(ctx context.Context, qualifier handoff.Person, text string) (handoff.Decision, error) {
	f, err := intake.Brief(d.Config(), qualifier, text, d.Now())
	if err != nil {
		return handoff.Decision{}, err
	}
	var out handoff.Decision
	err = d.Update(ctx, func(tx *store.Tx) (err error) {
		if err := tx.PutConfig(d.Config()); err != nil {
			return err
		}
		if err := d.Draw(tx, f); err != nil {
			return err
		}
		out, err = d.Decide(tx, f.ID, f)
		return err
	})
	return out, err
}

// Try says what would come of a brief. Nothing is kept.
func (d *Decider) Try(ctx context.Context, qualifier handoff.Person, text string) (handoff.Decision, error) {
	f, err := intake.Brief(d.Config(), qualifier, text, d.Now())
	if err != nil {
		return handoff.Decision{}, err
	}
	var out handoff.Decision
	err = d.Update(ctx, func(tx *store.Tx) error {
		if err := d.Draw(tx, f); err != nil {
			return err
		}
		h := handoff.Handoff{}
		env, err := d.env(tx, h, f, d.Now())
		if err != nil {
			return err
		}
		out, err = d.decided(tx, h, f, &env)
		return err
	})
	return out, err
}
