package handoff

import (
	"strings"

	"pgregory.net/rapid"
)

// checkManager holds the rule for those who decide: whoever owns an escalated lead was told so last, and nobody else waits to.
func (w *truth) checkManager(r *rapid.T, f Fact) {
	owner := ""
	if w.h.State == Escalated {
		owner = string(w.h.Next.Owner)
	}
	fail := func(who, what string) {
		if !w.unreachable(who) {
			r.Fatalf("after %s in %s at %s, %s %s\n%s", f.Kind(), w.h.State, w.now, who, what, strings.Join(w.life, "\n"))
		}
	}
	if owner != "" && !w.acts[owner] && !w.decides(owner, true) {
		fail(owner, "does not know that the lead waits for a decision")
	}
	for who, acts := range w.acts {
		if acts && owner == "" && !w.decides(who, false) {
			fail(who, "still believes that the lead waits for a decision")
		}
	}
}

// decides says whether a mail is on its way that tells the person that they are to decide, or how it stands without them.
func (w *truth) decides(who string, whether bool) bool {
	for _, q := range w.queue {
		ok, _ := Wanted(w.h, q.Action, w.now)
		if ok && q.To.Person != "" && q.To.String() == who && (q.Purpose == PurposeEscalation) == whether {
			return true
		}
	}
	return false
}
