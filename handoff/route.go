package handoff

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"handoffd/calendar"
)

// Candidate is one rep of the pool as the rotation saw him, with the reason why not, or why.
type Candidate struct {
	Rep  PersonID
	Fit  bool
	Why  string
	Wish bool `json:",omitempty"`
}

// route picks the rep for the next turn: the one the qualifier named if possible, else whoever fits and has had the fewest turns,
// the longest ago, in the order of the pool. It returns "" if nobody fits, and always what it thought of each.
func (t *turn) route(exclude ...PersonID) (PersonID, []Candidate) {
	var all, fit []Candidate
	for _, id := range t.team.Reps {
		if t.person(id).Gone {
			continue
		}
		c := Candidate{Rep: id, Wish: id == t.h.Wish && len(t.h.Assignments) == 0}
		c.Why = t.unfit(id, exclude)
		if c.Fit = c.Why == ""; c.Fit {
			c.Why = fmt.Sprintf("%s so far", count(t.e.Load[id].Turns, "turn"))
			fit = append(fit, c)
		}
		all = append(all, c)
	}
	slices.SortStableFunc(fit, func(a, b Candidate) int {
		la, lb := t.e.Load[a.Rep], t.e.Load[b.Rep]
		return cmp.Or(boolFirst(a.Wish, b.Wish), cmp.Compare(la.Turns, lb.Turns), la.Last.Compare(lb.Last))
	})
	if len(fit) == 0 {
		return "", all
	}
	best := fit[0]
	for i := range all {
		if all[i].Rep == best.Rep && best.Wish {
			all[i].Why = "named by the qualifier"
		}
	}
	return best.Rep, all
}

func boolFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// unfit says why a rep cannot have the lead now; empty if he can.
func (t *turn) unfit(id PersonID, exclude []PersonID) string {
	p := t.person(id)
	switch {
	case slices.Contains(exclude, id):
		return "has this one"
	case slices.ContainsFunc(t.h.Assignments, func(a Assignment) bool { return a.Rep == id && a.End != EndGiven && a.End != EndProspect }):
		return "had this one already"
	case t.awayAt(id, t.now):
		return "is away"
	case t.awayAt(id, t.h.Start):
		return "is away on the day of the meeting"
	case t.team.Cap > 0 && t.e.Load[id].Open >= t.team.Cap:
		return fmt.Sprintf("has %s open already", count(t.e.Load[id].Open, "offer"))
	}
	if m, clash := t.meets(id); clash {
		return fmt.Sprintf("meets another prospect then (%s)", m.Handoff)
	}
	if p.Hours.Between(t.now, t.latest(), p.Location()) == 0 && t.latest().Sub(t.now) < 12*time.Hour {
		return "is not at work before the meeting"
	}
	return ""
}

// meets finds another handoff's meeting of the rep that overlaps this one, with preparation before and buffer after.
func (t *turn) meets(id PersonID) (Meeting, bool) {
	span := calendar.Span{Start: t.h.Start.Add(-t.policy.Prep), End: t.h.End.Add(t.policy.Buffer)}
	for _, m := range t.e.Lookups.Meets[id] {
		if m.Handoff != t.h.ID && m.Start.Before(span.End) && span.Start.Before(m.End) {
			return m, true
		}
	}
	return Meeting{}, false
}
