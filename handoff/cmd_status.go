package handoff

// Status is the command `status`: tell the sender how it stands.
type Status struct {
	About
}

// KindStatus names the fact.
const KindStatus Kind = "status"

// Kind implements Fact.
func (*Status) Kind() Kind { return KindStatus }

func (*Status) would(string) Reason { return Because("would/status") }

func (*Status) routes(Handoff) bool { return false }

func (f *Status) apply(t *turn) {
	t.note("status", t.writer())
	t.echo()
}
