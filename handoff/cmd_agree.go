package handoff

// Agree is yes to another time that was put to the sender.
type Agree struct {
	About
}

// KindAgree names the fact.
const KindAgree Kind = "agree"

// Kind implements Fact.
func (*Agree) Kind() Kind { return KindAgree }

func (f *Agree) apply(t *turn) {
	switch {
	case t.h.Moving == nil:
		t.refuse("nothing-to-agree", "no other time is being discussed")
		return
	case !t.mayAnswerProposal():
		t.refuse("not-yours", "another side has to agree to the time")
		return
	case !t.h.Moving.Start.After(t.now):
		t.refuse("past", "the time that was proposed has passed")
		t.unpropose()
		return
	}
	t.agreed()
	t.echo()
}

// mayAnswerProposal says whether the sender belongs to the side that was asked; a qualifier speaks for the prospect.
func (t *turn) mayAnswerProposal() bool {
	m := t.h.Moving
	switch m.Asked {
	case RoleRep:
		return t.byAssigned() || t.may(RoleManager)
	case RoleManager:
		return t.may(RoleManager)
	}
	return t.may(RoleQualifier)
}
