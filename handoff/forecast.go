package handoff

import (
	"time"
)

// Task is what is to be done next.
type Task string

// The tasks. Each belongs to a state.
const (
	TaskNone     Task = ""         // nothing is owed
	TaskComplete Task = "complete" // Draft: send what the brief lacks
	TaskTwin     Task = "twin"     // Draft: say whether it is another matter
	TaskChoose   Task = "choose"   // Draft: choose a time or a rep
	TaskAnswer   Task = "answer"   // Offered: do what the assignment lacks
	TaskCommit   Task = "commit"   // Offered: say yes or no after a tentative answer
	TaskAgree    Task = "agree"    // Offered, Accepted: say whether another time suits
	// Offered, Accepted: say whether the prospect's unproved word on another time holds
	TaskConfirm     Task = "confirm"
	TaskExplain     Task = "explain"     // Offered, Accepted: say why the event is gone from the calendar
	TaskStay        Task = "stay"        // Accepted: say whether the meeting stays with a rep who is away then
	TaskMeet        Task = "meet"        // Accepted: meet
	TaskDecide      Task = "decide"      // Escalated: say who has the lead
	TaskSettle      Task = "settle"      // Returned: say what happens to the lead
	TaskOutcome     Task = "outcome"     // Past: say what became of the meeting
	TaskNextStep    Task = "next-step"   // Past: say what follows a meeting that was not held
	TaskPick        Task = "pick"        // Past: the prospect picks another time
	TaskOpportunity Task = "opportunity" // Held: say what the meeting led to
	TaskSleep       Task = "sleep"       // Nurture: nothing until the lead wakes
	TaskWoken       Task = "woken"       // Draft: say what becomes of a lead that has woken up
)

// Then is what follows if the task is not done in time.
type Then string

// What can follow.
const (
	ThenNothing     Then = ""             // nothing by itself
	ThenAsk         Then = "ask"          // they are asked again
	ThenAskDaily    Then = "ask-daily"    // they are asked again every day
	ThenTooNear     Then = "too-near"     // the meeting needs another time
	ThenClosed      Then = "closed"       // the handoff is closed
	ThenNextRep     Then = "next-rep"     // the lead passes to another rep
	ThenAccepted    Then = "accepted"     // it counts as accepted, with the reply only reported
	ThenOwing       Then = "owing"        // it counts as accepted, and the reply is owed
	ThenManager     Then = "manager"      // the manager decides
	ThenManagerNear Then = "manager-near" // the manager decides, because the prospect would be waiting
	ThenManagerPart Then = "manager-part" // the manager decides: the rep has replied and not accepted
	ThenNextManager Then = "next-manager" // another manager decides
	ThenManagerHas  Then = "manager-has"  // the manager is told
	ThenOldTime     Then = "old-time"     // the old time stands and the clock goes on
	ThenDeclined    Then = "declined"     // it counts as declined
	ThenOver        Then = "over"         // the meeting is over, and it is asked whether it was held
	ThenBack        Then = "back"         // the qualifier has the lead again
	ThenConfirm     Then = "confirm"      // the prospect is asked whether the time still suits
	ThenAbsent      Then = "absent"       // it counts as a no-show of ours
	ThenRegret      Then = "regret"       // the prospect is told that the meeting is off, and offered other times
	ThenLook        Then = "look"         // the rep's calendar is looked into once more
	ThenWake        Then = "wake"         // the lead needs a new time
)

// Forecast is what is to be done next, by whom and until when, and what follows if it is not.
type Forecast struct {
	Task  Task
	Owner PersonID // who is to do it; empty: the prospect
	By    time.Time
	Early bool // the window has not opened yet, so that By is the earliest end it can have
	Then  Then
	To    PersonID // who is next, where that is known: the successor, the next manager
}

// Forecast says what follows, as Decide would have it if nothing else came. It speaks of the end of the window,
// whatever reminder comes before it.
func (h *Handoff) Forecast(c *Config, now time.Time) Forecast {
	if h.State.Finished() || h.Next.Owner == "" || h.Next.At.IsZero() {
		return Forecast{}
	}
	f := Forecast{Owner: h.Next.Owner, By: h.Next.At, Then: ThenAsk}
	switch h.State {
	case Draft:
		h.forecastDraft(&f)
	case Offered:
		h.forecastOffer(&f, c, now)
	case Escalated:
		h.forecastCase(&f, c, now)
	case Returned:
		h.forecastReturn(&f, c)
	case Nurture:
		f.Task, f.By, f.Then = TaskSleep, h.Wake, ThenWake
	default:
		h.forecastMeeting(&f, c)
	}
	if h.startedWithout(now) {
		f.Then, f.To = ThenOver, ""
	}
	return f
}

