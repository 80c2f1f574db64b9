package handoff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
)

// pool is a config whose team "sales" has n reps in one office, named r1, r2 …
func pool(n int) *Config {
	c := fixtureConfig()
	c.Teams[0].Reps = nil
	for i := range n {
		id := PersonID(fmt.Sprintf("r%d", i+1))
		c.People[id] = Person{ID: id, Name: "Rep " + string(id), Emails: []string{string(id) + "@acme.example"}, Zone: "Europe/Berlin", Hours: OfficeHours(9, 17), Link: "https://meet.acme.example/" + string(id)}
		c.Teams[0].Reps = append(c.Teams[0].Reps, id)
	}
	return c
}

// routed asks the rotation for the next turn of a new handoff.
func routed(c *Config, load map[PersonID]Load, look Lookups, change func(*Handoff), exclude ...PersonID) (PersonID, map[PersonID]string) {
	h := Handoff{ID: "HO-TEST01", Team: "sales", State: Draft, Start: meeting, End: meeting.Add(30 * time.Minute), Zone: "Europe/Berlin"}
	if change != nil {
		change(&h)
	}
	t := begin(h, &Status{}, Env{Now: monday, Config: c, Load: load, Lookups: look})
	rep, all := t.route(exclude...)
	why := map[PersonID]string{}
	for _, a := range all {
		why[a.Rep] = a.Why.String()
	}
	return rep, why
}

func TestRouteByTurns(t *testing.T) {
	ago := func(h int) time.Time { return monday.Add(-time.Duration(h) * time.Hour) }
	for _, row := range []struct {
		name string
		load map[PersonID]Load
		want PersonID
	}{
		{"nobody had any: the order of the pool", nil, "r1"},
		{"the fewest turns", map[PersonID]Load{"r1": {Turns: 2}, "r2": {Turns: 1}, "r3": {Turns: 3}}, "r2"},
		{"equal turns: the longest ago", map[PersonID]Load{"r1": {Turns: 1, Last: ago(1)}, "r2": {Turns: 1, Last: ago(3)}, "r3": {Turns: 1, Last: ago(2)}}, "r2"},
		{"turns before time", map[PersonID]Load{"r1": {Turns: 1, Last: ago(1)}, "r2": {Turns: 2, Last: ago(9)}, "r3": {Turns: 2, Last: ago(9)}}, "r1"},
		{"a credit comes first", map[PersonID]Load{"r2": {Turns: -1}}, "r2"},
	} {
		if got, why := routed(pool(3), row.load, Lookups{}, nil); got != row.want {
			t.Errorf("%s: %s, want %s (%v)", row.name, got, row.want, why)
		}
	}
}

func span(from, to time.Time) []calendar.Span { return []calendar.Span{{Start: from, End: to}} }

// meets is another meeting of r1, relative to the start of the one that is to be given.
func meets(from, to time.Duration) Lookups {
	return Lookups{Meets: map[PersonID][]Meeting{"r1": {{Handoff: "HO-OTHER1", Span: calendar.Span{Start: meeting.Add(from), End: meeting.Add(to)}}}}}
}

