package handoff

import "slices"

// policy is that of the team; the default where the config has none.
func (t Team) policy() Policy {
	if t.Policy.Window == 0 {
		return DefaultPolicy()
	}
	return t.Policy
}

// tiers are the managers of a team who are still there, the first one first.
func (t Team) tiers(c *Config) []PersonID {
	return slices.DeleteFunc(slices.Clone(t.Managers), func(m PersonID) bool { return c.Person(m).Gone })
}

// Manager is whose decision about the lead is asked: the tier whose turn it is, the admin where no manager is left.
func (h *Handoff) Manager(c *Config) PersonID {
	t, _ := c.Team(h.Team)
	tiers := t.tiers(c)
	if len(tiers) == 0 {
		return c.Admin
	}
	return tiers[min(h.Climb, len(tiers)-1)]
}

// nextManager is who is asked when that manager stays silent; false if nobody is left. Whoever is at work then is asked
// first.
func (h *Handoff) nextManager(c *Config) (PersonID, bool) {
	t, _ := c.Team(h.Team)
	above := h.unasked(c)
	if len(above) == 0 {
		return h.Manager(c), false
	}
	return t.tiers(c)[above[0]], true
}

// unasked are the tiers that were not asked to decide yet: those above the present one, then those that were passed
// over because they were not at work.
func (h *Handoff) unasked(c *Config) []int {
	t, _ := c.Team(h.Team)
	tiers := t.tiers(c)
	asked := func(m PersonID) bool {
		return m == h.Manager(c) || slices.ContainsFunc(h.deciders(t), func(d Decider) bool {
			return d.Person == m && d.In == Escalated
		})
	}
	var above, below []int
	for i, m := range tiers {
		switch {
		case asked(m):
		case i > h.Climb:
			above = append(above, i)
		default:
			below = append(below, i)
		}
	}
	return append(above, below...)
}

// ActingQualifier is whoever answers for the lead on that side: the qualifier, else an advocate, else the manager.
func (h *Handoff) ActingQualifier(c *Config) (PersonID, Role) {
	if h.Qualifier != "" && !c.Person(h.Qualifier).Gone {
		return h.Qualifier, RoleQualifier
	}
	t, _ := c.Team(h.Team)
	for _, a := range t.Advocates {
		if !c.Person(a).Gone {
			return a, RoleAdvocate
		}
	}
	return h.Manager(c), RoleManager
}

// Reachable are the people of the prospect's side who take mail, the main contact first if it is one of them.
func (h *Handoff) Reachable() []Contact {
	return slices.DeleteFunc(slices.Clone(h.Prospects), func(c Contact) bool { return c.Stopped })
}
