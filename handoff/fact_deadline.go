package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// Deadline is a due time that has passed. It carries what was due, so that a deadline that was moved meanwhile is known as stale.
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
	return slices.Contains([]Due{DueStep, DueWindow, DueRemoved, DueCheck, DueAway, DueClimb}, f.What)
}

// seeksSlots only where calendars are read: thousands may fall due at once.
func (*Deadline) seeksSlots(reads bool) bool { return reads }

// needs the outages of the window that it may close.
func (f *Deadline) needs(h Handoff) []Need {
	a := h.Current()
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
	if f.What != t.h.Next.What || !f.Due.Equal(t.h.Next.At) {
		t.note("deadline-moved", "what was due has changed meanwhile")
		return
	}
	if t.now.Before(f.Due) {
		t.note("deadline-early", "not due yet")
		return
	}
	switch f.What {
	case DueNudge, DueNewTime, DueExpire:
		f.draftOrExpired(t)
	case DueSend:
		t.note("invite-not-out", "the invite to %s never went out and the meeting is near: the prospect is waiting", t.name(t.h.Rep()))
		t.finishTurn(EndWithdrawn)
		t.escalate()
	case DueStep, DueWindow:
		f.window(t)
	case DueProposal:
		t.note(CodeProposalLapsed, "nobody agreed to the other time: the old one stands, the clock goes on")
		m := t.h.Moving
		t.unpropose()
		t.tellStays(m)
		t.tellRep(CodeProposalLapsed)
		t.tellQualifier(CodeProposalLapsed)
	case DueRemoved:
		t.note(CodeRemoved, "%s has not said why the event is gone from the calendar: it counts as declined", t.name(t.h.Rep()))
		t.declines("")
	case DueAway:
		t.awayUnanswered()
	case DueCheck:
		t.h.Checked = t.now
		t.note("checked", "the calendar of %s was looked into once more", t.name(t.h.Rep()))
		t.recheck()
	case DueClimb:
		t.climb()
	case DueLead:
		t.note("prospect-waiting", "the meeting is near and nobody goes: the prospect is waiting")
		t.escalate()
	case DueStart:
		t.note(CodeStartedWithout, "the meeting has begun and nobody had accepted")
		t.over()
	case DueReturned:
		f.returned(t)
	case DueOver:
		t.note("over", "the meeting should be over: was it held?")
		t.over()
	case DueOutcome:
		f.outcome(t)
	case DueOpportunity:
		f.opportunity(t)
	case DueWake:
		t.note("woke", "the lead wakes up: it needs a new time")
		t.h.Start, t.h.End, t.h.Return = zeroTime, zeroTime, nil
		t.to(Draft)
		t.consider()
	}
}

func (f *Deadline) draftOrExpired(t *turn) {
	id, role := t.qualifier()
	switch {
	case f.What == DueExpire && t.h.State == Past:
		t.note(CodeUnconfirmed, "nobody said whether the meeting was held: closed as unconfirmed")
		t.h.Return = &Return{Code: CodeUnconfirmed, At: t.now}
		t.close(EndDone)
		t.tellManager(CodeClosedUnconfirmed)
		t.tell(PurposeNotice, id, role, CodeClosedUnconfirmed, nil)
	case f.What == DueExpire:
		t.note(CodeExpired, "nothing came for ten days: closed")
		t.close(EndWithdrawn)
		t.tell(PurposeNotice, id, role, CodeExpired, nil)
		t.tellAdvocate(CodeExpired)
	case f.What == DueNewTime:
		t.unchanged("needs-time", "the time of the meeting has come too near: a new one is needed")
		t.h.Listed = t.now
		t.h.Questions = []string{"The time you gave has come too near and nobody was asked yet. When else can the meeting be?"}
		t.h.Missing = t.missing()
		t.receipt()
	default:
		t.h.Nudges++
		t.note("nudged", "the brief still lacks something: %s is asked again", t.name(id))
		if t.h.Nudges > 2 {
			t.note("advocate-told", "%s has not answered: the advocate is told", t.name(id))
			t.tellAdvocate(CodeDraftWaits)
			return
		}
		t.tell(PurposeQuestion, id, role, CodeDraftWaits, nil)
	}
}

