package report

import (
	"slices"

	"handoffd/handoff"
	"handoffd/templates"
)

// figuresTemplate is the name of the template of these parts.
const figuresTemplate = "figures"

// leastGroup is of how many people figures are told to others than themselves and their managers.
const leastGroup = 4

// Update is what the mail of the week tells somebody of figures.
type Update struct {
	Reader handoff.PersonID
	Period Period
	Groups []Group
	Costs  []Paid // of the teams that they manage; none where no costs are known

	Manages bool // a team, so that they read the figures of its people

	names    handoff.ShowNames
	readers  handoff.Reason        // for whom it is, where that is no single reader
	named    func(Name, Fact) bool // nil: there is no table
	snapshot Snapshot
}

// Group is one group of figures of it.
type Group struct {
	Title   handoff.Reason
	Figures Figures
	Names   []Name // that are listed
	Summed  bool   // they are told in sentences
	Short   bool   // in one of them: those of a team stand above
}

// What is listed of whom.
var (
	ofRep = []Name{AcceptanceRep, OnTime, Within4, BookedName, HeldRate, HeldToOpp, MissingOutcome, MissingOpp,
		MissingStep, Claimed, Neglect}
	ofQualifier = []Name{Offered, Acceptance, BookedName, HeldRate, LeadToOpp, Score, MissingAtOffer}
	ofTeam      = []Name{Offered, Acceptance, OnTime, HeldRate, HeldToOpp, LeadToOpp, Won, FellThrough}
)

// mostOwn is how many figures are listed of a reader.
const mostOwn = 6

// UpdateOf is what a person reads of a snapshot: figures, costs, charts and the table behind them.
func UpdateOf(id handoff.PersonID, c *handoff.Config, s Snapshot) Update {
	u := UpdateFor(id, c, s.Count)
	u.snapshot, u.named = s, NamedTo(id, c)
	u.Costs = CostsFor(id, c, s.Lives, s.Period.To, s.AsOf)
	return u
}

// UpdateOnPaper is what anybody may read of a snapshot, of those whose figures are asked for, the widest last; with the
// table behind it or without.
func UpdateOnPaper(c *handoff.Config, s Snapshot, whose []Whose, costs []Paid, table bool) Update {
	last := whose[len(whose)-1]
	u := Update{Period: s.Period, snapshot: s, names: c.Names, Costs: costs, readers: last.Readers(c)}
	if table {
		u.named = NamedOnPaper(last, c)
	}
	for _, w := range whose {
		g := Group{Figures: s.Count(w), Names: ofTeam, Summed: true}
		switch {
		case w.Rep != "":
			g.Title, g.Names, g.Summed = handoff.Because("readers/each", handoff.PersonArg(w.Rep)), ofRep, false
		case w.Qualifier != "":
			g.Title, g.Names, g.Summed = handoff.Because("readers/each", handoff.PersonArg(w.Qualifier)), ofQualifier, false
		case w.Team != "":
			g.Title = handoff.Because("week-part/team", handoff.WordsArg(w.Team))
		case len(c.Teams) == 1:
			g.Title = handoff.Because("week-part/team", handoff.WordsArg(c.Teams[0].Name))
		default:
			g.Title = handoff.Because("week-part/all")
		}
		u.Groups = append(u.Groups, g)
	}
	return u
}

// UpdateFor is what a person reads of the figures of the week: their own, and those of their teams where the group is
// large enough or they manage it; else of all teams together. Groups in which nothing happened are left out; none are
// left if there is nothing to tell.
func UpdateFor(id handoff.PersonID, c *handoff.Config, count func(Whose) Figures) Update {
	u := Update{Reader: id, names: c.Names}
	add := func(g Group, w Whose) {
		g.Figures = count(w)
		u.Period = g.Figures.Period
		if g.Figures.happened(g.Names) || g.Summed && len(g.Figures.Changed) > 0 {
			u.Groups = append(u.Groups, g)
		}
	}
	in := func(of func(handoff.Team) []handoff.PersonID) bool {
		return slices.ContainsFunc(c.Teams, func(t handoff.Team) bool { return slices.Contains(of(t), id) })
	}
	if in(func(t handoff.Team) []handoff.PersonID { return t.Reps }) {
		add(Group{Title: handoff.Because("week-part/as-rep"), Names: ofRep}, Whose{Rep: id})
	}
	if in(func(t handoff.Team) []handoff.PersonID { return t.Qualifiers }) {
		add(Group{Title: handoff.Because("week-part/as-qualifier"), Names: ofQualifier}, Whose{Qualifier: id})
	}
	up, people := len(c.Teams) > 1, map[handoff.PersonID]bool{}
	for _, t := range c.Teams {
		members := slices.Concat(t.Reps, t.Qualifiers)
		for _, m := range members {
			people[m] = true
		}
		manages := slices.Contains(t.Managers, id) || slices.Contains(t.Advocates, id)
		u.Manages = u.Manages || slices.Contains(t.Managers, id)
		switch {
		case !manages && !slices.Contains(members, id):
		case manages, len(members) >= leastGroup:
			add(Group{Title: handoff.Because("week-part/team", handoff.WordsArg(t.Name)), Names: ofTeam, Summed: true},
				Whose{Team: t.Name})
		}
	}
	if several := u.teams() > 1; up && len(people) >= leastGroup {
		if several { // those of each team in a line
			for i := range u.Groups {
				u.Groups[i].Short = u.Groups[i].Summed
			}
		}
		short := !several && slices.ContainsFunc(u.Groups, func(g Group) bool { return g.Summed })
		add(Group{Title: handoff.Because("week-part/all"), Names: ofTeam, Summed: true, Short: short}, Whose{})
	}
	return u
}

// teams is how many teams it tells of.
func (u Update) teams() (n int) {
	for _, g := range u.Groups {
		if g.Summed {
			n++
		}
	}
	return n
}

// happened says whether any of the figures is of anything.
func (f Figures) happened(names []Name) bool {
	return slices.ContainsFunc(names, func(n Name) bool { g := f.Of(n); return g.N > 0 || g.Of > 0 })
}

func rowOf(f Figure, why func(handoff.Reason) string) templates.FigureRow {
	r := templates.FigureRow{Label: why(f.Name.Says()), Value: why(f.Says())}
	if f.Share && f.Of > 0 {
		r.Bar, r.Full = true, (200*f.N+f.Of)/(2*f.Of)
		r.Rest = 100 - r.Full
	}
	return r
}
