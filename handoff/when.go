package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

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
	// the manager was asked to decide, and need not any more
	"accepted-late", "accepted-in-time", "reply-late", "taken-back", "settled",
	// somebody may have answered in the reader's name, and an invitation that cannot go out
	"sent-from", "permission",
	// told only where nobody has time to answer and the meeting begins before the reader's next day
	"no-time",
}

// waitingQuestions are the questions that can wait for Today: nothing is lost before.
var waitingQuestions = []Code{"draft-waits", "returned-waits", "opportunity", "unconfirmed", "disputed",
	excuseStep, silentStep, Code(OutcomeNoShow), Code(OutcomeMoved), Code(OutcomeCancelled)}

// soonNotices cannot wait if the meeting begins before the reader's next Today.
var soonNotices = []Code{"amended", "prospect-away", "contact-left", "contact-moved", "accepted", "reassigned", "assigned",
	"extended", "away-kept", "soft"}

// whenOf says when an action of this decision may go.
func (t *turn) whenOf(a Action) Timing {
	if a.To.Person == "" || a.Answers != "" || a.Purpose.Channel() != ChannelInternal {
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
		if !slices.Contains(liveNotices, a.Step) {
			wait = Today
		}
	}
	if wait == Today && slices.Contains(soonNotices, a.Step) && t.now.Before(t.h.Start) &&
		!t.h.Start.After(t.person(a.To.Person).NextToday(t.now)) {
		return Live
	}
	return wait
}

// timed says of each action of the decision when it may go.
func (t *turn) timed() {
	for i := range t.actions {
		a := &t.actions[i]
		a.When = t.whenOf(*a)
	}
}

// NextToday is the start of the person's hours on their next working day: the first that begins after the instant.
func (p Person) NextToday(after time.Time) time.Time {
	zone := p.Location()
	next, day, clock := after, "", p.Hours.In(zone)
	clock.walk(after.In(zone).AddDate(0, 0, -1), func(s calendar.Span) bool {
		first := s.Start.In(zone).Format(time.DateOnly) != day
		day = s.Start.In(zone).Format(time.DateOnly)
		if first && s.Start.After(after) {
			next = s.Start
			return false
		}
		return true
	})
	return next
}
