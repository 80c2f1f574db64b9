package handoff

// Cancel is the command `cancel`: the meeting is off. The prospect is told, so it has to be said twice.
type Cancel struct {
	About
	Note string
}

// KindCancel names the fact.
const KindCancel Kind = "cancel"

// Kind implements Fact.
func (*Cancel) Kind() Kind { return KindCancel }

func (*Cancel) would(wording) string { return "cancel the meeting" }

func (*Cancel) routes(Handoff) bool { return false }

func (f *Cancel) apply(t *turn) {
	if !t.may(RoleQualifier) {
		t.refuse("not-yours", "only %s, an advocate or a manager can cancel", t.name(t.h.Qualifier))
		return
	}
	switch t.h.State {
	case Offered, Escalated, Accepted:
		if !t.h.CancelAsked {
			t.h.CancelAsked = true
			t.note(CodeCancelAsked, "the prospect will be told that the meeting is off: answer `cancel` once more to do it")
			break
		}
		t.note(CodeCancelled, "called off by %s", t.sender())
		t.callOff()
		t.tellRep(CodeCancelled)
		t.close(EndWithdrawn)
	case Draft, Nurture, Returned:
		t.note(CodeCancelled, "closed by %s", t.sender())
		t.close(EndWithdrawn)
	case Past:
		t.judge(RoleQualifier, t.by().Person, OutcomeCancelled)
	default:
		t.unchanged("cancel-noted", "there is nothing to cancel in state %s", t.h.State)
	}
	t.echo()
}