var leftOut = []struct {
	name   string
	look   Lookups
	load   map[PersonID]Load
	change func(*Handoff)
	team   func(*Team)
	people func(map[PersonID]Person)
	why    string // why r1 is left out; empty: he gets it
}{
	{name: "nothing against him"},
	{name: "away now", look: Lookups{Away: map[PersonID][]calendar.Span{"r1": span(monday.Add(-time.Hour), monday.Add(time.Hour))}}, why: Because("candidate/away/back", TimeArg(monday.Add(time.Hour), "Europe/Berlin")).String()},
	{name: "away at the meeting", look: Lookups{Away: map[PersonID][]calendar.Span{"r1": span(meeting.Add(-time.Hour), meeting.Add(time.Hour))}}, why: Because("candidate/away-then/back", TimeArg(meeting.Add(time.Hour), "Europe/Berlin")).String()},
	{name: "back when the absence ends", look: Lookups{Away: map[PersonID][]calendar.Span{"r1": span(monday.Add(-time.Hour), monday)}}},
	{name: "away between", look: Lookups{Away: map[PersonID][]calendar.Span{"r1": span(monday.Add(time.Hour), monday.Add(3*time.Hour))}}},
	{name: "at his cap", team: func(t *Team) { t.Cap = 2 }, load: map[PersonID]Load{"r1": {Open: 2}}, why: "candidate/full 2 2"},
	{name: "below his cap", team: func(t *Team) { t.Cap = 2 }, load: map[PersonID]Load{"r1": {Open: 1}}},
	{name: "no cap", load: map[PersonID]Load{"r1": {Open: 90}}},
	{name: "another meeting then", look: meets(-10*time.Minute, 20*time.Minute), why: "candidate/meets HO-OTHER1"},
	{name: "another meeting inside", look: meets(5*time.Minute, 10*time.Minute), why: "candidate/meets HO-OTHER1"},
	{name: "another meeting in the preparation", look: meets(-time.Hour, -10*time.Minute), why: "candidate/meets HO-OTHER1"},
	{name: "another meeting right before the preparation", look: meets(-time.Hour, -15*time.Minute)},
	{name: "another meeting right after", look: meets(30*time.Minute, time.Hour)},
	{name: "another meeting in the buffer", team: func(t *Team) { t.Policy.Buffer = 10 * time.Minute }, look: meets(35*time.Minute, time.Hour), why: "candidate/meets HO-OTHER1"},
	{name: "this very handoff", look: Lookups{Meets: map[PersonID][]Meeting{"r1": {{Handoff: "HO-TEST01", Span: calendar.Span{Start: meeting, End: meeting.Add(time.Hour)}}}}}},
	{name: "had it and was silent", change: func(h *Handoff) {
		h.Assignments = []Assignment{{Rep: "r1", Ended: monday, End: EndSilence}}
	}, why: "candidate/had-it"},
	{name: "gave it back to an earlier rep", change: func(h *Handoff) {
		h.Assignments = []Assignment{{Rep: "r1", Ended: monday, End: EndGiven}}
	}},
	{name: "not at work before the meeting", change: func(h *Handoff) {
		h.Start, h.End = inBerlin(11, 23, 17, 30), inBerlin(11, 23, 18, 0)
	}, people: func(p map[PersonID]Person) {
		r := p["r1"]
		r.Zone = "America/Los_Angeles"
		p["r1"] = r
	}, why: "candidate/off 2026-11-23T16:30:00+01:00 1h0m0s"},
}

func TestRouteLeavesOut(t *testing.T) {
	for _, row := range leftOut {
		t.Run(row.name, func(t *testing.T) {
			c := pool(2)
			if row.team != nil {
				row.team(&c.Teams[0])
			}
			if row.people != nil {
				row.people(c.People)
			}
			got, why := routed(c, row.load, row.look, row.change)
			want := PersonID("r1")
			if row.why != "" {
				want = "r2"
			}
			if got != want || row.why != "" && why["r1"] != row.why {
				t.Errorf("%s gets it, r1 %q; want %s, %q", got, why["r1"], want, row.why)
			}
		})
	}
}

func TestRouteByWish(t *testing.T) {
	wish := func(id PersonID) func(*Handoff) { return func(h *Handoff) { h.Wish = id } }
	load := map[PersonID]Load{"r3": {Turns: 9}}
	if got, why := routed(pool(3), load, Lookups{}, wish("r3")); got != "r3" || why["r3"] != "candidate/named" {
		t.Errorf("the rep who was named loses to %s: %v", got, why)
	}
	away := Lookups{Away: map[PersonID][]calendar.Span{"r3": {{Start: monday, End: meeting}}}}
	if got, why := routed(pool(3), load, away, wish("r3")); got != "r1" || !strings.HasPrefix(why["r3"], "candidate/away/back ") {
		t.Errorf("the rep who was named is away, %s gets it: %v", got, why)
	}
	if got, _ := routed(pool(3), load, Lookups{}, wish("somebody")); got != "r1" {
		t.Errorf("a wish outside the pool gives %s", got)
	}
	second := func(h *Handoff) {
		h.Wish, h.Assignments = "r3", []Assignment{{Rep: "r2", Ended: monday, End: EndSilence}}
	}
	if got, _ := routed(pool(3), load, Lookups{}, second); got != "r1" {
		t.Errorf("the wish still counts at the second turn: %s", got)
	}
}

