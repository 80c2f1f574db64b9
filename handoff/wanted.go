package handoff

import "time"

// Wanted says at send time whether an action still makes sense: the rep may have answered, the meeting may have moved.
// The reason is kept with the row either way.
func Wanted(h Handoff, a Action, now time.Time) (bool, Reason) {
	no := func(code Code) (bool, Reason) { return false, Because(code) }
	if a.To.Role == RoleProspect {
		for _, c := range h.Prospects {
			if c.Stopped && SameAddress(c.Address, a.To.Address) && a.Step != lastStep {
				return no("stopped")
			}
		}
	}
	if a.When != Live {
		if ok, why := wantedLine(h, a); !ok {
			return false, why
		}
	}
	cur := h.Current()
	ofCurrent := cur != nil && cur.N == a.Assignment
	switch a.Purpose {
	case PurposeIntro:
		if h.State.Finished() || h.State == Returned {
			return no("not-wanted/lead")
		}
		return wantedIntro(h, a, ofCurrent)
	case PurposeInvite, PurposeUpdate, PurposeCancel:
		return wantedEvent(h, a)
	case PurposeProposal:
		return wantedProposal(h, a)
	case PurposeBlock:
		return wantedBlock(h, a)
	case PurposeCopy:
		if g, held := h.Events().Rep(); !held || g.UID != a.UID || g.PartStat != DetailOf[CopyDetail](a).Answer {
			return no("superseded/answer")
		}
	case PurposeBrief:
		if !ofCurrent {
			return no("superseded/rep")
		}
	case PurposeReminder:
		if h.State != Offered || !ofCurrent {
			return no("answered/offer")
		}
	case PurposeEscalation:
		if h.State != Escalated {
			return no("settled")
		}
	case PurposeReturned:
		if h.State != Returned {
			return no("settled/returned")
		}
	case PurposeOutcome:
		return wantedOutcome(h, a)
	case PurposeConfirm:
		if until := DetailOf[ConfirmDetail](a).Until; !until.IsZero() && now.After(until) {
			return no("expired/answer")
		}
	case PurposeService:
		if DetailOf[ServiceDetail](a).Empty() {
			return no("nothing")
		}
	case PurposeNotice:
		return wantedNotice(h, a, ofCurrent)
	case PurposeQuestion:
		return wantedQuestion(h, a, ofCurrent)
	}
	return true, Because("wanted")
}

// wantedNotice: what is told is so still.
func wantedNotice(h Handoff, a Action, ofCurrent bool) (bool, Reason) {
	switch {
	case a.Step == debtStep:
		return owedLine(h)
	case a.Step == claimStep:
		return wantedClaim(h, a)
	case a.Step == wentStep:
		return wantedWent(h, a)
	case a.Step == settledStep:
		return wantedSettled(h, a)
	case a.Step == movedStep && a.To.Role == RoleRep && !ofCurrent:
		return false, Because("superseded/gone")
	}
	return true, Because("wanted")
}

// wantedProposal: what the prospect is asked about is open still.
func wantedProposal(h Handoff, a Action) (bool, Reason) {
	switch {
	case a.Step == TouchStep:
		return wantedTouch(h, a)
	case a.Step == ConfirmStep:
		return wantedConfirm(h, a)
	case a.Step == RemindStep:
		return wantedRemind(h, a)
	case OffersTimes(a):
		return wantedTimes(h, a)
	case a.Step == stays:
		return wantedStays(h, a)
	case a.Step == offStep:
		return wantedOff(h, a)
	}
	if m := h.Moving; m == nil || m.Asked != RoleProspect || !m.Start.Equal(DetailOf[ProposalDetail](a).Start) {
		return false, Because("settled/proposal")
	}
	return true, Because("wanted")
}

// wantedIntro: the introduction is to the rep who has the lead, and tells the prospect what no other mail has told.
func wantedIntro(h Handoff, a Action, ofCurrent bool) (bool, Reason) {
	if !ofCurrent {
		return false, Because("superseded/rep")
	}
	if a.To.Role != RoleProspect {
		return true, Because("wanted")
	}
	for _, c := range h.Prospects {
		if SameAddress(c.Address, a.To.Address) && h.Met(c) == h.Rep() {
			return false, Because("known")
		}
	}
	return true, Because("wanted")
}

// wantedEvent goes by the guest list: what it says now, not what it said when the action was decided.
func wantedEvent(h Handoff, a Action) (bool, Reason) {
	g := h.guestUnder(a.To, a.To.Address, a.UID)
	switch {
	case g == nil:
		return false, Because("no-guest")
	case a.Purpose == PurposeCancel && !g.Told:
		return false, Because("never-sent")
	case a.Purpose == PurposeCancel && g.Live:
		return false, Because("superseded/held")
	case a.Purpose == PurposeCancel:
		return true, Because("wanted")
	case !g.Live:
		return false, Because("withdrawn")
	case g.Sequence != a.Sequence:
		return false, Because("superseded/newer")
	case h.State.Finished():
		return false, Because("not-wanted")
	case h.State != Draft && !h.stands():
		return false, Because("not-wanted/time")
	}
	return true, Because("wanted")
}

// wantedStays: nothing else is being discussed, and the meeting is still where it was.
func wantedStays(h Handoff, a Action) (bool, Reason) {
	if h.Moving != nil || h.State.Finished() || h.State == Returned || !h.Start.Equal(DetailOf[ProposalDetail](a).Start) {
		return false, Because("settled/time")
	}
	return true, Because("wanted")
}

func wantedOutcome(h Handoff, a Action) (bool, Reason) {
	if h.State != Past {
		return false, Because("settled/outcome")
	}
	if o, disputed := h.Verdict(); o != "" && !disputed { // whoever said it
		return false, Because("settled/outcome")
	}
	for _, v := range h.Verdicts {
		if v.By == a.To.Person {
			return false, Because("answered")
		}
	}
	return true, Because("wanted")
}

func wantedQuestion(h Handoff, a Action, ofCurrent bool) (bool, Reason) {
	_, disputed := h.Verdict()
	switch {
	case a.Step == OnlyHereStep && a.Quotes() != "" && a.Quotes() != h.Unsent:
		return false, Because("settled/reply")
	case a.Quotes() != "" && a.Step != OnlyHereStep:
		return true, Because("wanted")
	case a.Step == stepDueStep, a.Step == stepPastStep:
		return wantedStep(h, a)
	case a.Step == TouchStep:
		return wantedTouch(h, a)
	case a.Step == ChoreStep:
		return wantedChore(h, a)
	case a.Step == WokeStep:
		return wantedAwake(h)
	case a.Step == IdleStep:
		return wantedIdle(h, a)
	case a.Step == acceptOwedStep && (h.State != Offered || !ofCurrent):
		return false, Because("answered/offer")
	case a.Step == waitsStep && (!ofCurrent || !h.owesReply()):
		return false, Because("settled/reply")
	case a.Step == excuseStep, a.Step == silentStep:
		return wantedClaim(h, a)
	case a.Step == debtStep:
		return owedLine(h)
	case a.Step == patternStep, a.Step == patternAgainStep:
		return true, Because("wanted")
	case h.State.Finished():
		return false, Because("closed")
	case a.Step == absenceStep && (!h.AbsenceAsked() || !ofCurrent):
		return false, Because("settled/absence")
	case a.Step == returnedStep && (h.State != Returned || !h.stillAsks(a)):
		return false, Because("settled/returned")
	case a.Step == unconfirmedStep && !h.waitsFor(Decider{In: Past}), a.Step == disputedStep && !disputed:
		return false, Because("settled/outcome")
	}
	return true, Because("wanted")
}
