package handoff

// Keep is the command `keep` of a manager: the same rep again, with half a window. Of an accepted meeting whose rep is
// away then it says, also by the rep, that it stays.
type Keep struct {
	About
}

// KindKeep names the fact.
const KindKeep Kind = "keep"

// Kind implements Fact.
func (*Keep) Kind() Kind { return KindKeep }

func (*Keep) would(string) Reason { return Because("would/keep") }

func (*Keep) routes(Handoff) bool { return false }

func (f *Keep) apply(t *turn) {
	switch {
	case t.h.AbsenceAsked() && (t.byAssigned() || t.may(RoleManager)):
		t.keepAway()
		return
	case t.h.State == Accepted && (t.byAssigned() || t.may(RoleManager)):
		t.refuse("nothing-to-keep", PersonArg(t.h.Rep()))
		return
	case !t.may(RoleManager):
		t.refuse("managers/keep")
		return
	case t.h.State != Escalated || t.h.Rep() == "":
		t.refuse("keep-noted", WordsArg(t.h.State))
		return
	case t.person(t.h.Rep()).Gone:
		t.refuse("gone", PersonArg(t.h.Rep()))
		return
	case !t.now.Before(t.h.Start):
		t.refuse("needs-time/begun")
		return
	}
	t.note("kept", PersonArg(t.h.Rep()))
	t.reopen(t.h.Rep(), t.policy.Window/2)
	t.echo()
}
