package handoff

import "time"

// giveBack returns the lead to the qualifier. The prospect is untouched until a human decides.
func (t *turn) giveBack(end EndReason, r Return) {
	open := t.h.Current()
	if last := t.h.Last(); open == nil && t.h.State == Escalated && last != nil && last.End != EndDeclined && last.End != EndRejected {
		open = last // still waited for, as far as the rep knows
	}
	t.finishTurn(end)
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

// stands says whether the appointment is still to take place: a lead that came back because the prospect is out has none.
func (t *turn) stands() bool {
	if t.h.Start.IsZero() {
		return false
	}
	if t.h.Return == nil {
		return true
	}
	switch t.h.Return.Code {
	case "prospect", "cancelled", "bounced", "complained", "no-show":
		return false
	}
	return true
}

// close ends the handoff.
func (t *turn) close(end EndReason) {
	t.finishTurn(end)
	t.to(Closed)
}

var zeroTime time.Time

// second is the grain of INTERNALDATE: times of receipt are compared on it.
const second = time.Second
