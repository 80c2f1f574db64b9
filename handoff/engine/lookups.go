package engine

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// env fetches what Needs asks for. What is in the store is read inside the deciding transaction and cannot be out of date; what
// calendars say was read before, see agenda.
func (e *Engine) env(tx *store.Tx, h handoff.Handoff, f handoff.Fact, now time.Time) (handoff.Env, error) {
	env := handoff.Env{Now: now, Config: e.conf()}
	for _, need := range handoff.Needs(h, f, e.conf()) {
		if err := e.lookUp(tx, h.ID, need, &env); err != nil {
			return env, err
		}
	}
	return env, nil
}

func (e *Engine) lookUp(tx *store.Tx, id handoff.ID, n handoff.Need, env *handoff.Env) (err error) {
	switch n.What {
	case handoff.NeedRoute:
		if env.Load, err = tx.Load(n.People); err != nil {
			return err
		}
		if env.Lookups.Away, err = tx.Away(n.People, n.Since); err != nil {
			return err
		}
		env.Lookups.Meets, err = tx.Meets(n.People, n.From, n.To)
	case handoff.NeedBusy:
		env.Lookups.Busy = e.agenda.look(n)
	case handoff.NeedTwins:
		if env.Lookups.Stopped, err = tx.Stopped(n.Addresses); err != nil {
			return err
		}
		env.Lookups.Twins, err = tx.Twins(n.Addresses, id)
	case handoff.NeedNoMail:
		env.Lookups.NoMail, err = e.noMail(tx, n.People)
	case handoff.NeedUID:
		env.Lookups.UID, err = e.drawn("an event UID", uidBytes, uidText, nil)
	case handoff.NeedOutages:
		env.Lookups.Outages, err = tx.Outages(n.From, n.To)
	}
	return err
}
