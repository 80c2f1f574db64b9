package report

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/text"
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
}

// Group is one group of figures of it.
type Group struct {
	Title   handoff.Reason
	Figures Figures
	Names   []Name // that are listed
	Summed  bool   // sentences stand above them
}

// What is listed of whom.
var (
	ofRep = []Name{AcceptanceRep, OnTime, Within4, BookedName, HeldRate, HeldToOpp, MissingOutcome, MissingOpp,
		MissingStep, Claimed, Neglect}
	ofQualifier = []Name{Offered, Acceptance, BookedName, HeldRate, LeadToOpp, Score, MissingAtOffer}
	ofTeam      = []Name{Offered, Acceptance, OnTime, Within1, HeldRate, GuestNoShow, HeldToOpp, LeadToOpp, MissingAtOffer}
)

// UpdateFor is what a person reads of the figures of the week: their own, and those of their teams where the group is
// large enough or they manage it; else of all teams together. Groups in which nothing happened are left out; none are
// left if there is nothing to tell.
func UpdateFor(id handoff.PersonID, c *handoff.Config, count func(Whose) Figures) Update {
	u := Update{Reader: id}
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
	if up && len(people) >= leastGroup {
		add(Group{Title: handoff.Because("week-part/all"), Names: ofTeam, Summed: true}, Whose{})
	}
	return u
}

// happened says whether any of the figures is of anything.
func (f Figures) happened(names []Name) bool {
	return slices.ContainsFunc(names, func(n Name) bool { g := f.Of(n); return g.N > 0 || g.Of > 0 })
}

// Part is what the mail of the week tells of it; false if that is nothing.
func (u Update) Part(words Words) (templates.Mail, bool, error) {
	if len(u.Groups) == 0 {
		return templates.Mail{}, false, nil
	}
	why := words.Why
	last := u.Period.To.AddDate(0, 0, -1)
	const day = "Mon 2 Jan"
	v := templates.Figures{Topic: why(handoff.Because("week-part/topic")), Title: why(handoff.Because("week-part/title")),
		Span: why(handoff.Because("week-part/span", handoff.WordsArg(u.Period.From.Format(day)),
			handoff.WordsArg(last.Format(day)))),
		Stop: why(handoff.Because("week-part/stop")), Private: why(handoff.Because("week-part/private"))}
	if u.Manages {
		v.Private = why(handoff.Because("week-part/private-manager"))
	}
	for _, g := range u.Groups {
		out := templates.FigureGroup{Title: why(g.Title)}
		if g.Summed {
			for _, r := range g.Figures.sentences() {
				out.Lines = append(out.Lines, why(r))
			}
		}
		for _, n := range g.Names {
			if f := g.Figures.Of(n); f.N > 0 || f.Of > 0 {
				out.Rows = append(out.Rows, rowOf(f, why))
			}
		}
		v.Groups = append(v.Groups, out)
	}
	if len(u.Costs) > 0 {
		out := templates.FigureGroup{Title: why(handoff.Because("week-part/cost", handoff.WordsArg(last.Format(day))))}
		for _, p := range u.Costs {
			out.Lines = append(out.Lines, text.Sentence(why(p.Says())))
		}
		v.Groups = append(v.Groups, out)
	}
	m, err := words.Set.Write(figuresTemplate, v)
	return m, err == nil, err
}

func rowOf(f Figure, why func(handoff.Reason) string) templates.FigureRow {
	r := templates.FigureRow{Label: why(f.Name.Says()), Value: why(f.Says())}
	if f.Share && f.Of > 0 {
		r.Bar, r.Full = true, (200*f.N+f.Of)/(2*f.Of)
		r.Rest = 100 - r.Full
	}
	return r
}

// sentences are what matters of a week: what was held, what fell through, what was answered in time, what is missing,
// and what went well, with both names.
func (f Figures) sentences() []handoff.Reason {
	var out []handoff.Reason
	if b := f.Of(BookedName); b.N > 0 {
		out = append(out, handoff.Because("week-held", handoff.NumberArg(f.Of(HeldRate).N), handoff.NumberArg(b.N)))
	}
	if fell := f.Of(FellThrough); fell.N > 0 {
		var each []handoff.Reason
		for _, x := range fell.Facts {
			code := spelled(x.What)
			each = append(each, handoff.Because("week-fell/"+code, handoff.WordsArg(x.Handoff)))
		}
		out = append(out, handoff.Because("week-fell", handoff.NumberArg(fell.N), handoff.ReasonArg(each...)))
	}
	if on := f.Of(OnTime); on.Of > 0 {
		out = append(out, handoff.Because("week-on-time", handoff.NumberArg(on.N), handoff.NumberArg(on.Of)))
	}
	var missing []handoff.Reason
	for _, n := range []Name{MissingOutcome, MissingOpp, MissingStep} {
		if g := f.Of(n); g.N > 0 {
			missing = append(missing, handoff.Because("week-"+handoff.Code(n), handoff.NumberArg(g.N)))
		}
	}
	if len(missing) > 0 {
		out = append(out, handoff.Because("week-missing", handoff.ReasonArg(missing...)))
	} else {
		out = append(out, handoff.Because("week-missing/nothing"))
	}
	return slices.Concat(out, f.cheer(), f.changed())
}

// cheer is what went well, with the names of rep and qualifier: an order, else an opportunity.
func (f Figures) cheer() []handoff.Reason {
	if len(f.Good) == 0 {
		return nil
	}
	g := f.Good[0]
	names := []handoff.Arg{handoff.PersonArg(g.Rep), handoff.PersonArg(g.Qualifier), handoff.WordsArg(g.Handoff)}
	switch {
	case g.Won && !g.Amount.IsZero():
		return []handoff.Reason{handoff.Because("week-cheer/won-for", append(names,
			handoff.WordsArg(g.Amount.String()))...)}
	case g.Won:
		return []handoff.Reason{handoff.Because("week-cheer/won", names...)}
	}
	return []handoff.Reason{handoff.Because("week-cheer/opportunity", names...)}
}
