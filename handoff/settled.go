package handoff

import (
	"slices"
	"time"
)

// Whoever was told that a lead waits for their decision hears once when it does not any more, whatever lay between.

// settledStep is the notice that a lead waits for its reader's decision no longer.
const settledStep = "settled"

// Questions to a manager that put the lead to them.
const (
	returnedStep    = "returned-waits"
	unconfirmedStep = "unconfirmed"
	disputedStep    = "disputed"
)

// Decider is somebody who was told that the lead waits for their decision, and nothing else since.
type Decider struct {
	Person PersonID
	Role   Role
	In     State // which the lead was in then: in another it waits for something else

	From     time.Time `json:",omitzero"`  // when they read it: it waits for their Today until then
	Revision int       `json:",omitempty"` // of the mail that asks; 0 in the record of an older version
}

// asksToDecide says whether a mail tells its reader that the lead waits for their decision.
func asksToDecide(a Action) bool {
	switch a.Purpose {
	case PurposeReturned, PurposeEscalation:
		return true
	case PurposeOutcome: // of a meeting for which nobody had accepted
		return a.To.Role == RoleManager
	case PurposeQuestion:
		return a.To.Role == RoleManager &&
			slices.Contains([]Code{returnedStep, unconfirmedStep, disputedStep, absenceStep}, a.Step)
	}
	return false
}

// waitsFor says whether the lead still waits for what the person was asked to decide.
func (h *Handoff) waitsFor(d Decider) bool {
	switch {
	case d.In != h.State:
		return false
	case d.In == Past:
		o, disputed := h.Verdict()
		return o == "" || disputed
	case d.In == Accepted:
		return h.AbsenceAsked()
	}
	return true
}

// stillAsks says whether the lead waits for the reader of a question to a manager since it was asked: it may have left
// the state meanwhile, and be in it again for something else.
func (h *Handoff) stillAsks(a Action) bool {
	return !asksToDecide(a) || len(h.Deciders) == 0 || slices.ContainsFunc(h.Deciders, func(d Decider) bool {
		return d.Person == a.To.Person && h.waitsFor(d) && (d.Revision == 0 || d.Revision == a.Revision)
	})
}

// tellSettled tells everybody who was asked to decide about the lead that there is nothing left to decide, unless it
// was their own doing or something in the decision says how it stands, and keeps whom this decision asks.
func (t *turn) tellSettled() {
	var still []Decider
	for _, d := range t.before.deciders(t.team) {
		switch {
		case t.asks(d.Person): // kept below
		case t.h.waitsFor(d):
			still = append(still, d)
		case t.now.Before(d.From): // not read yet, and left out of their Today
		case t.forget || d.Person == t.by().Person || t.person(d.Person).Gone || t.saysHowItStands(d.Person):
		default:
			t.tell(PurposeNotice, d.Person, d.Role, settledStep, nil)
		}
	}
	for _, a := range t.actions {
		if asksToDecide(a) {
			d := Decider{Person: a.To.Person, Role: a.To.Role, In: t.h.State, Revision: a.Revision}
			if t.whenOf(a) != Live && !t.knows(d.Person) {
				d.From = t.clock(d.Person).NextToday(t.now)
			}
			still = append(still, d)
		}
	}
	t.h.Deciders = still
}

// knows says whether somebody has read that the lead waits for them, and nothing else since.
func (t *turn) knows(id PersonID) bool {
	return slices.ContainsFunc(t.before.deciders(t.team), func(d Decider) bool {
		return d.Person == id && !t.now.Before(d.From)
	})
}

// deciders are those who were asked to decide; of a lead that an older version put to the managers, these.
func (h *Handoff) deciders(team Team) []Decider {
	if h.State != Escalated || len(h.Deciders) > 0 {
		return h.Deciders
	}
	asked := []Decider{{Person: h.Next.Owner, Role: RoleManager, In: Escalated}}
	for i, m := range team.Managers {
		if i <= h.Climb && m != h.Next.Owner {
			asked = append(asked, Decider{Person: m, Role: RoleManager, In: Escalated})
		}
	}
	return asked
}

// asks says whether this decision asks the person to decide.
func (t *turn) asks(id PersonID) bool {
	return slices.ContainsFunc(t.actions, func(a Action) bool { return a.To.Person == id && asksToDecide(a) })
}

// saysHowItStands says whether a mail of this decision tells the colleague so, for sure: not one that a withdrawal of
// the event makes needless.
func (t *turn) saysHowItStands(id PersonID) bool {
	return slices.ContainsFunc(t.actions, func(a Action) bool {
		return a.To.Person == id && a.Purpose.Channel() == ChannelInternal && a.Step != wentStep
	})
}

// echoUnlessTold answers a command where nothing else in the decision tells its sender how it stands.
func (t *turn) echoUnlessTold() {
	if !t.saysHowItStands(t.by().Person) {
		t.echo()
	}
}

// wantedSettled: the reader was not asked anew meanwhile.
func wantedSettled(h Handoff, a Action) (bool, Reason) {
	again := func(d Decider) bool { return d.Person == a.To.Person && h.waitsFor(d) }
	if slices.ContainsFunc(h.Deciders, again) {
		return false, Because("superseded/asked")
	}
	return true, Because("wanted")
}
