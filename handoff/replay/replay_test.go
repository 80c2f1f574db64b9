package replay

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"handoffd/handoff"
)

var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func config(t *testing.T, change func(*handoff.Config)) *handoff.Config {
	t.Helper()
	c := &handoff.Config{Address: "handoff@acme.example", Name: "Acme", Admin: "olga",
		People: map[handoff.PersonID]handoff.Person{}}
	team := handoff.Team{Name: "sales", Qualifiers: []handoff.PersonID{"quinn"}, Managers: []handoff.PersonID{"mara"},
		Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria(),
		Duration: 30 * time.Minute, Cap: 9, CapDay: 4}
	for _, id := range []handoff.PersonID{"quinn", "mara", "olga", "rita", "ben", "yuki", "leo"} {
		c.People[id] = handoff.Person{ID: id, Name: string(id), Emails: []string{string(id) + "@acme.example"},
			Zone: "Europe/Berlin", Hours: handoff.OfficeHours(9, 17), Link: "https://meet.acme.example/" + string(id)}
	}
	team.Reps = []handoff.PersonID{"rita", "ben", "yuki", "leo"}
	c.Teams = []handoff.Team{team}
	if change != nil {
		change(c)
	}
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	return c
}

// lives are the facts of n leads with whatever people might do, as they would have been recorded.
func lives(c *handoff.Config, n int, seed uint64) (facts []Recorded) {
	rnd := rand.New(rand.NewPCG(seed, 3))
	r := newRun(nil, nil)
	now := monday
	say := func(id handoff.ID, f handoff.Fact) {
		one := Recorded{Handoff: id, Now: now, Config: c, Fact: f}
		r.inForce(one)
		r.until(now)
		r.decide(id, f, now, handoff.Lookups{})
		facts = append(facts, one)
	}
	by := func(id handoff.PersonID) handoff.About {
		return handoff.About{At: now, By: handoff.Who{Person: id}, Via: "imap", Strength: handoff.Seen,
			MessageID: fmt.Sprintf("m%d@acme.example", len(facts))}
	}
	for len(r.order) < n || len(facts) < 4*n {
		now = now.Add(time.Duration(rnd.IntN(40)) * time.Minute)
		if len(r.order) < n && rnd.IntN(4) == 0 {
			k := len(r.order)
			start := now.Add(time.Duration(20+rnd.IntN(150)) * time.Hour).Truncate(time.Hour)
			say(handoff.ID(fmt.Sprintf("HO-L%05d", k)), &handoff.Briefed{About: by("quinn"),
				ID: handoff.ID(fmt.Sprintf("HO-L%05d", k)), UID: fmt.Sprintf("u%d@handoffd", k), Token: fmt.Sprintf("t%d", k),
				Team:   "sales",
				Origin: handoff.OriginBrief, Qualifier: "quinn", Start: start, End: start.Add(30 * time.Minute),
				Zone:      "Europe/Berlin",
				Prospects: []handoff.Contact{{Name: "Pat", Address: fmt.Sprintf("pat@c%d.example", k)}},
				Fields:    map[string]string{"company": "Globex", "need": "x", "pain": "y", "timeframe": "now"}})
			continue
		}
		if len(r.order) == 0 {
			continue
		}
		id := r.order[max(0, len(r.order)-1-rnd.IntN(12))]
		rep := r.leads[id].h.Rep()
		for _, f := range [][]handoff.Fact{
			{&handoff.Accept{About: by(rep)}}, {&handoff.Replied{About: by(rep), Reach: handoff.ReachProspect}},
			{&handoff.Accept{About: by(rep)}, &handoff.ReplyReported{About: by(rep)}},
			{&handoff.Decline{About: by(rep)}}, {&handoff.Keep{About: by("mara")}}, {&handoff.Take{About: by("mara")}},
			{&handoff.Judge{About: by(rep), Outcome: handoff.OutcomeHeld}}, {&handoff.NotMyFault{About: by(rep), Note: "ill"}},
			{&handoff.AwayUntil{About: by(rep), Until: now.Add(30 * time.Hour)}},
			{&handoff.Reject{About: by(rep), Criteria: []string{"budget"}}},
			{&handoff.Assign{About: by("mara"), Rep: "leo"}}, {&handoff.RuleSilence{About: by("mara")}},
		}[rnd.IntN(12)] {
			say(id, f)
		}
	}
	return facts
}

// TestTheSameConfigDiffersInNothing, over 3,000 lives.
func TestTheSameConfigDiffersInNothing(t *testing.T) {
	c := config(t, nil)
	seeds := uint64(10)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		facts := lives(c, 300, seed)
		r := Compare(facts, config(t, nil))
		if r.Leads != 300 || len(r.Differ) > 0 || r.Unknown > 0 || r.Old != r.New || r.Old.Offers == 0 {
			t.Fatalf("seed %d: %d of %d differ, %d unknown; %+v, %+v", seed, len(r.Differ), r.Leads, r.Unknown, r.Old, r.New)
		}
	}
}

// TestAShorterWindowReassignsSooner: what differs first is that a lead goes on, and from there what its reps did is
// unknown.
func TestAShorterWindowReassignsSooner(t *testing.T) {
	facts := lives(config(t, nil), 200, 1)
	r := Compare(facts, config(t, func(c *handoff.Config) { c.Teams[0].Policy.Window /= 4 }))
	if len(r.Differ) == 0 || r.Unknown == 0 || r.New.Reassigned <= r.Old.Reassigned {
		t.Fatalf("%d differ, %d unknown; %+v, %+v", len(r.Differ), r.Unknown, r.Old, r.New)
	}
	sooner := 0
	for _, d := range r.Differ {
		if d.New != nil && d.New.Turn > 1 && (d.Old == nil || d.New.At.Before(d.Old.At)) {
			sooner++
		}
	}
	if sooner == 0 {
		t.Errorf("no lead goes on sooner: %d differ", len(r.Differ))
	}
}

// TestAnotherRuleGivesAnotherRep, and what the first one did is unknown then.
func TestAnotherRuleGivesAnotherRep(t *testing.T) {
	facts := lives(config(t, nil), 50, 2)
	r := Compare(facts, config(t, func(c *handoff.Config) {
		c.Accounts = map[string]handoff.PersonID{"c7.example": "yuki", "c8.example": "yuki", "c9.example": "yuki"}
	}))
	found := false
	for _, d := range r.Differ {
		found = found || d.Handoff == "HO-L00008" && d.New != nil && d.New.Rep == "yuki"
	}
	if len(r.Differ) == 0 || len(r.Differ) > 50 || !found && len(r.Differ) < 2 {
		t.Errorf("%+v", r.Differ)
	}
}

// What the other config has no place for is told, not left out silently; nothing is null for whoever reads JSON.
func TestLeadsWithoutAPlaceAreTold(t *testing.T) {
	facts := lives(config(t, nil), 20, 2)
	for _, test := range []struct {
		name   string
		change func(*handoff.Config)
		want   []Missing
	}{
		{"all there", nil, []Missing{}},
		{"the team has another name", func(c *handoff.Config) { c.Teams[0].Name = "emea" }, []Missing{{"sales", "", 20}}},
		{"the qualifier is gone", func(c *handoff.Config) { c.Teams[0].Qualifiers = []handoff.PersonID{"leo"} },
			[]Missing{{"sales", "quinn", 20}}},
	} {
		r := Compare(facts, config(t, test.change))
		if !slices.Equal(r.Missing, test.want) || len(test.want) > 0 && r.Leads != 0 || r.Differ == nil || len(r.Differ) > 0 {
			t.Errorf("%s: %+v", test.name, r)
		}
	}
}
