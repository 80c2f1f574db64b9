package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// ConfirmStep is the mail that asks a prospect who has not been heard of whether the time still suits.
const ConfirmStep = "attend"

// confirmDue is one working day of the rep before the start, at the hour of the meeting; false if it has passed when
// the rep accepts, if the prospect has been heard of, or if nobody takes mail.
func (t *turn) confirmDue() (time.Time, bool) {
	h := &t.h
	if h.prospectHeard() || !h.Confirm.IsZero() || len(h.Reachable()) == 0 || !h.expected() {
		return time.Time{}, false
	}
	zone, clock := t.person(h.Rep()).Location(), t.clock(h.Rep())
	at := h.Start.In(zone)
	for range 14 {
		at = at.AddDate(0, 0, -1)
		day := startOfDay(at, zone)
		if !clock.Next(day).Before(startOfDay(at.AddDate(0, 0, 1), zone)) {
			continue
		}
		return at, at.After(h.Since) && t.now.Before(h.Start)
	}
	return time.Time{}, false
}

// prospectHeard says whether anybody of the prospect's side has answered the invitation, or written.
func (h *Handoff) prospectHeard() bool {
	return !h.WaitsSince.IsZero() || slices.ContainsFunc(h.Guests, func(g Guest) bool {
		return g.Person == "" && !g.Answered.IsZero()
	})
}

// asksToConfirm asks the prospect's people whether the time still suits. The rep reads it with the meeting in Today.
func (t *turn) asksToConfirm() {
	t.h.Confirm = t.now
	t.note("confirm-asked", t.when(t.h.Start))
	for _, c := range t.h.Reachable() {
		t.act(Action{Purpose: PurposeProposal, To: Recipient{Address: c.Address, Role: RoleProspect}, Step: ConfirmStep,
			Assignment: t.number(), Detail: ProposalDetail{Start: t.h.Start}})
	}
}

// wantedConfirm: the meeting is at that time still, and nobody has been heard of since.
func wantedConfirm(h Handoff, a Action) (bool, Reason) {
	if h.State != Accepted || h.prospectHeard() || !h.Start.Equal(DetailOf[ProposalDetail](a).Start) {
		return false, Because("settled/time")
	}
	return true, Because("wanted")
}

// Confirming says whether the prospect was asked whether the time still suits, and the meeting is still to come.
func Confirming(h *Handoff) bool { return !h.Confirm.IsZero() && h.State == Accepted }

// Attends says whether somebody of the prospect's side has accepted the invitation.
func Attends(h *Handoff) bool {
	return slices.ContainsFunc(h.Guests, func(g Guest) bool { return g.Person == "" && g.PartStat == calendar.Accepted })
}
