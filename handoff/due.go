package handoff

import "time"

// Due names what falls due.
type Due string

// What can fall due. Each but the last belongs to one state.
const (
	DueNudge       Due = "nudge"       // Draft: something is missing
	DueNewTime     Due = "new-time"    // Draft: the time offered has come too near
	DueExpire      Due = "expire"      // Draft, Past: nothing more will come
	DueSend        Due = "send"        // Offered: the invite should be out by now
	DueStep        Due = "step"        // Offered: a point of the window
	DueWindow      Due = "window"      // Offered: the window closes
	DueProposal    Due = "proposal"    // Offered, Accepted: no answer to another time
	DueRemoved     Due = "removed"     // Offered, Accepted: no word on why the event is gone from the calendar
	DueCheck       Due = "check"       // Accepted: the rep's calendar is looked into once more
	DueClimb       Due = "climb"       // Escalated
	DueStart       Due = "start"       // Escalated, Returned: the meeting begins
	DueRegret      Due = "regret"      // Escalated, Returned: the prospect would meet nobody
	DueReturned    Due = "returned"    // Returned: the qualifier has not answered
	DueLead        Due = "lead"        // Returned: the meeting is near and nobody goes
	DueAway        Due = "away"        // Accepted: nobody said whether the meeting stays with a rep who is away then
	DueReply       Due = "reply"       // Accepted: the prospect has written, and waits for the rep
	DueConfirm     Due = "confirm"     // Accepted: nothing was heard of the prospect
	DueOver        Due = "over"        // Accepted: the meeting should be over
	DueOutcome     Due = "outcome"     // Past: was it held?
	DueAbsent      Due = "absent"      // Past: the prospect says that nobody came, and nobody says otherwise
	DueTimes       Due = "times"       // Past: the prospect has not answered the times that were offered
	DueOpportunity Due = "opportunity" // Held
	DueWake        Due = "wake"        // Nurture
	DueDebt        Due = "debt"        // Offered, Escalated, Accepted: the brief lacks something still
	DueTouch       Due = "touch"       // Nurture: the next mail to the prospect
	DueVague       Due = "vague"       // Escalated, Accepted, Past, Held: the rep does not say why it is a no
	DueNextStep    Due = "next-step"   // any: the next step is past, or nobody has named one
	DueNothing     Due = "nothing"     // Converted, Closed: the last step was taken
	DueClaim       Due = "claim"       // any: a rep can no longer say why he was silent
)

// Waiting times that no policy changes.
const (
	grace       = 30 * time.Minute
	day         = 24 * time.Hour
	draftNudge  = 4 * time.Hour // working
	draftExpire = 10 * day
	pastExpire  = 30 * day
)

// schedule sets who moves next and when. It is the only place that does. A handoff that is not finished always has
// both.
func (t *turn) schedule() {
	h := &t.h
	switch h.State {
	case New, Converted, Closed:
		h.Next = Next{}
		return
	case Draft:
		h.Next = t.draftDue()
	case Offered:
		h.Next = t.offeredDue()
	case Escalated:
		h.Next = t.escalatedDue()
	case Returned:
		h.Next = t.returnedDue()
	case Accepted:
		h.Next = t.acceptedDue()
	case Past:
		h.Next = t.pastDue()
	case Held:
		h.Next = t.heldDue()
	case Nurture:
		h.Next = t.nurtureDue()
	}
	if h.Next.Owner == "" || t.person(h.Next.Owner).Gone {
		h.Next.Owner = t.manager()
	}
}

func soonest(a, b Next) Next {
	if b.At.Before(a.At) {
		return b
	}
	return a
}

// base is when the present wait began: entering the state, or the last reminder in it.
func (t *turn) base() time.Time {
	if t.h.Nudged.After(t.h.Since) {
		return t.h.Nudged
	}
	return t.h.Since
}

// working is d of the person's working time after from; an absence is not working time.
func (t *turn) working(id PersonID, from time.Time, d time.Duration) time.Time {
	return t.clock(id).Add(from, d)
}

// morning is the first working instant of the person at or after at.
func (t *turn) morning(id PersonID, at time.Time) time.Time {
	return t.clock(id).Next(at)
}

func (t *turn) draftDue() Next {
	owner, _ := t.qualifier()
	last := t.h.Start
	if last.Before(t.h.Since) {
		last = t.h.Since
	}
	next := Next{owner, last.Add(draftExpire), DueExpire}
	switch {
	case Awake(&t.h):
		next = t.awakeDue()
	case t.h.Nudges == 0:
		next = soonest(next, Next{owner, t.working(owner, t.h.Since, draftNudge), DueNudge})
	case t.h.Nudges == 1:
		next = soonest(next, Next{owner, t.morning(owner, t.h.Since.Add(day)), DueNudge})
	case t.h.Nudges == 2:
		next = soonest(next, Next{owner, t.morning(owner, t.h.Since.Add(2*day)), DueNudge})
	}
	if !t.h.Start.IsZero() && t.h.Listed.IsZero() {
		next = soonest(next, Next{owner, t.latest(), DueNewTime})
	}
	return next
}

// checks are how long before the meeting the calendar of a rep who accepted is looked into once more.
var checks = []time.Duration{day, 2 * time.Hour}

