package handoff

import (
	"slices"
	"time"
)

// NextStep is what somebody does next for the lead, and on which day.
type NextStep struct {
	What  string    `json:",omitempty"` // in the words of whoever named it; empty: nobody did, call again
	On    time.Time // the day
	Owner PersonID
	By    PersonID  `json:",omitempty"` // who named it; empty: nobody chose it
	Asked time.Time `json:",omitzero"`  // it was past, and its owner was asked about it, once
}

// Chosen says whether somebody named the step.
func (s *NextStep) Chosen() bool { return s.By != "" }

const (
	stepDueStep   = "step-due"  // in the Today of the day
	stepPastStep  = "step-past" // in the Today after it
	stepNamedStep = "step-named"

	stepDays = 5 // working days until the step that nobody chose
)

// FollowUp is what happens next with a lead, on which day, and who does it.
type FollowUp struct {
	What   string // in somebody's words; empty: see Due
	Due    Due    // what falls due by itself; DueNextStep: call again
	On     time.Time
	Owner  PersonID // empty once nothing is owed any more
	Chosen bool     // somebody named it
}

// FollowUpOf is never empty: the step that was named, or what falls due by itself. A lead that is finished has had its
// last step, on the day on which it was finished, unless a further one was named.
func FollowUpOf(h *Handoff) FollowUp {
	switch s := h.Step; {
	case s != nil:
		return FollowUp{What: s.What, Due: DueNextStep, On: s.On, Owner: s.Owner, Chosen: s.Chosen()}
	case h.State.Finished():
		return FollowUp{Due: DueNothing, On: h.Since}
	}
	if h.State == Nurture {
		return FollowUp{Due: DueWake, On: h.Wake, Owner: h.Next.Owner}
	}
	return FollowUp{Due: h.Next.What, On: h.Next.At, Owner: h.Next.Owner}
}

// StepFirst is the next step where nothing falls due before it; nil if something does, or there is none. While somebody
// has to act before the meeting is settled, that comes first, whatever day a step has.
func StepFirst(h *Handoff) *NextStep {
	s := h.Step
	if s == nil || h.Next.Owner != "" && (h.settling() || h.Next.At.Before(s.On)) {
		return nil
	}
	return s
}

// StepBeside is the next step where something else comes first; nil if nothing does, or there is none.
func StepBeside(h *Handoff) *NextStep {
	if StepFirst(h) != nil || h.State.Finished() {
		return nil
	}
	return h.Step
}

// StepWaits says whether a next step that stands beside something else waits for the person: its day has come.
func StepWaits(h *Handoff, id PersonID, zone *time.Location, now time.Time) bool {
	s := StepBeside(h)
	return s != nil && s.Owner == id && s.On.In(zone).Format(time.DateOnly) <= now.In(zone).Format(time.DateOnly)
}

// settling says whether somebody has to act so that there is a meeting, with a rep who has it.
func (h *Handoff) settling() bool {
	return slices.Contains([]State{Draft, Offered, Escalated, Returned}, h.State)
}

// awaitsStep says whether the meeting is over and nothing that falls due by itself follows up on it.
func (h *Handoff) awaitsStep() bool {
	o, disputed := h.Verdict()
	return h.State == Held || h.State == Past && o != "" && !disputed && h.Times == nil
}

// setStep keeps the step and has its owner read it in the Today of its day.
func (t *turn) setStep(s NextStep) {
	if t.h.Step = &s; s.Chosen() {
		t.h.Idle = zeroTime
	}
	at := t.stepToday()
	if !at.After(t.now) { // its owner has just heard of it
		return
	}
	a := t.act(Action{Purpose: PurposeQuestion, To: Recipient{Person: s.Owner, Role: t.roleOf(s.Owner)},
		Step: stepDueStep, Assignment: t.number(), Detail: QuestionDetail{Start: s.On}})
	a.When, a.Delay, a.Answers = Today, at.Sub(t.now), ""
}

// roleOf is the part of a colleague in the lead.
func (t *turn) roleOf(id PersonID) Role { return t.h.RoleOf(Who{Person: id}, t.e.Config) }

// stepToday is when the owner reads of the step: at the start of work on its day, or the first one after it.
func (t *turn) stepToday() time.Time {
	s := t.h.Step
	return t.clock(s.Owner).NextToday(startOfDay(s.On, t.person(s.Owner).Location()).Add(-second))
}

