package handoff

import "time"

// Gap is what a lead lacks of a next step; empty: nothing.
type Gap string

// What may be missing.
const (
	GapNone      Gap = "none"       // the meeting is over, and nothing is planned
	GapNotChosen Gap = "not-chosen" // nobody named it: call again
	GapPast      Gap = "past"       // its day is over
)

// StepGap says what is missing of the next step, as it stands on the day of the instant.
func StepGap(h *Handoff, c *Config, now time.Time) Gap {
	switch s := h.Step; {
	case h.State.Finished():
	case s == nil && h.awaitsStep():
		return GapNone
	case s == nil:
	case !s.Chosen():
		return GapNotChosen
	case s.On.Before(startOfDay(now, c.Person(s.Owner).Location())):
		return GapPast
	}
	return ""
}

// StepOf is who names the next step of a lead: who has one, else the rep, else the qualifier.
func StepOf(h *Handoff) PersonID {
	switch {
	case h.Step != nil && h.Step.Owner != "":
		return h.Step.Owner
	case h.Rep() != "":
		return h.Rep()
	}
	return h.Qualifier
}

// StepToday says whether the day's Today speaks of the next step by itself: it is due on that day, or was asked about
// since the day before.
func StepToday(h *Handoff, c *Config, today time.Time) bool {
	s := h.Step
	if s == nil {
		return false
	}
	zone := c.Person(s.Owner).Location()
	return s.On.Equal(startOfDay(today, zone)) || !s.Asked.IsZero() && s.Asked.After(today.AddDate(0, 0, -1))
}

// Stuck is why a lead does not go on, and since when.
type Stuck struct {
	Code  Code // names the words
	Since time.Time
}

// Working days after which a lead is stuck of which somebody should have said something.
const (
	stuckSaid  = 3 // what became of a meeting, of a lead that came back, of a draft
	stuckDeal  = 5 // an opportunity
	stuckReply = 1 // a word to the prospect, a manager's decision
)

// StuckOf says whether a lead is stuck: somebody owes it a word for longer than a working day or some.
func StuckOf(h *Handoff, c *Config, now time.Time) (Stuck, bool) {
	s, of, days := Stuck{Since: h.Since}, h.Qualifier, stuckSaid
	outcome, disputed := h.Verdict()
	switch cur := h.Current(); {
	case h.State == Held && !h.Idle.IsZero() && StepGap(h, c, now) != "":
		return Stuck{"review/stuck-idle", h.idleSince()}, true
	case h.State == Escalated:
		s.Code, of, days = "review/stuck-escalated", h.Next.Owner, stuckReply
	case h.State == Past && disputed:
		s.Code, s.Since, of = "review/stuck-disputed", h.judged(), h.Next.Owner
	case h.State == Past && outcome == "":
		s.Code, s.Since, of = "review/stuck-outcome", h.End, h.Rep()
	case h.State == Held && h.Opportunity == "" && StepGap(h, c, now) != "":
		s.Code, s.Since, of, days = "review/stuck-opportunity", h.judged(), h.Rep(), stuckDeal
	case h.State == Accepted && cur != nil && !cur.Owes.IsZero() && !cur.has(RequireReply):
		s.Code, s.Since, of, days = "review/stuck-reply", cur.Owes, cur.Rep, stuckReply
	case h.State == Returned:
		s.Code = "review/stuck-returned"
	case h.State == Draft:
		s.Code = "review/stuck-draft"
	default:
		return Stuck{}, false
	}
	return s, now.After(c.Person(of).workdaysOn(c.Clock(of), s.Since, days))
}

// Says is the sentence of it, which names who owes the word.
func (s Stuck) Says(h *Handoff, zone string) Reason {
	who := h.Next.Owner
	switch s.Code {
	case "review/stuck-outcome", "review/stuck-opportunity", "review/stuck-reply", "review/stuck-idle":
		who = h.Rep()
	case "review/stuck-returned", "review/stuck-draft":
		who = h.Qualifier
	}
	return Because(s.Code, PersonArg(who), TimeArg(s.Since, zone))
}

// idleSince is when the rep of a held lead was asked who did nothing; where that is not kept, when the manager was.
func (h *Handoff) idleSince() time.Time {
	if h.Step != nil && !h.Step.Asked.IsZero() {
		return h.Step.Asked
	}
	return h.Idle
}

// Unanswered says who was asked about a lead and has said nothing since, and since when: not where a step was named
// that is still to come, nor before they had a whole working day for it after the question was put.
func Unanswered(h *Handoff, c *Config, now time.Time) (who PersonID, since time.Time, waits bool) {
	who, since, waits = whoWasAsked(h, c, now)
	return who, since, waits && now.After(c.Person(who).workdaysOn(c.Clock(who), since, 1))
}

// whoWasAsked is Unanswered from when it was decided to ask on.
func whoWasAsked(h *Handoff, c *Config, now time.Time) (who PersonID, since time.Time, waits bool) {
	held := h.State == Held || h.State == Past
	switch {
	case Awake(h):
		return h.Next.Owner, later(h.Sleep.Woke, h.Nudged), true
	case h.State == Draft, h.State.Finished(), held && h.Step != nil && StepGap(h, c, now) == "":
		return "", zeroTime, false
	case h.State == Held && !h.Idle.IsZero():
		return h.Rep(), h.idleSince(), true
	case h.Nudges == 0:
		return "", zeroTime, false
	case h.State == Returned, h.State == Escalated && h.Climb == 0: // the same one is asked again and again
		return h.Next.Owner, h.Since, true
	default: // who was asked last is another one
		return h.Next.Owner, later(h.Since, h.Nudged), true
	}
}
