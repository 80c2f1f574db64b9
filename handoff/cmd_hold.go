package handoff

import "time"

// Hold is the command `hold 2h` or `extend 2h` of a manager: more time.
type Hold struct {
	About
	For time.Duration
}

// KindHold names the fact.
const KindHold Kind = "hold"

// Kind implements Fact.
func (*Hold) Kind() Kind { return KindHold }

func (f *Hold) would(string) Reason { return Because("would/hold", SpanArg(f.For)) }

func (*Hold) routes(Handoff) bool { return false }

func (f *Hold) apply(t *turn) {
	if !t.may(RoleManager) {
		t.refuse("managers/hold")
		return
	}
	switch a := t.h.Current(); {
	case t.h.State == Escalated:
		t.h.HoldUntil = t.now.Add(f.For)
		t.note("holding", t.when(t.h.HoldUntil))
	case t.h.State == Offered && !a.Opened.IsZero():
		a.Extra += f.For
		a.Due, a.Compressed = t.closing(a)
		t.note("extended", PersonArg(a.Rep), t.whenFor(a.Rep, a.Due))
		t.tellRep("extended")
	default:
		t.unchanged("hold-noted", WordsArg(t.h.State))
	}
	t.echo()
}
