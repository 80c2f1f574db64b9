package handoff

// The rep gets the brief with the invitation where that is an event of their own, and nobody else's: one mail, and one
// entry that holds all there is to know. Where everybody shares the event the brief is a mail of its own.

// brief gives the rep of the open turn the brief, unless they go on with a lead that they know.
func (t *turn) brief() {
	a := t.h.Current()
	before := t.h.assignment(t.continues)
	switch {
	case before != nil && before.Briefed:
		a.Briefed = true
	case t.policy.BriefInCalendar && a.UID != "" && !t.hosted():
		a.InInvite = true
	default:
		t.briefApart(a)
	}
}

func (t *turn) briefApart(a *Assignment) {
	t.act(Action{Purpose: PurposeBrief, To: Recipient{Person: a.Rep, Role: RoleRep}, Revision: a.N, Assignment: a.N})
}

// briefAnyway sends the brief apart to a rep whose invitation, which was to hold it, does not come.
func (t *turn) briefAnyway() {
	a := t.h.Current()
	if a == nil || !a.InInvite || a.Briefed || t.h.State != Offered && t.h.State != Accepted {
		return
	}
	if g := t.h.guestUnder(Recipient{Person: a.Rep, Role: RoleRep}, "", a.UID); g != nil && g.Live {
		return
	}
	a.InInvite = false
	t.briefApart(a)
}

// HoldsBrief says whether a mail about the event is its reader's brief as well.
func (e Events) HoldsBrief(a Action) bool {
	in := e.h.turnOf(a.Assignment, a.To.Person)
	return in != nil && in.InInvite && in.Rep == a.To.Person && a.UID != "" &&
		(a.Purpose == PurposeInvite || a.Purpose == PurposeUpdate)
}

// briefedByEvent notes that an invitation that holds the brief is out.
func (t *turn) briefedByEvent(f *Sent) {
	if a := t.h.turnOf(f.Turn, f.To.Person); a != nil && a.InInvite && a.Rep == f.To.Person {
		a.Briefed = true
	}
}
