package desk

import (
	"errors"
	"fmt"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Decide has one fact decided and keeps everything that came of it: the handoff, the fact with what it was decided
// with, the ledger, and the mails and events that follow. The errors are those of handoff.Decide and of the store;
// store.ErrChanged says that it is to be decided again, which Update does.
func (d *Decider) Decide(tx Deciding, id handoff.ID, f handoff.Fact) (handoff.Decision, error) {
	return d.decideBut(tx, id, f, nil)
}

// decideBut does the same but for what would go out and is told otherwise.
func (d *Decider) decideBut(tx Deciding, id handoff.ID, f handoff.Fact, otherwise func(handoff.Action) bool) (
	handoff.Decision, error) {
	h, err := tx.Handoff(id)
	if err != nil && !(errors.Is(err, store.ErrNotFound) && f.Kind() == handoff.KindBriefed) {
		return handoff.Decision{}, fmt.Errorf("decide %s for %s: %w", f.Kind(), id, err)
	}
	env, err := d.env(tx, h, f, d.Now())
	if err != nil {
		return handoff.Decision{}, fmt.Errorf("look up for %s: %w", id, err)
	}
	out, err := d.decided(tx, h, f, &env)
	if err != nil {
		return handoff.Decision{}, fmt.Errorf("decide %s for %s: %w", f.Kind(), id, err)
	}
	if otherwise != nil {
		out.Actions = slices.DeleteFunc(out.Actions, otherwise)
	}
	if err := tx.Keep(id, f, env, out); err != nil {
		return handoff.Decision{}, fmt.Errorf("keep %s for %s: %w", f.Kind(), id, err)
	}
	d.told(tx, id, f, out)
	return out, nil
}

// decided decides, once more with another event UID if somebody has the one that was drawn. One that nobody got is not
// kept.
func (d *Decider) decided(tx uids, h handoff.Handoff, f handoff.Fact, env *handoff.Env) (handoff.Decision, error) {
	var out handoff.Decision
	inUse := func(uid string) (bool, error) {
		env.Lookups.UID = uid
		if out = handoff.Decide(h, f, *env); out.Err != nil || uid == "" {
			return false, out.Err
		}
		env.Lookups.UIDs = handoff.UsedUIDs(&out.Handoff, env.Lookups.UIDs)
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
	for _, uid := range env.Lookups.UIDs { // 128 random bits: the chance of one that is in use is that of a guess
		if _, found, e := tx.ByUID(uid); e != nil || found {
			return out, errors.Join(err, e, inUseError(found, uid))
		}
	}
	return out, err
}

func inUseError(found bool, uid string) error {
	if !found {
		return nil
	}
	return fmt.Errorf("the event UID %s is in use", uid)
}
