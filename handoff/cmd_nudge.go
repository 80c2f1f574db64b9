package handoff

import "time"

// Nudge is the command `nudge` of a qualifier: one mail to the rep in the qualifier's name, about what the rep still
// owes the lead. It moves no clock. There is one a lead and day.
type Nudge struct {
	About
}

// KindNudge names the fact.
const KindNudge Kind = "nudge"

// Kind implements Fact.
func (*Nudge) Kind() Kind { return KindNudge }

func (*Nudge) would(string) Reason { return Because("would/nudge") }

func (*Nudge) routes(Handoff) bool { return false }

func (*Nudge) seeksSlots(bool) bool { return false }

func (f *Nudge) apply(t *turn) {
	a := t.h.Current()
	switch {
	case !t.may(RoleQualifier):
		t.refuse("not-yours/nudge", PersonArg(t.h.Qualifier))
	case a == nil || t.h.State != Offered && t.h.State != Accepted:
		t.refuse("nudge-nobody")
	case len(a.Lacking()) == 0:
		t.refuse("nudge-done", PersonArg(a.Rep))
	case a.Opened.IsZero() && t.h.State == Offered:
		t.refuse("nudge-early", PersonArg(a.Rep))
	case t.sameDay(t.h.Nudge):
		t.refuse("nudge-once", PersonArg(a.Rep))
	default:
		t.h.Nudge = t.now
		t.note("nudge-sent", PersonArg(a.Rep))
		t.tellRep(nudgeStep)
		t.echo()
	}
}

// nudgeStep is the notice to the rep.
const nudgeStep = "nudge"

// sameDay says whether it is still the day of the instant for whoever writes.
func (t *turn) sameDay(at time.Time) bool {
	zone := t.person(t.by().Person).Location()
	return !at.IsZero() && at.In(zone).Format(time.DateOnly) == t.now.In(zone).Format(time.DateOnly)
}
