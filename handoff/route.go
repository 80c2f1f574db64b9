package handoff

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff/text"
)

// Candidate is one rep of the pool as the rotation saw him, with the reason why not, or why.
type Candidate struct {
	Rep  PersonID
	Fit  bool
	Why  string
	Wish bool       `json:",omitempty"`
	With []Obstacle `json:",omitempty"` // what he has at the time of the meeting
	Note string     `json:",omitempty"` // what his calendar leaves open
}

// route picks the rep for the next turn: the one the qualifier named if possible, else whoever fits, is known to be
// free, and has had the fewest turns, the longest ago, in the order of the pool. It returns "" if nobody fits, and
// always what it thought of each.
func (t *turn) route(exclude ...PersonID) (PersonID, []Candidate) {
	ranked, all := t.rank(exclude)
	free := slices.DeleteFunc(slices.Clone(ranked), func(c Candidate) bool { return len(c.With) > 0 })
	slices.SortStableFunc(free, func(a, b Candidate) int {
		return cmp.Or(boolFirst(a.Wish, b.Wish), boolFirst(!a.unread(), !b.unread()))
	})
	if len(free) == 0 {
		return "", all
	}
	return free[0].Rep, all
}

// rank puts those who could have the lead in order, whatever stands in their calendars, and says of all why or why not.
func (t *turn) rank(exclude []PersonID) (ranked, all []Candidate) {
	looks := slices.ContainsFunc(t.team.Reps, func(id PersonID) bool { return len(t.person(id).Calendars) > 0 })
	for _, id := range t.team.Reps {
		if t.person(id).Gone {
			continue
		}
		c := Candidate{Rep: id, Wish: id == t.h.Wish && len(t.h.Assignments) == 0}
		if c.Why = t.unfit(id, exclude); c.Why == "" {
			t.judgeTime(&c, looks)
		}
		if c.Why == "" {
			ranked = append(ranked, c)
		}
		if c.Fit = c.Why == "" && len(c.With) == 0; c.Fit {
			c.Why = fmt.Sprintf("%s so far", text.Count(t.e.Load[id].Turns, "turn", "turns"))
		} else if c.Why == "" {
			c.Why = t.obstacleText(c.With)
		}
		all = append(all, c)
	}
	slices.SortStableFunc(ranked, func(a, b Candidate) int {
		la, lb := t.e.Load[a.Rep], t.e.Load[b.Rep]
		return cmp.Or(boolFirst(a.Wish, b.Wish), boolFirst(t.atWork(a.Rep), t.atWork(b.Rep)), cmp.Compare(la.Turns, lb.Turns),
			la.Last.Compare(lb.Last))
	})
	for i := range all {
		if len(ranked) > 0 && all[i].Rep == ranked[0].Rep && all[i].Fit && all[i].Wish {
			all[i].Why = "named by the qualifier"
		}
	}
	return ranked, all
}

// judgeTime looks what the rep has at the time of the meeting. Another lead then is for others to take, unless he was
// named.
func (t *turn) judgeTime(c *Candidate, looks bool) {
	if t.h.Start.IsZero() || t.despite(c.Rep, t.h.Start) {
		return
	}
	with, unknown := t.obstacles(c.Rep, t.h.Start, t.h.End)
	for _, o := range with {
		if o.Kind == ObstacleMeets && !c.Wish {
			c.Why = fmt.Sprintf("meets another prospect then (%s)", o.Handoff)
			return
		}
	}
	c.With = with
	switch {
	case unknown != "":
		c.Note = NoteUnread + unknown
	case looks && len(t.person(c.Rep).Calendars) == 0:
		c.Note = "no calendar to look into"
	case !t.atWork(c.Rep):
		c.Note = noteLate
	}
}

// NoteUnread begins the note on a calendar that could not be read; why follows.
const NoteUnread = "calendar not known: "

// noteLate is the note on a time at which the rep is not at work.
const noteLate = "outside the working hours"

// unread says whether it cannot be told if the rep is free.
func (c Candidate) unread() bool {
	return len(c.Note) >= len(NoteUnread) && c.Note[:len(NoteUnread)] == NoteUnread
}

// atWork says whether the meeting lies in the rep's working hours. Somebody without any can always be met.
func (t *turn) atWork(id PersonID) bool {
	clock := t.clock(id)
	return clock.Hours.Weekly() == 0 || clock.Between(t.h.Start, t.h.End) == t.h.End.Sub(t.h.Start)
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

// unfit says why a rep cannot have the lead now, whatever stands in his calendar; empty if he can.
func (t *turn) unfit(id PersonID, exclude []PersonID) string {
	p := t.person(id)
	switch {
	case p.Gone:
		return "has left the team"
	case slices.Contains(exclude, id):
		return "has this one"
	case slices.ContainsFunc(t.h.Assignments, func(a Assignment) bool {
		return a.Rep == id && a.End != EndGiven &&
			a.End != EndProspect
	}):
		return "had this one already"
	case slices.Contains(t.e.Lookups.NoMail, id):
		return "takes no mail: what is sent to the address comes back"
	case t.awayAt(id, t.now):
		return "is away" + t.leaveText(id, t.now)
	case t.awayAt(id, t.h.Start):
		return "is away on the day of the meeting" + t.leaveText(id, t.h.Start)
	case t.team.Cap > 0 && t.e.Load[id].Open >= t.team.Cap:
		return fmt.Sprintf("has %s open already", text.Count(t.e.Load[id].Open, "offer", "offers"))
	}
	if t.clock(id).Between(t.now, t.latest()) == 0 && t.latest().Sub(t.now) < 12*time.Hour {
		return "is not at work before the meeting"
	}
	return ""
}

// leaveText says until when somebody is away as planned, and who stands in.
func (t *turn) leaveText(id PersonID, at time.Time) string {
	off, planned := t.e.Config.PlannedAway(id, at)
	if !planned {
		return ""
	}
	zone := t.person(id).Location()
	out := ", back " + t.clock(id).Next(off.Span(zone).End).In(zone).Format("Mon 2 Jan")
	if off.Cover != "" {
		out += ", cover " + t.person(off.Cover).First()
	}
	return out
}

// settleTime finds who gets the lead when the qualifier gave it, or the clash that is to be settled first: if the rep
// whose turn it is has something else then, the policy says what follows. Where the prospect knows the rep's name from
// the intro, nobody else is put in his place.
func (t *turn) settleTime() (PersonID, []Candidate, *Clash) {
	ranked, all := t.rank(nil)
	if len(ranked) == 0 {
		return "", all, nil
	}
	first := ranked[0]
	if len(first.With) == 0 || t.policy.OnConflict == ConflictSend {
		return first.Rep, all, nil
	}
	if t.policy.OnConflict == ConflictRoute && t.h.Origin != OriginCC {
		if rep, _ := t.route(); rep != "" {
			return rep, all, nil
		}
	}
	return "", all, t.clash(first.Rep, t.h.Start, t.h.End, RoleQualifier)
}
