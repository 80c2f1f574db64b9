package replay

import (
	"slices"
	"testing"
	"time"

	"handoffd/handoff"
)

var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// TestTheSameConfigDiffersInNothing, over 3,000 lives.
func TestTheSameConfigDiffersInNothing(t *testing.T) {
	c := config(t, nil)
	seeds := uint64(10)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		s := newStage(c, seed, 40*time.Second)
		s.lives(300)
		r := Compare(Record{Facts: s.facts}, config(t, nil), time.Time{})
		if r.Leads != 300 || len(r.Differ) > 0 || r.Unknown > 0 || r.Old != r.New || r.Old != s.counted() || r.All != r.Old ||
			r.Old.Offers == 0 {
			t.Fatalf("seed %d: %d of %d differ, %d unknown; %+v, %+v; in the record %+v", seed, len(r.Differ), r.Leads, r.Unknown,
				r.Old, r.New, s.counted())
		}
	}
}

// TestAShorterWindowReassignsSooner: what differs first is that a lead goes on, and from there what its reps did is
// unknown.
func TestAShorterWindowReassignsSooner(t *testing.T) {
	facts := lives(config(t, nil), 200, 1)
	r := Compare(Record{Facts: facts}, config(t, func(c *handoff.Config) { c.Teams[0].Policy.Window /= 4 }), time.Time{})
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
	r := Compare(Record{Facts: facts}, config(t, func(c *handoff.Config) {
		c.Accounts = map[string]handoff.PersonID{"c7.example": "yuki", "c8.example": "yuki", "c9.example": "yuki"}
	}), time.Time{})
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
		r := Compare(Record{Facts: facts}, config(t, test.change), time.Time{})
		if !slices.Equal(r.Missing, test.want) || len(test.want) > 0 && r.Leads != 0 || r.Differ == nil || len(r.Differ) > 0 {
			t.Errorf("%s: %+v", test.name, r)
		}
	}
}
