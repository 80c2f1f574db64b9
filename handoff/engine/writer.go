package engine

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// decide has one fact decided and keeps everything that came of it. It runs inside the writer's transaction.
func (e *Engine) decide(tx *store.Tx, id handoff.ID, f handoff.Fact) (handoff.Decision, error) {
	h, err := tx.Handoff(id)
	if err != nil && !(errors.Is(err, store.ErrNotFound) && f.Kind() == handoff.KindBriefed) {
		return handoff.Decision{}, fmt.Errorf("decide %s for %s: %w", f.Kind(), id, err)
	}
	now := e.Now()
	env, err := e.env(tx, h, f, now)
	if err != nil {
		return handoff.Decision{}, fmt.Errorf("look up for %s: %w", id, err)
	}
	d, err := e.decided(tx, h, f, &env)
	if err != nil {
		return handoff.Decision{}, fmt.Errorf("decide %s for %s: %w", f.Kind(), id, err)
	}
	if err := e.keep(tx, id, f, env, d, now); err != nil {
		return handoff.Decision{}, fmt.Errorf("keep %s for %s: %w", f.Kind(), id, err)
	}
	tx.AfterCommit(func() { // a transaction may be repeated
		e.Log.Info("decided", "handoff", id, "fact", f.Kind(), "state", d.Handoff.State, "reason", d.Reason.Code)
	})
	return d, nil
}

// decided decides, once more with another event UID if somebody has the one that was drawn. One that nobody got is not kept.
func (e *Engine) decided(tx *store.Tx, h handoff.Handoff, f handoff.Fact, env *handoff.Env) (handoff.Decision, error) {
	var d handoff.Decision
	inUse := func(uid string) (bool, error) {
		env.Lookups.UID = uid
		if d = handoff.Decide(h, f, *env); d.Err != nil || uid == "" {
			return false, d.Err
		}
		if !slices.ContainsFunc(d.Handoff.Assignments, func(a handoff.Assignment) bool { return a.UID == uid }) {
			env.Lookups.UID = ""
			return false, nil
		}
		if uid == d.Handoff.UID {
			return true, nil
		}
		_, found, err := tx.ByUID(uid)
		return found, err
	}
	used, err := inUse(env.Lookups.UID)
	if err == nil && used {
		_, err = e.drawn("an event UID", uidBytes, uidText, inUse)
	}
	return d, err
}

func (e *Engine) keep(tx *store.Tx, id handoff.ID, f handoff.Fact, env handoff.Env, d handoff.Decision, now time.Time) error {
	if err := tx.Save(d.Handoff); err != nil {
		return err
	}
	if err := tx.AppendFact(id, f, env.Lookups, env.Load, e.conf().Hash, now, d.Reason); err != nil {
		return err
	}
	if err := tx.AppendLedger(d.Ledger); err != nil {
		return err
	}
	if err := tx.AddAway(d.Away, handoff.Header(f).MessageID); err != nil {
		return err
	}
	if err := tx.Enqueue(d.Actions, now); err != nil {
		return err
	}
	if err := tx.Stop(d.Stops, now); err != nil {
		return err
	}
	for _, p := range d.NoMail {
		if err := tx.AddNoMail(p, e.noMailOf(p), now); err != nil {
			return err
		}
	}
	if d.Forget {
		return tx.Forget(id)
	}
	return nil
}
