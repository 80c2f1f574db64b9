package handoff

import "time"

// askOutcome asks rep and qualifier whether the meeting was held. Silence is never "held".
func (t *turn) askOutcome() {
	if a := t.h.Current(); a != nil {
		t.tell(PurposeOutcome, a.Rep, RoleRep, CodeAsk, nil)
	} else { // nobody had accepted: the manager owns it
		t.tell(PurposeOutcome, t.manager(), RoleManager, CodeAsk, nil)
	}
	id, role := t.qualifier()
	t.tell(PurposeOutcome, id, role, CodeAsk, nil)
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
		t.note(CodeDisputed, "%s says %q, the other side says otherwise: %s decides", t.name(by), o, t.name(t.manager()))
		t.to(Past)
		t.tell(PurposeQuestion, t.manager(), RoleManager, CodeDisputed, nil)
		return
	}
	switch o {
	case OutcomeHeld:
		t.note("held", "%s says the meeting was held", t.name(by))
		t.to(Held)
	case OutcomeCancelled:
		t.note(CodeCancelled, "%s says the meeting was cancelled", t.name(by))
		t.giveBack(EndProspect, Return{Code: CodeCancelled})
	default:
		t.note("verdict-"+Code(o), "%s says %q: what is the next step?", t.name(by), o)
		t.to(Past)
		t.h.Nudges, t.h.Nudged = 0, t.now
		t.tell(PurposeQuestion, t.h.Rep(), RoleRep, Code(o), nil)
		t.tellQualifier(CodeVerdict)
	}
}

// Verdict is the one that counts: the manager's, else the latest; disputed if rep and qualifier differ and no manager spoke.
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
