package handoff

// RosterChanged says that the config changed about one person: left, or hours, zone, and teams changed.
type RosterChanged struct {
	About
	Person  PersonID
	Left    bool
	Changes []RosterChange `json:",omitempty"` // of somebody who stays
}

// KindRosterChanged names the fact.
const KindRosterChanged Kind = "roster-changed"

// Kind implements Fact.
func (*RosterChanged) Kind() Kind { return KindRosterChanged }

func (*RosterChanged) seeksSlots(bool) bool { return false }

func (f *RosterChanged) apply(t *turn) {
	f.follows(t)
	if f.Left { // whoever is gone does not keep the event, even while nobody else has it
		t.withdrawFrom(f.Person)
	}
}

func (f *RosterChanged) follows(t *turn) {
	switch {
	case !f.Left:
		t.note("roster-changed", "%s; what was promised stays", f.words(t.name))
	case f.Person == t.h.Rep() && (t.h.State == Offered || t.h.State == Accepted):
		t.note(CodeRepLeft, "%s is no longer in the team", t.name(f.Person))
		t.nextRep(EndGone)
		t.tellManager(CodeRepLeft)
	case f.Person == t.h.Qualifier && !t.h.State.Finished():
		t.note(CodeQualifierLeft, "%s is no longer in the team: the advocate answers for the lead", t.name(f.Person))
		t.tellAdvocate(CodeQualifierLeft)
	case f.Person == t.h.Rep() && (t.h.State == Past || t.h.State == Held):
		t.note(CodeRepLeft, "%s is no longer in the team: %s answers for the lead", t.name(f.Person), t.name(t.manager()))
		t.tellManager(CodeRepLeft)
	case t.h.State == Escalated && f.Person == t.h.Next.Owner:
		t.note("manager-left", "%s is asked now", t.name(t.manager()))
		t.tell(PurposeEscalation, t.manager(), RoleManager, CodeClimb, nil)
	default:
		t.note("left", "%s is no longer in the team", t.name(f.Person))
	}
}
