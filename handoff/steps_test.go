package handoff

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// opened is a turn of a rep of one office with an open window.
func opened(p Policy, from, due string) (*turn, *Assignment) {
	c := pool(1)
	c.Teams[0].Policy = p
	parse := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, berlin)
		if err != nil {
			panic(err)
		}
		return at
	}
	h := Handoff{ID: "HO-TEST01", Team: "sales", State: Offered, Start: parse(due).Add(p.Lead), Zone: "Europe/Berlin"}
	h.Assignments = []Assignment{{N: 1, Rep: "r1", Opened: parse(from), Due: parse(due), Window: p.Window, Wall: p.Wall}}
	t := begin(h, &Status{}, Env{Now: parse(from), Config: c})
	return t, &t.h.Assignments[0]
}

func TestStepsOfAWindow(t *testing.T) {
	half, last := Step{Percent: 50, Kind: StepRemind}, Step{Before: 2 * time.Hour, Kind: StepSuccessor}
	late := Step{Percent: 80, Kind: StepRemind}
	for _, row := range []struct {
		name      string
		steps     []Step
		wall      bool
		from, due string
		want      string
	}{
		{"a part of the working time", []Step{half}, false, "2026-11-23 15:00", "2026-11-24 15:00", "Tue 11:00"},
		{"so long before the end", []Step{last}, false, "2026-11-23 15:00", "2026-11-24 10:00", "Mon 16:30"}, // half of 3 h
		{"before the end, over a night", []Step{last}, false, "2026-11-23 13:00", "2026-11-24 10:00", "Mon 16:00"},
		{"both in order", []Step{half, last}, false, "2026-11-23 09:00", "2026-11-23 17:00", "Mon 13:00, Mon 15:00"},
		{"of two that would come at once the last one", []Step{half, last}, false, "2026-11-23 09:00", "2026-11-23 11:00",
			"Mon 10:00"},
		{"the last one though it comes before", []Step{late, last}, false, "2026-11-23 09:00", "2026-11-23 14:00",
			"Mon 12:00"},
		{"no working time: nobody is reminded", []Step{half, last}, false, "2026-11-27 17:30", "2026-11-30 08:30", ""},
		{"wall time at work", []Step{half}, true, "2026-11-23 10:00", "2026-11-25 10:00", "Tue 10:00"},
		{"wall time at night: the morning", []Step{half}, true, "2026-11-23 16:00", "2026-11-24 22:00", "Tue 09:00"},
		{"wall time at night, for the next Today", []Step{half, last}, true, "2026-11-23 15:00", "2026-11-24 17:00",
			"Tue 04:00, Tue 15:00"},
		{"wall time, both to one morning", []Step{half, late}, true, "2026-11-23 16:00", "2026-11-24 09:30", "Tue 09:00"},
		{"wall time over a weekend: before it", []Step{last}, true, "2026-11-27 10:00", "2026-11-29 10:00", "Fri 16:00"},
		{"wall time without work", []Step{last}, true, "2026-11-28 10:00", "2026-11-30 08:00", ""},
	} {
		p := DefaultPolicy()
		p.Steps, p.Wall = row.steps, row.wall
		tr, a := opened(p, row.from, row.due)
		var got []string
		for {
			i, at := tr.nextStep(a)
			if i == len(p.Steps) {
				break
			}
			got = append(got, at.In(berlin).Format("Mon 15:04"))
			a.Steps = i + 1
		}
		if s := strings.Join(got, ", "); s != row.want {
			t.Errorf("%s: %s, want %s", row.name, s, row.want)
		}
	}
}

func TestWallWindow(t *testing.T) {
	w := newWorld(t)
	p := &w.c.Teams[0].Policy
	p.Window, p.Wall = 30*time.Hour, true
	w.say(fixtureBrief(w.now))
	a := w.h.Current()
	if want := a.Opened.Add(30 * time.Hour); !a.Due.Equal(want) || !a.Wall {
		t.Errorf("closes %s, want %s", a.Due, want)
	}
}

func TestPolicyRefusesStepsThatNeverFire(t *testing.T) {
	for text, steps := range map[string][]Step{
		"4 steps are more mails than help; write at most 3": {{Percent: 10},
			{Percent: 20}, {Percent: 30}, {Percent: 40}},
		"a step 8h before the end can never fire; such steps must come nearer and lie in the window":    {{Before: 8 * time.Hour}},
		"a step 2h30m before the end can never fire; such steps must come nearer and lie in the window": {{Before: time.Hour}, {Before: 150 * time.Minute}},
		"a step at 50 % can never fire; steps must ascend between 1 and 99": {{Percent: 50},
			{Percent: 50}},
		"": {{Percent: 50}, {Percent: 80}, {Before: time.Hour}},
	} {
		p := DefaultPolicy()
		p.Steps = steps
		if _, err := p.Check(); text == "" && err != nil || text != "" && (err == nil || err.Error() != text) {
			t.Errorf("%v: %v, want %s", steps, err, text)
		}
	}
}

