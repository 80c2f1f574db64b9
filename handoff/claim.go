package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/handoff/dates"
)

// Silence is first claimed: the rep reads so, with the reason, and can say why it was not his fault. Recorded, it costs
// what the policy says. In a window with little working time it costs nothing.

// ClaimLeast is the working time that a window must have held for silence in it to be claimed.
const ClaimLeast = 4 * time.Hour

// claimDays are the working days in which the rep can say why.
const claimDays = 2

// silentMost is how many recorded silences in a row have the manager asked whether the rep is to have leads.
const silentMost = 3

// Steps of the mails about silence.
const (
	claimStep   = "silence-claimed"  // to the rep: say why, or it is recorded
	excuseStep  = "not-my-fault"     // to the manager: is it to be recorded?
	ruledStep   = "silence-ruled"    // to the rep: what the manager decided
	silentStep  = "silent-in-a-row"  // to the manager: is the rep to have leads?
	rotatedStep = "rotation-changed" // to the rep: what the manager answered
)

// OfSilence says whether a mail asks a rep, or a manager, about a silence that may count. What counts afterwards
// does so because its reader had that mail.
func (a Action) OfSilence() bool {
	return a.Purpose == PurposeNotice && a.Step == claimStep || a.Purpose == PurposeQuestion && a.Step == excuseStep
}

// Claim is a silence that was claimed, and what became of it.
type Claim struct {
	At       time.Time // the window closed
	Until    time.Time // the rep can say why until then
	Mail     string    `json:",omitempty"` // the key of the mail that tells the rep; of an older version unknown
	Told     time.Time `json:",omitzero"`  // it went out
	Said     string    `json:",omitempty"` // why it was not his fault, in his own words
	Recorded time.Time `json:",omitzero"`  // it counts since then
	Turns    int       `json:",omitempty"` // that it costs
	Dropped  time.Time `json:",omitzero"`  // it does not count
	By       PersonID  `json:",omitempty"` // who decided; empty: nobody had to
	InARow   bool      `json:",omitempty"` // the manager was asked whether the rep is to have leads
}

// Open says whether it is not decided yet if the silence counts.
func (c *Claim) Open() bool { return c != nil && c.Recorded.IsZero() && c.Dropped.IsZero() }

// waits says whether the rep has not said anything and still can.
func (c *Claim) waits() bool { return c.Open() && c.Said == "" }

// Wakes is what falls due first: the next move, or the end of the time in which a rep can say why he was silent, which
// counts in every state, as does the next step.
func Wakes(h *Handoff) (at time.Time, what Due, ok bool) {
	at, what, ok = h.Next.At, h.Next.What, h.State.Open()
	for i := range h.Assignments {
		if c := h.Assignments[i].Claim; c.waits() && (!ok || c.Until.Before(at)) {
			at, what, ok = c.Until, DueClaim, true
		}
	}
	if !h.StepDue.IsZero() && (!ok || h.StepDue.Before(at)) {
		at, what, ok = h.StepDue, DueNextStep, true
	}
	if v := h.Vague; v != nil && !v.Due.IsZero() && (!ok || v.Due.Before(at)) {
		at, what, ok = v.Due, DueVague, true
	}
	if d := h.Debt; d != nil && !d.Due.IsZero() && (!ok || d.Due.Before(at)) {
		at, what, ok = d.Due, DueDebt, true
	}
	return at, what, ok
}

// claim claims the silence in which a turn has ended, if the window held time enough to answer in.
func (t *turn) claim(a *Assignment) {
	if a.Opened.IsZero() || t.workOf(a).Between(a.Opened, a.Due) < ClaimLeast {
		return
	}
	clock := t.presentClock(a.Rep)
	a.Claim = &Claim{At: t.came(), Until: clock.wholeDays(clock.NextToday(t.now), claimDays)}
	t.tell(PurposeNotice, a.Rep, RoleRep, claimStep, NoticeDetail{Turn: a.N, Until: a.Claim.Until})
	a.Claim.Mail = t.mailOf(a.Rep, claimStep)
}

// presentClock is when the rep works, without the absences that mails and calendars told of.
func (t *turn) presentClock(id PersonID) Clock {
	if !routes(*t.before, t.f) {
		return t.clock(id)
	}
	return t.clock(id).Less(t.e.Lookups.Away[id]...)
}

// mailOf is the key of the notice of this decision to the colleague; empty if there is none.
func (t *turn) mailOf(id PersonID, step Code) string {
	for _, a := range t.actions {
		if a.To.Person == id && a.Purpose == PurposeNotice && a.Step == step {
			return a.Key()
		}
	}
	return ""
}

// claimMost bounds how long a silence waits for the mail that tells of it: if none goes out it does not count.
const claimMost = 14 * day

// unheard says whether the mail that tells of the silence has not gone out.
func (c *Claim) unheard() bool { return c.Mail != "" && c.Told.IsZero() }

// heardClaim notes that the mail is out that tells a rep of the silence. The time to say why counts from then.
func (t *turn) heardClaim(f *Sent) {
	for _, a := range t.h.claimsOf(f.To.Person, (*Claim).waits) {
		if c := a.Claim; c.Mail != "" && c.Mail == f.Key && c.Told.IsZero() {
			c.Told, c.Until = f.At, ClaimEnds(&t.h, t.e.Config, a.N, f.At)
		}
	}
}