func (h *Handoff) forecastDraft(f *Forecast) {
	f.Task = TaskComplete
	if Awake(h) && h.Start.IsZero() {
		f.Task = TaskWoken
		return
	}
	switch open := len(h.Missing) + len(h.Questions); {
	case open == 0 && h.Clash != nil && h.Clash.Asked == RoleQualifier:
		f.Task = TaskChoose
	case h.Twin != "":
		f.Task = TaskTwin
	}
	switch h.Next.What {
	case DueNewTime:
		f.Then = ThenTooNear
	case DueExpire:
		f.Then = ThenClosed
	}
}

func (h *Handoff) forecastOffer(f *Forecast, c *Config, now time.Time) {
	a := h.Current()
	switch {
	case a == nil:
		*f = Forecast{}
	case h.Next.What == DueProposal:
		h.forecastProposal(f, c)
	case h.Next.What == DueRemoved:
		f.Task, f.Owner, f.Then = TaskExplain, a.Rep, ThenDeclined
	default:
		f.Task, f.Owner, f.Early = TaskAnswer, a.Rep, a.Opened.IsZero()
		if f.By, _ = h.Window(c, *a, now); f.Early {
			f.By = f.By.Truncate(time.Minute)
		} else if a.Soft {
			f.Task = TaskCommit
		}
		f.Then, f.To = h.Silence(c, a, now)
	}
}

// forecastProposal is for another time that somebody is asked about.
func (h *Handoff) forecastProposal(f *Forecast, c *Config) {
	f.Task, f.Then = TaskAgree, ThenOldTime
	f.Owner, _ = h.ActingQualifier(c)
	m := h.Moving
	switch {
	case m == nil:
	case m.Said != "":
		f.Task = TaskConfirm
	case m.Asked == RoleProspect:
		f.Owner = ""
	case m.Asked == RoleRep:
		f.Owner = h.Rep()
	case m.Asked == RoleManager:
		f.Owner = h.Manager(c)
	}
}

func (h *Handoff) forecastCase(f *Forecast, c *Config, now time.Time) {
	f.Task = TaskDecide
	next, above := h.nextManager(c)
	switch {
	case h.Next.What == DueStart:
		f.Then = ThenOver
	case h.Next.What == DueRegret:
		f.Then = ThenRegret
	case h.HoldUntil.After(now):
		f.By, f.Then = h.HoldUntil, ThenNothing
	case h.Nudges > 0 || !above:
		f.Then = ThenAskDaily
	default:
		f.Then, f.To = ThenNextManager, next
	}
}

func (h *Handoff) forecastReturn(f *Forecast, c *Config) {
	f.Task = TaskSettle
	switch {
	case h.Next.What == DueLead:
		f.Then = ThenManagerNear
	case h.Next.What == DueStart:
		f.Then = ThenOver
	case h.Next.What == DueRegret:
		f.Then = ThenRegret
	case h.Next.Owner == h.Manager(c):
		f.Then = ThenAskDaily
	default:
		f.Then = ThenManagerHas
	}
}

// forecastMeeting is for everything from the acceptance on.
func (h *Handoff) forecastMeeting(f *Forecast, c *Config) {
	switch h.Next.What {
	case DueProposal:
		h.forecastProposal(f, c)
	case DueRemoved:
		f.Task, f.Owner, f.Then = TaskExplain, h.Rep(), ThenDeclined
	case DueAway:
		f.Task, f.Then = TaskStay, ThenNextRep
	case DueOver:
		f.Task, f.Owner, f.Then = TaskMeet, h.Rep(), ThenOver
	case DueConfirm:
		f.Task, f.Owner, f.Then = TaskMeet, h.Rep(), ThenConfirm
	case DueCheck:
		f.Task, f.Owner, f.Then = TaskMeet, h.Rep(), ThenLook
	case DueExpire:
		f.Task, f.Then = TaskOutcome, ThenClosed
	case DueAbsent:
		f.Task, f.Then = TaskOutcome, ThenAbsent
	case DueTimes:
		f.Task, f.Owner, f.Then = TaskPick, "", ThenClosed
		if h.livesOn() {
			f.Task, f.Owner, f.Then = TaskNextStep, h.Next.Owner, ThenBack
		}
	case DueOpportunity:
		f.Task = TaskOpportunity
	default:
		f.Task = TaskOutcome
		if o, disputed := h.Verdict(); o != "" && !disputed {
			f.Task = TaskNextStep
		}
	}
}

