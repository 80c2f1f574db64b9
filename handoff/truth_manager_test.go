package handoff

import (
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// checkManager holds the rule for those who decide: whoever owns an escalated lead was told so last, and nobody waits
// to decide what is decided.
func (w *truth) checkManager(r *rapid.T, f Fact) {
	fail := func(who, what string) {
		if !w.unreachable(who) {
			r.Fatalf("after %s in %s at %s, %s %s\n%s", f.Kind(), w.h.State, w.now, who, what, strings.Join(w.life, "\n"))
		}
	}
	if owner := string(w.h.Next.Owner); w.h.State == Escalated && w.acts[owner] != Escalated && !w.hears(owner, true) {
		fail(owner, "does not know that the lead waits for a decision")
	}
	for who, in := range w.acts {
		if !w.waits(in) && !w.hears(who, false) {
			fail(who, "still believes that the lead waits for a decision")
		}
	}
}

// knows has whoever did something, or reads of the lead, know that it does not wait for them.
func (w *truth) knows(who string) {
	if !w.waits(w.acts[who]) {
		delete(w.acts, who)
	}
}

// asks says whether a mail puts the lead to its reader: it is theirs to decide.
func (w *truth) asks(a Action) bool {
	switch a.Purpose {
	case PurposeEscalation, PurposeReturned:
		return true
	case PurposeOutcome:
		return a.To.Role == RoleManager
	case PurposeQuestion:
		return a.To.Role == RoleManager && slices.Contains([]Code{"returned-waits", "unconfirmed", "disputed", "rep-away"},
			a.Step)
	}
	return false
}

// waits says whether what was to be decided in a state still is.
func (w *truth) waits(in State) bool {
	o, disputed := w.h.Verdict()
	switch {
	case w.h.State != in:
		return false
	case in == Past:
		return o == "" || disputed
	case in == Accepted:
		return w.h.AbsenceAsked()
	}
	return true
}

// hears says whether a mail is on its way that tells the person how it stands; asks: that they are to decide.
func (w *truth) hears(who string, asks bool) bool {
	return slices.ContainsFunc(w.queue, func(q queued) bool {
		ok, _ := Wanted(w.h, q.Action, w.now)
		return ok && q.To.Person != "" && q.To.String() == who && (!asks || w.asks(q.Action))
	})
}
