package handoff

import (
	"slices"
	"time"
)

// Ahead is what a window would bring if it opened now and nobody said anything.
type Ahead struct {
	Opens  time.Time
	Closes time.Time
	Latest time.Time     // somebody must have accepted; the meeting may cut the window short there
	Cut    bool          // it does
	Late   bool          // it is too late already: the manager decides, and no rep is asked
	Off    bool          // the rep is not asked: he does not work before, and that is near; others who do are
	Nobody bool          // no rep is asked at all
	Fair   bool          // the rep works in it; if not, nobody is reminded, and silence costs nothing
	Claims bool          // silence in it is claimed
	Work   time.Duration // of the rep, in it
	Hurry  bool          // so little working time is left that all who are at work are asked at once
	Steps  []StepAhead   // in order
	Half   time.Duration // of the rep who is asked next; 0: nobody is, the manager decides
	Others int           // how many more reps are asked, as far as the config knows
	Decide time.Duration // working time in which the manager decides
	Case   Case          // when he has it, as far as the config knows
	Leaves time.Time     // where nobody has time to answer: the earliest start that leaves some
}

// StepAhead is a step of the policy that would come, when its mail would go out.
type StepAhead struct {
	At   time.Time
	Step Step
	Left bool // the mail would wait for a morning after the end: it is left out, and At is when the step is taken

	Passed bool // a later step comes no later: this one is left out
	Named  bool // the reminder names who is next
}

// told says whether the rep has the reminder of the step at the instant.
func (s StepAhead) told(at time.Time) bool { return !s.Left && !s.Passed && s.At.Equal(at) }

// LookAhead says what a window would bring for the rep, by the policy and among the reps of the team, or of a rule of
// it, for a meeting that starts then; a zero start is too far away to matter. look are the absences and pauses that
// the config does not know of.
func LookAhead(c *Config, by Team, rep PersonID, look Lookups, opens, start time.Time) Ahead {
	opens = minute(opens)
	if start.IsZero() {
		start = opens.AddDate(100, 0, 0)
	}
	silence := playSilence(c, by, rep, look, opens, start)
	t := begin(Handoff{Team: by.Name, Start: start, State: Offered}, &Sent{}, Env{Now: opens, Config: c})
	p := by.Policy
	t.policy = p
	a := &Assignment{N: 1, Rep: rep, Window: p.Window, Wall: p.Wall, Away: look.Away[rep], Opened: opens}
	t.h.Assignments = []Assignment{*a}
	out := Ahead{Opens: opens, Latest: t.latest(), Late: !opens.Before(t.latest()), Off: silence.off, Decide: p.Manager,
		Case: silence.Case, Leaves: silence.leaves}
	out.Closes, out.Cut = t.closing(a)
	a.Due = out.Closes
	out.Fair, out.Work = t.fair(a), t.workOf(a).Between(opens, a.Due)
	out.Claims = out.Work >= ClaimLeast
	turns := silence.h.Assignments
	out.Nobody = len(turns) == 0
	if out.Late || out.Off {
		return out
	}
	if out.Hurry = turns[0].Hurry; out.Hurry {
		return out // nobody is reminded, and the manager comes next
	}
	if out.Others = len(turns) - 1; out.Others > 0 {
		out.Half = turns[1].Window
	}
	for taken := zeroTime; ; {
		n, at := t.nextStep(a)
		if n == len(p.Steps) {
			break
		}
		for i := a.Steps; i < n; i++ {
			passed, _ := t.stepAt(a, i)
			out.Steps = append(out.Steps, StepAhead{At: passed, Step: p.Steps[i], Passed: true})
		}
		a.Steps = n + 1
		step := StepAhead{At: at, Step: p.Steps[n], Left: true, Named: p.Steps[n].Kind == StepSuccessor && out.Half > 0}
		if goes := t.mailedAt(a, at); goes.Before(a.Due) {
			step.At, step.Left = goes, false
		}
		if k := len(out.Steps) - 1; k >= 0 && a.Steps < len(p.Steps) && !step.Left && out.Steps[k].told(step.At) {
			out.Steps[k].At, out.Steps[k].Passed = taken, true // a Today has one line of the two
		}
		out.Steps, taken = append(out.Steps, step), at
	}
	slices.SortStableFunc(out.Steps, func(a, b StepAhead) int { return a.At.Compare(b.At) })
	return out
}

// others are how many other reps than that one could have the lead.
func others(c *Config, reps []PersonID, than PersonID) int {
	n := 0
	for _, id := range reps {
		if id != than && !c.Person(id).Gone {
			n++
		}
	}
	return n
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
