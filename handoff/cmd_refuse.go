package handoff

// Refuse is no to another time that was put to the sender.
type Refuse struct {
	About
}

// KindRefuse names the fact.
const KindRefuse Kind = "refuse"

// Kind implements Fact.
func (*Refuse) Kind() Kind { return KindRefuse }

func (*Refuse) would(string) Reason { return Because("would/refuse") }

func (*Refuse) routes(Handoff) bool { return false }

// begins a turn anew if it takes back the no by which the turn ended.
func (f *Refuse) begins(h Handoff) bool { return len(h.OpenTo(f.By.Person, QuestionSender)) > 0 }

func (f *Refuse) apply(t *turn) {
	if q, ok := t.denied(); ok && f.Strength != Weak {
		t.deny(q)
		return
	}
	switch {
	case t.h.Moving == nil && t.h.proposes() && t.may(RoleManager):
		t.h.Patterns = declined(t.h.Patterns)
		t.note("requires-nothing", t.writer())
		t.echo()
		return
	case t.h.Moving == nil:
		t.refuse("nothing-to-agree")
		return
	case !t.mayAnswerProposal("no"):
		t.refuse("not-yours/refuse")
		return
	case t.role() == RoleProspect && f.Strength == Weak:
		t.prospectSays("no")
		return
	}
	m := t.h.Moving
	t.note("refused", t.when(t.h.Start))
	t.unpropose()
	t.tellStays(m)
	if !t.byAssigned() {
		t.tellRep("refused")
	}
	if m.Asked == RoleProspect && t.by().Person != t.h.Qualifier {
		t.tellQualifier("refused")
	}
	t.echo()
}
