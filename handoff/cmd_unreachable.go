package handoff

import "handoffd/handoff/text"

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

func (*Unreachable) would(wording) string { return "give the lead back: not reached" }

func (*Unreachable) routes(Handoff) bool { return false }

func (f *Unreachable) apply(t *turn) {
	if !t.byAssigned() {
		t.refuse("not-assigned", "only the assigned rep can say that the prospect could not be reached")
		return
	}
	switch t.h.State {
	case Offered, Accepted, Past, Escalated:
		t.note(CodeUnreachable, "%s could not reach the prospect", t.sender())
		if f.Attempts > 0 {
			t.note(CodeUnreachable, "%s could not reach the prospect in %s", t.sender(), text.Count(f.Attempts, "attempt", "attempts"))
		}
		t.giveBack(EndRejected, Return{Code: CodeUnreachable, Note: f.Note})
	default:
		t.unchanged("unreachable-noted", "noted; the lead is not out with a rep")
	}
	t.echo()
}