// ClaimEnds is until when the rep of the turn can say why he was silent, if he reads of it at the instant.
func ClaimEnds(h *Handoff, c *Config, turn int, told time.Time) time.Time {
	a := h.assignment(turn)
	if a == nil || a.Claim == nil {
		return time.Time{}
	}
	return later(a.Claim.Until, c.Clock(a.Rep).wholeDays(told, claimDays))
}

// onItsWay is how long after the start of work a Today may come and still be read at the start of that day.
const onItsWay = 15 * time.Minute

// wholeDays is the end of the n-th working day of which nothing is over at the instant, but for the way of a mail.
func (c Clock) wholeDays(from time.Time, n int) time.Time {
	y, m, d := from.In(c.Zone).Date()
	if c.Hours.Weekly() > 0 && c.Between(dates.StartOfDay(y, m, d, c.Zone), from) < onItsWay { // the day has not begun
		from = dates.StartOfDay(y, m, d, c.Zone).Add(-time.Nanosecond)
	}
	return Person{}.workdaysOn(c, from, n)
}

// workdaysOn is when the person stops working on the n-th working day after the one of the instant.
func (Person) workdaysOn(clock Clock, from time.Time, n int) time.Time {
	if clock.Hours.Weekly() == 0 {
		return from.AddDate(0, 0, n)
	}
	day, last, end := DayOf(from.In(clock.Zone)), Day(0), from
	clock.walk(from, func(s calendar.Span) bool {
		switch on := DayOf(s.Start.In(clock.Zone)); {
		case on == day:
			return true
		case on != last && n == 0:
			return false
		case on != last:
			n, last = n-1, on
		}
		end = s.End
		return true
	})
	return end
}

// claimsOf are the turns of a rep whose silence was claimed, the latest first; of everybody if no rep is named.
func (h *Handoff) claimsOf(rep PersonID, fits func(*Claim) bool) []*Assignment {
	var out []*Assignment
	for i := len(h.Assignments) - 1; i >= 0; i-- {
		if a := &h.Assignments[i]; a.Claim != nil && (rep == "" || a.Rep == rep) && fits(a.Claim) {
			out = append(out, a)
		}
	}
	return out
}

// record has a claimed silence count.
func (t *turn) record(a *Assignment) {
	a.Claim.Recorded, a.Claim.Turns = t.came(), t.policy.Penalty
	t.note("silence-recorded", PersonArg(a.Rep), t.whenFor(a.Rep, a.Claim.At))
	t.book(a.Rep, EntrySilence, a.Claim.Turns)
	load := t.e.Load[a.Rep]
	for _, e := range t.ledger {
		if e.Person == a.Rep {
			load = load.With(e)
		}
	}
	if load.Silent != silentMost {
		return
	}
	a.Claim.InARow = true
	t.note("silence-recorded/in-a-row", PersonArg(a.Rep), NumberArg(silentMost))
	t.tell(PurposeQuestion, t.manager(), RoleManager, silentStep, QuestionDetail{Person: a.Rep})
}

// drop has a claimed silence not count.
func (t *turn) drop(a *Assignment) {
	if a.Claim.Open() {
		a.Claim.Dropped, a.Claim.By = t.came(), t.by().Person
	}
}

// claimsDue records the silences of which nobody said in time why they were no fault.
func (t *turn) claimsDue() {
	t.note("deadline-moved")
	for _, a := range t.h.claimsOf("", (*Claim).waits) {
		switch c := a.Claim; {
		case t.now.Before(c.Until):
		case c.unheard() && !t.now.Before(c.At.Add(claimMost)):
			t.drop(a)
			t.note("claim-untold", PersonArg(a.Rep))
		case c.unheard():
			c.Until = t.clock(a.Rep).wholeDays(t.now, claimDays)
			t.note("claim-unheard", PersonArg(a.Rep))
		default:
			t.record(a)
		}
	}
}

// needSilences asks how often the reps of claimed silences were silent in a row.
func needSilences(h Handoff) []Need {
	var reps []PersonID
	for _, a := range h.Assignments {
		if a.Claim.Open() && !slices.Contains(reps, a.Rep) {
			reps = append(reps, a.Rep)
		}
	}
	if len(reps) == 0 {
		return nil
	}
	return []Need{{What: NeedLoad, People: reps}}
}

// wantedClaim: what the mail about a silence asks is still open, whatever became of the lead.
func wantedClaim(h Handoff, a Action) (bool, Reason) {
	switch n := DetailOf[NoticeDetail](a).Turn; a.Step {
	case claimStep:
		if old := h.assignment(n); old == nil || !old.Claim.waits() {
			return false, Because("settled/silence")
		}
	case excuseStep:
		said := func(c *Claim) bool { return c.Open() && c.Said != "" }
		if len(h.claimsOf(DetailOf[QuestionDetail](a).Person, said)) == 0 {
			return false, Because("settled/silence")
		}
	}
	return true, Because("wanted")
}
