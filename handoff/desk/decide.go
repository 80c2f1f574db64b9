package desk

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Decide has one fact decided and keeps everything that came of it: the handoff, the fact with what it was decided
// with, the ledger, and the mails and events that follow. The errors are those of handoff.Decide and of the store;
// store.ErrChanged says that it is to be decided again, which Update does.
func (d *Decider) Decide(tx *store.Tx, id handoff.ID, f handoff.Fact) (handoff.Decision, error) {
	h, err := tx.Handoff(id)
	if err != nil && !(errors.Is(err, store.ErrNotFound) && f.Kind() == handoff.KindBriefed) {
		return handoff.Decision{}, fmt.Errorf("decide %s for %s: %w", f.Kind(), id, err)
	}
	now := d.Now()
	env, err := d.env(tx, h, f, now)
	if err != nil {
		return handoff.Decision{}, fmt.Errorf("look up for %s: %w", id, err)
	}
	out, err := d.decided(tx, h, f, &env)
	if err != nil {
		return handoff.Decision{}, fmt.Errorf("decide %s for %s: %w", f.Kind(), id, err)
	}
	if err := d.keep(tx, id, f, env, out, now); err != nil {
		return handoff.Decision{}, fmt.Errorf("keep %s for %s: %w", f.Kind(), id, err)
	}
	tx.AfterCommit(func() { // a transaction may be repeated
		d.Log.Info("decided", "handoff", id, "fact", f.Kind(), "state", out.Handoff.State, "reason", out.Reason.Code)
	})
	return out, nil
}

// decided decides, once more with another event UID if somebody has the one that was drawn. One that nobody got is not
// kept.
func (d *Decider) decided(tx *store.Tx, h handoff.Handoff, f handoff.Fact, env *handoff.Env) (handoff.Decision, error) {
	var out handoff.Decision
	inUse := func(uid string) (bool, error) {
		env.Lookups.UID = uid
		if out = handoff.Decide(h, f, *env); out.Err != nil || uid == "" {
			return false, out.Err
		}
		if !slices.ContainsFunc(out.Handoff.Assignments, func(a handoff.Assignment) bool { return a.UID == uid }) {
			env.Lookups.UID = ""
			return false, nil
		}
		if uid == out.Handoff.UID {
			return true, nil
		}
		_, found, err := tx.ByUID(uid)
		return found, err
	}
	used, err := inUse(env.Lookups.UID)
	if err == nil && used {
		_, err = d.drawn("an event UID", uidBytes, uidText, inUse)
	}
	return out, err
}

func (d *Decider) keep(tx *store.Tx, id handoff.ID, f handoff.Fact, env handoff.Env, out handoff.Decision,
	now time.Time) error {
	if err := tx.Save(out.Handoff); err != nil {
		return err
	}
	if err := tx.AppendFact(id, f, env, out); err != nil {
		return err
	}
	if err := tx.AppendLedger(out.Ledger); err != nil {
		return err
	}
	if err := tx.AddAway(out.Away, handoff.Header(f).MessageID); err != nil {
		return err
	}
	if err := tx.Enqueue(out.Actions, now); err != nil {
		return err
	}
	if err := tx.Stop(out.Stops, now); err != nil {
		return err
	}
	for _, p := range out.NoMail {
		if err := tx.AddNoMail(p, d.noMailOf(p), now); err != nil {
			return err
		}
	}
	if out.Forget {
		return tx.Forget(id)
	}
	return nil
}
