package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// Ahead is what a window would bring if it opened now and its rep said nothing.
type Ahead struct {
	Opens  time.Time
	Closes time.Time
	Latest time.Time     // somebody must have accepted; the meeting may cut the window short there
	Cut    bool          // it does
	Late   bool          // it is too late already: the manager decides, and no rep is asked
	Fair   bool          // the rep works in it; if not, nobody is reminded, and silence costs nothing
	Claims bool          // silence in it is claimed
	Work   time.Duration // of the rep, in it
	Hurry  bool          // so little working time is left that all who are at work are asked at once
	Steps  []StepAhead   // in order
	Half   time.Duration // of the rep who is asked next; 0: nobody is, the manager decides
	Decide time.Duration // working time in which the manager decides
}

// StepAhead is a step of the policy that would come, when its mail would go out.
type StepAhead struct {
	At   time.Time
	Step Step
	Left bool // the mail would wait for a morning after the end: it is left out, and At is when the step is taken
}

// LookAhead says what a window of the team would bring for the rep, by the policy, for a meeting that starts then; a
// zero start is too far away to matter. away are absences that the config does not know of.
func LookAhead(c *Config, team string, p Policy, rep PersonID, away []calendar.Span, opens, start time.Time) Ahead {
	if start.IsZero() {
		start = opens.AddDate(100, 0, 0)
	}
	t := begin(Handoff{Team: team, Start: start, State: Offered}, &Sent{}, Env{Now: opens, Config: c,
		Lookups: Lookups{Away: map[PersonID][]calendar.Span{rep: away}}})
	t.policy = p
	a := &Assignment{N: 1, Rep: rep, Window: p.Window, Wall: p.Wall, Away: away, Opened: opens}
	t.h.Assignments = []Assignment{*a}
	out := Ahead{Opens: opens, Latest: t.latest(), Late: !opens.Before(t.latest()), Decide: p.Manager}
	out.Closes, out.Cut = t.closing(a)
	a.Due = out.Closes
	out.Fair, out.Work = t.fair(a), t.workOf(a).Between(opens, a.Due)
	out.Claims = out.Work >= ClaimLeast
	if out.Hurry = p.Hurry > 0 && !out.Late && t.inHurry(rep); out.Hurry {
		return out // nobody is reminded, and the manager comes next
	}
	for !out.Late {
		n, at := t.nextStep(a)
		if n == len(p.Steps) {
			break
		}
		a.Steps = n + 1
		step := StepAhead{At: at, Step: p.Steps[n], Left: true}
		if goes := t.mailedAt(a, at); goes.Before(a.Due) {
			step.At, step.Left = goes, false
		}
		out.Steps = append(out.Steps, step)
	}
	if p.Reassign > 0 && !out.Late && out.Closes.Before(out.Latest) {
		if out.Half = p.Window; p.NextHalf {
			out.Half = p.Window / 2
		}
	}
	slices.SortStableFunc(out.Steps, func(a, b StepAhead) int { return a.At.Compare(b.At) })
	return out
}

// mailedAt is when the rep has the reminder of a step that is taken at the instant.
func (t *turn) mailedAt(a *Assignment, at time.Time) time.Time {
	t.now, t.h.Assignments = at, []Assignment{*a}
	mail := Action{Purpose: PurposeReminder, To: Recipient{Person: a.Rep, Role: RoleRep}, Assignment: a.N}
	if mail.When = t.whenOf(mail); mail.When != Live {
		at = t.clock(a.Rep).NextToday(at)
	}
	if held, _ := KeepBack(t.h, mail, t.e.Config, a.Away, Had{}, at); !held.IsZero() {
		return held
	}
	return at
}
