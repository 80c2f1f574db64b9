package handoff

import "time"

// Nobody meets an empty chair: where nobody has accepted an hour before the start, whoever waits on the other side
// hears that the meeting is off, and is offered other times.

// RegretStep is the mail to a prospect whom nobody would have met.
const RegretStep = "regret"

// regretBefore is how long before the start the prospect is told.
const regretBefore = time.Hour

// nobodyCode is why a lead came back that nobody had accepted in time.
const nobodyCode = "nobody"

// regretDue is when the prospect is told that nobody will be there; false if they expect nobody. A manager who begins
// to work only then, and before the start, has half of the time that is left.
func (t *turn) regretDue() (time.Time, bool) {
	if !t.stands() || !t.now.Before(t.h.Start) || !t.h.expected() {
		return time.Time{}, false
	}
	at := later(t.h.Start.Add(-min(regretBefore, max(t.policy.Lead, time.Minute))), t.h.Since)
	if morning := t.morning(t.manager(), t.h.Since); t.h.State == Escalated && !morning.Before(at) &&
		morning.Before(t.h.Start) {
		at = minute(morning.Add(t.h.Start.Sub(morning) / 2))
	}
	return at, true
}

// expected says whether somebody who takes mail was told of the meeting.
func (h *Handoff) expected() bool {
	for _, c := range h.Reachable() {
		if h.Origin == OriginCC || c.Met > 0 || !h.Introduces(c) {
			return true
		}
	}
	return false
}

// regret calls the meeting off, offers other times with whoever has some, and tells everybody what happened.
func (t *turn) regret() {
	rep := t.h.Rep()
	t.note("regretted", t.when(t.h.Start))
	t.callOff()
	t.giveBack(EndWithdrawn, Return{Code: nobodyCode})
	t.offerTimesOf(t.whoHasTimes(), RegretStep)
	t.tellManager(regrettedStep)
	if rep != "" {
		t.tell(PurposeNotice, rep, RoleRep, regrettedStep, nil)
	}
}

// regrettedStep tells colleagues that the prospect was written to.
const regrettedStep = "regretted"

// whoHasTimes is a rep of the team who can meet on the next days: first those who have not let the lead go.
func (t *turn) whoHasTimes() PersonID {
	from := t.timesFrom()
	best, most := t.h.Rep(), 0
	for _, had := range []bool{false, true} {
		for _, id := range t.team.Reps {
			if t.person(id).Gone || t.h.Had(id) != had || most >= timesOffered {
				continue
			}
			if slots, _ := t.slots(id, from, from.Add(t.length())); len(slots) > most {
				best, most = id, min(len(slots), timesOffered)
			}
		}
	}
	return best
}

// meetAfterRegret takes one of the times: the rep who is free then is asked.
func (t *turn) meetAfterRegret(times *Times, n int) {
	slot := times.Slots[n-1]
	t.note("picked", t.when(slot.Start))
	t.retime(slot.Start, slot.End)
	t.h.Return, t.h.Waiting = nil, false
	t.offerTo(times.Rep, nil)
	t.tellQualifier(movedStep)
}
