package handoff

// catchUp lets nobody who meets go without the event of the present time, however the lead came to stand again: a rep
// whose event was withdrawn accepts after all, a time changed while there was nobody who could be asked. While a
// manager is asked who meets, whoever holds the event knows the time all the same.
func (t *turn) catchUp() {
	open := t.h.State == Offered || t.h.State == Accepted
	if !open && t.h.State != Escalated || !t.stands() || !t.now.Before(t.h.Start) || t.h.OwnHolds() {
		return
	}
	if open {
		t.withdrawOthers(t.h.Last()) // who answered for the lead before the time was changed may still hold the event
		t.inviteAgain()
	}
	for i := range t.h.Guests {
		switch g := t.h.Guests[i]; {
		case t.stopped(g.Address):
		case g.Live && g.Sequence < t.h.RevSeq:
			t.update(g.recipient()).Step = movedStep
		case open && !g.Live && g.Person == "" && len(AskedAtOnce(&t.h)) == 0 && t.h.contact(g.Address) != nil:
			t.invite(g.recipient(), 0)
		}
	}
}