func (t *turn) acceptedDue() Next {
	h := &t.h
	next := Next{h.Rep(), h.End.Add(grace), DueOver}
	if h.Moving != nil {
		next = soonest(next, Next{h.Rep(), h.Moving.Until, DueProposal})
	}
	if a := h.Current(); a != nil && !a.Removed.IsZero() {
		next = soonest(next, Next{a.Rep, a.Removed, DueRemoved})
	}
	if reply, waits := t.replyDue(); waits {
		next = soonest(next, reply)
	}
	if h.AbsenceAsked() {
		next = soonest(next, Next{t.manager(), h.Current().AwayDue, DueAway})
	}
	if at, silent := t.confirmDue(); silent {
		next = soonest(next, Next{h.Rep(), at, DueConfirm})
	}
	if len(t.person(h.Rep()).Calendars) == 0 {
		return next
	}
	for _, before := range checks {
		if at := h.Start.Add(-before); at.After(h.Since) && at.After(h.Checked) {
			next = soonest(next, Next{h.Rep(), at, DueCheck})
		}
	}
	return next
}

func (t *turn) offeredDue() Next {
	a := t.h.Current()
	if a == nil { // cannot be: an offer always has an assignment; never leave a handoff without an owner
		return Next{t.manager(), t.now, DueWindow}
	}
	next := t.windowDue(a)
	if a.Hurry {
		next.Owner = t.manager()
	}
	if m := t.h.Moving; m != nil && m.Loose {
		next = soonest(next, Next{a.Rep, m.Until, DueProposal})
	}
	if !a.Removed.IsZero() {
		next = soonest(next, Next{a.Rep, a.Removed, DueRemoved})
	}
	return next
}

func (t *turn) windowDue(a *Assignment) Next {
	switch {
	case t.h.Moving != nil && !t.h.Moving.Loose:
		return Next{a.Rep, t.h.Moving.Until, DueProposal}
	case a.Opened.IsZero():
		return Next{a.Rep, t.lastCall(a), DueSend}
	}
	close := Next{a.Rep, a.Due, DueWindow}
	if i, at := t.nextStep(a); i < len(t.policy.Steps) && !a.Soft {
		return soonest(close, Next{a.Rep, at, DueStep})
	}
	return close
}

func (t *turn) escalatedDue() Next {
	m := t.manager()
	next := Next{m, t.working(m, t.base(), t.policy.Manager), DueClimb}
	if t.h.Nudges > 0 { // the last tier, asked daily
		next.At = t.morning(m, t.base().Add(day))
	}
	if t.h.HoldUntil.After(t.now) {
		next.At = t.h.HoldUntil
	}
	if t.stands() && t.now.Before(t.h.Start) {
		next = soonest(next, Next{m, t.h.Start, DueStart})
	}
	if at, waits := t.regretDue(); waits {
		next = soonest(next, Next{m, at, DueRegret})
	}
	return next
}

func (t *turn) returnedDue() Next {
	owner, _ := t.qualifier()
	at := t.working(owner, t.base(), t.policy.Returned)
	if t.h.Nudges > 0 {
		owner = t.manager()
		at = t.morning(owner, t.base().Add(day))
	}
	if r := t.h.Return; r != nil && r.Code == prospectAwayCode { // the prospect is back then
		at = later(at, t.morning(owner, r.Wake))
	}
	if r := t.h.Return; r != nil && r.Code == nobodyCode { // nobody waits any more, and the prospect can pick a time
		at = t.morning(owner, t.base().Add(7*day))
	}
	next := Next{owner, at, DueReturned}
	switch {
	case !t.stands():
	case t.now.Before(t.latest()):
		next = soonest(next, Next{owner, t.latest(), DueLead})
	case t.now.Before(t.h.Start):
		next = soonest(next, Next{owner, t.h.Start, DueStart})
	}
	if at, waits := t.regretDue(); waits {
		next = soonest(next, Next{owner, at, DueRegret})
	}
	return next
}

func (t *turn) pastDue() Next {
	rep := t.h.Rep()
	if t.h.Current() == nil { // nobody had accepted: the manager was asked and owns it
		rep = t.manager()
	}
	o, disputed := t.h.Verdict()
	switch {
	case disputed || t.h.Nudges >= 2:
		m := t.manager()
		next := Next{m, t.morning(m, t.base().Add(7*day)), DueOutcome}
		return soonest(next, Next{m, t.h.Since.Add(pastExpire), DueExpire})
	case o == "" && !t.h.Absent.IsZero():
		return Next{rep, t.working(rep, t.h.Absent, absentAfter), DueAbsent}
	case t.h.Times != nil:
		return Next{rep, t.h.Times.Until, DueTimes}
	case o != "":
		return Next{rep, t.morning(rep, t.base().Add(day)), DueOutcome}
	case t.h.Nudges == 0: // asked in the Today that comes next, and silent on that whole day
		return Next{rep, t.today(rep, t.base(), 2), DueOutcome}
	}
	return Next{rep, later(t.today(rep, t.h.Since, outcomeDays), t.today(rep, t.base(), 1)), DueOutcome}
}

// outcomeDays are the working days of the rep after which the manager is asked what became of the meeting.
const outcomeDays = 3

// today is the start of the n-th working day of the person that begins after the instant.
func (t *turn) today(id PersonID, after time.Time, n int) time.Time {
	for range n {
		next := t.clock(id).NextToday(after)
		if !next.After(after) { // never works
			next = after.Add(day)
		}
		after = next
	}
	return after
}

func (t *turn) heldDue() Next {
	rep := t.h.Rep()
	if t.h.Nudges == 0 {
		at := t.working(rep, t.h.Since, t.policy.Opportunity)
		if !t.h.Nudged.IsZero() { // was away: asked after the return
			at = later(at, t.morning(rep, t.h.Nudged))
		}
		return Next{rep, at, DueOpportunity}
	}
	if t.h.Nudges == 1 { // then the manager is asked too
		return Next{rep, later(t.working(rep, t.h.Since, t.policy.Opportunity*5/2), t.morning(rep, nextDay(t.h.Nudged))),
			DueOpportunity}
	}
	owner := t.manager()
	return Next{owner, t.morning(owner, t.base().Add(7*day)), DueOpportunity}
}
