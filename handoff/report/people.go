package report

import (
	"slices"

	"handoffd/handoff"
)

// People are the figures of reps or qualifiers of a team by name, as the reader may read them.
type People struct {
	Team  string
	As    handoff.Role // rep or qualifier
	Names []Name       // of which there is anything
	Rows  []Person     // in the order of the config: nobody is ranked
}

// Person is one of them.
type Person struct {
	ID    handoff.PersonID
	named func(Name, Fact) bool
	Figures
}

// Told is a figure of the person; false if the reader does not read it by name.
func (p Person) Told(n Name) (Figure, bool) { return p.Of(n), p.named(n, Fact{Person: p.ID}) }

// toldOfReps are the figures of a rep that are told by name: a silence once it is recorded, not while it is claimed.
var toldOfReps = slices.DeleteFunc(slices.Clone(ofRep), func(n Name) bool { return n == Claimed })

// PeopleFor are the figures that the reader may read by name, by the rule of the table that goes with their mail of the
// week; their own stand elsewhere and are here beside those of others only.
func PeopleFor(reader handoff.PersonID, c *handoff.Config, count func(Whose) Figures) []People {
	named := NamedTo(reader, c)
	var out []People
	for _, t := range c.Teams {
		for _, as := range []struct {
			role  handoff.Role
			who   []handoff.PersonID
			names []Name
		}{{handoff.RoleRep, t.Reps, toldOfReps}, {handoff.RoleQualifier, t.Qualifiers, ofQualifier}} {
			told := func(n Name) bool {
				return slices.ContainsFunc(as.who, func(id handoff.PersonID) bool {
					return id != reader && named(n, Fact{Person: id})
				})
			}
			p := People{Team: t.Name, As: as.role}
			if !slices.ContainsFunc(as.names, told) {
				continue
			}
			for _, id := range as.who {
				w := Whose{Team: t.Name, Rep: id}
				if as.role == handoff.RoleQualifier {
					w = Whose{Team: t.Name, Qualifier: id}
				}
				one := Person{ID: id, named: named, Figures: count(w)}
				if slices.ContainsFunc(as.names, one.has) {
					p.Rows = append(p.Rows, one)
				}
			}
			for _, n := range as.names {
				if told(n) && slices.ContainsFunc(p.Rows, func(r Person) bool { return r.has(n) }) {
					p.Names = append(p.Names, n)
				}
			}
			if len(p.Names) > 0 {
				out = append(out, p)
			}
		}
	}
	return out
}

// has says whether the reader is told anything of a figure of the person.
func (p Person) has(n Name) bool {
	f, told := p.Told(n)
	return told && (f.N > 0 || f.Of > 0)
}

// AllTeams are the figures of all teams together; false if they are too few people to be told of as a group.
func AllTeams(c *handoff.Config, count func(Whose) Figures) (Group, bool) {
	people := map[handoff.PersonID]bool{}
	for _, t := range c.Teams {
		for _, id := range slices.Concat(t.Reps, t.Qualifiers) {
			people[id] = true
		}
	}
	if len(people) < leastGroup {
		return Group{}, false
	}
	return Group{Title: handoff.Because("week-part/all"), Names: ofTeam, Figures: count(Whose{})}, true
}
