package handoff

import "time"

// NurtureUntil is the command `nurture until DATE: WHY`: no immediate timeframe, wake the lead up then.
type NurtureUntil struct {
	About
	Until time.Time
	Why   string `json:",omitempty"`
}

// KindNurtureUntil names the fact.
const KindNurtureUntil Kind = "nurture"

// Kind implements Fact.
func (*NurtureUntil) Kind() Kind { return KindNurtureUntil }

func (f *NurtureUntil) would(zone string) Reason {
	return Because("would/nurture", TimeArg(f.Until, zone))
}

func (*NurtureUntil) routes(Handoff) bool { return false }

// nurtureCode is why a lead is back with the qualifier whom somebody asks to let it sleep.
const nurtureCode = "nurture"

func (f *NurtureUntil) apply(t *turn) {
	switch {
	case !t.byAssigned() && !t.may(RoleQualifier):
		t.refuse("not-yours/nurture")
		return
	case !f.Until.After(t.now):
		t.refuse("past/nurture")
		return
	}
	by, why := t.by().Person, f.Why
	if r := t.h.Return; r != nil && r.Code == nurtureCode { // a yes to what somebody else asked for
		by = r.By
		if why == "" {
			why = r.Note
		}
	}
	switch t.h.State {
	case Past, Held:
		if !t.may(RoleQualifier) {
			t.note("asks-nurture/met", t.writer(), t.when(f.Until), PersonArg(t.h.Qualifier))
			t.giveBack(EndDone, Return{Code: nurtureCode, Wake: f.Until, Note: f.Why})
			break
		}
		f.sleep(t, by, why)
	case Draft:
		if !t.may(RoleQualifier) {
			t.refuse("not-yours", PersonArg(t.h.Qualifier))
			return
		}
		f.sleep(t, by, why)
	case Returned:
		if r := t.h.Return; !t.may(RoleQualifier) && r != nil && r.Code == nurtureCode { // asked of the qualifier already
			t.note("asks-nurture/met", t.writer(), t.when(f.Until), PersonArg(t.h.Qualifier))
			t.giveBack(EndDone, Return{Code: nurtureCode, Wake: f.Until, Note: f.Why})
			break
		}
		f.sleep(t, by, why)
	case Offered, Accepted, Escalated:
		t.note("asks-nurture", t.writer(), t.when(f.Until), PersonArg(t.h.Qualifier))
		t.giveBack(EndRejected, Return{Code: nurtureCode, Wake: f.Until, Note: f.Why})
	case Nurture:
		t.h.Wake = f.Until
		if s := t.h.Sleep; s != nil && f.Why != "" {
			s.By, s.Why = t.by().Person, f.Why
		}
		f.slept(t)
	default:
		t.unchanged("nurture-noted", WordsArg(t.h.State))
	}
	t.echo()
}

func (f *NurtureUntil) sleep(t *turn, by PersonID, why string) {
	t.note("nurtured", t.when(f.Until))
	if t.h.State == Returned && t.stands() && t.now.Before(t.h.Start) {
		t.callOff()
	}
	t.sleeps(f.Until, by, why)
	if by != t.by().Person {
		t.tell(PurposeNotice, by, t.roleOf(by), sleptStep, nil)
	}
	f.slept(t)
}

// slept says until when the lead sleeps, and what is written to the prospect meanwhile.
func (f *NurtureUntil) slept(t *turn) {
	t.note("nurtured", t.when(f.Until))
	n := t.touchesUntil(f.Until)
	switch {
	case n == 0:
	case t.policy.Touches != TouchesAuto:
		t.note("nurtured/drafts", t.when(f.Until), NumberArg(n))
	case t.h.Consent == nil:
		t.note("nurtured/no-consent", t.when(f.Until), NumberArg(n))
	default:
		t.note("nurtured/auto", t.when(f.Until), NumberArg(n))
	}
}
