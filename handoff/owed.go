package handoff

import "time"

// Who has accepted in time keeps the lead, also where no reply to the prospect was seen; who has replied keeps it until
// somebody has to decide. Each is asked about once.

// Steps of these questions, beside owedStep.
const (
	acceptOwedStep = "accept-owed"    // to a rep who has replied: is it yours?
	waitsStep      = "prospect-waits" // to the manager: the prospect waits for the reply
)

// waitsLeast is the working time that a prospect who has written waits before the manager hears of it.
const waitsLeast = 4 * time.Hour

// keepsOwing carries the lead on with a rep who has accepted the invitation and of whom no reply was seen.
func (t *turn) keepsOwing() {
	t.accept()
	a := t.h.Current()
	a.Owes = t.now
	t.tell(PurposeQuestion, a.Rep, RoleRep, owedStep, nil)
}

// asksAccept gives a rep who has replied until the manager has to decide.
func (t *turn) asksAccept(a *Assignment) {
	a.AcceptAsked, a.Due, a.Compressed = t.now, t.decideBy(), false
	a.Steps = len(t.policy.Steps)
	t.note("replied-not-accepted/asked", PersonArg(a.Rep), t.whenFor(a.Rep, a.Due))
	t.tell(PurposeQuestion, a.Rep, RoleRep, acceptOwedStep, nil)
}

// decideBy is the latest instant at which the manager still has the time that is theirs before somebody must have
// accepted.
func (t *turn) decideBy() time.Time {
	return decideBy(t.clock(t.manager()), t.policy, t.now, t.lastCall(t.h.Current()))
}

func decideBy(clock Clock, p Policy, now, latest time.Time) time.Time {
	if clock.Hours.Weekly() == 0 {
		return latest.Add(-p.Manager)
	}
	from, to := now, latest // the working time from `from` to latest is enough, that from `to` is not
	if clock.Between(from, latest) < p.Manager {
		return now
	}
	for to.Sub(from) > time.Minute {
		if mid := from.Add(to.Sub(from) / 2); clock.Between(mid, latest) >= p.Manager {
			from = mid
		} else {
			to = mid
		}
	}
	return from.Truncate(time.Minute)
}

// owesReply says whether the prospect has written and a reply of the rep, who has the lead, was not seen yet.
func (h *Handoff) owesReply() bool {
	a := h.Current()
	return h.State == Accepted && a != nil && !a.Owes.IsZero() && h.Waiting && !h.WaitsSince.IsZero()
}

// replyDue is when the manager hears that the prospect waits; false if that is not so, or they have heard.
func (t *turn) replyDue() (Next, bool) {
	a := t.h.Current()
	if !t.h.owesReply() || a.OwesTold {
		return Next{}, false
	}
	return Next{a.Rep, t.working(a.Rep, later(a.Owes, t.h.WaitsSince), waitsLeast), DueReply}, true
}

// replyWaits tells the manager that the prospect waits for the rep's reply.
func (t *turn) replyWaits() {
	a := t.h.Current()
	a.OwesTold = true
	t.note("reply-owed", PersonArg(a.Rep), t.when(t.h.WaitsSince))
	t.tell(PurposeQuestion, t.manager(), RoleManager, waitsStep, nil)
}
