package handoff

import (
	"slices"
	"time"
)

// giveBack returns the lead to the qualifier. The prospect is untouched until a human decides.
func (t *turn) giveBack(end EndReason, r Return) {
	open := t.ended()
	if last := t.h.Last(); open == nil && t.h.State == Escalated && last != nil && !last.refused() {
		open = last // still waited for, as far as the rep knows
	}
	cur := t.h.Current()
	t.finishTurn(end)
	if cur != nil && r.Code == rejectedCode {
		t.notQualified(cur)
	}
	r.At = t.now
	if r.By == "" {
		r.By = t.by().Person
	}
	t.h.Return = &r
	t.to(Returned)
	if !t.stands() && t.now.Before(t.h.End) && t.anyLive() { // the slot in the rep's calendar is free again
		t.h.Sequence++
		t.withdrawOthers(nil)
	}
	t.tellBack(open)
	id, role := t.qualifier()
	t.tell(PurposeReturned, id, role, r.Code, nil)
}

// Judged says whether it is the judgement of a rep: not qualified, not reached, or not yet.
func (r *Return) Judged() bool {
	switch r.Code {
	case rejectedCode, "unstated", "unreachable", nurtureCode:
		return true
	}
	return false
}

// mostEarlier is how many rejections of a lead are kept that were answered since.
const mostEarlier = 5

// keepReturn keeps a rejection that is no longer why the lead is where it is: the qualifier reads of it in the mail of
// the week, whatever became of the lead meanwhile.
func (t *turn) keepReturn() {
	was, is := t.before.Return, t.h.Return
	if was == nil || !was.Judged() || is != nil && is.At.Equal(was.At) {
		return
	}
	t.h.Earlier = append(t.h.Earlier, *was)
	if more := len(t.h.Earlier) - mostEarlier; more > 0 {
		t.h.Earlier = t.h.Earlier[more:]
	}
}

// RejectionsOf are the judgements of reps by which the lead came back in the span, the oldest first.
func RejectionsOf(h *Handoff, from, to time.Time) []Return {
	all := h.Earlier
	if h.Return != nil {
		all = append(slices.Clip(all), *h.Return)
	}
	return slices.DeleteFunc(slices.Clone(all), func(r Return) bool {
		return !r.Judged() || r.At.Before(from) || !r.At.Before(to)
	})
}

// JudgementsFor are the judgements by which the lead came back, or is about to, the latest first. A rep reads their
// own.
func JudgementsFor(h *Handoff, reader PersonID, role Role) []Return {
	all := slices.Clone(h.Earlier)
	if h.Return != nil {
		all = append(all, *h.Return)
	}
	if v := h.Vague; v != nil {
		code := Code("unstated")
		if v.What == attemptsStep {
			code = "unreachable"
		}
		all = append(all, Return{By: v.By, Code: code, Note: v.Note, At: v.At})
	}
	all = slices.DeleteFunc(all, func(r Return) bool { return !r.Judged() || role == RoleRep && r.By != reader })
	slices.Reverse(all)
	return all
}

// refused says whether the rep has ended the turn, and knows it: whose event was gone from the calendar may not.
func (a *Assignment) refused() bool {
	return a.End == EndRejected || a.End == EndDeclined && a.Removed.IsZero()
}

// ended is the turn that this decision has ended or is about to; nil if there is none.
func (t *turn) ended() *Assignment {
	if cur := t.h.Current(); cur != nil {
		return cur
	}
	if was := t.before.Current(); was != nil {
		return t.h.assignment(was.N)
	}
	return nil
}

// TakesPlace says whether the meeting is still to take place, or has: it was not withdrawn.
func TakesPlace(h *Handoff) bool { return h.stands() }

func (t *turn) stands() bool { return t.h.stands() }

// stands says whether the appointment is still to take place: a lead that came back because the prospect is out has
// none, nor has one that sleeps.
func (h *Handoff) stands() bool {
	if h.Start.IsZero() || h.State == Nurture {
		return false
	}
	if h.Return == nil {
		return true
	}
	switch h.Return.Code {
	case "prospect", "cancelled", "bounced", "complained", "no-show", nobodyCode, prospectAwayCode:
		return false
	}
	return true
}

// close ends the handoff. Whoever still waits for a meeting hears that there is none.
func (t *turn) close(end EndReason) {
	if t.h.State != Past && t.h.State != Held { // it is over, and what became of it may be corrected
		t.callOff()
	}
	t.finishTurn(end)
	t.to(Closed)
}

var zeroTime time.Time

// second is the grain of INTERNALDATE: times of receipt are compared on it.
const second = time.Second
