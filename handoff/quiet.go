package handoff

import (
	"time"

	"handoffd/calendar"
)

// The budget of a person and working day.
const (
	MostLive    = 6                // mails that cannot wait for Today, before they are joined
	JoinedEvery = 30 * time.Minute // between joined mails
)

// Had is what somebody was sent of what cannot wait, on their present day.
type Had struct {
	Live int
	Last time.Time
}

// Urgent says whether an action is never joined or delayed: somebody has to decide, or the prospect waits.
func (a Action) Urgent() bool {
	switch a.Purpose {
	case PurposeEscalation, PurposeRelay:
		return true
	case PurposeQuestion:
		return a.Step == "prospect-says" || a.Step == "proposal" || a.Step == nobodyCameStep
	case PurposeNotice:
		return a.Step == "prospect-declined" || a.Step == Code(QuestionOutsider)
	}
	return false
}

// Answer says whether an action answers what its reader has just sent: whoever writes sets the pace, and is awake. What
// waits for Today is no answer any more: late, it waits for their hours like all else.
func (a Action) Answer() bool {
	return a.When == Live && a.Answers != "" || a.Purpose == PurposeConfirm
}

// Counted says whether a mail of the action counts against the budget of its reader.
func (a Action) Counted() bool {
	return a.To.Person != "" && a.When == Live && a.Purpose != PurposeService && !a.Urgent() && !a.Answer()
}

// Joinable says whether the action can be a line of a mail of several. The parts of an offer cannot: the calendar and
// the thread need them.
func (a Action) Joinable() bool {
	return a.Counted() && a.Purpose.Channel() == ChannelInternal && a.Purpose != PurposeBrief
}

// Lane is, with the handoff, the order that an action keeps: recipient and channel. What waits for Today keeps nothing
// else waiting, and nothing that is held keeps what is urgent waiting, or the answer to what somebody just sent.
func (a Action) Lane() string {
	if a.When != Live {
		return a.To.String() + "/today/" + a.Key()
	}
	if a.Urgent() && a.To.Person != "" {
		return a.To.String() + "/urgent"
	}
	if a.Answer() && a.To.Person != "" && a.Purpose.Channel() == ChannelInternal {
		return a.To.String() + "/answers"
	}
	return a.To.String() + "/" + string(a.Purpose.Channel())
}

// Joined is the digest key of what somebody gets as one mail because their budget is spent.
func (a Action) Joined() string { return "joined/" + a.To.String() }

// KeepBack says until when a mail to a colleague is kept back, and whether it is joined with others then. A zero time
// lets it go now. away are absences that the config does not know of.
func KeepBack(h Handoff, a Action, c *Config, away []calendar.Span, had Had,
	now time.Time) (until time.Time, join bool) {
	person := a.To.Person
	if person == "" || SignsIn(a) || a.Urgent() ||
		a.Purpose == PurposeService && a.When == Live && !a.personal() || !a.mailed(h, c) {
		return zeroTime, false
	}
	if !c.Person(person).Night && !a.Answer() {
		clock := c.Clock(person).Less(away...)
		if next := clock.Next(now); next.After(now) && !aboutToWait(h, a, c, now, next) {
			return next, false
		}
	}
	if !a.Joinable() || had.Live < MostLive {
		return zeroTime, false
	}
	next := had.Last.Add(JoinedEvery)
	if a.lastMoment(h, next) {
		return zeroTime, false
	}
	if next.After(now) {
		return next, true
	}
	return zeroTime, true
}

// lastMoment says whether the mail reminds of an answer whose time would be over at the instant: then it would be no
// reminder.
func (a Action) lastMoment(h Handoff, at time.Time) bool {
	cur := h.Current()
	return a.Purpose == PurposeReminder && cur != nil && cur.Rep == a.To.Person && !cur.Due.IsZero() && !cur.Due.After(at)
}

// aboutToWait says whether the meeting comes so near before the person works again that the prospect would wait.
func aboutToWait(h Handoff, a Action, c *Config, now, next time.Time) bool {
	return a.When == Live && now.Before(h.Start) && !h.Start.Add(-h.policyOf(c).Lead).After(next)
}

// mailed says whether the action is a mail of ours: not an entry in a calendar, nor what a calendar server sends.
func (a Action) mailed(h Handoff, c *Config) bool {
	switch a.Purpose.Channel() {
	case ChannelCopy, ChannelOwn:
		return false
	case ChannelCalendar:
		return c.Of(h.Team).Events != EventsHosted
	}
	return true
}

// personal says whether a mail of the service is for its reader alone, and can wait.
func (a Action) personal() bool { return DetailOf[ServiceDetail](a).Personal == Yes && a.Answers == "" }
