package handoff

import "time"

// Wanted says at send time whether an action still makes sense: the rep may have answered, the meeting may have moved.
// The reason is kept with the row either way.
func Wanted(h Handoff, a Action, now time.Time) (bool, Reason) {
	no := func(code Code, text string) (bool, Reason) { return false, Reason{code, text} }
	if a.To.Role == RoleProspect {
		for _, c := range h.Prospects {
			if c.Stopped && SameAddress(c.Address, a.To.Address) && a.Step != lastStep {
				return no("stopped", "the prospect gets no more mail from here")
			}
		}
	}
	cur := h.Current()
	ofCurrent := cur != nil && cur.N == a.Assignment
	switch a.Purpose {
	case PurposeIntro:
		if h.State.Finished() || h.State == Returned {
			return no("not-wanted", "the lead is no longer offered")
		}
		return wantedIntro(h, a, ofCurrent)
	case PurposeInvite, PurposeUpdate, PurposeCancel:
		return wantedEvent(h, a)
	case PurposeProposal:
		if a.Step == stays {
			return wantedStays(h, a)
		}
		if a.Step == offStep {
			return wantedOff(h, a)
		}
		if m := h.Moving; m == nil || m.Asked != RoleProspect || !m.Start.Equal(DetailOf[ProposalDetail](a).Start) {
			return no("settled", "the other time is settled, or another one is asked about")
		}
	case PurposeBlock:
		return wantedBlock(h, a)
	case PurposeCopy:
		if g, held := h.Events().Rep(); !held || g.UID != a.UID || g.PartStat != DetailOf[CopyDetail](a).Answer {
			return no("superseded", "the answer is not the present one")
		}
	case PurposeBrief:
		if !ofCurrent {
			return no("superseded", "another rep has the lead by now")
		}
	case PurposeReminder:
		if h.State != Offered || !ofCurrent {
			return no("answered", "the offer is answered or gone to somebody else")
		}
	case PurposeEscalation:
		if h.State != Escalated {
			return no("settled", "the case is settled meanwhile")
		}
	case PurposeReturned:
		if h.State != Returned {
			return no("settled", "the lead has a next step again")
		}
	case PurposeOutcome:
		return wantedOutcome(h, a)
	case PurposeConfirm:
		if until := DetailOf[ConfirmDetail](a).Until; !until.IsZero() && now.After(until) {
			return no("expired", "the answer would come too late")
		}
	case PurposeService:
		if DetailOf[ServiceDetail](a).Text == "" {
			return no("nothing", "there is nothing to tell")
		}
	case PurposeNotice:
		switch {
		case a.Step == wentStep:
			return wantedWent(h, a)
		case a.Step == movedStep && a.To.Role == RoleRep && !ofCurrent:
			return no("superseded", "the lead is not theirs any more")
		}
	case PurposeQuestion:
		if h.State.Finished() {
			return no("closed", "the handoff is closed")
		}
		if a.Step == absenceStep && (!h.AbsenceAsked() || !ofCurrent) {
			return no("settled", "it is settled with whom the meeting stays")
		}
	}
	return true, Reason{"wanted", "still wanted"}
}

// wantedIntro: the introduction is to the rep who has the lead, and tells the prospect what no other mail has told.
func wantedIntro(h Handoff, a Action, ofCurrent bool) (bool, Reason) {
	if !ofCurrent {
		return false, Reason{"superseded", "another rep has the lead by now"}
	}
	if a.To.Role != RoleProspect {
		return true, Reason{"wanted", "still wanted"}
	}
	for _, c := range h.Prospects {
		if SameAddress(c.Address, a.To.Address) && h.Met(c) == h.Rep() {
			return false, Reason{"known", "they were told of the rep already"}
		}
	}
	return true, Reason{"wanted", "still wanted"}
}

// wantedEvent goes by the guest list: what it says now, not what it said when the action was decided.
func wantedEvent(h Handoff, a Action) (bool, Reason) {
	g := h.guestUnder(a.To, a.To.Address, a.UID)
	switch {
	case g == nil:
		return false, Reason{"no-guest", "nobody holds this event"}
	case a.Purpose == PurposeCancel && !g.Told:
		return false, Reason{"never-sent", "the invitation never went out"}
	case a.Purpose == PurposeCancel && g.Live:
		return false, Reason{"superseded", "the guest holds the event again"}
	case a.Purpose == PurposeCancel:
		return true, Reason{"wanted", "still wanted"}
	case !g.Live:
		return false, Reason{"withdrawn", "the invitation was withdrawn before it went out"}
	case g.Sequence != a.Sequence:
		return false, Reason{"superseded", "a newer version of the invitation follows"}
	case h.State.Finished():
		return false, Reason{"not-wanted", "the handoff is closed"}
	case h.State != Draft && !h.stands():
		return false, Reason{"not-wanted", "the appointment does not stand"}
	}
	return true, Reason{"wanted", "still wanted"}
}

// wantedStays: nothing else is being discussed, and the meeting is still where it was.
func wantedStays(h Handoff, a Action) (bool, Reason) {
	if h.Moving != nil || h.State.Finished() || h.State == Returned || !h.Start.Equal(DetailOf[ProposalDetail](a).Start) {
		return false, Reason{"settled", "the time is discussed again, or is another one"}
	}
	return true, Reason{"wanted", "still wanted"}
}

func wantedOutcome(h Handoff, a Action) (bool, Reason) {
	if h.State != Past {
		return false, Reason{"settled", "the outcome is known"}
	}
	for _, v := range h.Verdicts {
		if v.By == a.To.Person {
			return false, Reason{"answered", "has said what became of the meeting"}
		}
	}
	return true, Reason{"wanted", "still wanted"}
}
