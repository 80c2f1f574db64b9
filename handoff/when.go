package handoff

import "slices"

// Timing says when a mail to a colleague may go. The zero value is Live: so were all mails of older versions.
type Timing string

// When a mail may go.
const (
	Live   Timing = ""       // at once: it needs this person before their next Today, or answers what they just sent
	Today  Timing = "today"  // as a line of the mail at the start of their hours
	Weekly Timing = "weekly" // in the mail of the week, which stands for that day's Today
)

// liveNotices are the notices that cannot wait: what somebody does next depends on them, or the prospect is waiting.
// All others are told in Today.
var liveNotices = []Code{
	// the time or the lead itself is not what the reader was told
	movedStep, wentStep, "cancelled", "keep", "refused", "proposal-lapsed", "own-move", "own-off", "own-left", "deleted",
	// words of the prospect's side
	"prospect-declined", "prospect-bounced", "prospect-complained", "prospect-unread", Code(QuestionOutsider),
	"not-credited",
	// good news does not wait
	wonStep,
	// the manager was asked to decide, and need not any more
	"accepted-late", "accepted-in-time", "reply-late", "taken-back", "settled",
	// somebody may have answered in the reader's name, and an invitation that cannot go out
	"sent-from", "permission",
	// a colleague asks for it
	nudgeStep,
	// told only where nobody has time to answer and the meeting begins before the reader's next day
	"no-time",
	// the prospect was told that nobody would be there
	regrettedStep,
	// leads go on coming to nothing
	patternAgainStep,
}

// waitingQuestions are the questions that can wait for Today: nothing is lost before.
var waitingQuestions = []Code{owedStep, debtStep, "draft-waits", "returned-waits", "opportunity", "unconfirmed",
	"disputed", acceptOwedStep, TouchStep, IdleStep, ChoreStep,
	excuseStep, silentStep, stepPastStep, Code(OutcomeNoShow), Code(OutcomeMoved), Code(OutcomeCancelled)}

// soonNotices cannot wait if the meeting begins before the reader's next Today.
var soonNotices = []Code{"amended", "prospect-away", "contact-left", "contact-moved", "accepted", "reassigned",
	"assigned", "extended", "away-kept", "soft", placeStep}

// whenOf says when an action of this decision may go.
func (t *turn) whenOf(a Action) Timing {
	later := a.Purpose == PurposeQuestion && a.Step == Code(OutcomeNoShow) // what next is asked when the day is over
	if a.To.Person == "" || a.Answers != "" && !later || a.Purpose.Channel() != ChannelInternal {
		return Live
	}
	wait := Live
	switch a.Purpose {
	case PurposeOutcome:
		wait = Today
	case PurposeReminder:
		if cur := t.h.Current(); cur != nil && cur.Steps < len(t.policy.Steps) {
			wait = Today // a later one is the last
		}
	case PurposeQuestion:
		if slices.Contains(waitingQuestions, a.Step) {
			wait = Today
		}
	case PurposeNotice:
		if !slices.Contains(liveNotices, a.Step) || a.Step == regrettedStep && a.To.Role == RoleRep {
			wait = Today // the rep has the cancellation
		}
	}
	if cur := t.h.Current(); wait == Today && a.Step == acceptOwedStep && cur != nil &&
		!cur.Due.After(t.clock(a.To.Person).NextToday(t.now)) {
		return Live
	}
	if wait == Today && slices.Contains(soonNotices, a.Step) && t.now.Before(t.h.Start) &&
		!t.h.Start.After(t.clock(a.To.Person).NextToday(t.now)) {
		return Live
	}
	return wait
}

// plainEffects are what a command brought about that is plain to whoever gave it: no mail tells it back.
var plainEffects = []Code{"accepted", "held", "verdict-no-show", "converted", "opportunity-kept",
	"rejected", "unreachable", "reply-noted",
	"step-named", "touch-sent", "chore-done", "requires", "requires-nothing"}

// withoutPlain leaves out the echo of a command whose effect is plain, or of which another mail of the decision tells
// its sender.
func (t *turn) withoutPlain() {
	t.actions = slices.DeleteFunc(t.actions, func(a Action) bool {
		if a.Purpose != PurposeEcho || a.Refused {
			return false
		}
		if t.before.State == Escalated { // more than the reader has in mind may have come of it
			return false
		}
		gets := func(p Purpose) bool { // by mail: what a calendar server sends has words of its own
			return !t.hosted() && slices.ContainsFunc(t.actions, func(o Action) bool { return o.Purpose == p && o.To == a.To })
		}
		return slices.Contains(plainEffects, a.Step) || t.f.Kind() == KindDecline && gets(PurposeCancel) ||
			t.f.Kind() == KindAgree && gets(PurposeUpdate)
	})
}

// timed says of each action of the decision when it may go.
func (t *turn) timed() {
	for i := range t.actions {
		a := &t.actions[i]
		if a.When == Weekly && a.Delay == 0 {
			a.Delay = t.clock(a.To.Person).NextWeekly(t.now).Sub(t.now)
		}
		if a.When != Live {
			continue // it says itself on which day
		}
		if a.When = t.whenOf(*a); a.When != Live {
			a.Delay = t.clock(a.To.Person).NextToday(t.now).Sub(t.now)
		}
	}
}
