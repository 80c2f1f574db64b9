package handoff

import (
	"errors"
	"reflect"
	"time"

	"handoffd/calendar"
)

// Decision is what Decide found: the changed handoff, what is to be done outside, what goes into the ledger, and why.
type Decision struct {
	Handoff  Handoff
	Actions  []Action
	Ledger   []Entry
	Moments  []Moment   // what figures count of it
	Away     []Absence  // absences that came to be known
	Pauses   []Pause    // who is to have no new leads until when; one without a length ends what there was
	Stops    []Stop     // addresses that want no mail from here, or do again
	NoMail   []PersonID // whose address came to be known to take no mail
	Endings  []Ending   // how the lead stands with its rep, if that has changed
	Patterns []Pattern  // found and told
	Demands  []Demand   // what briefs have to prove from now on, or no more
	Forget   bool       // erase what is stored about the people of this handoff
	Refused  bool       // it was turned down, for the reason, and changed nothing
	Reason   Reason
	Err      error // the fact must not be kept: ErrInUse
}

// ErrInUse says that a brief bears the id of another lead. Its fact must never enter the chain of that lead: the id is
// drawn again.
var ErrInUse = errors.New("the id is in use for another lead")

// Absence is a span in which a colleague is away.
type Absence struct {
	Person PersonID
	calendar.Span
	Cover PersonID  `json:",omitempty"` // who stands in
	Said  time.Time `json:",omitzero"`  // of several by mail the last that was said holds
}

// Decide says what a fact changes. It is pure and total: every state and every kind of fact give a change or a Reason.
// h is not changed; the zero Handoff is the state before the first fact.
func Decide(h Handoff, f Fact, e Env) Decision {
	if f.Kind() == KindBriefed && h.State != "" && h.State != New {
		return Decision{Handoff: h, Reason: Because("in-use", WordsArg(h.ID)), Err: ErrInUse}
	}
	t := begin(h, f, e)
	defer t.done()
	if why, stale := t.stale(); stale {
		t.reason = why
		return t.decision()
	}
	t.clearMeant()
	front := t.toFront()
	f.apply(t)
	t.settles(h, front)
	d := t.decision()
	d.Refused = t.turnedDown != "" && t.turnedDown == t.reason.Code && t.left(h)
	return d
}

// settles does what is the same after every fact: h is the handoff as it was, front who was in front of several reps.
func (t *turn) settles(h Handoff, front PersonID) {
	t.keepReturn()
	t.endRound(front)
	t.quoteWords()
	t.catchUp()
	t.tellPlace()
	t.inform(h)
	t.tellSettled()
	t.reserve()
	t.copyAnswer(h)
	t.briefAnyway()
	t.meets()
	t.schedule()
	t.planStep()
	t.planDebt()
	t.planVague()
	t.ends()
}

// left says whether all was left as it was: what is said of that on a page need not be kept.
func (t *turn) left(before Handoff) bool {
	after := t.h
	before.Version, before.Meant = after.Version, after.Meant
	return len(t.actions)+len(t.ledger)+len(t.away)+len(t.pauses)+len(t.stops)+len(t.patterns)+len(t.demands) == 0 &&
		!t.forget && reflect.DeepEqual(before, after)
}

// stale finds facts that must not be obeyed in any state.
func (t *turn) stale() (Reason, bool) {
	if t.h.State == New && t.f.Kind() != KindBriefed {
		return Because("unknown-handoff"), true
	}
	return Reason{}, false
}
