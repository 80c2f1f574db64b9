package handoff

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
)

// TestRoutingRulesInOrder: whoever is named, else whose account it is, else a rule of the team, else a pairing, else
// everybody; whoever is away as planned has their cover in their place.
func TestRoutingRulesInOrder(t *testing.T) {
	rule := Rule{Name: "big", When: map[string][]string{"company": {"globex"}}, Reps: []PersonID{"r3"}}
	pair := Pair{Qualifier: "quinn", Reps: []PersonID{"r4", "r5"}}
	off := func(id, cover PersonID) func(*Config) {
		return func(c *Config) {
			p := c.People[id]
			p.Away = []DayOff{{First: 20261120, Last: 20261127, Leave: true, Cover: cover}}
			c.People[id] = p
		}
	}
	for name, row := range map[string]struct {
		set  []func(*Config)
		wish PersonID
		rep  PersonID
		by   string // why that rep, or part of it
	}{
		"everybody": {nil, "", "r1", "candidate 0"},
		"a pairing": {[]func(*Config){func(c *Config) { c.Teams[0].Pairs = []Pair{pair} }}, "", "r4", "rule/pair quinn"},
		"somebody else's pairing": {[]func(*Config){func(c *Config) {
			c.Teams[0].Pairs = []Pair{{Qualifier: "alma", Reps: pair.Reps}}
		}}, "", "r1", "candidate 0"},
		"a rule before the pairing": {[]func(*Config){func(c *Config) {
			c.Teams[0].Pairs, c.Teams[0].Rules = []Pair{pair}, []Rule{rule}
		}}, "", "r3", "rule/team big"},
		"the account before the rule": {[]func(*Config){func(c *Config) {
			c.Teams[0].Rules, c.Accounts = []Rule{rule}, map[string]PersonID{"globex.example": "r2"}
		}}, "", "r2", "rule/owner globex.example"},
		"a name before the account": {[]func(*Config){func(c *Config) { c.Accounts = map[string]PersonID{"globex.example": "r2"} }},
			"r6", "r6", "candidate/named"},
		"an account of another team": {[]func(*Config){func(c *Config) { c.Accounts = map[string]PersonID{"globex.example": "mara"} }},
			"", "r1", "candidate 0"},
		"the cover of the owner": {[]func(*Config){func(c *Config) { c.Accounts = map[string]PersonID{"globex.example": "r2"} },
			off("r2", "r6")}, "", "r6", "rule/owner"},
		"the cover of one of a pair": {[]func(*Config){func(c *Config) { c.Teams[0].Pairs = []Pair{pair} }, off("r4", "r6")},
			"", "r5", "rule/pair"},
	} {
		c := pool(6)
		for _, set := range row.set {
			set(c)
		}
		got, why := routed(c, nil, Lookups{}, func(h *Handoff) {
			h.Qualifier, h.Wish, h.Brief = "quinn", row.wish, map[string]string{"company": "Globex"}
			h.Prospects = []Contact{{Address: "pat@mail.globex.example"}}
		})
		if got != row.rep || !strings.Contains(why[got], row.by) {
			t.Errorf("%s: %s has it, %q; want %s, %q", name, got, why[got], row.rep, row.by)
		}
	}
}

// TestShareByWeight: over 400 leads each has the share of their weight, and a newcomer comes from half of it to all.
func TestShareByWeight(t *testing.T) {
	c := pool(5)
	weights := map[PersonID]int{"r1": 100, "r2": 50, "r3": 150, "r4": 75, "r5": 100}
	for id, w := range weights {
		p := c.People[id]
		p.Weight = w
		c.People[id] = p
	}
	load := leads(t, c, 400, func(int, *world) {}, nil)
	for id, w := range weights {
		want := 400 * w / 475
		if got := load[id].Had; got < want*95/100-1 || got > want*105/100+1 {
			t.Errorf("%s of weight %d has %d of 400, want %d within 5 %%", id, w, got, want)
		}
	}
	since := Person{Since: 20261102, Zone: "UTC"}
	for _, row := range []struct{ days, want int }{{-5, 50}, {0, 50}, {15, 75}, {30, 100}, {400, 100}} {
		if got := since.WeightOn(Day(20261102).In(time.UTC).AddDate(0, 0, row.days)); got != row.want {
			t.Errorf("after %d days the weight is %d, want %d", row.days, got, row.want)
		}
	}
}

// full gives a rep n meetings on the day of the meeting, each at another time than it.
func full(id PersonID, n int, look *Lookups) {
	if look.Meets == nil {
		look.Meets = map[PersonID][]Meeting{}
	}
	for i := range n {
		at := meeting.Add(-time.Duration(i+2) * time.Hour)
		look.Meets[id] = append(look.Meets[id], Meeting{Handoff: ID("HO-OTHER" + string(rune('A'+i))),
			Span: calendar.Span{Start: at, End: at.Add(30 * time.Minute)}})
	}
}

// TestCapsOfDayAndWeek: whoever has enough on the day of the meeting comes last; if all have, another day is offered.
func TestCapsOfDayAndWeek(t *testing.T) {
	c := pool(2)
	c.Teams[0].CapDay = 2
	var look Lookups
	full("r1", 2, &look)
	if got, why := routed(c, nil, look, nil); got != "r2" || !strings.Contains(why["r1"], "obstacle/day 2 2") {
		t.Errorf("%s has it: %v", got, why)
	}
	full("r2", 2, &look)
	w := newWorld(t)
	w.c, w.look = c, look
	w.say(fixtureBrief(w.now))
	if w.h.State != Draft || w.h.Clash == nil || len(w.h.Clash.Slots) == 0 {
		t.Fatalf("all are full: %s, %+v", w.h.State, w.h.Clash)
	}
	for _, s := range w.h.Clash.Slots {
		if s.Start.In(berlin).Day() == meeting.Day() {
			t.Errorf("the full day is offered: %s", s.Start)
		}
	}
	if w.h.Clash.With[0].Kind != ObstacleDay || len(w.h.Clash.Free) > 0 {
		t.Errorf("%+v", w.h.Clash)
	}
	w.say(&KeepTime{About: by("quinn", w.now)})
	w.want(Offered, "")
	c.Teams[0].CapDay, c.Teams[0].CapWeek = 0, 2
	if got, why := routed(c, nil, look, nil); got != "" || !strings.Contains(why["r1"], "obstacle/week 2 2") {
		t.Errorf("by the week %s has it: %v", got, why)
	}
}

// TestTheManagerIsWarnedOnce before the team is full, not with every lead.
func TestTheManagerIsWarnedOnce(t *testing.T) {
	c := pool(2)
	c.Teams[0].CapDay, c.Teams[0].Cap = 5, 0
	warned := []int{}
	for n := range 10 {
		w := newWorld(t)
		w.c = c
		full("r1", min(n, 5), &w.look)
		full("r2", max(n-5, 0), &w.look)
		w.say(fixtureBrief(w.now))
		if slices.ContainsFunc(w.sent, func(a Action) bool { return a.Step == nearStep && a.To.Person == "mara" }) {
			warned = append(warned, n+1)
		}
	}
	if !slices.Equal(warned, []int{8}) {
		t.Errorf("of ten meetings the manager is warned at %v, want at the eighth", warned)
	}
}
