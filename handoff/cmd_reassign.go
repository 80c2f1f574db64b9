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

func (*Reassign) would(wording) string { return "pass the lead on to the next rep" }

func (f *Reassign) apply(t *turn) {
	rep := t.h.Rep()
	switch {
	case !t.byAssigned() && !t.may(RoleManager):
		t.refuse("not-yours", "only the rep or a manager can pass the lead on")
		return
	case !t.h.AbsenceAsked():
		t.refuse("nothing-to-settle",
			"it is not in question who has the meeting; a manager can say `assign NAME`, the rep `decline`")
		return
	}
	t.note(CodePassedOn, "%s is away at the time of the meeting, and %s passes it on", t.name(rep), t.sender())
	t.passOn()
	t.echo()
	if m := t.manager(); t.h.State == Offered && t.by().Person != m {
		t.tell(PurposeNotice, m, RoleManager, CodeReassigned, nil)
	}
}
