package handoff

import (
	"time"

	"handoffd/handoff/dates"
)

// NameStep is the command `next: WHAT DATE`: what is done for the lead next, and on which day.
type NameStep struct {
	About
	What string
	On   time.Time
}

// KindNameStep names the fact.
const KindNameStep Kind = "next-step"

// Kind implements Fact.
func (*NameStep) Kind() Kind { return KindNameStep }

func (f *NameStep) would(zone string) Reason {
	return Because("would/next", WordsArg(f.What), TimeArg(f.On, zone))
}

func (*NameStep) routes(Handoff) bool { return false }

func (f *NameStep) apply(t *turn) {
	by := t.by().Person
	owner := by
	switch {
	case !t.byAssigned() && !t.may(RoleQualifier):
		t.refuse("not-yours/next")
		return
	case t.h.State == Closed:
		t.refuse("finished/next", WordsArg(t.h.ID))
		return
	case by != t.h.Rep() && by != t.h.Qualifier: // a manager or an advocate says what others do
		owner = t.stepOwner(t.h.Rep())
	}
	if zone := t.person(owner).Location(); f.On.Before(startOfDay(t.now, zone)) {
		t.refuse("past/next")
		return
	}
	t.note("step-named", t.writer(), WordsArg(f.What), TimeArg(f.On, t.person(owner).Zone))
	t.setStep(NextStep{What: f.What, On: f.On, Owner: owner, By: by})
	if owner != by {
		t.tell(PurposeNotice, owner, t.roleOf(owner), stepNamedStep, nil)
	}
	t.echo()
}

// startOfDay is the first instant of the day of at in the zone.
func startOfDay(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return dates.StartOfDay(y, m, d, zone)
}
