package web

import (
	"net/http"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// rulesPage is the view of how the teams work: the playbook of a role, and when a window would close.
type rulesPage struct {
	Team, Role string
	Teams      []item
	Roles      []handoff.Role
	Book       templates.Playbook
	Reps       []item
	When       *whenResult
	From       string
	Start      string
	Rep        string
	Wrong      string     // what of the question when a window closes cannot be answered: rep, from, start
	Rehearsal  *rehearsal // nil: the reader does not answer for the team
}

// whenResult is how a window would run.
type whenResult struct {
	Rep               string
	From, Closes      twoClocks
	Latest            twoClocks // somebody must have accepted
	Leaves            twoClocks // where nobody has time to answer: the earliest start that leaves some; empty: none does
	Steps             []whenStep
	Cut, Late, Unfair bool
	Off, Nobody       bool   // the rep is not asked, nor is any
	Hours, Zone       string // by the rep's own clock
}

type whenStep struct {
	At    twoClocks
	Names bool // the successor is named
}

// twoClocks is an instant on the clock of the reader, and on that of a rep where it shows another time.
type twoClocks struct{ Mine, Theirs string }

func (v *visit) clocks(t time.Time, theirs *time.Location) twoClocks {
	out := twoClocks{Mine: v.at(t)}
	_, mine := t.In(v.me.Location()).Zone()
	if _, other := t.In(theirs).Zone(); mine != other {
		out.Theirs = text.Stamp(t, v.now, theirs)
	}
	return out
}

// formTime is how a browser writes an instant without a zone.
const formTime = "2006-01-02T15:04"

// rules shows the playbook, and how a window would run.
func rules(v *visit) error {
	if len(v.c.Teams) == 0 {
		return faultOf(404, "page")
	}
	team := v.ownTeam(v.r.FormValue("team"))
	p := rulesPage{Team: team.Name, Role: v.r.FormValue("role"), From: v.now.In(v.me.Location()).Format(formTime)}
	for _, t := range v.c.Teams {
		p.Teams = append(p.Teams, item{Value: t.Name, Label: t.Name})
	}
	for _, r := range view.PlaybookRoles {
		if r != handoff.RoleAdvocate || len(team.Advocates) > 0 {
			p.Roles = append(p.Roles, r)
		}
	}
	if !slices.Contains(p.Roles, handoff.Role(p.Role)) {
		p.Role = string(p.Roles[0])
		if own := roleIn(v.c, v.me.ID); slices.Contains(p.Roles, own) {
			p.Role = string(own)
		}
	}
	var err error
	if p.Book, err = view.PlaybookOf(v.c, team, handoff.Role(p.Role), v.Set); err != nil {
		return err
	}
	for _, id := range team.Reps {
		p.Reps = append(p.Reps, item{Value: string(id), Label: v.c.Person(id).Name})
	}
	if err := v.when(&p, team); err != nil {
		return err
	}
	if p.Rehearsal, err = v.rehearsal(team); err != nil {
		return err
	}
	if p.Wrong != "" || p.Rehearsal != nil && p.Rehearsal.Wrong {
		return v.showAs(http.StatusUnprocessableEntity, "rules", p)
	}
	return v.show("rules", p)
}

// ownTeam is the team of that name, else the first that the reader is in, else the first.
func (v *visit) ownTeam(name string) handoff.Team {
	if t, ok := v.c.Team(name); ok {
		return t
	}
	for _, t := range v.c.Teams {
		if slices.Contains(slices.Concat(t.Managers, t.Reps, t.Qualifiers, t.Advocates), v.me.ID) {
			return t
		}
	}
	return v.c.Teams[0]
}

// when says how a window of the rep would run that opens then.
func (v *visit) when(p *rulesPage, team handoff.Team) error {
	id := handoff.PersonID(v.r.FormValue("rep"))
	if id == "" {
		return nil
	}
	zone, said := v.me.Location(), func(name string) string { return text.OneLine(v.r.FormValue(name), text.NameLimit) }
	p.Rep, p.Start = string(id), said("start")
	from, err := v.now, error(nil)
	if said("from") != "" {
		p.From = said("from")
		from, err = time.ParseInLocation(formTime, p.From, zone)
	}
	start, err2 := time.Time{}, error(nil)
	if p.Start != "" {
		start, err2 = time.ParseInLocation(formTime, p.Start, zone)
	}
	switch {
	case !slices.Contains(team.Reps, id):
		p.Wrong = "rep"
	case err != nil:
		p.Wrong = "from"
	case err2 != nil || p.Start != "" && !start.After(from):
		p.Wrong = "start"
	}
	if p.Wrong != "" {
		return nil
	}
	rep := v.c.Person(id)
	env := handoff.Env{Now: v.now, Config: v.c}
	if err := v.view(func(tx *store.Tx) error { return v.lookUp(tx, handoff.RankNeeds(team, from), &env) }); err != nil {
		return err
	}
	a := handoff.LookAhead(v.c, team, id, env.Lookups, from, start)
	clocks := func(t time.Time) twoClocks { return v.clocks(t, rep.Location()) }
	w := &whenResult{Rep: rep.Name, From: clocks(from), Closes: clocks(a.Closes), Cut: a.Cut, Late: a.Late,
		Unfair: !a.Fair, Off: a.Off, Nobody: a.Nobody, Latest: clocks(a.Latest), Hours: rep.Hours.String(),
		Zone: rep.Location().String()}
	if !a.Leaves.IsZero() {
		w.Leaves = clocks(a.Leaves)
	}
	for _, s := range a.Steps {
		if !s.Left && !s.Passed {
			w.Steps = append(w.Steps, whenStep{At: clocks(s.At), Names: s.Named})
		}
	}
	p.When = w
	return nil
}
