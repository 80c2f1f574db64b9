package handoff

import (
	"time"

	"handoffd/calendar"
)

// lateStep is the notice to a former rep whose answer came when the lead was somebody else's.
const lateStep = "late"

// late deals with an answer of a rep whose turn has ended: received in time and the successor without a sign of life,
// he gets the lead back.
func (t *turn) late(kind Requirement) {
	id := t.by().Person
	i := len(t.h.Assignments) - 1
	for i >= 0 && t.h.Assignments[i].Rep != id {
		i--
	}
	t.lateIn(i, kind)
}

// lateIn is an answer of a rep whose turn, the i-th, has ended; below 0: he never had one.
func (t *turn) lateIn(i int, kind Requirement) {
	id := t.by().Person
	if b := t.h.besideOf(id); i < 0 && b >= 0 {
		t.tooLate(&t.h.Beside[b])
		return
	}
	if i < 0 {
		t.notHis(kind)
		return
	}
	old, cur := &t.h.Assignments[i], t.h.Current()
	inTime := old.End.unanswered() && t.h.inTime(old, t.f.about().At)
	silent := t.h.State == Offered && cur != nil && len(cur.Evidence) == 0 && i == len(t.h.Assignments)-2
	if inTime && silent && kind != "" {
		t.returnTo(*old, kind)
		return
	}
	what := LateGone
	switch {
	case inTime:
		what = LateInTime
	case old.End.unanswered() && t.hadTime(old):
		what = LateSilent
	}
	switch t.h.State {
	case Offered, Accepted, Escalated, Returned:
		t.note("passed-on", PersonArg(id), PersonArg(t.h.Rep()))
		if what == LateSilent {
			t.note("passed-on/late", PersonArg(id), PersonArg(t.h.Rep()))
		}
		if !old.Late {
			old.Late = true
			t.tell(PurposeNotice, id, RoleRep, lateStep, NoticeDetail{Turn: old.N, When: what})
		}
	default:
		t.note("passed-on", PersonArg(id), PersonArg(t.h.Rep()))
	}
}

// inTime says whether what was received at the instant came within the turn.
func (h *Handoff) inTime(a *Assignment, at time.Time) bool {
	return !at.Before(h.begun(a)) && !at.After(a.Due)
}

// answeredInTime says whether the fact came within the turn, whose window closed before it was read.
func (t *turn) answeredInTime(a *Assignment) bool {
	return !a.Opened.IsZero() && t.h.inTime(a, t.f.about().At)
}

// hadTime says whether the time of the rep to answer had begun when the fact came: nobody is late before that. A window
// without working time in it never begins.
func (t *turn) hadTime(a *Assignment) bool {
	return !a.Opened.IsZero() && !t.f.about().At.Before(a.Opened) && t.fair(a)
}

// acceptedEscalated carries a lead on that a manager was to decide about: the rep has answered, late or, by its
// arrival, in time.
func (t *turn) acceptedEscalated(a *Assignment, what Reason) {
	t.note("accepted-late", ReasonArg(what))
	step := Code("accepted-late")
	switch {
	case !t.hadTime(a):
		t.note("accepted-in-time/early", ReasonArg(what))
		step = "accepted-in-time"
	case t.answeredInTime(a):
		t.note("accepted-in-time", ReasonArg(what))
		step = "accepted-in-time"
	}
	t.tellManager(step)
	t.accept()
}

// begun is from when on an answer of the rep counts for the turn: the first offer of those that it continues.
func (h *Handoff) begun(a *Assignment) time.Time {
	for a.Continues > 0 {
		a = h.assignment(a.Continues)
	}
	return a.Made.Truncate(second)
}

// returnTo gives the lead back to the rep of a turn that ended although the answer was there: the turn goes on as
// another one, for the invitation of the first is withdrawn. Whoever had it meanwhile hears so.
func (t *turn) returnTo(old Assignment, kind Requirement) {
	t.note("given-back", PersonArg(old.Rep))
	t.finishTurn(EndGiven)
	t.bookParts(old.Rep, EntryBack, -whole-old.Weighs) // the offer that follows books the turn again
	if c := t.h.assignment(old.N); c.Claim != nil {
		if !c.Claim.Recorded.IsZero() {
			t.book(old.Rep, EntryDropped, -c.Claim.Turns)
			c.Claim.Recorded, c.Claim.Turns = zeroTime, 0
		}
		t.drop(c)
	}
	t.goOn(old)
	t.evidence(kind, Because("proof/in-time"))
	t.settle("given-back", Because("had-answered", PersonArg(old.Rep)))
	if t.h.State == Offered {
		t.tellQualifier("reassigned")
	}
	t.answeredBefore()
}

// goOn offers the lead to the rep of an earlier turn, which the new one continues.
func (t *turn) goOn(old Assignment) {
	t.continues = old.N
	t.offer(old.Rep, nil)
	if a := t.h.Current(); a != nil {
		a.Evidence, a.Place = append(a.Evidence, old.Evidence...), old.Place
	}
}

// inviteAgain sends the event to a rep who lost it and has the lead again, with the acceptance in it.
func (t *turn) inviteAgain() {
	a := t.h.Current()
	if a == nil {
		return
	}
	to := Recipient{Person: a.Rep, Role: RoleRep}
	if g := t.h.guestUnder(to, "", a.UID); g != nil && !g.Live {
		t.invite(to, 0)
		t.answeredBefore()
	}
}

// answeredBefore has the new invitation show an acceptance that came before it.
func (t *turn) answeredBefore() {
	a := t.h.Current()
	if a == nil || !a.has(RequireAccept) {
		return
	}
	if g := t.h.guestUnder(Recipient{Person: a.Rep}, "", a.UID); g != nil {
		g.PartStat = calendar.Accepted
	}
}

// continued says whether the present turn of the rep continues the given one, in which the answer was received in time.
func (t *turn) continued(i int) bool {
	a := t.h.Current()
	for a != nil && a.Continues > 0 {
		if a.Continues == i+1 {
			return t.h.inTime(&t.h.Assignments[i], t.f.about().At)
		}
		a = t.h.assignment(a.Continues)
	}
	return false
}
