package handoff

// Accept is the command `accept`: the same as accepting the invitation.
type Accept struct {
	About
}

// KindAccept names the fact.
const KindAccept Kind = "accept"

// Kind implements Fact.
func (*Accept) Kind() Kind { return KindAccept }

func (*Accept) would(string) Reason { return Because("would/accept") }

func (f *Accept) apply(t *turn) {
	if !t.byAssigned() {
		if t.may(RoleManager) || t.role() != RoleRep {
			t.refuse("not-assigned/accept")
			return
		}
		t.late(RequireAccept)
		t.echoUnlessTold()
		return
	}
	how := Code("has-accepted/mail")
	if shown(f) {
		if t.h.hasAccepted(t.by().Person) { // a page that was opened before
			t.refuse("accepted-already", PersonArg(t.by().Person))
			return
		}
		how = "has-accepted/page"
	}
	t.accepts(how, Reason{})
	t.echo()
}
