package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// Times are those that the prospect was offered by mail for a meeting that did not take place. The answer is a number.
type Times struct {
	For   Code            // MissedStep and the like: why there is to be another time
	Slots []calendar.Span `json:",omitempty"` // the first has number 1; none: nobody could be written to
	Rep   PersonID        `json:",omitempty"`
	At    time.Time       // offered
	Until time.Time       // silence until then ends it
}

// MissedStep is the mail that offers a prospect who did not come other times.
const MissedStep = "missed"

const (
	timesOffered = 3 // in one mail
	timesDays    = 5 // working days in which they can be answered
)

// offerTimes offers the prospect other times with the rep, checked in the calendar, and waits for an answer. It says
// whether anybody could be written to.
func (t *turn) offerTimes(why Code) bool { return t.offerTimesOf(t.h.Rep(), why) }

// offerTimesOf is offerTimes with a rep who need not have the lead.
func (t *turn) offerTimesOf(rep PersonID, why Code) bool {
	from := t.timesFrom()
	slots, _ := t.slots(rep, from, from.Add(t.length()))
	slots = t.onSeveralDays(slots, timesOffered)
	to := t.h.Reachable()
	if len(to) == 0 {
		slots = nil
	}
	t.h.Times = &Times{For: why, Rep: rep, Slots: slots, At: t.now,
		Until: t.person(rep).workdaysOn(t.clock(rep), t.now, timesDays)}
	if len(slots) == 0 {
		return false
	}
	for _, c := range to {
		t.act(Action{Purpose: PurposeProposal, To: Recipient{Address: c.Address, Role: RoleProspect}, Step: why,
			Assignment: t.number(), Detail: ProposalDetail{Until: t.h.Times.Until}})
	}
	return true
}

// onSeveralDays takes so many of the times, in order, as far as possible each on a day of its own.
func (t *turn) onSeveralDays(slots []calendar.Span, most int) []calendar.Span {
	var firsts, others []calendar.Span
	day := ""
	for _, s := range slots {
		if on := s.Start.In(Location(t.h.Zone)).Format(time.DateOnly); on != day {
			day, firsts = on, append(firsts, s)
		} else {
			others = append(others, s)
		}
	}
	out := append(firsts, others...)
	out = out[:min(len(out), most)]
	slices.SortFunc(out, func(a, b calendar.Span) int { return a.Start.Compare(b.Start) })
	return out
}

// timesFrom is the day from which on other times are offered.
func (t *turn) timesFrom() time.Time { return startAfter(*t.before, t.f) }

// nextDay is where times are looked for once a meeting is over.
func nextDay(at time.Time) time.Time { return at.Add(day) }

// wantedTimes: no other times were offered since, and none is settled.
func wantedTimes(h Handoff, a Action) (bool, Reason) {
	if h.Times == nil || !h.Times.Until.Equal(DetailOf[ProposalDetail](a).Until) {
		return false, Because("settled/time")
	}
	return true, Because("wanted")
}

// OffersTimes says whether a mail to the prospect offers other times.
func OffersTimes(a Action) bool {
	return a.Purpose == PurposeProposal &&
		slices.Contains([]Code{MissedStep, RegretStep, AbsentStep, AwayStep, ReschedStep}, a.Step)
}

// meetAt takes one of the times that the prospect was offered: the same handoff, a new invitation.
func (t *turn) meetAt(slot calendar.Span) {
	t.note("picked", t.when(slot.Start))
	t.turnAgain()
	t.reschedule(slot.Start, slot.End)
	t.h.Verdicts, t.h.Waiting = nil, false
	if t.h.Current() == nil {
		t.offerNext()
	} else {
		t.again()
		t.look()
	}
	t.tellQualifier(movedStep)
}

// timesLapse ends the wait for an answer to the times. Silence closes the lead; where the prospect has written, or
// could not be written to, the lead lives on with the qualifier.
func (t *turn) timesLapse() {
	if t.h.livesOn() {
		t.note("times-lapsed")
		t.giveBack(EndDone, Return{Code: Code(OutcomeNoShow), By: t.h.Rep()})
		return
	}
	t.note("no-show/closed")
	t.h.Return = &Return{Code: Code(OutcomeNoShow), At: t.now}
	t.close(EndDone)
	t.tellRep(closedNoShowStep)
	id, role := t.qualifier()
	t.tell(PurposeNotice, id, role, closedNoShowStep, nil)
}

// livesOn says whether the lead does not end with the wait: the prospect has written since, or could not be written to,
// or it was us who did not come.
func (h *Handoff) livesOn() bool {
	return h.Times.For == AbsentStep || h.Waiting && !h.WaitsSince.Before(h.Times.At) || len(h.Times.Slots) == 0
}

// closedNoShowStep tells that a lead was closed because its guest neither came nor answered.
const closedNoShowStep = "closed-no-show"

// turnBack returns the turn to a rep whose guest did not come, once: it was no meeting.
func (t *turn) turnBack() {
	if a := t.h.Current(); a != nil && !a.Missed && !a.HandedOver() {
		a.Missed = true
		t.bookParts(a.Rep, EntryBack, -whole-a.Weighs)
	}
}

// turnAgain counts a turn that was returned: the meeting took place after all, or will.
func (t *turn) turnAgain() {
	if a := t.h.Current(); a != nil && a.Missed {
		a.Missed = false
		t.bookParts(a.Rep, EntryTurn, whole+a.Weighs)
	}
}
