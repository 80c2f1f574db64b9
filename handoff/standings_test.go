package handoff_test

import (
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestStandingOf: whoever has had fewer turns, or as many longer ago, comes before; who has no leads now does not.
func TestStandingOf(t *testing.T) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	c := &handoff.Config{Admin: "a", People: map[handoff.PersonID]handoff.Person{}}
	for _, id := range []handoff.PersonID{"r1", "r2", "r3", "m"} {
		c.People[id] = handoff.Person{ID: id, Name: string(id), Emails: []string{string(id) + "@acme.example"}, Zone: "UTC",
			Hours: handoff.OfficeHours(9, 17)}
	}
	c.Teams = []handoff.Team{{Name: "t", Reps: []handoff.PersonID{"r1", "r2", "r3"}, Managers: []handoff.PersonID{"m"},
		Policy: handoff.DefaultPolicy(), Cap: 2}}
	load := map[handoff.PersonID]handoff.Load{"r1": {Turns: 2, Had: 2, Last: now.Add(-time.Hour)},
		"r2": {Turns: 2, Had: 2, Last: now.Add(-9 * time.Hour)}, "r3": {Turns: 3, Had: 3}}
	stand := func(id handoff.PersonID, change func(*handoff.Env)) handoff.Standing {
		e := handoff.Env{Now: now, Config: c, Load: map[handoff.PersonID]handoff.Load{}}
		for r, l := range load {
			e.Load[r] = l
		}
		if change != nil {
			change(&e)
		}
		return handoff.StandingOf(id, "t", e)
	}
	away := func(e *handoff.Env) {
		e.Lookups.Away = map[handoff.PersonID][]calendar.Span{"r2": {{Start: now.Add(-time.Hour), End: now.Add(48 * time.Hour)}}}
	}
	full := func(e *handoff.Env) { e.Load["r2"] = handoff.Load{Turns: 2, Open: 2} }
	pauses := func(e *handoff.Env) {
		e.Lookups.Pauses = []handoff.Pause{{Team: "t", Rep: "r2",
			Span: calendar.Span{Start: now.Add(-time.Hour), End: now.Add(time.Hour)}}}
	}
	equal := func(e *handoff.Env) { e.Load["r1"], e.Load["r3"] = e.Load["r2"], e.Load["r2"] }
	for name, tc := range map[string]struct {
		id     handoff.PersonID
		change func(*handoff.Env)
		before int
		out    bool
	}{
		"the longest ago": {"r2", nil, 0, false}, "later": {"r1", nil, 1, false}, "the most": {"r3", nil, 2, false},
		"others are away": {"r3", away, 1, false}, "away": {"r2", away, 0, true}, "others are full": {"r1", full, 0, false},
		"others pause": {"r1", pauses, 0, false}, "pauses": {"r2", pauses, 0, true},
		"order of the team, first": {"r1", equal, 0, false}, "order of the team, last": {"r3", equal, 2, false},
	} {
		if s := stand(tc.id, tc.change); s.Before != tc.before || s.Out != tc.out || s.Arithmetic.Code != "candidate" {
			t.Errorf("%s: %+v, want %d before, out %v", name, s, tc.before, tc.out)
		}
	}
}

// TestPassedInDoubt: a lead counts where a rep had nothing in the way that is sure, or a calendar that was not read.
func TestPassedInDoubt(t *testing.T) {
	at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	phantom := handoff.Obstacle{Kind: handoff.ObstacleBusy, Cause: "it was cancelled"}
	sure := handoff.Obstacle{Kind: handoff.ObstacleBusy}
	unread := handoff.Because("calendar-note/unread", handoff.ReasonArg(handoff.Because("calendar-unread")))
	for name, tc := range map[string]struct {
		c    handoff.Candidate
		made time.Time
		want int
	}{
		"phantom": {handoff.Candidate{Rep: "r1", With: []handoff.Obstacle{phantom}}, at, 1},
		"sure":    {handoff.Candidate{Rep: "r1", With: []handoff.Obstacle{phantom, sure}}, at, 0},
		"unread":  {handoff.Candidate{Rep: "r1", Fit: true, Note: unread}, at, 1},
		"free":    {handoff.Candidate{Rep: "r1", Fit: true}, at, 0},
		"has it":  {handoff.Candidate{Rep: "r2", With: []handoff.Obstacle{phantom}}, at, 0},
		"before":  {handoff.Candidate{Rep: "r1", With: []handoff.Obstacle{phantom}}, at.AddDate(0, 0, -9), 0},
	} {
		h := handoff.Handoff{Assignments: []handoff.Assignment{{N: 1, Rep: "r2", Made: tc.made,
			Others: []handoff.Candidate{tc.c}}}}
		if n := handoff.PassedInDoubt([]handoff.Handoff{h}, at.AddDate(0, 0, -7), at.Add(time.Hour)); n != tc.want {
			t.Errorf("%s: %d", name, n)
		}
	}
}
