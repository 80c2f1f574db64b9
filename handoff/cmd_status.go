package handoff

// Status is the command `status`: tell the sender how it stands; or `help`: tell them what they can answer.
type Status struct {
	About
	Help bool `json:",omitempty"`
}

// KindStatus names the fact.
const KindStatus Kind = "status"

// Kind implements Fact.
func (*Status) Kind() Kind { return KindStatus }

func (*Status) would(string) Reason { return Because("would/status") }

func (*Status) routes(Handoff) bool { return false }

func (f *Status) apply(t *turn) {
	if f.Help {
		t.note("help", t.writer())
	} else {
		t.note("status", t.writer())
	}
	t.echo()
}
