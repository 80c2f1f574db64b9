package handoff

// Take is the command `take` of a manager: the manager becomes the rep. It counts as accepted; the reply is still due.
type Take struct {
	About
}

// KindTake names the fact.
const KindTake Kind = "take"

// Kind implements Fact.
func (*Take) Kind() Kind { return KindTake }

func (f *Take) apply(t *turn) {
	if !t.may(RoleManager) {
		t.refuse("managers", "only a manager can take the lead over")
		return
	}
	switch t.h.State {
	case Offered, Escalated, Returned:
		if !t.now.Before(t.h.Start) || !t.stands() {
			t.refuse("needs-time", "the appointment no longer stands: say `move TIME` first")
			return
		}
		t.note("taken", "%s takes the lead over", t.sender())
		t.finishTurn(EndManager)
		t.offer(t.by().Person, nil)
		t.look()
		t.evidence(RequireAccept, "took it over")
		t.settle("taken", t.sender()+" took the lead over")
	default:
		t.note("take-noted", "there is nothing to take over in state %s", t.h.State)
	}
	t.echo()
}
