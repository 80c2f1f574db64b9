package desk

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// env fetches what Needs asks for. What is in the store is read inside the deciding transaction and cannot be out of
// date; what calendars say was read before, see busyCache.
func (d *Decider) env(tx *store.Tx, h handoff.Handoff, f handoff.Fact, now time.Time) (handoff.Env, error) {
	env := handoff.Env{Now: now, Config: d.Config()}
	for _, need := range handoff.Needs(h, f, d.Config()) {
		if err := d.lookUp(tx, h.ID, need, &env); err != nil {
			return env, err
		}
	}
	return env, nil
}

func (d *Decider) lookUp(tx *store.Tx, id handoff.ID, n handoff.Need, env *handoff.Env) (err error) {
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
		env.Lookups.Busy = d.busy.look(n)
	case handoff.NeedTwins:
		if env.Lookups.Stopped, err = tx.Stopped(n.Addresses); err != nil {
			return err
		}
		env.Lookups.Twins, err = tx.Twins(n.Addresses, id)
	case handoff.NeedNoMail:
		env.Lookups.NoMail, err = d.noMail(tx, n.People)
	case handoff.NeedUID:
		env.Lookups.UID, err = d.drawn("an event UID", uidBytes, uidText, nil)
	case handoff.NeedOutages:
		env.Lookups.Outages, err = tx.Outages(n.From, n.To)
	}
	return err
}

// noMail are those of the people whose address is known to take no mail. What was found under another entry of the
// config is not known.
func (d *Decider) noMail(tx *store.Tx, people []handoff.PersonID) ([]handoff.PersonID, error) {
	all, err := tx.NoMail()
	if err != nil {
		return nil, err
	}
	var out []handoff.PersonID
	for _, id := range people {
		if found, ok := all[id]; ok && found == d.noMailOf(id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// noMailOf is what is kept of a person whose address takes no mail.
func (d *Decider) noMailOf(id handoff.PersonID) store.NoMail {
	p := d.Config().Person(id)
	return store.NoMail{Address: p.Email(), Entry: p.Entry()}
}
