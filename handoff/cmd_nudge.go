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
	if !t.may(RoleQualifier) {
		t.refuse("not-yours/nudge", PersonArg(t.h.Qualifier))
		return
	}
	if code := nudgeRefused(&t.h, t.now, t.person(t.by().Person).Location()); code != "" {
		t.refuse(code, PersonArg(t.h.Rep()))
		return
	}
	t.h.Nudge = t.now
	t.note("nudge-sent", PersonArg(t.h.Rep()))
	t.tellRep(nudgeStep)
	t.echo()
}

// MayNudge says whether a nudge goes to the rep, or will once their time has begun. The day is that of the zone.
func MayNudge(h *Handoff, now time.Time, zone *time.Location) bool {
	code := nudgeRefused(h, now, zone)
	return code == "" || code == "nudge-early"
}

// nudgeRefused is why no nudge goes to the rep; empty if one does.
func nudgeRefused(h *Handoff, now time.Time, zone *time.Location) Code {
	a := h.Current()
	switch {
	case a == nil || h.State != Offered && h.State != Accepted:
		return "nudge-nobody"
	case len(a.Lacking()) == 0:
		return "nudge-done"
	case a.Opened.IsZero() && h.State == Offered:
		return "nudge-early"
	case !h.Nudge.IsZero() && h.Nudge.In(zone).Format(time.DateOnly) == now.In(zone).Format(time.DateOnly):
		return "nudge-once"
	}
	return ""
}

// nudgeStep is the notice to the rep.
const nudgeStep = "nudge"
