package handoff

import "time"

// An absence that an automatic mail tells of, or a calendar, and that covers the start of a meeting which its rep has
// accepted: it does not end the turn. Rep and manager are asked whether the meeting stays with the rep; the prospect
// hears nothing before that is decided.

// absenceStep is the question to rep and manager.
const absenceStep = "rep-away"

// absenceAnswer is the working time of the manager in which the question is to be answered, if half the time to the
// start is not less.
const absenceAnswer = 8 * time.Hour

// AbsenceAsked says whether it is open if an accepted meeting stays with a rep who is away then.
func (h *Handoff) AbsenceAsked() bool {
	a := h.Current()
	return h.State == Accepted && a != nil && !a.AwayDue.IsZero() && h.Start.Before(a.AwayUntil)
}

// absenceKnown says whether the rep was asked about being away at the start of the meeting, or has it in spite of that.
func (t *turn) absenceKnown(id PersonID, start time.Time) bool {
	a := t.h.Current()
	return a != nil && a.Rep == id && start.Equal(t.h.Start) && (t.h.AbsenceAsked() || a.AwayKept.Equal(start))
}

// awayAccepted deals with the absence of a rep who accepted.
func (t *turn) awayAccepted(until time.Time) {
	a := t.h.Current()
	switch {
	case a == nil || !t.h.Start.Before(until) || !t.now.Before(t.h.Start):
		t.note("away-short/accepted", PersonArg(t.h.Rep()))
	case a.AwayKept.Equal(t.h.Start):
		t.note("away-known/kept", PersonArg(a.Rep))
	case t.h.AbsenceAsked():
		a.AwayUntil = later(a.AwayUntil, until)
		t.note("away-known", PersonArg(a.Rep))
	default:
		a.AwayUntil = until
		a.AwayDue = earlier(t.now.Add(t.h.Start.Sub(t.now)/2), t.working(t.manager(), t.now, absenceAnswer))
		t.note("away-asked", PersonArg(a.Rep), t.whenFor(a.Rep, until))
		t.tell(PurposeQuestion, a.Rep, RoleRep, absenceStep, nil)
		if m := t.manager(); m != a.Rep {
			t.tell(PurposeQuestion, m, RoleManager, absenceStep, nil)
		}
	}
}

// awayUnanswered passes a meeting on of which neither the rep, who is away, nor the manager said that it stays.
func (t *turn) awayUnanswered() {
	t.note("away-unanswered", PersonArg(t.h.Rep()))
	t.passOn()
	if t.h.State == Offered {
		t.tellManager("reassigned")
	}
}

// passOn gives an accepted meeting to the next rep, without penalty.
func (t *turn) passOn() {
	t.settleAbsence()
	t.nextRep(EndAway)
}

// settleAbsence ends the question.
func (t *turn) settleAbsence() {
	if a := t.h.Current(); a != nil {
		a.AwayDue = zeroTime
	}
}

// keepAway leaves the meeting with the rep, whoever said so, and tells the other who was asked.
func (t *turn) keepAway() {
	a := t.h.Current()
	t.settleAbsence()
	a.AwayKept = t.h.Start
	t.note("away-kept", PersonArg(a.Rep), t.writer())
	t.echo()
	t.tellOther("away-kept")
}

// tellOther tells whoever was asked beside the sender: the rep or the manager.
func (t *turn) tellOther(step Code) {
	if by, rep := t.by().Person, t.h.Rep(); by != rep {
		t.tell(PurposeNotice, rep, RoleRep, step, nil)
	}
	if m := t.manager(); t.by().Person != m && t.h.Rep() != m {
		t.tell(PurposeNotice, m, RoleManager, step, nil)
	}
}
