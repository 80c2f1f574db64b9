package desk

import (
	"time"

	"handoffd/handoff"
)

// env fetches what Needs asks for. What is in the store is read inside the deciding transaction and cannot be out of
// date; what calendars say was read before, see busyCache.
func (d *Decider) env(tx record, h handoff.Handoff, f handoff.Fact, now time.Time) (handoff.Env, error) {
	env := handoff.Env{Now: now, Config: d.Config()}
	for _, need := range handoff.Needs(h, f, d.Config()) {
		if err := d.lookUp(tx, h.ID, need, &env); err != nil {
			return env, err
		}
	}
	return env, nil
}

func (d *Decider) lookUp(tx record, id handoff.ID, n handoff.Need, env *handoff.Env) (err error) {
	switch n.What {
	case handoff.NeedBusy:
		env.Lookups.Busy = d.busy.look(n)
	case handoff.NeedUID:
		env.Lookups.UID, err = d.drawn("an event UID", uidBytes, uidText, nil)
		for i := 0; i < n.More && err == nil; i++ {
			var uid string
			uid, err = d.drawn("an event UID", uidBytes, uidText, nil)
			env.Lookups.UIDs = append(env.Lookups.UIDs, uid)
		}
	default:
		err = tx.LookUp(id, n, env)
	}
	return err
}
