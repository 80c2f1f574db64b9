package handoff

// A lead that does not meet the criteria was none: its turn comes back when a rep says which, and counts again where
// the manager, asked by the qualifier, gives the lead on.

// rejectedCode is why a lead came back that does not meet the criteria.
const rejectedCode Code = "rejected"

// notQualified returns the turn with a lead that was not qualified, once.
func (t *turn) notQualified(a *Assignment) {
	if a.End == EndRejected && !a.Hurry && !a.Missed && !a.HandedOver() {
		a.Missed = true
		t.bookParts(a.Rep, EntryBack, -whole-a.Weighs)
	}
}

// overturned counts the turn of a rep who had rejected the lead again: the qualifier did not agree, and another has it
// now. For the same rep the turn that begins counts.
func (t *turn) overturned(old *Assignment, same bool) {
	r := t.h.Return
	if old != nil && !same && old.End == EndRejected && old.Missed && r != nil && r.Code == rejectedCode && r.Disputed {
		old.Missed = false
		t.bookParts(old.Rep, EntryTurn, whole+old.Weighs)
	}
}
