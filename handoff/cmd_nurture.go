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

func (f *NurtureUntil) would(w wording) string { return "put the lead to sleep until " + w.at(f.Until) }

func (*NurtureUntil) routes(Handoff) bool { return false }

func (f *NurtureUntil) apply(t *turn) {
	switch {
	case !t.byAssigned() && !t.may(RoleQualifier):
		t.refuse("not-yours", "only the rep, the qualifier or a manager can put a lead to sleep")
		return
	case !f.Until.After(t.now):
		t.refuse("past", "the date lies in the past; say `nurture until` with a later one")
		return
	}
	switch t.h.State {
	case Past, Held, Returned:
		t.note("nurtured", "the lead sleeps until %s", f.Until.In(Location(t.h.Zone)).Format("Monday 2 January 2006"))
		if t.h.State == Returned && t.stands() && t.now.Before(t.h.Start) {
			t.callOff()
		}
		t.finishTurn(EndDone)
		t.h.Wake, t.h.Return = f.Until, nil
		t.to(Nurture)
	case Offered, Accepted, Escalated:
		t.note("asks-nurture", "%s asks to let the lead sleep until %s; %s has to confirm, then the meeting is called off", t.sender(),
			f.Until.In(Location(t.h.Zone)).Format("Monday 2 January 2006"), t.name(t.h.Qualifier))
		t.giveBack(EndRejected, Return{Code: CodeNurture, Wake: f.Until})
	case Nurture:
		t.h.Wake = f.Until
		t.note("nurtured", "the lead sleeps until %s", f.Until.In(Location(t.h.Zone)).Format("Monday 2 January 2006"))
	default:
		t.unchanged("nurture-noted", "there is no lead to put to sleep in state %s", t.h.State)
	}
	t.echo()
}