// window is a point of the acceptance window. Time in which no answer could be read is given back first.
func (f *Deadline) window(t *turn) {
	a := t.h.Current()
	if lost := t.outage(a); lost > 0 {
		t.note("clock-paused", "answers could not be read for %s of working time: the window runs until %s", lost.Round(time.Minute),
			a.Due.In(t.person(a.Rep).Location()).Format("Mon 2 Jan 15:04 MST"))
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
	total := workingOverlap(t.person(a.Rep), t.e.Lookups.Outages, a.Opened, t.now)
	more := total - a.Lost
	if more < time.Minute {
		return 0
	}
	a.Lost, a.Extra = total, a.Extra+more
	a.Due, a.Compressed = t.closing(a)
	return more
}

func (f *Deadline) remind(t *turn, a *Assignment) {
	step := t.policy.Steps[a.Steps]
	a.Steps++
	a.Looked = t.now
	name := CodeHalf
	if step.Kind == StepSuccessor {
		name = CodeSuccessor
		a.Successor, _ = t.route(a.Rep)
	}
	t.note("reminded", "%d %% of the window are over; still lacking from %s: %s", step.Percent, t.name(a.Rep), lackingText(a.Lacking()))
	t.act(Action{Purpose: PurposeReminder, To: Recipient{Person: a.Rep, Role: RoleRep}, Revision: a.N*1000 + step.Percent, Assignment: a.N, Step: name})
	t.recheck()
}

// windowCloses deals with silence: the next rep, as often as the policy allows, then the manager.
func (t *turn) windowCloses(a *Assignment) {
	rep, end, did := t.name(a.Rep), EndSilence, "has not answered"
	if !a.Wrote.IsZero() {
		m, _ := t.h.MeantBy(a.Rep)
		a.Said, end, did = m.Text, EndUnclear, "wrote, has not said what was meant, and has not answered"
	}
	switch then, _ := t.h.Silence(t.e.Config, a, t.now); then {
	case ThenManagerPart:
		t.note("replied-not-accepted", "%s has replied but not accepted the invitation when the window closed", rep)
		t.finishTurn(EndDone)
		t.escalate()
	case ThenAccepted:
		t.note(CodeAccepted, "%s has accepted; the reply is only reported, not seen", rep)
		t.accept()
	case ThenManagerNear:
		t.note("prospect-waiting", "%s %s and the meeting is about to start: the prospect is waiting", rep, did)
		t.finishTurn(end)
		t.escalate()
	case ThenManager:
		t.note("window-closed", "%s %s either", rep, did)
		t.finishTurn(end)
		t.escalate()
	default:
		t.note("window-closed", "%s %s in time", rep, did)
		t.nextRep(end)
	}
}

func (f *Deadline) returned(t *turn) {
	t.h.Nudges++
	t.h.Nudged = t.now
	id, _ := t.qualifier()
	t.note(CodeReturnedWaits, "%s has not said what happens to the lead: %s is told", t.name(id), t.name(t.manager()))
	t.tell(PurposeQuestion, t.manager(), RoleManager, CodeReturnedWaits, nil)
	t.tell(PurposeQuestion, id, RoleQualifier, CodeReturnedWaits, nil)
}

func (f *Deadline) outcome(t *turn) {
	t.h.Nudges++
	t.h.Nudged = t.now
	switch {
	case t.h.Nudges >= 2:
		t.note(CodeUnconfirmed, "nobody has said whether the meeting was held: it counts as unconfirmed")
		t.tell(PurposeQuestion, t.manager(), RoleManager, CodeUnconfirmed, nil)
	default:
		t.note("outcome-asked", "asked again what became of the meeting")
		t.askOutcome()
	}
}

func (f *Deadline) opportunity(t *turn) {
	t.h.Nudges++
	t.h.Nudged = t.now
	t.note("opportunity-asked", "%s has not said what the meeting led to", t.name(t.h.Rep()))
	t.tell(PurposeQuestion, t.h.Rep(), RoleRep, CodeOpportunity, nil)
	if t.h.Nudges > 2 {
		t.tell(PurposeQuestion, t.manager(), RoleManager, CodeOpportunity, nil)
	}
}

// spanFrom is an absence from now until the given instant.
func spanFrom(from, until time.Time) calendar.Span { return calendar.Span{Start: from, End: until} }