func TestRouteWhenNobodyFits(t *testing.T) {
	got, why := routed(pool(2), nil, Lookups{}, nil, "r1", "r2")
	if got != "" || len(why) != 2 || why["r1"] == "" || why["r2"] == "" {
		t.Errorf("%q gets it: %v", got, why)
	}
	c := pool(2)
	delete(c.People, "r1")
	if got, why := routed(c, nil, Lookups{}, nil); got != "r2" || why["r1"] != "" {
		t.Errorf("somebody who left is still weighed: %s, %v", got, why)
	}
	w := &world{t: t, c: pool(0), now: monday, load: map[PersonID]Load{}}
	b := fixtureBrief(w.now)
	b.Place = "1 Main St"
	w.say(b)
	w.want(Escalated, "nobody-fits")
}

// leads plays n briefs of their own, each of which ends by the given play, and calls after with the load so far.
func leads(t testing.TB, c *Config, n int, play func(i int, w *world), after func(i int, load map[PersonID]Load)) map[PersonID]Load {
	load := map[PersonID]Load{}
	now := monday
	for i := range n {
		w := &world{t: t, c: c, now: now, load: load}
		b := fixtureBrief(now)
		b.ID, b.Start, b.End = ID(fmt.Sprintf("HO-LEAD%d", i)), now.Add(10*24*time.Hour), now.Add(10*24*time.Hour+time.Hour)
		w.say(b)
		play(i, w)
		if after != nil {
			after(i, load)
		}
		now = now.Add(7 * time.Minute)
	}
	return load
}

// spread is the difference between the most and the fewest turns.
func spread(c *Config, load map[PersonID]Load) int {
	var turns []int
	for _, r := range c.Teams[0].Reps {
		turns = append(turns, load[r].Turns)
	}
	return slices.Max(turns) - slices.Min(turns)
}

func TestRotationIsFair(t *testing.T) {
	for reps := 1; reps <= 7; reps++ {
		c := pool(reps)
		load := leads(t, c, 300, func(int, *world) {}, func(i int, load map[PersonID]Load) {
			if n := spread(c, load); n > 1 {
				t.Fatalf("after %d leads the turns of %d reps differ by %d: %v", i+1, reps, n, load)
			}
		})
		sum := 0
		for _, l := range load {
			sum += l.Turns
		}
		if sum != 300 {
			t.Errorf("300 leads are %d turns", sum)
		}
	}
}

// Declines cost the turn, absences and the prospect's no give it back: whatever happened, the next leads even it out.
func TestRotationEvensOut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := pool(rapid.IntRange(3, 6).Draw(r, "reps"))
		steps := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 30).Draw(r, "what happens")
		even := 0
		leads(t, c, 300, func(i int, w *world) {
			if i >= len(steps) {
				return
			}
			rep := w.h.Rep()
			switch steps[i] {
			case 1:
				w.say(&Decline{About: by(rep, w.now)})
			case 2:
				w.say(&OutOfOffice{About: by(rep, w.now), Until: w.now.Add(20 * 24 * time.Hour)})
			case 3:
				w.say(&Answered{About: outside("pat@globex.example", w.now), Attendee: "pat@globex.example", PartStat: calendar.Declined, Sequence: w.h.Sequence})
			case 4:
				w.say(&Assign{About: by("mara", w.now), Rep: c.Teams[0].Reps[0]})
			case 5:
				w.due()
			}
		}, func(i int, load map[PersonID]Load) {
			n := spread(c, load)
			if i == len(steps)-1 {
				even = i + n*len(c.Teams[0].Reps)
			}
			if i >= len(steps) && i >= even && n > 1 {
				r.Fatalf("%d leads after it was quiet again the turns differ by %d: %v", i-len(steps), n, load)
			}
		})
	})
}