// friday is a brief of Friday 17:30 for Monday 9:30, of a team that works 9 to 17.
func friday(w *world) {
	for _, id := range w.c.Teams[0].Reps {
		p := w.c.People[id]
		p.Zone = "Europe/Berlin"
		w.c.People[id] = p
	}
	w.now = time.Date(2026, 11, 27, 17, 30, 0, 0, berlin)
	b := fixtureBrief(w.now)
	b.Start = time.Date(2026, 11, 30, 9, 30, 0, 0, berlin)
	b.End = b.Start.Add(30 * time.Minute)
	w.say(b)
}

// TestAWindowWithoutWorkingTimeBlamesNobody: the rep is asked, nobody is reminded, the turn comes back, and the manager
// decides when the prospect is about to wait.
func TestAWindowWithoutWorkingTimeBlamesNobody(t *testing.T) {
	w := newWorld(t)
	friday(w)
	a := w.h.Current()
	from := time.Date(2026, 11, 30, 12, 0, 0, 0, berlin)
	if w.h.State != Offered || a == nil || !a.TimeFrom.Equal(from) || w.got(PurposeReceipt, "quinn") != 1 {
		t.Fatalf("%s, %+v", w.h.State, a)
	}
	if n := w.got(PurposeNotice, "mara"); n != 0 {
		t.Errorf("the manager was told %d times", n)
	}
	if w.h.Next.What != DueWindow {
		t.Fatalf("next is %s", w.h.Next.What)
	}
	w.now = w.h.Next.At
	d := w.due()
	w.want(Escalated, "prospect-waiting")
	sum := 0
	for _, e := range d.Ledger {
		sum += e.Turns
	}
	if w.h.Assignments[0].End != EndNoTime || w.h.Assignments[0].End.Fault() || sum != -1 {
		t.Errorf("ended %s, %d turns", w.h.Assignments[0].End, sum)
	}
	if w.got(PurposeReminder, a0(w)) != 0 {
		t.Error("the rep was reminded")
	}
}

func a0(w *world) string { return string(w.h.Assignments[0].Rep) }

// TestManagerHearsOfAnUnfairWindowOnlyBeforeTheStart: live if the meeting begins before the manager's next day, and no
// rep is at work before it.
func TestManagerHearsOfAnUnfairWindowOnlyBeforeTheStart(t *testing.T) {
	for hour, want := range map[int]bool{9: true, 12: false} {
		w := newWorld(t)
		late := OfficeHours(10, 17)
		p := w.c.People["mara"]
		p.Hours = late
		w.c.People["mara"] = p
		for _, id := range w.c.Teams[0].Reps {
			p := w.c.People[id]
			p.Zone, p.Hours = "Europe/Berlin", OfficeHours(14, 20)
			w.c.People[id] = p
		}
		w.now = time.Date(2026, 11, 27, 20, 30, 0, 0, berlin)
		b := fixtureBrief(w.now)
		b.Start = time.Date(2026, 11, 30, hour, 30, 0, 0, berlin)
		b.End = b.Start.Add(30 * time.Minute)
		d := w.say(b)
		if got := slices.Contains(toldIn(d, PurposeNotice), "mara no-time"); got != want {
			t.Errorf("at %d: told %v, want %v; %s", hour, got, want, actionsText(d.Actions))
		}
	}
}

// TestRouteTakesWhoHasTimeToAnswer before whoever has had fewer turns.
func TestRouteTakesWhoHasTimeToAnswer(t *testing.T) {
	c := pool(2)
	p := c.People["r1"]
	p.Away = []DayOff{{First: DayOf(monday), Last: DayOf(monday.AddDate(0, 0, 1)), Leave: true}}
	c.People["r1"] = p
	p = c.People["r2"]
	p.Hours = Hours{}
	p.Hours.Days[time.Wednesday] = []Minutes{{13 * 60, 17 * 60}}
	c.People["r2"] = p
	p = c.People["r1"]
	p.Away, p.Hours.Days[time.Monday], p.Hours.Days[time.Tuesday] = nil, nil, nil
	p.Hours.Days[time.Wednesday] = []Minutes{{15 * 60, 17 * 60}}
	c.People["r1"] = p
	if got, why := routed(c, map[PersonID]Load{"r2": {Turns: 5}}, Lookups{}, nil); got != "r2" {
		t.Errorf("%s has it: %v", got, why)
	}
}
