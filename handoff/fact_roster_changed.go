package handoff

// RosterChanged says that the config changed about one person: left, or hours, zone, link or teams changed.
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

func (f *RosterChanged) concerns() PersonID { return f.Person }

func (f *RosterChanged) apply(t *turn) {
	f.follows(t)
	if f.Left { // whoever is gone does not keep the event, even while nobody else has it
		t.withdrawFrom(f.Person)
	}
}

func (f *RosterChanged) follows(t *turn) {
	switch {
	case !f.Left:
		t.note("roster-changed", ReasonArg(f.says()...))
		f.keepPlace(t)
	case f.Person == t.h.Rep() && (t.h.State == Offered || t.h.State == Accepted):
		t.note("rep-left", PersonArg(f.Person))
		t.nextRep(EndGone)
		t.tellManager("rep-left")
	case f.Person == t.h.Qualifier && !t.h.State.Finished():
		t.note("qualifier-left", PersonArg(f.Person))
		t.tellAdvocate("qualifier-left")
	case f.Person == t.h.Rep() && (t.h.State == Past || t.h.State == Held):
		t.note("rep-left/answers", PersonArg(f.Person), PersonArg(t.manager()))
		t.tellManager("rep-left")
	case t.h.State == Escalated && f.Person == t.h.Next.Owner:
		t.note("manager-left", PersonArg(t.manager()))
		t.tell(PurposeEscalation, t.manager(), RoleManager, "climb", nil)
	default:
		t.note("left", PersonArg(f.Person))
	}
}

// keepPlace has a meeting stay where the rep's link was, if there is none any more: no other place is known.
func (f *RosterChanged) keepPlace(t *turn) {
	a := t.h.Last()
	for _, c := range f.Changes {
		if c.What == RosterLink && c.Now == "" && a != nil && a.Rep == f.Person && a.Place == "" {
			a.Place = c.Was
		}
	}
}

// linkBefore is the link that the person had before the fact.
func (t *turn) linkBefore(id PersonID) string {
	if f, ok := t.f.(*RosterChanged); ok && f.Person == id {
		for _, c := range f.Changes {
			if c.What == RosterLink {
				return c.Was
			}
		}
	}
	return t.person(id).Link
}