// TestRouteOfAReturner: with 12, 12 and 0 turns the third takes turns with the others, and makes up for a few only.
func TestRouteOfAReturner(t *testing.T) {
	for _, row := range []struct {
		turns []int
		most  int // of the next six for the last one
		run   int // in a row
	}{
		{[]int{12, 12, 0}, 2, 1},
		{[]int{12, 12, 0, 0}, 2, 1},
		{[]int{12, 0}, 3, 1},
		{[]int{12, 12, 9}, 4, 3},
		{[]int{12, 12, 11}, 3, 1},
		{[]int{20, 12, 12}, 2, 1},
	} {
		c, load, now := pool(len(row.turns)), map[PersonID]Load{}, monday
		last := c.Teams[0].Reps[len(row.turns)-1]
		for i, n := range row.turns {
			load[c.Teams[0].Reps[i]] = Load{Turns: n, Last: monday.Add(time.Duration(i-100) * time.Hour)}
		}
		got, run, longest := 0, 0, 0
		for range 6 {
			now = now.Add(time.Minute)
			rep, _ := routed(c, load, Lookups{}, nil)
			load[rep] = Load{Turns: levelled(c, load, rep) + 1, Last: now}
			if run++; rep != last {
				run = 0
			} else {
				got++
			}
			longest = max(longest, run)
		}
		if got > row.most || longest > row.run {
			t.Errorf("%v: %d of 6, %d in a row; want at most %d and %d", row.turns, got, longest, row.most, row.run)
		}
	}
}

// TestRouteSharesOverAQuarter: ten reps, one away for three weeks, one who comes in the second month, turns given back:
// over the days on which each is there, everybody has the same share within 5 %, and whoever is back no more than three in a row.
func TestRouteSharesOverAQuarter(t *testing.T) {
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 7))
		c, load := pool(10), map[PersonID]Load{}
		reps := c.Teams[0].Reps
		there := func(i, day int) bool {
			return (i != 3 || day < 20 || day >= 35) && (i != 7 || day >= 25)
		}
		got, want := make([]float64, 10), make([]float64, 10)
		now, lastRep, run := monday, PersonID(""), 0
		for day := range 65 {
			away := Lookups{Away: map[PersonID][]calendar.Span{}}
			here := 0.0
			for i, id := range reps {
				if there(i, day) {
					here++
				} else {
					away.Away[id] = span(monday.AddDate(-1, 0, 0), meeting.AddDate(1, 0, 0))
				}
			}
			for range 10 {
				now = now.Add(time.Minute)
				rep, _ := routed(c, load, away, nil)
				i := slices.Index(reps, rep)
				for k := range reps {
					if there(k, day) {
						want[k] += 1 / here
					}
				}
				if r.IntN(20) == 0 { // the turn comes back: no lead had
					load[rep] = Load{Turns: levelled(c, load, rep), Last: now}
					for k := range reps {
						if there(k, day) {
							want[k] -= 1 / here
						}
					}
					continue
				}
				load[rep] = Load{Turns: levelled(c, load, rep) + 1, Last: now}
				got[i]++
				if run++; rep != lastRep {
					lastRep, run = rep, 1
				}
				if run > 3 && (i == 3 || i == 7) {
					t.Fatalf("%s is back and has %d in a row on day %d", rep, run, day)
				}
			}
		}
		for i := range reps {
			if got[i] < want[i]*0.95-1 || got[i] > want[i]*1.05+1 {
				t.Fatalf("rep %d had %.0f leads, want %.1f within 5 %%; all %v of %v", i, got[i], want[i], got, want)
			}
		}
	}
}

// TestOfferBooksWhatIsNotMadeUpFor, so that the ledger sums to what the rotation goes by.
func TestOfferBooksWhatIsNotMadeUpFor(t *testing.T) {
	w := newWorld(t)
	w.load = map[PersonID]Load{"rita": {}, "ben": {Turns: 12, Last: w.now}, "yuki": {Turns: 12, Last: w.now}}
	d := w.say(fixtureBrief(w.now))
	var got []string
	for _, e := range d.Ledger {
		got = append(got, fmt.Sprint(e.Person, " ", e.Kind, " ", e.Turns))
	}
	if want := []string{"rita level 11", "rita turn 1"}; !slices.Equal(got, want) {
		t.Errorf("booked %q, want %q; %s has it", got, want, w.h.Rep())
	}
	if w.load["rita"].Turns != 12 {
		t.Errorf("the sum is %d", w.load["rita"].Turns)
	}
}

// levelled are the turns of a rep once what he need not make up for is booked.
func levelled(c *Config, load map[PersonID]Load, rep PersonID) int {
	t := begin(Handoff{Team: "sales", State: Draft}, &Status{}, Env{Now: monday, Config: c, Load: load})
	return t.ranks()[rep] / whole
}
