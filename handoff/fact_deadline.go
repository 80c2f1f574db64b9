package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// Deadline is a due time that has passed. It carries what was due, so that a deadline that was moved meanwhile is known
// as stale.
type Deadline struct {
	About
	What Due
	Due  time.Time
}

// KindDeadline names the fact.
const KindDeadline Kind = "deadline"

// Kind implements Fact.
func (*Deadline) Kind() Kind { return KindDeadline }

func (f *Deadline) routes(Handoff) bool {
	return slices.Contains([]Due{DueStep, DueWindow, DueRemoved, DueCheck, DueAway, DueClimb, DueRegret, DueAbsent},
		f.What)
}

// startAfter is where times are looked for that are offered after a meeting.
func (f *Deadline) startAfter(h Handoff) time.Time {
	if f.What == DueAbsent || f.What == DueRegret {
		return later(h.Start, nextDay(f.At))
	}
	return time.Time{}
}

// seeksSlots only where calendars are read: thousands may fall due at once.
func (*Deadline) seeksSlots(reads bool) bool { return reads }

// needs the outages of the window that it may close.
func (f *Deadline) needs(h Handoff) []Need {
	a := h.Current()
	if f.What == DueClaim {
		return needSilences(h)
	}
	if a == nil || h.State != Offered {
		return nil
	}
	return []Need{{What: NeedOutages, From: a.Opened, To: f.At}}
}

// readingsSince is the last reminder, when calendars were read ahead for the window that closes.
func (f *Deadline) readingsSince(h Handoff, usual time.Time) time.Time {
	if a := h.Current(); f.What == DueWindow && a != nil && !a.Looked.IsZero() {
		return earlier(usual, a.Looked)
	}
	return usual
}

func (f *Deadline) apply(t *turn) {
	if f.beside(t) {
		return
	}
	if f.What != t.h.Next.What || !f.Due.Equal(t.h.Next.At) {
		t.note("deadline-moved")
		return
	}
	if t.now.Before(f.Due) {
		t.note("deadline-early")
		return
	}
	if t.h.startedWithout(t.now) {
		t.note("started-without")
		t.finishTurn(EndNoTime)
		t.over()
		return
	}
	switch f.What {
	case DueNudge, DueNewTime, DueExpire:
		f.draftOrExpired(t)
	case DueSend:
		t.note("invite-not-out", PersonArg(t.h.Rep()))
		t.finishTurn(EndWithdrawn)
		t.escalate()
	case DueStep, DueWindow:
		f.window(t)
	case DueProposal:
		t.note("proposal-lapsed")
		m := t.h.Moving
		t.unpropose()
		t.tellStays(m)
		t.tellRep("proposal-lapsed")
		t.tellQualifier("proposal-lapsed")
	case DueRemoved:
		t.note("removed", PersonArg(t.h.Rep()))
		t.declines("")
	case DueAway:
		t.awayUnanswered()
	case DueReply:
		t.replyWaits()
	case DueCheck:
		t.h.Checked = t.now
		t.note("checked", PersonArg(t.h.Rep()))
		t.recheck()
	case DueClimb:
		t.climb()
	case DueLead:
		t.note("prospect-waiting/near")
		t.escalate()
	case DueStart:
		t.note("started-without")
		t.over()
	case DueReturned:
		f.returned(t)
	case DueOver:
		t.note("over")
		t.over()
	case DueOutcome:
		f.outcome(t)
	case DueConfirm:
		t.asksToConfirm()
	case DueRegret:
		t.regret()
	case DueAbsent:
		t.absentDue()
	case DueTimes:
		t.timesLapse()
	case DueOpportunity:
		f.opportunity(t)
	case DueTouch:
		t.touchDue()
	case DueWake:
		t.wakes()
	}
}

// beside decides what falls due beside what is next of the lead; false if it is no such deadline.
func (f *Deadline) beside(t *turn) bool {
	switch f.What {
	case DueClaim:
		t.claimsDue()
	case DueDebt:
		t.debtDue()
	case DueVague:
		t.vagueDue()
	case DueNextStep:
		t.stepDue()
	default:
		return false
	}
	return true
}

// startedWithout says whether what falls due before the meeting is decided only after its start, of a lead that nobody
// had accepted: nobody did so while there was time, and all that is left to ask is what became of it.
func (h *Handoff) startedWithout(now time.Time) bool {
	asks := slices.Contains([]Due{DueStep, DueWindow, DueClimb, DueRegret}, h.Next.What)
	return asks && (h.State == Offered || h.State == Escalated) && h.stands() && h.Next.At.Before(h.Start) &&
		!now.Before(h.Start)
}

func (f *Deadline) draftOrExpired(t *turn) {
	id, role := t.qualifier()
	switch {
	case f.What == DueExpire && t.h.State == Past:
		t.note("unconfirmed/closed")
		t.h.Return = &Return{Code: "unconfirmed", At: t.now}
		t.close(EndDone)
		t.tellManager("closed-unconfirmed")
		t.tell(PurposeNotice, id, role, "closed-unconfirmed", nil)
	case f.What == DueExpire:
		t.note("expired")
		t.close(EndWithdrawn)
		t.tell(PurposeNotice, id, role, "expired", nil)
		t.tellAdvocate("expired")
	case f.What == DueNewTime:
		t.unchanged("needs-time/near")
		t.h.Listed = t.now
		t.h.Questions = []Reason{Because("ask-near")}
		t.h.Missing = t.missing()
		t.receipt()
	case Awake(&t.h):
		t.asksAwake()
	default:
		t.h.Nudges++
		t.note("nudged", PersonArg(id))
		if t.h.Nudges > 2 {
			t.note("advocate-told", PersonArg(id))
			t.tellAdvocate("draft-waits")
			return
		}
		t.tell(PurposeQuestion, id, role, "draft-waits", nil)
	}
}

