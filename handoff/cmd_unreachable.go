package handoff

// Unreachable is the command `could not reach`: the prospect did not answer the attempts.
type Unreachable struct {
	About
	Attempts int
	Note     string
}

// KindUnreachable names the fact.
const KindUnreachable Kind = "unreachable"

// Kind implements Fact.
func (*Unreachable) Kind() Kind { return KindUnreachable }

func (*Unreachable) would(string) Reason { return Because("would/unreachable") }

func (*Unreachable) routes(Handoff) bool { return false }

func (f *Unreachable) apply(t *turn) {
	if !t.byAssigned() {
		t.refuse("not-assigned/unreachable")
		return
	}
	switch t.h.State {
	case Offered, Accepted, Past, Escalated:
		t.note("unreachable", t.writer())
		if f.Attempts > 0 {
			t.note("unreachable/attempts", t.writer(), NumberArg(f.Attempts))
		}
		t.giveBack(EndRejected, Return{Code: "unreachable", Note: f.Note})
	default:
		t.unchanged("unreachable-noted")
	}
	t.echo()
}