// planStep says when the step is looked at again. That of the rep goes with the lead to the next one. What nobody
// chose ends with the state that asked for it, that of the rep when the lead is the qualifier's again, and nothing
// is done for a lead any more that is closed.
func (t *turn) planStep() {
	h := &t.h
	closed := h.State == Closed && t.before.State != Closed
	back := h.State != t.before.State && (h.State == Returned || h.State == Nurture)
	if s := h.Step; s != nil && back && s.Owner == t.before.Rep() && s.Owner != h.Qualifier {
		h.Step = nil
	}
	if s := h.Step; s != nil && (closed || !s.Chosen() && h.State != Past && h.State != Held) {
		h.Step = nil
	}
	if s, was := h.Step, t.before.Rep(); s != nil && h.Current() != nil && was != h.Rep() && was != "" && s.Owner == was &&
		was != h.Qualifier { // it goes with the lead
		own := *s
		own.Owner, own.Asked = h.Rep(), zeroTime
		t.setStep(own)
	}
	if s := h.Step; s != nil && (s.Owner == "" || t.person(s.Owner).Gone) {
		own := *s
		own.Owner = t.stepOwner(h.Rep())
		t.setStep(own)
	}
	h.StepDue = zeroTime
	switch s := h.Step; {
	case s != nil && !s.Asked.IsZero():
		h.StepDue = t.workday(s.Owner, s.Asked)
	case s != nil:
		h.StepDue = startOfDay(t.stepToday(), t.person(s.Owner).Location()).AddDate(0, 0, 1)
	case h.awaitsStep():
		h.StepDue = t.workday(h.Rep(), h.judged())
	}
}

// stepOwner is the person, or who stands for them if they are not there.
func (t *turn) stepOwner(id PersonID) PersonID {
	if id == "" || t.person(id).Gone {
		id, _ = t.qualifier()
	}
	return id
}

// workday is the end of the person's working day after the one of the instant.
func (t *turn) workday(id PersonID, from time.Time) time.Time {
	return t.person(id).workdaysOn(t.clock(id), from, 1)
}

// judged is when it was said last what became of the meeting.
func (h *Handoff) judged() time.Time {
	at := h.Since
	for _, v := range h.Verdicts {
		at = later(at, v.At)
	}
	return at
}

// stepDue deals with a step that is past, and with a meeting after which nobody named one.
func (t *turn) stepDue() {
	s := t.h.Step
	t.note("deadline-moved")
	switch {
	case t.h.StepDue.IsZero() || t.now.Before(t.h.StepDue):
	case s == nil:
		t.callAgain(t.today(t.stepOwner(t.h.Rep()), t.now, stepDays))
	case s.Asked.IsZero() && !t.h.State.Finished():
		if s.Chosen() {
			t.note("step-past", PersonArg(s.Owner), WordsArg(s.What))
		} else {
			t.note("step-past/not-chosen", PersonArg(s.Owner))
		}
		asked := *s
		asked.Asked = t.now
		t.h.Step = &asked
		t.tell(PurposeQuestion, s.Owner, t.roleOf(s.Owner), stepPastStep, QuestionDetail{Start: s.On})
	default:
		t.idles()
		if s.Chosen() {
			t.note("step-over", WordsArg(s.What))
		}
		if t.h.Step = nil; t.h.awaitsStep() {
			t.callAgain(t.today(t.stepOwner(t.h.Rep()), t.now, stepDays))
		}
	}
}

// callAgain is the step that nobody chose.
func (t *turn) callAgain(on time.Time) {
	owner := t.stepOwner(t.h.Rep())
	t.note("step-not-chosen", PersonArg(owner), TimeArg(on, t.person(owner).Zone))
	t.setStep(NextStep{On: on, Owner: owner})
}

// parkStep has the step wait for the return of the prospect.
func (t *turn) parkStep(until time.Time) {
	s := t.h.Step
	switch {
	case s != nil && s.On.Before(until):
		t.note("step-parked", TimeArg(until, t.person(s.Owner).Zone))
		parked := *s
		parked.On, parked.Asked = until, zeroTime
		t.setStep(parked)
	case s == nil && t.h.awaitsStep() && until.After(t.h.StepDue):
		t.callAgain(until)
	}
}

// wantedStep: what the line of a Today speaks of is still the next step.
func wantedStep(h Handoff, a Action) (bool, Reason) {
	s := h.Step
	if s == nil || s.Owner != a.To.Person || !s.On.Equal(DetailOf[QuestionDetail](a).Start) ||
		a.Step == stepDueStep && !s.Asked.IsZero() {
		return false, Because("settled/step")
	}
	return true, Because("wanted")
}
