package handoff

import "slices"

// Cancel is the command `cancel`: the meeting is off. The prospect is told, so that somebody has to say it twice: who
// says it first is told what it does. A page has told so before, and asked.
type Cancel struct {
	About
	Note string
	Sure bool `json:",omitempty"` // whoever says it was told what it does, and said yes
}

// KindCancel names the fact.
const KindCancel Kind = "cancel"

// Kind implements Fact.
func (*Cancel) Kind() Kind { return KindCancel }

func (*Cancel) would(string) Reason { return Because("would/cancel") }

func (*Cancel) routes(Handoff) bool { return false }

func (f *Cancel) apply(t *turn) {
	if !t.may(RoleQualifier) {
		t.refuse("not-yours/cancel", PersonArg(t.h.Qualifier))
		return
	}
	switch t.h.State {
	case Offered, Escalated, Accepted:
		by := t.by().Person
		asked := t.h.CancelAsked && (len(t.h.CancelBy) == 0 || slices.Contains(t.h.CancelBy, by))
		if !asked && !f.Sure {
			t.h.CancelAsked, t.h.CancelBy = true, append(slices.Clip(t.h.CancelBy), by)
			t.note("cancel-asked")
			break
		}
		t.note("cancelled", t.writer())
		t.callOff()
		t.tellRep("cancelled")
		if t.by().Person != t.h.Qualifier {
			t.tellQualifier("cancelled")
		}
		t.close(EndWithdrawn)
	case Draft, Nurture, Returned:
		t.note("cancelled/closed", t.writer())
		t.close(EndWithdrawn)
	case Past:
		t.judge(RoleQualifier, t.by().Person, OutcomeCancelled)
	case Held:
		t.unchanged("cancel-noted/held")
	default:
		t.unchanged("cancel-noted", WordsArg(t.h.State))
	}
	t.echo()
}
