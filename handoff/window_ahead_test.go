package handoff

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
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
			ahead := LookAhead(w.c, w.c.Teams[0], a.Rep, Lookups{}, a.Opened, w.h.Start)
			if !ahead.Closes.Equal(a.Due) || ahead.Cut != a.Compressed || ahead.Late || ahead.Hurry != a.Hurry {
				t.Errorf("%s at %d h: %+v, the turn is %+v", row.name, hour, ahead, a)
			}
			mails, told := w.reminders(nil), toldAhead(ahead)
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

// reminders are when the reminders of the open window come, to a rep who says nothing and is away as no config knows.
// A Today has one line of them.
func (w *world) reminders(away []calendar.Span) []time.Time {
	var out []time.Time
	todays := map[time.Time]bool{}
	for a := *w.h.Current(); w.h.State == Offered && w.h.Current().N == a.N; {
		for _, m := range w.due().Actions {
			if m.Purpose != PurposeReminder {
				continue
			}
			at := w.now.Add(m.Delay)
			if held, _ := KeepBack(w.h, m, w.c, away, Had{}, at); !held.IsZero() {
				at = held
			}
			if at.Before(a.Due) && !(m.When == Today && todays[at.UTC()]) {
				out = append(out, at)
			}
			todays[at.UTC()] = todays[at.UTC()] || m.When == Today
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

func toldAhead(ahead Ahead) (out []time.Time) {
	for _, s := range ahead.Steps {
		if !s.Left && !s.Passed {
			out = append(out, s.At)
		}
	}
	return out
}

// TestEachReminderComesWhenTold holds each reminder that is told of beforehand to what Decide does: over windows of
// working time and of the wall clock, steps of all kinds, and hours of all kinds, those over midnight too.
func TestEachReminderComesWhenTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawTeam(t)
		p := &w.c.Teams[0].Policy
		p.Window, p.Steps = rapid.SampledFrom([]time.Duration{4 * time.Hour, 8 * time.Hour, 24 * time.Hour, 48 * time.Hour}).
			Draw(t, "long"), drawSteps(t)
		w.now = monday.Add(time.Duration(rapid.IntRange(0, 8*24*60).Draw(t, "now")) * time.Minute)
		from, b := w.now, fixtureBrief(w.now)
		b.Start = from.Add(time.Duration(rapid.IntRange(60, 12*24*60).Draw(t, "start")) * time.Minute)
		b.End = b.Start.Add(30 * time.Minute)
		w.say(b)
		a := w.h.Current()
		if a == nil {
			return
		}
		ahead, asked := LookAhead(w.c, w.c.Teams[0], a.Rep, Lookups{}, from, b.Start), *a
		mails, told := w.reminders(nil), toldAhead(ahead)
		if !slices.EqualFunc(mails, told, time.Time.Equal) {
			t.Errorf("%s from %s to %s: reminders at %v, told were %v", asked.Rep, asked.Opened, asked.Due, mails, told)
		}
		clock := w.c.Clock(asked.Rep)
		for i, at := range mails {
			if at.Before(asked.Opened) || i+1 < len(mails) && at.Equal(mails[i+1]) && asked.Wall {
				t.Errorf("a reminder at %s of %v, from %s", at, mails, asked.Opened)
			}
			if next := clock.Next(at); clock.Hours.Weekly() > 0 && !next.Equal(at) && next.Before(w.h.Start.Add(-p.Lead)) {
				t.Errorf("a reminder at %s, the rep works from %s", at, next)
			}
		}
	})
}

// drawSteps are up to three steps of a policy, the earliest first.
func drawSteps(t *rapid.T) []Step {
	var out []Step
	for _, percent := range []int{25, 50, 75} {
		if rapid.Bool().Draw(t, "step") {
			out = append(out, Step{Percent: percent, Kind: StepRemind})
		}
	}
	if len(out) < 3 && rapid.Bool().Draw(t, "before the end") {
		out = append(out, Step{Before: time.Duration(rapid.IntRange(1, 3).Draw(t, "hours")) * time.Hour, Kind: StepSuccessor})
	}
	return out
}