// Window says when the window of an assignment closes, as it was promised or as it would if it opened now, and whether
// the meeting makes it shorter than usual.
func (h *Handoff) Window(c *Config, a Assignment, now time.Time) (closes time.Time, compressed bool) {
	if !a.Opened.IsZero() {
		return a.Due, a.Compressed
	}
	return WindowCloses(*h, c, a, h.opens(c, a, now))
}

// opens is when a window that is not open yet opens, as is known now: with the invite, which follows an intro after a
// while. All mails of the decision that offers the lead promise the same end so. An invite that goes much later opens
// it when it goes.
func (h *Handoff) opens(c *Config, a Assignment, now time.Time) time.Time {
	invited := a.Made.Add(introLead)
	if again := len(h.Assignments) > 1 && h.Assignments[len(h.Assignments)-2].Rep == a.Rep; again || a.Hurry ||
		h.Origin == OriginCC && h.met() { // nobody is introduced
		invited = a.Made
	}
	if now.After(invited.Add(introLead)) {
		invited = now
	}
	return later(invited, InvitedFrom(h, c, a, invited))
}

// InvitedFrom is when the invitation to a turn that could go at the instant goes by the hours of its rep; zero: then.
func InvitedFrom(h *Handoff, c *Config, a Assignment, at time.Time) time.Time {
	invite := Action{Purpose: PurposeInvite, To: Recipient{Person: a.Rep, Role: RoleRep}}
	until, _ := KeepBack(*h, invite, c, a.Away, Had{}, at)
	return until
}

// AskedFrom is when the first of those who are asked reads so, because the invitations wait for their hours; zero if
// one was asked already, or is now, or has answered on a page before.
func AskedFrom(h *Handoff, c *Config, now time.Time) (first time.Time) {
	cur := h.Current()
	if cur == nil || h.State != Offered {
		return zeroTime
	}
	for _, a := range append(h.besideNow(), *cur) {
		until := InvitedFrom(h, c, a, now)
		if answered := a.Soft || len(a.Evidence) > 0; answered || !a.Opened.IsZero() || until.IsZero() {
			return zeroTime
		}
		if first.IsZero() || until.Before(first) {
			first = until
		}
	}
	return first
}

// Left is how much of its time an open or promised window still has, on the clock by which it runs, and by whole
// minutes: a mail that is due two hours before the end says so.
func (h *Handoff) Left(c *Config, a Assignment, now time.Time) time.Duration {
	closes, _ := h.Window(c, a, now)
	now, closes = minute(now), minute(closes)
	if a.Wall {
		return closes.Sub(now)
	}
	return c.Clock(a.Rep).Less(a.Away...).Between(now, closes)
}

// Silence is what the end of the window brings if nothing more comes: the next rep, as often as the policy allows, then
// the manager.
func (h *Handoff) Silence(c *Config, a *Assignment, now time.Time) (Then, PersonID) {
	p := h.policyOf(c)
	at, _ := h.Window(c, *a, now)
	if now.After(at) {
		at = now
	}
	switch {
	case h.Vague != nil && h.Vague.By == a.Rep: // it is a no all the same
		return ThenBack, ""
	case a.replied() && !a.has(RequireAccept):
		t, _ := c.Team(h.Team)
		if by := decideBy(c.Clock(h.Manager(c)), t.policyFor(h), at, h.Start.Add(-p.Lead)); a.AcceptAsked.IsZero() &&
			by.After(at) {
			return ThenAsk, ""
		}
		return ThenManagerPart, ""
	case a.has(RequireAccept) && !a.replied():
		return ThenOwing, ""
	case a.replied():
		return ThenAccepted, ""
	case !at.Before(h.Start.Add(-p.Lead)):
		return ThenManagerNear, ""
	case a.Hurry, h.silences() >= p.Reassign, h.alone(c, a.Rep):
		return ThenManager, ""
	}
	return ThenNextRep, a.Successor
}

// alone says whether there is no other rep to whom the lead could pass: of its team, or of the rule by which it goes.
// Who stands in for somebody has others behind them.
func (h *Handoff) alone(c *Config, rep PersonID) bool {
	t, _ := c.Team(h.Team)
	reps, _ := c.ruled(t, h)
	return others(c, reps, rep) == 0
}

// silences counts the windows that closed in silence before.
func (h *Handoff) silences() int {
	n := 0
	for _, a := range h.Assignments {
		if a.End == EndSilence {
			n++
		}
	}
	return n
}
