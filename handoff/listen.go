package handoff

import "time"

// Listener is the qualifier who listens in on the meeting, as an optional participant whom the invitation names; empty
// where nobody does. See Policy.Listen.
func Listener(h *Handoff) PersonID {
	if a := h.Current(); a != nil && a.Listens && !a.Hurry {
		return h.Qualifier
	}
	return ""
}

// listens says whether the qualifier listens in on a meeting with the rep: one of the first of the two.
func (t *turn) listens(rep PersonID) bool {
	if t.policy.Listen == 0 || t.h.Qualifier == "" || t.h.Qualifier == rep || t.person(t.h.Qualifier).Gone {
		return false
	}
	met, known := t.e.Lookups.Met[rep]
	return known && met < t.policy.Listen
}

// needMet is how many leads of the qualifier the reps have met, where that matters.
func needMet(h Handoff, f Fact, t Team) []Need {
	qualifier := h.Qualifier
	if b, ok := f.(*Briefed); ok {
		qualifier = b.Qualifier
	}
	if t.Policy.Listen == 0 && !t.listensByRule() || qualifier == "" || !mayBegin(h, f) {
		return nil
	}
	people := append([]PersonID{}, t.Reps...)
	if id := h.Rep(); id != "" {
		people = append(people, id)
	}
	return []Need{{What: NeedMet, People: people, Qualifier: qualifier}}
}

// listensByRule says whether a rule has a policy of its own by which somebody listens in.
func (t Team) listensByRule() bool {
	for _, r := range t.Rules {
		if r.Policy.Listen > 0 {
			return true
		}
	}
	return false
}

// listensToday puts the meeting into the Today of whoever listens in.
func (t *turn) listensToday(day time.Time) {
	id := Listener(&t.h)
	if id == "" {
		return
	}
	a := t.act(Action{Purpose: PurposeMeeting, To: Recipient{Person: id, Role: RoleQualifier}, Assignment: t.number(),
		Schedule: t.h.Revision})
	a.When, a.Delay = Today, day.Sub(t.now)
}
