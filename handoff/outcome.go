package handoff

import "time"

// askOutcome asks the rep whether the meeting was held, once: the qualifier is asked only where the rep stays silent.
// Silence is never "held".
func (t *turn) askOutcome() {
	if a := t.h.Current(); a != nil {
		t.tell(PurposeOutcome, a.Rep, RoleRep, "ask", nil)
		return
	}
	t.tell(PurposeOutcome, t.manager(), RoleManager, "ask", nil) // nobody had accepted: the manager owns it
	t.askQualifier()
}

// askQualifier asks the other side that may know whether the meeting was held.
func (t *turn) askQualifier() {
	id, role := t.qualifier()
	t.tell(PurposeOutcome, id, role, "ask", nil)
}

// verdictStep is the notice of a verdict, and of what follows from it.
const verdictStep = "verdict"

// tellVerdict tells whoever else has to do with the lead what somebody says about the meeting.
func (t *turn) tellVerdict(by PersonID) {
	if t.h.Qualifier != by {
		t.tellQualifier(verdictStep)
	}
	if rep := t.h.Rep(); rep != by && rep != t.h.Qualifier {
		t.tellRep(verdictStep)
	}
}

// over moves on to the time after the meeting.
func (t *turn) over() {
	t.to(Past)
	t.askOutcome()
}

// judge keeps a verdict and draws the conclusion. A manager's verdict decides.
func (t *turn) judge(role Role, by PersonID, o Outcome) {
	var kept []Verdict
	differs := false
	for _, v := range t.h.Verdicts {
		if v.By == by {
			continue
		}
		differs = differs || v.Outcome != o
		kept = append(kept, v)
	}
	t.h.Verdicts = append(kept, Verdict{Role: role, By: by, Outcome: o, At: t.now})
	if differs && role != RoleManager {
		t.note("disputed/outcome", PersonArg(by), WordsArg(o), PersonArg(t.manager()))
		if o == outcomeOther {
			t.note("disputed/other", PersonArg(by), PersonArg(t.manager()))
		}
		t.to(Past)
		t.h.Nudged = t.now
		t.tell(PurposeQuestion, t.manager(), RoleManager, disputedStep, nil)
		return
	}
	if o != OutcomeNoShow {
		t.turnAgain()
	}
	if o != OutcomeNoShow && o != OutcomeNoShowUs {
		t.h.Times = nil
	}
	t.h.Absent = zeroTime
	switch o {
	case OutcomeNoShowUs:
		t.weMissed(by)
	case OutcomeNoShow:
		t.guestMissed(by)
	case OutcomeHeld:
		t.note("held", PersonArg(by))
		if t.h.Opportunity != "" { // it was told before
			t.convert()
			return
		}
		t.to(Held)
		t.tellVerdict(by)
	case OutcomeCancelled:
		t.note("cancelled/outcome", PersonArg(by))
		t.giveBack(EndProspect, Return{Code: "cancelled"})
	default:
		t.reason = Because("verdict", PersonArg(by), WordsArg(o)).as("verdict-" + Code(o))
		t.to(Past)
		t.h.Nudges, t.h.Nudged = 0, t.now
		t.tell(PurposeQuestion, t.h.Rep(), RoleRep, Code(o), nil)
		t.tellQualifier(verdictStep)
	}
}

// guestMissed offers a guest who did not come other times, and returns the turn.
func (t *turn) guestMissed(by PersonID) {
	t.reason = Because("verdict/no-show", PersonArg(by)).as("verdict-no-show")
	t.to(Past)
	t.turnBack()
	if t.h.Times == nil || t.h.Times.For != MissedStep {
		if t.offerTimes(MissedStep) {
			t.reason = Because("verdict/no-show-times", PersonArg(by), t.when(t.h.Times.Until)).as("verdict-no-show")
		}
		t.tell(PurposeQuestion, t.h.Rep(), RoleRep, Code(OutcomeNoShow), nil)
	}
	t.tellVerdict(by)
}

// Verdict is the one that counts: the manager's, else the latest; disputed if rep and qualifier differ and no manager
// spoke.
func (h *Handoff) Verdict() (o Outcome, disputed bool) {
	for _, v := range h.Verdicts {
		if v.Role == RoleManager {
			return v.Outcome, false
		}
		disputed = disputed || o != "" && o != v.Outcome
		o = v.Outcome
	}
	return o, disputed
}

// correctable is how long a verdict may be changed.
const correctable = 14 * 24 * time.Hour

// reopenable is how long a handoff closed as unconfirmed may be reopened by a verdict.
const reopenable = 30 * 24 * time.Hour
