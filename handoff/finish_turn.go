package handoff

import "time"

// finishTurn ends the open assignment, if there is one, and books what the rotation owes.
// The rep keeps the event until somebody else has it: the prospect must never see an empty chair.
func (t *turn) finishTurn(end EndReason) {
	a := t.h.Current()
	if a == nil {
		return
	}
	a.Ended, a.End = t.now, end
	t.h.Moving, t.h.Unsent = nil, ""
	switch {
	case end.Fault():
		t.claim(a)
	case a.Hurry || a.HandedOver(): // nothing was booked
	case end == EndManager && (t.h.State == Past || t.h.State == Held): // they had the meeting
	case end.givesBack() && a.Missed: // it was returned before
	case end.givesBack():
		t.bookParts(a.Rep, EntryBack, -whole-a.Weighs)
	case end == EndDeclined || end == EndRejected:
		t.book(a.Rep, EntryAnswered, 0)
	}
}

// resume books the turn once more if its end had given it back: a turn that goes on counts.
func (t *turn) resume(a *Assignment) {
	if !a.Ended.IsZero() && (a.End.givesBack() || a.Missed) && !a.Hurry && !a.HandedOver() {
		a.Missed = false
		t.bookParts(a.Rep, EntryTurn, whole+a.Weighs)
	}
}

func (t *turn) book(rep PersonID, kind EntryKind, turns int) {
	at := t.now
	if kind != EntryTurn { // that a fact was decided later, as after an outage, moves nothing
		at = t.came()
	}
	t.ledger = append(t.ledger, Entry{Person: rep, Handoff: t.h.ID, Kind: kind, Turns: turns, At: at, Why: t.reason})
}

// came is when what is decided about came to be: a mail came in, a time was over.
func (t *turn) came() time.Time {
	if at := t.f.about().At; !at.IsZero() && at.Before(t.now) {
		return at
	}
	return t.now
}

// nextRep ends the turn and offers the lead to the next rep.
func (t *turn) nextRep(end EndReason) {
	old := t.h.Rep()
	t.finishTurn(end)
	if t.nextBeside() {
		return
	}
	why := t.reason
	t.half = t.policy.NextHalf
	t.offerNext(old)
	t.half = false
	if t.h.State == Offered {
		t.reason = why
		t.tellQualifier("reassigned")
	}
}

// accept carries the handoff on: everything required is there, or a manager says so.
func (t *turn) accept() {
	a := t.h.Last()
	if a == nil {
		return
	}
	t.resume(a)
	if a.Claim != nil && t.answeredInTime(a) {
		t.drop(a)
	}
	if a.HandedOver() { // there is a meeting of theirs now
		t.bookParts(a.Rep, EntryTurn, whole)
	}
	if a.Accepted.IsZero() {
		t.book(a.Rep, EntryAnswered, 0)
	}
	a.Ended, a.End = zeroTime, ""
	unnamed := !t.hosted() && t.h.keptBack()
	a.Accepted, a.Soft = t.now, false
	t.settleAbsence()
	t.h.Moving = nil
	t.to(Accepted)
	switch {
	case a.Hurry:
		t.won(a)
	case unnamed:
		t.nameAccepted()
	}
	t.tellQualifier("accepted")
}

// settle accepts if everything required is there, else says what is still lacking.
func (t *turn) settle(code Code, what Reason) {
	a := t.h.Current()
	if a == nil {
		return
	}
	if !a.satisfied() {
		t.reason = Because("still-lacking", ReasonArg(what), lacking(a.Lacking())).as(code)
		return
	}
	t.note("accepted", ReasonArg(what))
	t.accept()
}

// lackingCodes name what can be lacking, first and after something else.
var lackingCodes = map[Requirement][2]Code{
	RequireReply:  {"lacking-reply", "and-lacking-reply"},
	RequireAccept: {"lacking-accept", "and-lacking-accept"},
}

// lacking is what is required and not there yet.
func lacking(rs []Requirement) Arg {
	var all []Reason
	for i, r := range rs {
		codes := lackingCodes[r]
		all = append(all, Because(codes[min(i, 1)]))
	}
	return ReasonArg(all...)
}
