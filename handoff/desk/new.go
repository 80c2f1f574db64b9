package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// Hand takes a brief that did not come by mail. It only decides and keeps; the serving process delivers. The error
// says if the person hands over leads for no team.
func (d *Decider) Hand(ctx context.Context, qualifier handoff.Person, text string) (handoff.Decision, error) {
	return d.HandOnce(ctx, qualifier, text, "")
}

// HandOnce is Hand for a brief that may be sent several times: under the same name the same words of the same person
// are one handoff, whose last reason is told again. An empty name tells nothing apart.
func (d *Decider) HandOnce(ctx context.Context, qualifier handoff.Person, text, name string) (handoff.Decision, error) {
	f, err := intake.Brief(d.Config(), qualifier, text, d.Now())
	if err != nil {
		return handoff.Decision{}, err
	}
	var out handoff.Decision
	err = d.Update(ctx, func(tx *store.Tx) (err error) {
		once := ""
		if name != "" {
			sum := sha256.Sum256([]byte(name + "\x00" + string(qualifier.ID) + "\x00" + text))
			once = "form-" + hex.EncodeToString(sum[:20])
			switch id, found, err := tx.ByMessageIDs([]string{once}); {
			case err != nil:
				return err
			case found:
				out.Handoff, err = tx.Handoff(id)
				out.Reason = out.Handoff.Why
				return err
			}
		}
		if err := tx.PutConfig(d.Config()); err != nil {
			return err
		}
		if err := endLinks(tx, handoff.LinkSecrets(text), d.Now()); err != nil {
			return err
		}
		if err := d.Draw(tx, f); err != nil {
			return err
		}
		if out, err = d.Decide(tx, f.ID, f); err != nil || once == "" {
			return err
		}
		return tx.NoteMessageID(f.ID, once)
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