// window is a point of the acceptance window. Time in which no answer could be read is given back first.
func (f *Deadline) window(t *turn) {
	a := t.h.Current()
	if lost := t.outage(a); lost > 0 {
		t.note("clock-paused", SpanArg(lost.Round(time.Minute)), t.whenFor(a.Rep, a.Due))
		if t.offeredDue().At.After(t.now) {
			return
		}
	}
	if f.What == DueStep {
		f.remind(t, a)
		return
	}
	t.windowCloses(a)
}

// outage adds the working time that outages took and that was not added before.
func (t *turn) outage(a *Assignment) time.Duration {
	total := t.clockOf(a).overlap(t.e.Lookups.Outages, a.Opened, t.now)
	more := total - a.Lost
	if more < time.Minute {
		return 0
	}
	a.Lost, a.Extra = total, a.Extra+more
	a.Due, a.Compressed = t.closing(a)
	return more
}

func (f *Deadline) remind(t *turn, a *Assignment) {
	i, _ := t.nextStep(a)
	if i == len(t.policy.Steps) {
		t.note("deadline-moved")
		return
	}
	step := t.policy.Steps[i]
	a.Steps = i + 1
	a.Looked = t.now
	name := Code("half")
	if step.Kind == StepSuccessor {
		name = "successor"
		a.Successor, _ = t.route(a.Rep)
	}
	part := 100 + i // number of the mail in the turn
	if step.Before > 0 {
		t.note("reminded/before", SpanArg(step.Before), PersonArg(a.Rep), lacking(a.Lacking()))
	} else {
		t.note("reminded", NumberArg(step.Percent), PersonArg(a.Rep), lacking(a.Lacking()))
		part = step.Percent
	}
	t.act(Action{Purpose: PurposeReminder, To: Recipient{Person: a.Rep, Role: RoleRep}, Revision: a.N*1000 + part,
		Assignment: a.N, Step: name})
	t.recheck()
}

// windowCloses deals with silence: the next rep, as often as the policy allows, then the manager.
func (t *turn) windowCloses(a *Assignment) {
	rep, end, did := PersonArg(a.Rep), EndSilence, Code("silent")
	switch {
	case !a.Wrote.IsZero():
		m, _ := t.h.MeantBy(a.Rep)
		a.Said, end, did = m.Text, EndUnclear, "unclear"
	case !t.fair(a):
		end, did = EndNoTime, "no-time"
	}
	switch then, _ := t.h.Silence(t.e.Config, a, t.now); then {
	case ThenManagerPart:
		t.note("replied-not-accepted", rep)
		t.finishTurn(EndDone)
		t.escalate()
	case ThenBack:
		t.leaves(*t.h.Vague)
	case ThenAsk:
		t.asksAccept(a)
	case ThenOwing:
		t.note("accepted/owing", rep)
		t.keepsOwing()
	case ThenAccepted:
		t.note("accepted/reported", rep)
		t.keepsOwing()
	case ThenManagerNear:
		t.note("prospect-waiting/"+did, rep)
		t.finishTurn(end)
		t.escalate()
	case ThenManager:
		t.note("window-closed/last-"+did, rep)
		t.finishTurn(end)
		t.escalate()
	default:
		t.note("window-closed/"+did, rep)
		t.nextRep(end)
	}
}

func (f *Deadline) returned(t *turn) {
	t.h.Nudges++
	t.h.Nudged = t.now
	id, _ := t.qualifier()
	t.note("returned-waits", PersonArg(id), PersonArg(t.manager()))
	t.tell(PurposeQuestion, t.manager(), RoleManager, returnedStep, nil)
	t.tell(PurposeQuestion, id, RoleQualifier, returnedStep, nil)
}

func (f *Deadline) outcome(t *turn) {
	t.h.Nudges++
	t.h.Nudged = t.now
	switch {
	case t.h.Nudges >= 2:
		t.note("unconfirmed")
		t.tell(PurposeQuestion, t.manager(), RoleManager, unconfirmedStep, nil)
	case t.h.Current() == nil:
		t.note("outcome-asked")
		t.askOutcome()
	default:
		id, _ := t.qualifier()
		t.note("outcome-asked/qualifier", PersonArg(t.h.Rep()), PersonArg(id))
		t.askQualifier()
	}
}

func (f *Deadline) opportunity(t *turn) {
	t.h.Nudges++
	t.h.Nudged = t.now
	t.note("opportunity-asked", PersonArg(t.h.Rep()))
	t.tell(PurposeQuestion, t.h.Rep(), RoleRep, "opportunity", nil)
	if t.h.Nudges > 1 {
		t.tell(PurposeQuestion, t.manager(), RoleManager, "opportunity", nil)
	}
}

// spanFrom is an absence from now until the given instant.
func spanFrom(from, until time.Time) calendar.Span { return calendar.Span{Start: from, End: until} }
