package handoff

// callOff takes the event from everybody.
func (t *turn) callOff() {
	if t.now.Before(t.h.End) {
		t.disown("own-off")
	}
	if !t.anyLive() {
		return
	}
	t.h.Sequence++
	t.takeAway(offStep)
}

// takeAway sends everybody who holds the event a CANCEL.
func (t *turn) takeAway(step Code) {
	t.h.Link = ""
	for i := range t.h.Guests {
		g := &t.h.Guests[i]
		if !g.Live {
			continue
		}
		g.Live, g.Sequence = false, t.h.Sequence
		if t.isOver(g) { // nothing to call off
			continue
		}
		to := Recipient{Person: g.Person, Role: RoleRep}
		if g.Person == "" {
			to = Recipient{Address: g.Address, Role: RoleProspect}
			if t.stopped(g.Address) {
				continue
			}
			if !g.Told && step == offStep && t.h.Origin != OriginCC { // they may know the meeting by the introduction alone
				t.act(Action{Purpose: PurposeProposal, To: to, Step: offStep, Assignment: t.number()})
			}
		}
		t.act(Action{Purpose: PurposeCancel, To: to, Revision: t.h.Sequence + 1, Assignment: t.number(), UID: g.UID,
			Sequence: t.h.Sequence, Schedule: t.h.Revision, Step: step})
	}
}

// isOver says whether the guest cannot wait for the meeting any more: not even by the time that they know, if the
// update came too late for the meeting, unless that is known to be over.
func (t *turn) isOver(g *Guest) bool {
	known := g.Ends
	if !g.Told { // they may know it by the introduction
		known = t.h.Was.End
	}
	return !t.now.Before(t.h.End) && (t.h.State == Past || t.h.State == Held || !t.now.Before(known))
}
