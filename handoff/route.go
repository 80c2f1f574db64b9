package handoff

import (
	"cmp"
	"slices"
	"time"
)

// Candidate is one rep of the pool as the rotation saw him, with the reason why not, or why.
type Candidate struct {
	Rep  PersonID
	Fit  bool
	Why  Reason
	Wish bool       `json:",omitempty"`
	With []Obstacle `json:",omitempty"` // what he has at the time of the meeting
	Note Reason     `json:",omitzero"`  // what his calendar leaves open
	By   Reason     `json:",omitzero"`  // of the one who has it: what came before the next one
	For  PersonID   `json:",omitempty"` // whom a rule names, for whom he stands in
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
	t.chosen(all, free)
	return free[0].Rep, all
}

// rank puts those who could have the lead in order, whatever stands in their calendars, and says of all why or why not.
func (t *turn) rank(exclude []PersonID) (ranked, all []Candidate) {
	looks := slices.ContainsFunc(t.team.Reps, func(id PersonID) bool { return len(t.person(id).Calendars) > 0 })
	among, covers, rule := t.among()
	wish, away := t.wished()
	ranks := t.ranks()
	for _, id := range t.team.Reps {
		if t.person(id).Gone {
			continue
		}
		c := Candidate{Rep: id, Wish: id == wish}
		unfit := false
		if !c.Wish && !slices.Contains(among, id) {
			c.Why, unfit = t.outsideRule(id, away, covers, rule), true
		} else if c.Why, unfit = t.unfit(id, exclude); !unfit || c.Wish && t.despite(id, t.h.Start) {
			unfit = t.judgeTime(&c, looks)
		}
		c.For = covers[id]
		if !unfit {
			ranked = append(ranked, c)
		}
		switch c.Fit = !unfit && len(c.With) == 0; {
		case c.Fit && slices.Contains(among, id):
			c.Why = t.arithmetic(id, ranks[id], rule)
		case c.Fit:
			c.Why = t.arithmetic(id, ranks[id], Reason{})
		case !unfit:
			c.Why = t.inTheWay(c.With)
		}
		all = append(all, c)
	}
	t.order(ranked)
	for i := range all {
		if len(ranked) > 0 && all[i].Rep == ranked[0].Rep && all[i].Fit && all[i].Wish {
			all[i].Why = Because("candidate/named")
			if away != "" {
				all[i].Why = Because("candidate/cover", PersonArg(away))
			}
		}
	}
	return ranked, all
}

// outsideRule says why a rep is not among those whom a rule names: he is away, and somebody stands in for him, or it
// does not name him.
func (t *turn) outsideRule(id, away PersonID, covers map[PersonID]PersonID, rule Reason) Reason {
	stoodFor := id == away
	for _, whom := range covers {
		stoodFor = stoodFor || whom == id
	}
	switch {
	case stoodFor && t.awayAt(id, t.now):
		return t.awayNow(id)
	case stoodFor && t.awayAt(id, t.h.Start):
		return t.awayThen(id)
	}
	return Because("candidate/not-in-rule", ReasonArg(rule))
}

// order puts first who was named, then who is at work at the time of the meeting, then who works before somebody must
// have accepted, then who has had the fewest turns, the longest ago.
func (t *turn) order(reps []Candidate) {
	if len(reps) < 2 {
		return
	}
	there, ranks := t.presences(reps), t.ranks()
	slices.SortStableFunc(reps, func(a, b Candidate) int {
		n, _ := t.precedes(a, b, there, ranks)
		return n
	})
}

// judgeTime looks what the rep has at the time of the meeting. Another lead then is for others to take, unless he was
// named: then it says that he cannot have this one.
func (t *turn) judgeTime(c *Candidate, looks bool) (unfit bool) {
	if t.h.Start.IsZero() || t.despite(c.Rep, t.h.Start) {
		return false
	}
	with, unknown := t.inTheWayOf(c.Rep, t.h.Start, t.h.End)
	for _, o := range with {
		if o.Kind == ObstacleMeets && !c.Wish {
			c.Why = Because("candidate/meets", WordsArg(o.Handoff))
			return true
		}
	}
	c.With = with
	switch {
	case !unknown.Empty():
		c.Note = unreadNote(unknown)
	case looks && len(t.person(c.Rep).Calendars) == 0:
		c.Note = Because("calendar-note/none")
	case !t.atWork(c.Rep):
		c.Note = lateNote()
	}
	return false
}

// unreadNote is the note on a calendar that could not be read.
func unreadNote(why Reason) Reason { return Because("calendar-note/unread", ReasonArg(why)) }

// Unread is why a calendar could not be read, if that is what a note on it says.
func (r Reason) Unread() (Reason, bool) {
	if r.Says != "calendar-note/unread" || len(r.Args) != 1 || len(r.Args[0].Reasons) != 1 {
		return Reason{}, false
	}
	return r.Args[0].Reasons[0], true
}

// lateNote is the note on a time at which the rep is not at work.
func lateNote() Reason { return Because("calendar-note/late") }

// full says whether he has as many meetings on the day, or in the week, as are to be.
func (c Candidate) full() bool {
	return slices.ContainsFunc(c.With, func(o Obstacle) bool { return o.Kind == ObstacleDay || o.Kind == ObstacleWeek })
}

