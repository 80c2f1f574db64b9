package handoff

import (
	"fmt"
	"time"
)

// Hold is the command `hold 2h` or `extend 2h` of a manager: more time.
type Hold struct {
	About
	For time.Duration
}

// KindHold names the fact.
const KindHold Kind = "hold"

// Kind implements Fact.
func (*Hold) Kind() Kind { return KindHold }

func (f *Hold) would(wording) string { return fmt.Sprintf("give %s more", f.For) }

func (*Hold) routes(Handoff) bool { return false }

func (f *Hold) apply(t *turn) {
	if !t.may(RoleManager) {
		t.refuse("managers", "only a manager can give more time")
		return
	}
	switch a := t.h.Current(); {
	case t.h.State == Escalated:
		t.h.HoldUntil = t.now.Add(f.For)
		t.note("holding", "nothing happens until %s", t.timeText(t.h.HoldUntil))
	case t.h.State == Offered && !a.Opened.IsZero():
		a.Extra += f.For
		a.Due, a.Compressed = t.closing(a)
		t.note(CodeExtended, "%s has until %s", t.name(a.Rep), a.Due.In(t.person(a.Rep).Location()).Format("Mon 2 Jan 15:04 MST"))
		t.tellRep(CodeExtended)
	default:
		t.unchanged("hold-noted", "there is no clock to stop in state %s", t.h.State)
	}
	t.echo()
}
