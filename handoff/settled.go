package handoff

// settledStep is the notice to a manager that a lead waits for their decision no longer.
const settledStep = "settled"

// tellSettled tells every manager who was asked to decide about the lead that there is nothing left to decide, unless
// it was their own doing or something in the decision says how it stands.
func (t *turn) tellSettled() {
	if t.before.State != Escalated || t.h.State == Escalated || t.forget {
		return
	}
	asked := []PersonID{t.before.Next.Owner}
	for i, m := range t.team.Managers {
		if i <= t.before.Climb {
			asked = append(asked, m)
		}
	}
	for _, m := range asked {
		if m != "" && m != t.by().Person && !t.person(m).Gone {
			t.tellUnlessTold(m, RoleManager, settledStep)
		}
	}
}
