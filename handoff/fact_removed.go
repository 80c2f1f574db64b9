package handoff

// Removed says that the event was in the rep's calendar and is not there any more, as two readings after each other
// found, without a withdrawal of ours. Missing is never "declined": the rep is asked first.
type Removed struct {
	About
	Person PersonID
}

// KindRemoved names the fact.
const KindRemoved Kind = "removed"

// Kind implements Fact.
func (*Removed) Kind() Kind { return KindRemoved }

func (f *Removed) concerns() PersonID { return f.Person }

func (f *Removed) apply(t *turn) {
	a := t.h.Current()
	switch {
	case a == nil || f.Person != a.Rep || t.h.State != Offered && t.h.State != Accepted:
		t.unchanged("removed-noted", PersonArg(f.Person))
	case !t.now.Before(t.h.Start):
		t.unchanged("removed-noted/begun", PersonArg(f.Person))
	case !a.Removed.IsZero():
		t.note("removed-known", PersonArg(a.Rep))
	default:
		a.Removed = later(earlier(t.clockOf(a).Add(t.now, t.policy.Window/4), t.lastCall(a)), t.now)
		t.note("removed-asked", PersonArg(a.Rep))
		a.Heard = true // the question tells of the lead, whatever is out of the rest
		t.tell(PurposeQuestion, a.Rep, RoleRep, "removed", nil)
	}
}

// restore sends the event once more to the rep, who did not mean to remove it.
func (t *turn) restore(a *Assignment) {
	a.Removed = zeroTime
	if t.h.watches(a.Rep) { // his own is gone: ours comes back
		t.h.Own = nil
		t.tellGuests(t.invite(Recipient{Person: a.Rep, Role: RoleRep}, 0), 0, true, true)
		return
	}
	t.h.Sequence++
	t.update(Recipient{Person: a.Rep, Role: RoleRep})
}
