package handoff

import (
	"cmp"
	"slices"
	"time"
)

// Standing is where a rep stands in the rotation of a team.
type Standing struct {
	Team       string
	Arithmetic Reason // what the rep is ranked by
	Before     int    // how many others come first; 0: the next lead is theirs
	Out        bool   // the rep has no leads now: away, paused, new, or as many open as there may be
}

// StandingOf says where a rep stands, as far as it does not depend on the lead. The environment knows what RankNeeds
// asks for.
func StandingOf(id PersonID, team string, e Env) Standing {
	t := begin(OfTeam(team, "", ""), &Status{}, e)
	ranks := t.ranks()
	s := Standing{Team: team, Arithmetic: t.arithmetic(id, ranks[id], Reason{}), Out: !t.hasLeads(id)}
	own, later := e.Load[id], false
	for _, r := range t.team.Reps {
		if r == id {
			later = true // of those that are equal the order of the team decides
			continue
		}
		if !t.hasLeads(r) {
			continue
		}
		n := cmp.Or(cmp.Compare(ranks[r], ranks[id]), e.Load[r].Last.Compare(own.Last))
		if n < 0 || n == 0 && !later {
			s.Before++
		}
	}
	return s
}

// hasLeads says whether a rep has leads now, whatever lead it is.
func (t *turn) hasLeads(id PersonID) bool {
	p, l := t.person(id), t.e.Load[id]
	if _, paused := t.paused(id); paused {
		return false
	}
	return !p.Gone && p.Begun(t.now) && l.Silent < silentMost && !t.awayAt(id, t.now) &&
		(t.team.Cap == 0 || l.Open < t.team.Cap)
}

// PassedOver is a lead that went to somebody else while a rep had something in the calendar.
type PassedOver struct {
	Handoff *Handoff
	At      time.Time // when it was given
	With    []Obstacle
}

// PassedOverOf lists the leads that went to others in a time because of entries in the calendar of a rep, whoever would
// have had them else.
func PassedOverOf(id PersonID, leads []Handoff, from, to time.Time) []PassedOver {
	var out []PassedOver
	for i := range leads {
		for _, a := range Turns(&leads[i]) {
			if a.Rep == id || a.Made.Before(from) || !a.Made.Before(to) {
				continue
			}
			if with := busyThen(a.Others, id); len(with) > 0 {
				out = append(out, PassedOver{&leads[i], a.Made, with})
				break
			}
		}
	}
	return out
}

// busyThen is what a rep of the pool had in the calendar.
func busyThen(all []Candidate, id PersonID) (out []Obstacle) {
	for _, c := range all {
		if c.Rep != id || c.Fit {
			continue
		}
		for _, o := range c.With {
			if o.Kind == ObstacleBusy {
				out = append(out, o)
			}
		}
	}
	return out
}

// PassedInDoubt counts the leads of a time that went to somebody else because of an entry in a calendar that may be no
// appointment, or because a calendar could not be read.
func PassedInDoubt(leads []Handoff, from, to time.Time) int {
	n := 0
	for i := range leads {
		for _, a := range Turns(&leads[i]) {
			if !a.Made.Before(from) && a.Made.Before(to) && slices.ContainsFunc(a.Others, func(c Candidate) bool {
				return c.Rep != a.Rep && c.doubtful()
			}) {
				n++
				break
			}
		}
	}
	return n
}

// doubtful says whether a rep was passed over without an appointment that is sure: nothing else was in the way.
func (c Candidate) doubtful() bool {
	if len(c.With) == 0 {
		return c.unread()
	}
	return !c.Fit && !slices.ContainsFunc(c.With, func(o Obstacle) bool { return o.Kind != ObstacleBusy || o.Cause == "" })
}
