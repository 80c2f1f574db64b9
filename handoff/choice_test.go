package handoff

import (
	"math"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
)

// TestAChoiceSaysWhatDecidedIt: of the rep who has the lead it is said what put them before the next one, and of
// everybody what they are ranked by.
func TestAChoiceSaysWhatDecidedIt(t *testing.T) {
	ago := func(h int) time.Time { return monday.Add(-time.Duration(h) * time.Hour) }
	two := func(a, b Load) map[PersonID]Load { return map[PersonID]Load{"r1": a, "r2": b} }
	late := func(c *Config) {
		p := c.People["r1"]
		p.Hours = OfficeHours(18, 20)
		c.People["r1"] = p
	}
	for _, row := range []struct {
		name   string
		load   map[PersonID]Load
		look   Lookups
		config func(*Config)
		lead   func(*Handoff)
		rep    PersonID
		want   Reason
	}{
		{"fewest", two(Load{Turns: 3}, Load{Turns: 1}), Lookups{}, nil, nil, "r2",
			Because("chosen/fewest", PersonArg("r1"), WordsArg("3"))},
		{"parts of turns", two(Load{Turns: 1, Part: 50}, Load{Turns: 1}), Lookups{}, nil, nil, "r2",
			Because("chosen/fewest", PersonArg("r1"), WordsArg("1.5"))},
		{"the longest ago", two(Load{Turns: 1, Last: ago(1)}, Load{Turns: 1, Last: ago(5)}), Lookups{}, nil, nil, "r2",
			Because("chosen/longest", PersonArg("r1"), TimeArg(ago(5), "Europe/Berlin"))},
		{"none so far", two(Load{Turns: 1, Last: ago(1)}, Load{Turns: 1}), Lookups{}, nil, nil, "r2",
			Because("chosen/never", PersonArg("r1"))},
		{"the order of the team", nil, Lookups{}, nil, nil, "r1", Because("chosen/first", PersonArg("r2"))},
		{"at work then", two(Load{Turns: 1}, Load{Turns: 2}), Lookups{}, late, nil, "r2",
			Because("chosen/at-work", PersonArg("r1"))},
		{"nobody else", nil, Lookups{Away: map[PersonID][]calendar.Span{"r1": {{Start: ago(1), End: meeting}}}}, nil, nil,
			"r2", Because("chosen/only")},
		{"named", two(Load{Turns: 3}, Load{Turns: 1}), Lookups{}, nil, func(h *Handoff) { h.Wish = "r1" }, "r1", Reason{}},
	} {
		c := pool(2)
		if row.config != nil {
			row.config(c)
		}
		h := Handoff{ID: "HO-TEST01", Team: "sales", State: Draft, Start: meeting, End: meeting.Add(30 * time.Minute),
			Zone: "Europe/Berlin"}
		if row.lead != nil {
			row.lead(&h)
		}
		turn := begin(h, &Status{}, Env{Now: monday, Config: c, Load: row.load, Lookups: row.look})
		rep, all := turn.route()
		for _, got := range all {
			want := Reason{}
			if got.Rep == rep {
				want = row.want
			}
			if rep != row.rep || !got.By.Same(want) {
				t.Errorf("%s: %s has it; of %s it is said %s, want %s", row.name, rep, got.Rep, got.By, want)
			}
		}
	}
}

// TestNobodyFitsIsExplained: where no rep can have a lead, what was thought of each stays with it.
func TestNobodyFitsIsExplained(t *testing.T) {
	w := newWorld(t)
	w.look.Away = map[PersonID][]calendar.Span{}
	for _, id := range w.c.Teams[0].Reps {
		w.look.Away[id] = []calendar.Span{{Start: w.now.Add(-time.Hour), End: w.now.AddDate(0, 1, 0)}}
	}
	w.say(fixtureBrief(w.now))
	if w.h.State != Escalated || len(w.h.Pool) != len(w.c.Teams[0].Reps) || !w.h.PoolAt.Equal(w.now) {
		t.Fatalf("%s, of the reps it is known %+v", w.h.State, w.h.Pool)
	}
	for _, c := range w.h.Pool {
		if c.Fit || c.Why.Sentence() != "candidate/away/back" {
			t.Errorf("%s: %s", c.Rep, c.Why)
		}
	}
}

