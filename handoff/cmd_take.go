package handoff

import "cmp"

// Take is the command `take` of a manager: the manager becomes the rep. It counts as accepted; the reply is still due.
type Take struct {
	About
	Place string `json:",omitempty"` // where they meet, if the manager says so
}

// KindTake names the fact.
const KindTake Kind = "take"

// Kind implements Fact.
func (*Take) Kind() Kind { return KindTake }

func (*Take) would(string) Reason { return Because("would/take") }

func (f *Take) taker() PersonID { return f.By.Person }

func (f *Take) apply(t *turn) {
	if !t.may(RoleManager) {
		t.refuse("managers/take")
		return
	}
	switch t.h.State {
	case Offered, Escalated, Returned:
		if !t.now.Before(t.h.Start) || !t.stands() {
			t.refuse("needs-time")
			return
		}
		if f.Place == "" && !t.hasPlace(t.by().Person) {
			t.answer("needs-place")
			return
		}
		t.note("taken", t.writer())
		t.finishTurn(EndManager)
		t.offer(t.by().Person, nil)
		if a := t.h.Current(); a != nil {
			a.Heard, a.Place = true, cmp.Or(f.Place, a.Place)
		}
		t.look()
		t.evidence(RequireAccept, Because("proof/took-over"))
		t.settle("taken", Because("took-over", t.writer()))
	default:
		t.unchanged("take-noted", WordsArg(t.h.State))
	}
	t.echo()
}

// hasPlace says whether it is known where the rep meets the prospect.
func (t *turn) hasPlace(rep PersonID) bool { return !NeedsPlace(&t.h, t.e.Config, rep) }
