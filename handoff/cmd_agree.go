package handoff

import "time"

// Agree is yes to another time that was put to the sender.
type Agree struct {
	About
}

// KindAgree names the fact.
const KindAgree Kind = "agree"

// Kind implements Fact.
func (*Agree) Kind() Kind { return KindAgree }

func (*Agree) would(string) Reason { return Because("would/agree") }

func (*Agree) startAfter(h Handoff) time.Time {
	if h.Moving == nil {
		return time.Time{}
	}
	return h.Moving.Start
}

func (f *Agree) apply(t *turn) {
	switch {
	case t.h.Moving == nil && t.h.proposes() && t.may(RoleManager):
		t.requires("")
		t.echo()
		return
	case t.h.Moving == nil:
		t.refuse("nothing-to-agree")
		return
	case !t.mayAnswerProposal("yes"):
		t.refuse("not-yours/agree")
		return
	case !t.h.Moving.Start.After(t.now):
		t.refuse("past/proposed")
		t.unpropose()
		return
	case t.role() == RoleProspect && f.Strength == Weak:
		t.prospectSays("yes")
		return
	}
	t.agreed()
	t.echo()
}

// MayAnswerProposal says whether a yes or no of the sender would answer another time that was put to their side.
func MayAnswerProposal(h Handoff, by Who, answer string, c *Config) bool {
	if h.Moving == nil && h.proposes() {
		return begin(h, &Status{About: About{By: by}}, Env{Config: c}).may(RoleManager)
	}
	return h.Moving != nil && begin(h, &Status{About: About{By: by}}, Env{Config: c}).mayAnswerProposal(answer)
}

// mayAnswerProposal says whether the sender belongs to the side that was asked; a qualifier speaks for the prospect.
// What a prospect said without proof the rep may confirm, and whoever asked may take it back.
func (t *turn) mayAnswerProposal(answer string) bool {
	m := t.h.Moving
	switch m.Asked {
	case RoleRep:
		return t.byAssigned() || t.may(RoleManager)
	case RoleManager:
		return t.may(RoleManager)
	case RoleProspect:
		if t.byAssigned() {
			return m.Said == answer || answer == "no"
		}
		return t.role() == RoleProspect || t.may(RoleQualifier)
	}
	return t.may(RoleQualifier)
}

// prospectSays keeps what a prospect answered whose mail cannot be verified: it changes nothing until a colleague
// confirms it.
func (t *turn) prospectSays(answer string) {
	t.reason = Because("prospect-says", WordsArg(answer), t.when(t.h.Moving.Start)).as("prospect-says-" + Code(answer))
	if t.h.Moving.Said == answer {
		return
	}
	t.h.Moving.Said = answer
	t.tell(PurposeQuestion, t.h.Rep(), RoleRep, "prospect-says", nil)
	id, role := t.qualifier()
	t.tell(PurposeQuestion, id, role, "prospect-says", nil)
}
