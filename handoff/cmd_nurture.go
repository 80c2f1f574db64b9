package handoff

import "time"

// NurtureUntil is the command `nurture until DATE`: no immediate timeframe, wake the lead up then.
type NurtureUntil struct {
	About
	Until time.Time
}

// KindNurtureUntil names the fact.
const KindNurtureUntil Kind = "nurture"

// Kind implements Fact.
func (*NurtureUntil) Kind() Kind { return KindNurtureUntil }

func (f *NurtureUntil) would(zone string) Reason {
	return Because("would/nurture", TimeArg(f.Until, zone))
}

func (*NurtureUntil) routes(Handoff) bool { return false }

func (f *NurtureUntil) apply(t *turn) {
	switch {
	case !t.byAssigned() && !t.may(RoleQualifier):
		t.refuse("not-yours/nurture")
		return
	case !f.Until.After(t.now):
		t.refuse("past/nurture")
		return
	}
	switch t.h.State {
	case Past, Held, Returned:
		t.note("nurtured", t.when(f.Until))
		if t.h.State == Returned && t.stands() && t.now.Before(t.h.Start) {
			t.callOff()
		}
		t.finishTurn(EndDone)
		t.h.Wake, t.h.Return = f.Until, nil
		t.to(Nurture)
	case Offered, Accepted, Escalated:
		t.note("asks-nurture", t.writer(), t.when(f.Until), PersonArg(t.h.Qualifier))
		t.giveBack(EndRejected, Return{Code: "nurture", Wake: f.Until})
	case Nurture:
		t.h.Wake = f.Until
		t.note("nurtured", t.when(f.Until))
	default:
		t.unchanged("nurture-noted", WordsArg(t.h.State))
	}
	t.echo()
}
