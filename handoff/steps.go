package handoff

import "time"

// nextStep is the step of the policy that comes next in the open window, and when; as many as there are if none does. A
// step that would not come before the ones after it is left out: the last ones say most.
func (t *turn) nextStep(a *Assignment) (int, time.Time) {
	n := len(t.policy.Steps)
	next, at := n, zeroTime
	if a.Steps >= n || !t.fair(a) {
		return next, at
	}
	for i, first := n-1, zeroTime; i >= a.Steps; i-- {
		if s, comes := t.stepAt(a, i); next == n || comes.Before(first) {
			next, at, first = i, s, comes
		}
	}
	return next, at
}

// fair says whether the window holds any time in which the rep works: without it he is neither reminded nor blamed.
// Somebody without working hours has none that could be missed.
func (t *turn) fair(a *Assignment) bool {
	work := t.workOf(a)
	return work.Hours.Weekly() == 0 || work.Next(a.Opened).Before(a.Due)
}

// stepAt is the instant of a step in the open window, and when it comes to the rep. So long before the end is never in
// its first half. On the wall clock one that is a line of the rep's next Today is taken at any hour, and another one
// waits for the rep to be at work; if that is not before the end, it comes an hour before he leaves.
func (t *turn) stepAt(a *Assignment, i int) (at, comes time.Time) {
	s, clock := t.policy.Steps[i], t.clockOf(a)
	total := clock.Between(a.Opened, a.Due)
	passed := total * time.Duration(s.Percent) / 100
	if s.Before > 0 {
		passed = max(total-s.Before, total/2)
	}
	at = clock.Add(a.Opened, passed)
	if !a.Wall {
		return at, at
	}
	work := t.workOf(a)
	if i+1 < len(t.policy.Steps) {
		if comes = work.NextToday(at); comes.Before(a.Due) {
			return at, comes
		}
	}
	if next := work.Next(at); next.Before(a.Due) || work.Hours.Weekly() == 0 {
		at = next
	} else {
		worked := work.Between(a.Opened, at)
		at = work.Add(a.Opened, worked-min(worked/2, time.Hour))
	}
	return at, later(at, comes)
}

// leastTime is how much working time a window should hold, for a start to be worth naming.
const leastTime = 2 * time.Hour

// judgeWindow looks whether the rep works at all before somebody must have accepted. If he does not, he is asked all
// the same, and the qualifier reads with the receipt what would leave time; the manager hears of it now only if the
// meeting begins before the beginning of his next day.
func (t *turn) judgeWindow(a *Assignment) {
	opens := *a
	opens.Opened = minute(t.now)
	if opens.Due, _ = t.closing(&opens); t.fair(&opens) {
		return
	}
	a.TimeFrom = t.leavesTime(t.workOf(a), a.Window)
	m := t.manager()
	if t.by().Person != m && t.before.State != Escalated && !t.h.Start.After(t.nextDay(m)) {
		t.tellManager("no-time")
	}
}

// nextDay is when the person's next working day begins: not the present one.
func (t *turn) nextDay(id PersonID) time.Time {
	clock := t.clock(id)
	y, m, d := t.now.In(clock.Zone).Date()
	return clock.Next(clockTime(y, m, d+1, 0, clock.Zone))
}
