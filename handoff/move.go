package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// reschedule sets a new time: the revision grows, older answers no longer count, everybody who holds the event gets one
// update.
func (t *turn) reschedule(start, end time.Time) {
	t.retime(start, end)
	if t.h.Own != nil && t.h.Own.Watched {
		t.tell(PurposeNotice, t.h.Own.Rep, RoleRep, "own-move", nil)
	}
	t.part()
	for i := range t.h.Guests {
		g := t.h.Guests[i]
		invited := g.UID != "" && g.First == t.h.Sequence
		if g.Live && !invited && !t.stopped(g.Address) {
			t.update(g.recipient()).Step = "moved"
		}
	}
}

// retime sets the new time without telling anybody.
func (t *turn) retime(start, end time.Time) {
	if d := end.Sub(start); d <= 0 || d > day {
		end = start.Add(t.length())
	}
	t.h.Was, t.h.Moved = calendar.Span{Start: t.h.Start, End: t.h.End}, t.now
	t.h.Start, t.h.End, t.h.Moving, t.h.Return, t.h.Clash = start, end, nil, nil, nil
	t.h.Times, t.h.Confirm, t.h.Absent = nil, zeroTime, zeroTime
	t.newRevision()
}

// newRevision begins another time of the meeting: answers to earlier ones no longer count.
func (t *turn) newRevision() {
	t.h.Revision++
	if t.anyLive() || t.h.Own != nil && t.h.Own.Watched {
		t.h.Sequence++
		t.h.RevSeq = t.h.Sequence
	}
	for i := range t.h.Guests {
		t.h.Guests[i].PartStat = calendar.NeedsAction
	}
}

func (t *turn) length() time.Duration {
	if d := t.h.End.Sub(t.h.Start); d > 0 {
		return d
	}
	if t.team.Duration > 0 {
		return t.team.Duration
	}
	return 30 * time.Minute
}

// again gives the rep a window for the new time: a new accept is needed, a reply stays valid. At least half the
// policy's window.
func (t *turn) again() {
	a := t.h.Current()
	if a == nil {
		return
	}
	t.turnAgain()
	var kept []Evidence
	for _, ev := range a.Evidence {
		if ev.Kind != RequireAccept {
			kept = append(kept, ev)
		}
	}
	a.Evidence, a.Soft, a.Accepted, a.Steps = kept, false, zeroTime, 0
	a.Removed, a.Note = zeroTime, Reason{}
	t.renew(a)
}

// renew lets the window of the turn run anew: what is left of it, but at least half the policy's. One that has not
// opened stays whole.
func (t *turn) renew(a *Assignment) {
	if a.Opened.IsZero() {
		t.to(Offered)
		return
	}
	left := t.clockOf(a).Between(t.now, a.Due)
	a.Window, a.Extra, a.Lost = max(left, t.policy.Window/2), 0, 0
	t.to(Offered)
	t.open(t.now, zeroTime)
}

// propose stops the window while the other side is asked about another time, up to the policy's limit.
func (t *turn) propose(by Role, start, end time.Time, ask Recipient) {
	if d := end.Sub(start); d <= 0 || d > day {
		end = start.Add(t.length())
	}
	t.unpropose()
	limit := t.working(t.h.Rep(), t.now, t.policy.Proposal)
	if half := t.now.Add(t.h.Start.Sub(t.now) / 2); half.Before(limit) && half.After(t.now) {
		limit = half
	}
	if a := t.h.Current(); a != nil && by == RoleRep && a.Proposed.IsZero() {
		a.Proposed = t.f.about().At
	}
	t.h.Moving = &Proposal{By: by, Start: start, End: end, Made: t.now, Until: limit, Asked: ask.Role}
	if ask.Role != RoleProspect {
		t.act(Action{Purpose: PurposeQuestion, To: ask, Step: "proposal", Assignment: t.number(),
			Detail: QuestionDetail{Start: start, End: end, Until: limit.Truncate(time.Second)}})
		return
	}
	for _, c := range t.h.Prospects {
		if !c.Stopped {
			t.act(Action{Purpose: PurposeProposal, To: Recipient{Address: c.Address, Role: RoleProspect}, Assignment: t.number(),
				Detail: ProposalDetail{Start: start, End: end, Until: limit.Truncate(time.Second)}})
		}
	}
}

// unpropose ends a proposal that was not agreed: the old time stands and the clock goes on with what is left.
func (t *turn) unpropose() {
	m := t.h.Moving
	if m == nil {
		return
	}
	t.h.Moving = nil
	if c := t.h.Clash; c != nil && c.Move && c.Asked == RoleRep {
		t.h.Clash = nil
	}
	a := t.h.Current()
	if m.Loose || a == nil || a.Opened.IsZero() || t.h.State != Offered {
		return
	}
	a.Extra += t.clockOf(a).Between(m.Made, t.now)
	a.Due, a.Compressed = t.closing(a)
}

// stays is the step of a PurposeProposal that answers the prospect's own: the meeting is where it was.
const stays = "stays"

// tellStays tells a prospect who has the event and asked for another time that it stays. Who was asked is told apart.
func (t *turn) tellStays(m *Proposal) {
	if m == nil || m.By != RoleProspect || t.h.State != Offered && t.h.State != Accepted {
		return
	}
	detail := ProposalDetail{Start: t.h.Start, Asked: m.Start}
	for _, c := range t.h.Prospects {
		has := slices.ContainsFunc(t.h.Guests, func(g Guest) bool {
			return g.Person == "" &&
				SameAddress(g.Address, c.Address) && g.Live && g.Told
		})
		if has && !c.Stopped {
			t.act(Action{Purpose: PurposeProposal, To: Recipient{Address: c.Address, Role: RoleProspect}, Step: stays,
				Assignment: t.number(), Detail: detail})
		}
	}
}

// agreed takes the proposed time.
func (t *turn) agreed() {
	m := t.h.Moving
	ownOfRep := m.By == RoleRep
	t.note("moved/agreed", t.when(m.Start))
	switch t.h.State {
	case Draft:
		t.h.Moving = nil
		t.setTime(m.Start, m.End)
		t.consider()
		return
	case Returned:
		t.retime(m.Start, m.End)
		t.reoffer()
		return
	}
	t.reschedule(m.Start, m.End)
	switch {
	case t.h.State == Past && t.h.Current() == nil:
		t.h.Verdicts = nil
		t.offerNext()
		return
	case t.h.State == Past, t.h.State == Accepted, t.h.State == Offered:
		t.h.Verdicts = nil
		t.again()
		t.look()
	}
	if ownOfRep { // his own proposal is also his accept
		t.evidence(RequireAccept, Because("proof/own-proposal"))
		if a := t.h.Current(); a != nil && t.h.State == Offered && a.satisfied() {
			t.accept()
		}
	}
	t.tellQualifier("moved")
}
