package handoff

import "time"

// Debt is what the qualifier still owes a lead that was offered without it: an intro with the handoff address in Cc
// waits for nothing.
type Debt struct {
	Since  time.Time // of the lead without it, or of the latest part of it that came
	Nudges int       `json:",omitempty"` // how often it was asked for; beyond the second the advocate knows
	Due    time.Time `json:",omitzero"`  // when it is asked for again
}

// debtStep asks for it, and tells the advocate.
const debtStep Code = "debt"

// owesBrief says whether something is missing that the rep could need still.
func (h *Handoff) owesBrief() bool {
	return len(h.Missing) > 0 && (h.State == Offered || h.State == Escalated || h.State == Accepted)
}

// planDebt says when what is missing is asked for again: as of a draft, after four working hours and in two mornings.
func (t *turn) planDebt() {
	h := &t.h
	if !h.owesBrief() || h.Start.IsZero() || !t.now.Before(h.Start) {
		h.Debt = nil
		return
	}
	d := Debt{Since: t.now}
	if h.Debt != nil && len(h.Missing) >= len(t.before.Missing) {
		d = *h.Debt
	}
	owner, _ := t.qualifier()
	switch d.Nudges {
	case 0:
		d.Due = t.working(owner, d.Since, draftNudge)
	case 1, 2:
		d.Due = t.morning(owner, d.Since.Add(time.Duration(d.Nudges)*day))
	default:
		d.Due = zeroTime
	}
	h.Debt = &d
}

// debtDue asks the qualifier twice, then tells the advocates.
func (t *turn) debtDue() {
	t.note("deadline-moved")
	d := t.h.Debt
	if d == nil || d.Due.IsZero() || t.now.Before(d.Due) || !t.now.Before(t.h.Start) {
		return
	}
	asked := *d
	asked.Nudges++
	t.h.Debt = &asked
	id, role := t.qualifier()
	if asked.Nudges > 2 {
		t.note("advocate-told", PersonArg(id))
		t.tellAdvocate(debtStep)
		return
	}
	t.note("nudged", PersonArg(id))
	t.tell(PurposeQuestion, id, role, debtStep, nil)
}

// owedLine says whether what was missing is missing still.
func owedLine(h Handoff) (bool, Reason) {
	if !h.owesBrief() {
		return false, Because("settled/asked")
	}
	return true, Because("wanted")
}
