package handoff

import (
	"slices"
	"time"
)

// A meeting that begins before anybody could have accepted: it is said so, with a start that would leave time.

// offCode is why a rep cannot have a lead who does not work before somebody must have accepted.
const offCode Code = "candidate/off"

// tooNear gives the lead to the manager: the time in which a rep could have accepted is over.
func (t *turn) tooNear() {
	t.noTime("prospect-waiting")
	t.escalate()
}

// noTime notes when somebody must have accepted, and the earliest start that would leave time.
func (t *turn) noTime(code Code) {
	t.note(code, t.when(t.latest()), SpanArg(t.policy.Lead), t.when(t.feasible()))
}

// allTooNear says whether nothing else keeps the reps from having the lead than that they do not work before.
func (t *turn) allTooNear(all []Candidate) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(c Candidate) bool { return c.Why.Sentence() != offCode })
}

// feasible is the earliest start that leaves some rep of the team time to accept; zero if nobody ever works.
func (t *turn) feasible() time.Time {
	var first time.Time
	for _, id := range t.team.Reps {
		if t.person(id).Gone || t.awayAt(id, t.now) {
			continue
		}
		at := t.leavesTime(t.clock(id).Less(t.e.Lookups.Away[id]...), t.policy.Window)
		for back, _, away := t.leave(id, at); away && back.After(at); back, _, away = t.leave(id, at) {
			at = back // somebody without working hours
		}
		if first.IsZero() || !at.IsZero() && at.Before(first) {
			first = at
		}
	}
	return first
}

// leavesTime is the earliest start before which somebody with that clock has time to accept; zero if the window is over
// on the wall clock before they work, whatever the start.
func (t *turn) leavesTime(work Clock, window time.Duration) time.Time {
	if t.policy.Wall && work.Hours.Weekly() > 0 && !work.Next(t.now).Before(t.now.Add(window)) {
		return time.Time{}
	}
	at := work.Next(work.Add(t.now, min(window, leastTime)).Add(t.policy.Lead))
	s := SlotSearch{From: at, Days: slotDays, Length: t.h.End.Sub(t.h.Start), Clock: work, Civil: civilHours,
		There: Location(t.h.Zone), Most: 1}
	if found := s.Find(); len(found) > 0 {
		return found[0].Start
	}
	return at
}

// asksNow offers a lead that came to the manager before any rep could be asked, where its new time leaves time for it.
func (t *turn) asksNow() {
	if len(t.h.Assignments) == 0 && t.now.Before(t.latest()) {
		why := t.reason
		if t.offerNext(); t.h.State == Offered {
			t.reason = why
			t.tellQualifier("assigned")
		}
	}
}