// TestAWallStepAtNightStandsInTheNextToday: not in that of a day later, and once in it.
func TestAWallStepAtNightStandsInTheNextToday(t *testing.T) {
	quarter, half := Step{Percent: 25, Kind: StepRemind}, Step{Percent: 50, Kind: StepRemind}
	last := Step{Before: 2 * time.Hour, Kind: StepSuccessor}
	for _, row := range []struct {
		name, from string
		steps      []Step
		want       []string
	}{
		{"two nights", "2026-11-30 15:00", []Step{quarter, half, last},
			[]string{"2026-12-01 09:00", "2026-12-02 09:00", "2026-12-02 13:00"}},
		{"two steps of a night", "2026-11-30 09:00", []Step{{Percent: 20, Kind: StepRemind}, {Percent: 40, Kind: StepRemind},
			last}, []string{"2026-12-01 09:00", "2026-12-01 16:00"}},
		{"before a holiday", "2026-12-23 15:00", []Step{quarter, half, last},
			[]string{"2026-12-24 09:00", "2026-12-24 16:00"}},
	} {
		w := newWorld(nil)
		for _, id := range w.c.Teams[0].Reps {
			p := w.c.People[id]
			p.Zone, p.Hours = "Europe/Berlin", OfficeHours(9, 17)
			first, end := DayOf(at(t, "UTC", "2026-12-25 00:00")), DayOf(at(t, "UTC", "2026-12-27 00:00"))
			p.Away = []DayOff{{First: first, Last: end, Name: "Christmas"}}
			w.c.People[id] = p
		}
		p := &w.c.Teams[0].Policy
		p.Window, p.Wall, p.Steps = 48*time.Hour, true, row.steps
		w.now = at(t, "Europe/Berlin", row.from)
		b := fixtureBrief(w.now)
		b.Start = w.now.AddDate(0, 0, 14)
		b.End = b.Start.Add(30 * time.Minute)
		w.say(b)
		var want []time.Time
		for _, text := range row.want {
			want = append(want, at(t, "Europe/Berlin", text))
		}
		if got := w.reminders(nil); !slices.EqualFunc(got, want, time.Time.Equal) {
			t.Errorf("%s: reminders at %v, want %v", row.name, got, want)
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
			{Before: 2 * time.Hour, Kind: StepRemind}}, 0, []bool{false, false}, []bool{false, true}},
	} {
		c := fixtureConfig()
		c.Teams[0].Reps = c.Teams[0].Reps[:row.reps]
		p := &c.Teams[0].Policy
		p.Reassign, p.Steps, p.Hurry = row.reassign, row.steps, 0
		ahead := LookAhead(c, c.Teams[0], "rita", Lookups{}, monday.Add(time.Hour), row.start)
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

// TestAheadKnowsWhoIsNotThere: who is away, as a mail told, or paused is not promised as the next.
func TestAheadKnowsWhoIsNotThere(t *testing.T) {
	c := fixtureConfig()
	c.Teams[0].Policy.Reassign = 9
	week := calendar.Span{Start: monday, End: monday.AddDate(0, 0, 7)}
	look := Lookups{Away: map[PersonID][]calendar.Span{"ben": {week}}}
	if a := LookAhead(c, c.Teams[0], "rita", look, monday, zeroTime); a.Others != 1 {
		t.Errorf("one is away: %+v", a)
	}
	look.Pauses = []Pause{{Team: "sales", Rep: "yuki", Span: week}}
	if a := LookAhead(c, c.Teams[0], "rita", look, monday, zeroTime); a.Others != 0 || a.Half != 0 ||
		!a.Case.Since.Equal(a.Closes) {
		t.Errorf("the other one pauses: %+v", a)
	}
}

// TestWhenIsWhatHappens holds what is told of a window beforehand to what becomes of a brief, over hours, zones,
// policies and starts of all kinds: whether the rep is asked at all, until when, who follows, and when a manager has it.
func TestWhenIsWhatHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawTeam(t)
		team := w.c.Teams[0]
		w.now = monday.Add(time.Duration(rapid.IntRange(0, 8*24*60).Draw(t, "now")) * time.Minute)
		start := w.now.Add(time.Duration(rapid.OneOf(rapid.IntRange(1, 10*60), rapid.IntRange(1, 6*24*60)).Draw(t, "start")) *
			time.Minute)
		from, b := w.now, fixtureBrief(w.now)
		b.Start, b.End = start, start.Add(30*time.Minute)
		d := w.say(b)
		var asked []PersonID
		for _, a := range w.h.Assignments {
			asked = append(asked, a.Rep)
		}
		reps := asked
		if len(asked) == 0 {
			reps = slices.DeleteFunc(slices.Clone(team.Reps), func(id PersonID) bool {
				_, now := w.c.PlannedAway(id, from)
				_, then := w.c.PlannedAway(id, start)
				return now || then // `when` says so, and what would be if the lead were theirs all the same
			})
		}
		due, hurry := zeroTime, false
		if a := w.h.Current(); a != nil {
			due, hurry = a.Due, a.Hurry
		}
		got, half := w.silent(d), time.Duration(0)
		if len(w.h.Assignments) > 1 {
			half = w.h.Assignments[1].Window
		}
		for _, rep := range reps {
			ahead := LookAhead(w.c, team, rep, Lookups{}, from, start)
			switch {
			case ahead.Case != got:
				t.Errorf("%s: told %+v, it is %+v: %s", rep, ahead.Case, got, w.h.Why)
			case len(asked) == 0 != (ahead.Late || ahead.Off):
				t.Errorf("%s: asked %v, told %+v", rep, asked, ahead)
			case len(asked) > 0 && (!ahead.Closes.Equal(due) || ahead.Hurry != hurry || ahead.Half != half ||
				!hurry && ahead.Others != len(w.h.Assignments)-1):
				t.Errorf("%s: closes %s, hurry %v, %v: told %+v", rep, due, hurry, w.h.Assignments, ahead)
			}
			if !ahead.Leaves.IsZero() {
				later := &world{t: w.t, c: w.c, now: from, load: map[PersonID]Load{}}
				b.Start, b.End = ahead.Leaves, ahead.Leaves.Add(30*time.Minute)
				later.say(b)
				if a := later.h.Current(); a == nil || a.TimeFrom != zeroTime {
					t.Errorf("%s: a start at %s leaves no time: %s", rep, ahead.Leaves, later.h.Why)
				}
			}
		}
	})
}

