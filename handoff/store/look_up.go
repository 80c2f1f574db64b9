package store

import "handoffd/handoff"

// LookUp fetches into env what a decision on the handoff needs to know and is kept here; other needs it leaves alone.
// env has a config.
func (tx *Tx) LookUp(id handoff.ID, n handoff.Need, env *handoff.Env) (err error) {
	switch n.What {
	case handoff.NeedLoad:
		env.Load, err = tx.load(n.People, env.Now)
	case handoff.NeedRoute:
		if env.Load, err = tx.load(n.People, env.Now); err != nil {
			return err
		}
		if env.Lookups.Away, err = tx.away(n.People, n.Since); err != nil {
			return err
		}
		env.Lookups.Covers = tx.covers(n.People, n.Since)
		env.Lookups.Meets, err = tx.meets(n.People, n.From, n.To)
	case handoff.NeedMet:
		env.Lookups.Met, err = tx.met(id, n)
	case handoff.NeedTwins:
		if env.Lookups.Stopped, err = tx.stopped(n.Addresses); err != nil {
			return err
		}
		env.Lookups.Twins, err = tx.twins(n.Addresses, id)
	case handoff.NeedNoMail:
		env.Lookups.NoMail, err = tx.noMailAmong(n.People, env.Config)
	case handoff.NeedPatterns:
		err = tx.lookPatterns(n, &env.Lookups)
	case handoff.NeedDemands:
		err = tx.lookDemands(n, &env.Lookups)
	case handoff.NeedPauses:
		env.Lookups.Pauses, err = tx.pausesOf(n.Team, n.Since)
	case handoff.NeedOutages:
		env.Lookups.Outages, err = tx.Outages(n.From, n.To)
	}
	return err
}

// noMailAmong are those of the people whose address is known to take no mail. What was found under another entry of the
// config is not known.
func (tx *Tx) noMailAmong(people []handoff.PersonID, c *handoff.Config) ([]handoff.PersonID, error) {
	all, err := tx.NoMail()
	if err != nil {
		return nil, err
	}
	var out []handoff.PersonID
	for _, id := range people {
		if found, ok := all[id]; ok && found == noMailOf(c.Person(id)) {
			out = append(out, id)
		}
	}
	return out, nil
}
