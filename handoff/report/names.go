package report

import (
	"slices"

	"handoffd/handoff"
)

// NamedTo says which people the reader of figures is told by name: themselves; by the config, the people of the teams
// that they manage, or all of their own teams; and their managers, of whom a silence is recorded.
func NamedTo(reader handoff.PersonID, c *handoff.Config) func(Name, Fact) bool {
	managed, own := map[handoff.PersonID]bool{}, map[handoff.PersonID]bool{}
	for _, t := range c.Teams {
		members := slices.Concat(t.Reps, t.Qualifiers, t.Managers, t.Advocates)
		for _, id := range members {
			managed[id] = managed[id] || slices.Contains(t.Managers, reader)
			own[id] = own[id] || slices.Contains(members, reader)
		}
	}
	return func(n Name, f Fact) bool {
		switch {
		case f.Person == reader:
			return true
		case c.Names == handoff.NamesOwn:
			return managed[f.Person] && n == Neglect
		case c.Names == handoff.NamesTeam:
			return managed[f.Person] || own[f.Person]
		}
		return managed[f.Person]
	}
}

// NamedOnPaper says which people a report of those figures names that anybody may read: all, unless the config wants
// that nobody reads the figures of others; then only whose report it is.
func NamedOnPaper(w Whose, c *handoff.Config) func(Name, Fact) bool {
	return func(_ Name, f Fact) bool {
		return c.Names != handoff.NamesOwn || f.Person == w.Rep || f.Person == w.Qualifier
	}
}

// Readers are for whom figures are: of a person, of a team, or of all.
func (w Whose) Readers(c *handoff.Config) handoff.Reason {
	who := w.Rep
	if who == "" {
		who = w.Qualifier
	}
	if who == "" {
		return w.readersOfGroup(c)
	}
	var managers []handoff.PersonID
	for _, t := range c.Teams {
		if slices.Contains(slices.Concat(t.Reps, t.Qualifiers), who) {
			managers = append(managers, t.Managers...)
		}
	}
	slices.Sort(managers)
	switch managers = slices.Compact(managers); {
	case c.Names == handoff.NamesOwn || len(managers) == 0:
		return handoff.Because("readers/own", handoff.PersonArg(who))
	case c.Names == handoff.NamesTeam:
		return handoff.Because("readers/team-of", handoff.PersonArg(who))
	}
	return handoff.Because("readers/manager", handoff.PersonArg(who),
		handoff.ReasonArg(each(managers)...))
}

// readersOfGroup are for whom the figures of a team are, or of all: a small group is for its managers.
func (w Whose) readersOfGroup(c *handoff.Config) handoff.Reason {
	members := map[handoff.PersonID]bool{}
	var managers []handoff.PersonID
	for _, t := range c.Teams {
		if w.Team != "" && t.Name != w.Team {
			continue
		}
		managers = append(managers, t.Managers...)
		for _, id := range slices.Concat(t.Reps, t.Qualifiers) {
			members[id] = true
		}
	}
	slices.Sort(managers)
	if managers = slices.Compact(managers); len(members) < leastGroup && len(managers) > 0 {
		return handoff.Because("readers/managers", handoff.ReasonArg(each(managers)...))
	}
	return handoff.Because("readers/everybody")
}

// each are people, one by one.
func each(people []handoff.PersonID) (out []handoff.Reason) {
	for _, id := range people {
		out = append(out, handoff.Because("readers/each", handoff.PersonArg(id)))
	}
	return out
}