// drawTeam is a world with a team whose people work at any hours, by any policy.
func drawTeam(t *rapid.T) *world {
	w := newWorld(nil)
	team := &w.c.Teams[0]
	team.Reps = team.Reps[:rapid.IntRange(1, 3).Draw(t, "reps")]
	for _, id := range slices.Concat(team.Reps, team.Managers) {
		p := w.c.People[id]
		p.Hours = Hours{}
		from := rapid.IntRange(0, 20).Draw(t, "works from")
		to := min(24, from+rapid.IntRange(1, 10).Draw(t, "for"))
		for d := range p.Hours.Days {
			if d > 0 && d < 6 || rapid.Bool().Draw(t, "weekend") {
				p.Hours.Days[d] = []Minutes{{from * 60, to * 60}}
			}
		}
		if rapid.IntRange(0, 4).Draw(t, "night") == 0 {
			p.Hours = night()
		}
		if rapid.IntRange(0, 9).Draw(t, "no hours") == 0 {
			p.Hours = Hours{}
		}
		if rapid.IntRange(0, 4).Draw(t, "leave") == 0 {
			day := DayOf(monday.AddDate(0, 0, rapid.IntRange(0, 8).Draw(t, "leaves")))
			p.Away = []DayOff{{First: day, Last: day + Day(rapid.IntRange(0, 2).Draw(t, "days")), Leave: true}}
		}
		w.c.People[id] = p
	}
	p := &team.Policy
	p.Window = rapid.SampledFrom([]time.Duration{time.Hour, 4 * time.Hour, 8 * time.Hour, 30 * time.Hour}).Draw(t, "window")
	p.Hurry = rapid.SampledFrom([]time.Duration{0, time.Hour, 2 * time.Hour}).Draw(t, "hurry")
	p.Lead = rapid.SampledFrom([]time.Duration{time.Minute, time.Hour, 2 * time.Hour, 5 * time.Hour}).Draw(t, "lead")
	p.Reassign, p.NextHalf = rapid.IntRange(0, 2).Draw(t, "reassign"), rapid.Bool().Draw(t, "half")
	p.Wall = rapid.Bool().Draw(t, "wall")
	return w
}

// silent has nobody answer until a manager has the lead, and says when that is. The invitation to who comes after the
// first waits for the introduction.
func (w *world) silent(d Decision) Case {
	var c Case
	for w.patient = true; ; d = w.due() {
		for _, a := range d.Actions {
			if a.Purpose == PurposeEscalation && c.Asked.IsZero() {
				c.Asked = w.now.Add(a.Delay)
			}
		}
		if w.h.State != Offered {
			break
		}
	}
	if w.h.State == Escalated {
		c.Since, c.Manager, c.By, c.Then = w.h.Since, w.h.Manager(w.c), w.h.Next.At, w.h.Forecast(w.c, w.now).Then
	}
	return c
}