// unread says whether it cannot be told if the rep is free.
func (c Candidate) unread() bool {
	_, unread := c.Note.Unread()
	return unread
}

// atWork says whether the meeting lies in the rep's working hours. Somebody without any can always be met.
func (t *turn) atWork(id PersonID) bool {
	clock := t.clock(id)
	return clock.Hours.Weekly() == 0 || clock.Between(t.h.Start, t.h.End) == t.h.End.Sub(t.h.Start)
}

// hasTime says whether the rep works before somebody must have accepted.
func (t *turn) hasTime(id PersonID) bool {
	clock := t.clock(id).Less(t.e.Lookups.Away[id]...)
	return clock.Hours.Weekly() == 0 || clock.Next(t.now).Before(t.latest())
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

// unfit says why a rep cannot have the lead now, whatever stands in his calendar; false if he can.
func (t *turn) unfit(id PersonID, exclude []PersonID) (why Reason, unfit bool) {
	p := t.person(id)
	no := func(code Code, args ...Arg) (Reason, bool) { return Because(code, args...), true }
	switch {
	case p.Gone:
		return no("candidate/left")
	case slices.Contains(exclude, id):
		return no("candidate/has-it")
	case slices.ContainsFunc(slices.Concat(t.h.Assignments, t.h.Beside), func(a Assignment) bool {
		return a.Rep == id && a.End != EndGiven && a.End != EndProspect
	}):
		return no("candidate/had-it")
	case slices.Contains(t.e.Lookups.NoMail, id):
		return no("candidate/no-mail")
	case t.e.Load[id].Silent >= silentMost:
		return no("candidate/silent", NumberArg(t.e.Load[id].Silent), PersonArg(t.manager()))
	case !p.Begun(t.now):
		return no("candidate/new", TimeArg(p.Begins(), p.Zone))
	case t.awayAt(id, t.now):
		return t.awayNow(id), true
	case t.awayAt(id, t.h.Start):
		return t.awayThen(id), true
	}
	if p, paused := t.paused(id); paused {
		return t.pausedNow(p, id), true
	}
	switch {
	case t.team.Cap > 0 && t.e.Load[id].Open >= t.team.Cap:
		return no("candidate/full", NumberArg(t.e.Load[id].Open), NumberArg(t.team.Cap))
	}
	if t.latest().Sub(t.now) < 12*time.Hour && !t.hasTime(id) {
		return no(offCode, t.when(t.latest()), SpanArg(t.policy.Lead))
	}
	return Reason{}, false
}

// leave is what is known of an absence: when they are back, and who stands in.
func (t *turn) leave(id PersonID, at time.Time) (back time.Time, cover PersonID, known bool) {
	if off, planned := t.e.Config.PlannedAway(id, at); planned {
		return t.clock(id).Next(off.Span(t.person(id)).End), off.Cover, true
	}
	for _, s := range t.e.Lookups.Away[id] {
		if covers(s, at) {
			return t.clock(id).Next(s.End), t.coverAt(id, at), true
		}
	}
	return time.Time{}, "", false
}

// awayNow and awayThen say of a rep that he is away, now or on the day of the meeting.
func (t *turn) awayNow(id PersonID) Reason {
	switch back, cover, planned := t.leave(id, t.now); {
	case cover != "":
		return Because("candidate/away/cover", TimeArg(back, t.person(id).Zone), PersonArg(cover))
	case planned:
		return Because("candidate/away/back", TimeArg(back, t.person(id).Zone))
	}
	return Because("candidate/away")
}

func (t *turn) awayThen(id PersonID) Reason {
	switch back, cover, planned := t.leave(id, t.h.Start); {
	case cover != "":
		return Because("candidate/away-then/cover", TimeArg(back, t.person(id).Zone), PersonArg(cover))
	case planned:
		return Because("candidate/away-then/back", TimeArg(back, t.person(id).Zone))
	}
	return Because("candidate/away-then")
}

// settleTime finds who gets the lead when the qualifier gave it, or the clash that is to be settled first: if the rep
// whose turn it is has something else then, the policy says what follows. Where the prospect knows the rep's name from
// the intro, or the qualifier has named the rep, nobody else is put in his place.
func (t *turn) settleTime() (PersonID, []Candidate, *Clash) {
	ranked, all := t.rank(nil)
	if c := t.namedCannot(ranked, all); c != nil {
		return "", all, c
	}
	if len(ranked) == 0 {
		return "", all, nil
	}
	first := ranked[0]
	if len(first.With) == 0 || t.policy.OnConflict == ConflictSend && !first.full() {
		t.chosen(all, ranked)
		return first.Rep, all, nil
	}
	if t.policy.OnConflict == ConflictRoute && t.h.Origin != OriginCC && !first.Wish {
		if rep, routed := t.route(); rep != "" {
			return rep, routed, nil
		}
	}
	c := t.clash(first.Rep, t.h.Start, t.h.End, RoleQualifier)
	if c != nil && first.Wish && first.Rep != t.h.Wish {
		c.For = t.h.Wish
	}
	return "", all, c
}
