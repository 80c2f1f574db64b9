package handoff

import "time"

// Judge is a verdict on the meeting: `held`, `no-show`, `moved` or `cancelled`.
type Judge struct {
	About
	Outcome Outcome
}

// KindJudge names the fact.
const KindJudge Kind = "judge"

// Kind implements Fact.
func (*Judge) Kind() Kind { return KindJudge }

func (f *Judge) would(string) Reason { return Because("would/outcome", WordsArg(f.Outcome)) }

// routes where the prospect is offered other times.
func (f *Judge) routes(Handoff) bool {
	return f.Outcome == OutcomeNoShow || f.Outcome == OutcomeNoShowUs
}

// startAfter is where those times are looked for.
func (f *Judge) startAfter(h Handoff) time.Time { return later(h.Start, nextDay(f.At)) }

func (f *Judge) apply(t *turn) {
	role := t.role()
	if !t.byAssigned() && !t.may(RoleQualifier) {
		t.refuse("not-yours/judge")
		return
	}
	if t.may(RoleManager) && !t.byAssigned() {
		role = RoleManager
	}
	by := t.by().Person
	switch t.h.State {
	case Past:
		t.judge(role, by, f.Outcome)
	case Accepted:
		if t.now.Before(t.h.End) && f.Outcome != OutcomeMoved && f.Outcome != OutcomeCancelled {
			t.unchanged("not-over", t.when(t.h.End))
			break
		}
		t.to(Past)
		t.judge(role, by, f.Outcome)
	case Held:
		if t.now.Sub(t.h.Since) > correctable {
			t.unchanged("too-late")
			break
		}
		t.judge(role, by, f.Outcome)
	case Closed:
		if r := t.h.Return; r == nil || r.Code != "unconfirmed" && r.Code != Code(OutcomeNoShow) ||
			t.now.Sub(t.h.Since) > reopenable {
			t.unchanged("finished", WordsArg(t.h.ID))
			break
		}
		t.h.Return = nil
		t.to(Past)
		t.judge(role, by, f.Outcome)
	default:
		t.unchanged("verdict-noted")
	}
	t.echo()
}