// TestArithmetic: turns, what silence is of them, the weight, and what is left out.
func TestArithmetic(t *testing.T) {
	c := pool(3)
	p := c.People["r2"]
	p.Weight = 50
	c.People["r2"] = p
	loads := map[PersonID]Load{"r1": {Turns: 9, Had: 8, Cost: 1}, "r2": {Turns: 8, Had: 4}, "r3": {Turns: 0}}
	weight := Because("sum/weight", WordsArg("2"), NumberArg(50))
	_, why := routed(c, loads, Lookups{}, nil)
	for id, want := range map[PersonID]Reason{
		"r1": Because("candidate/sum", NumberArg(8), NumberArg(30), WordsArg("9"),
			ReasonArg(Because("sum/silence", WordsArg("1")))),
		"r2": Because("candidate/sum", NumberArg(4), NumberArg(30), WordsArg("8"), ReasonArg(weight)),
		"r3": Because("candidate/level/behind", NumberArg(0), NumberArg(30), NumberArg(8), WordsArg("8")),
	} {
		if why[id] != want.String() {
			t.Errorf("of %s it is said %q, want %q", id, why[id], want)
		}
	}
}

// TestTheArithmeticSums: whatever a rep has had, the offers of the latest days and the parts that are named make the
// turns that are counted. Of who was there all the time it is not said that they were away.
func TestTheArithmeticSums(t *testing.T) {
	hundredths := func(a Arg) int {
		f, err := strconv.ParseFloat(a.Text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return int(math.Round(f * whole))
	}
	rapid.Check(t, func(r *rapid.T) {
		c, loads := pool(3), map[PersonID]Load{}
		for _, id := range c.Teams[0].Reps {
			p := c.People[id]
			p.Weight = rapid.SampledFrom([]int{0, 50, 56, 100, 150}).Draw(r, "weight")
			c.People[id] = p
			l := Load{Had: rapid.IntRange(0, 9).Draw(r, "had"), Cost: rapid.IntRange(0, 3).Draw(r, "cost")}
			l.Turns = l.Had + l.Cost + rapid.IntRange(-2, 6).Draw(r, "older")
			l.Part = rapid.IntRange(-90, 90).Draw(r, "part")
			loads[id] = l
		}
		turn := begin(Handoff{ID: "HO-TEST01", Team: "sales", State: Draft, Start: meeting,
			End: meeting.Add(30 * time.Minute)}, &Status{}, Env{Now: monday, Config: c, Load: loads})
		ranks := turn.ranks()
		for _, id := range c.Teams[0].Reps {
			why := turn.arithmetic(id, ranks[id], Reason{})
			if why.Sentence() == "candidate/level" {
				r.Fatalf("%s was there all the time: %s", id, why)
			}
			if why.Sentence() == "candidate/level/behind" {
				continue
			}
			sum, each := 0, whole
			for _, a := range why.Args {
				for _, part := range a.Reasons {
					switch part.Sentence() {
					case "sum/weight":
						each = hundredths(part.Args[0])
					case "sum/silence", "sum/before":
						sum += hundredths(part.Args[0])
					case "sum/less":
						sum -= hundredths(part.Args[0])
					}
				}
			}
			if sum += int(why.Args[0].Number) * each; sum != hundredths(why.Args[2]) {
				r.Fatalf("%s has %+v and ranks %d: %s sums to %d", id, loads[id], ranks[id], why, sum)
			}
		}
	})
}

// TestNobodyOfARuleFits: whom a rule names is meant, not the team.
func TestNobodyOfARuleFits(t *testing.T) {
	for name, row := range map[string]struct {
		config func(*Config)
		want   Code
	}{
		"no rule": {func(c *Config) { c.Teams[0].Reps = []PersonID{"rita"} }, "nobody-fits"},
		"account": {func(c *Config) { c.Accounts = map[string]PersonID{"globex.example": "rita"} }, "nobody-fits/rule"},
		"pairing": {func(c *Config) { c.Teams[0].Pairs = []Pair{{"quinn", []PersonID{"rita"}}} }, "nobody-fits/rule"},
	} {
		w := newWorld(t)
		row.config(w.c)
		w.look.Away = map[PersonID][]calendar.Span{"rita": {{Start: w.now.Add(-time.Hour), End: w.now.AddDate(0, 1, 0)}}}
		w.say(fixtureBrief(w.now))
		if w.h.State != Escalated || w.h.Why.Sentence() != row.want {
			t.Errorf("%s: %s, %s, want %s", name, w.h.State, w.h.Why, row.want)
		}
	}
}

// TestACoverIsNamed: where the rep whom a rule names is away, it is said of both: not that he is not the one.
func TestACoverIsNamed(t *testing.T) {
	c := pool(3)
	c.Accounts = map[string]PersonID{"globex.example": "r1"}
	today := DayOf(monday)
	p := c.People["r1"]
	p.Away = []DayOff{{First: today, Last: today + 1, Leave: true, Cover: "r3"}}
	c.People["r1"] = p
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	h := Handoff{ID: "HO-TEST01", Team: "sales", State: Draft, Start: meeting, End: meeting.Add(30 * time.Minute),
		Zone: "Europe/Berlin", Prospects: []Contact{{Address: "pat@globex.example"}}}
	turn := begin(h, &Status{}, Env{Now: monday, Config: c})
	rep, all := turn.route()
	if rep != "r3" {
		t.Fatalf("%s has it", rep)
	}
	for _, got := range all {
		switch got.Rep {
		case "r1":
			if got.Why.Sentence() != "candidate/away/cover" {
				t.Errorf("of the owner it is said %s", got.Why)
			}
		case "r2":
			if got.Why.Sentence() != "candidate/not-in-rule" {
				t.Errorf("of another it is said %s", got.Why)
			}
		case "r3":
			if !got.By.Same(Because("chosen/cover", PersonArg("r1"))) || got.Why.Sentence() != "candidate/by-rule" {
				t.Errorf("of the cover it is said %s, %s", got.Why, got.By)
			}
		}
	}
}

// TestACoverByMailHoldsForLeadsToCome: who stands in has what comes in while the absence lasts, and not after it.
func TestACoverByMailHoldsForLeadsToCome(t *testing.T) {
	c := pool(3)
	c.Accounts = map[string]PersonID{"globex.example": "r1"}
	span := calendar.Span{Start: monday.Add(-time.Hour), End: monday.Add(5 * time.Hour)}
	look := Lookups{Away: map[PersonID][]calendar.Span{"r1": {span}},
		Covers: map[PersonID][]Absence{"r1": {{Person: "r1", Span: span, Cover: "r3"}}}}
	for _, row := range []struct {
		now  time.Time
		wish PersonID
		want PersonID
	}{
		{monday, "", "r3"}, {monday.Add(6 * time.Hour), "", "r1"}, {monday, "r1", "r3"}, {monday, "r2", "r2"},
	} {
		h := Handoff{ID: "HO-TEST01", Team: "sales", State: Draft, Start: meeting, End: meeting.Add(30 * time.Minute),
			Zone: "Europe/Berlin", Prospects: []Contact{{Address: "pat@globex.example"}}, Wish: row.wish}
		turn := begin(h, &Status{}, Env{Now: row.now, Config: c, Lookups: look})
		rep, all := turn.route()
		if rep != row.want {
			t.Errorf("at %s, %q named: %s has it, want %s", row.now, row.wish, rep, row.want)
		}
		for _, got := range all {
			if got.Rep == "r1" && row.want == "r3" && got.Why.Sentence() != "candidate/away/cover" {
				t.Errorf("of the owner it is said %s", got.Why)
			}
		}
	}
}
