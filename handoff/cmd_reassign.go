package handoff

// Reassign is the command `reassign` of a rep, or of a manager, who was asked whether an accepted meeting stays with a
// rep who is away then.
type Reassign struct {
	About
}

// KindReassign names the fact.
const KindReassign Kind = "reassign"

// Kind implements Fact.
func (*Reassign) Kind() Kind { return KindReassign }

func (*Reassign) would(string) Reason { return Because("would/reassign") }

func (f *Reassign) apply(t *turn) {
	rep := t.h.Rep()
	switch {
	case !t.byAssigned() && !t.may(RoleManager):
		t.refuse("not-yours/reassign")
		return
	case !t.h.AbsenceAsked():
		t.refuse("nothing-to-settle")
		return
	}
	t.note("passed-on/away", PersonArg(rep), t.writer())
	t.passOn()
	t.echo()
	if m := t.manager(); t.h.State == Offered && t.by().Person != m {
		t.tell(PurposeNotice, m, RoleManager, "reassigned", nil)
	}
}
