package handoff

import (
	"slices"
	"testing"
	"time"
)

// TestLookAheadIsWhatComes: what is told of a window beforehand is what becomes of it where the rep says nothing.
func TestLookAheadIsWhatComes(t *testing.T) {
	for _, row := range []struct {
		name   string
		change func(*Policy)
	}{
		{"as it comes", func(*Policy) {}},
		{"three steps", func(p *Policy) {
			p.Steps = []Step{{Percent: 50, Kind: StepRemind}, {Percent: 75, Kind: StepRemind},
				{Before: time.Hour, Kind: StepSuccessor}}
		}},
		{"on the wall clock", func(p *Policy) { p.Wall, p.Window = true, 30*time.Hour }},
		{"straight to the manager", func(p *Policy) { p.Reassign = 0 }},
	} {
		for _, hour := range []int{0, 3, 7, 9} {
			w := newWorld(t)
			row.change(&w.c.Teams[0].Policy)
			w.now = w.now.Add(time.Duration(hour) * time.Hour)
			w.say(fixtureBrief(w.now))
			a := w.h.Current()
			ahead := LookAhead(w.c, w.c.Teams[0], a.Rep, nil, a.Opened, w.h.Start)
			if !ahead.Closes.Equal(a.Due) || ahead.Cut != a.Compressed || ahead.Late || ahead.Hurry != a.Hurry {
				t.Errorf("%s at %d h: %+v, the turn is %+v", row.name, hour, ahead, a)
			}
			var mails []time.Time
			for w.h.State == Offered && w.h.Current().N == a.N {
				d := w.due()
				for _, m := range d.Actions {
					if m.Purpose != PurposeReminder {
						continue
					}
					at := w.now.Add(m.Delay)
					if held, _ := KeepBack(w.h, m, w.c, nil, Had{}, at); !held.IsZero() {
						at = held
					}
					if at.Before(a.Due) {
						mails = append(mails, at)
					}
				}
			}
			var told []time.Time
			for _, s := range ahead.Steps {
				if !s.Left {
					told = append(told, s.At)
				}
			}
			if !slices.EqualFunc(mails, told, time.Time.Equal) {
				t.Errorf("%s at %d h: reminders at %v, told were %v", row.name, hour, mails, told)
			}
			if next := w.h.State == Offered; next != (ahead.Half > 0) || next && w.h.Current().Window != ahead.Half {
				t.Errorf("%s at %d h: it is %s then, told was %+v", row.name, hour, w.h.State, ahead)
			}
			if claimed := w.h.Assignments[0].Claim != nil; claimed != ahead.Claims {
				t.Errorf("%s at %d h: silence is claimed: %v, told was %v", row.name, hour, claimed, ahead.Claims)
			}
		}
	}
}

// TestAheadPromisesWhatTheTeamHas: no more reps than there are, nobody is named who is not asked, and a step that is
// left out is told.
func TestAheadPromisesWhatTheTeamHas(t *testing.T) {
	for name, row := range map[string]struct {
		reassign, reps int
		start          time.Time
		steps          []Step
		others         int
		named          []bool // of each step
		passed         []bool
	}{
		"as many as the team has": {9, 3, time.Time{}, []Step{{Percent: 50, Kind: StepSuccessor}}, 2, []bool{true}, []bool{false}},
		"as the policy says":      {1, 3, time.Time{}, []Step{{Percent: 50, Kind: StepSuccessor}}, 1, []bool{true}, []bool{false}},
		"alone":                   {3, 1, time.Time{}, []Step{{Percent: 50, Kind: StepSuccessor}}, 0, []bool{false}, []bool{false}},
		"straight to the manager": {0, 3, time.Time{}, []Step{{Percent: 50, Kind: StepSuccessor}}, 0, []bool{false}, []bool{false}},
		"cut short": {1, 3, monday.Add(4 * time.Hour), []Step{{Percent: 75, Kind: StepRemind},
			{Before: 2 * time.Hour, Kind: StepRemind}}, 1, []bool{false, false}, []bool{false, true}},
	} {
		c := fixtureConfig()
		c.Teams[0].Reps = c.Teams[0].Reps[:row.reps]
		p := &c.Teams[0].Policy
		p.Reassign, p.Steps, p.Hurry = row.reassign, row.steps, 0
		ahead := LookAhead(c, c.Teams[0], "rita", nil, monday.Add(time.Hour), row.start)
		if ahead.Others != row.others {
			t.Errorf("%s: %d others, want %d", name, ahead.Others, row.others)
		}
		var named, passed []bool
		for _, s := range ahead.Steps {
			named, passed = append(named, s.Named), append(passed, s.Passed)
		}
		if !slices.Equal(named, row.named) || !slices.Equal(passed, row.passed) {
			t.Errorf("%s: %+v", name, ahead.Steps)
		}
	}
}
