package handoff

// Disagree is the answer `not what I heard` to a verdict: the meeting was otherwise than somebody else said.
type Disagree struct {
	About
}

// KindDisagree names the fact.
const KindDisagree Kind = "disagree"

// Kind implements Fact.
func (*Disagree) Kind() Kind { return KindDisagree }

func (*Disagree) would(string) Reason { return Because("would/disagree") }

func (*Disagree) routes(Handoff) bool { return false }

func (f *Disagree) apply(t *turn) {
	o, disputed := t.h.Verdict()
	by := t.by().Person
	switch {
	case !t.byAssigned() && !t.may(RoleQualifier):
		t.refuse("not-yours/judge")
		return
	case o == "" || t.h.State != Past && t.h.State != Held:
		t.refuse("no-verdict")
		return
	case t.now.Sub(t.h.Since) > correctable:
		t.refuse("too-late")
		return
	case disputed:
		t.unchanged("disputed-already", PersonArg(t.manager()))
		t.echo()
		return
	}
	role := t.role()
	if t.may(RoleManager) && !t.byAssigned() { // who decides it says what it was
		t.refuse("say-outcome")
		return
	}
	t.judge(role, by, outcomeOther)
	t.echo()
}
