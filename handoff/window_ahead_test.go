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
			ahead := LookAhead(w.c, w.h.Team, w.c.Teams[0].Policy, a.Rep, nil, a.Opened, w.h.Start)
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
