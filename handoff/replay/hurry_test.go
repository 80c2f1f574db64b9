package replay

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestWhoWasAskedAtOnceIsTold: a lead with little time left goes to several reps; a rule that ends that is a difference.
func TestWhoWasAskedAtOnceIsTold(t *testing.T) {
	c := config(t, nil)
	near := brief(c, 1, monday.Add(3*time.Hour))
	f := near.Fact.(*handoff.Briefed)
	f.Start, f.End = near.Now.Add(3*time.Hour), near.Now.Add(4*time.Hour)
	near.Lookups.UIDs = []string{"a@handoffd", "b@handoffd", "c@handoffd"}
	r := Compare(Record{Facts: []Recorded{near}}, config(t, func(c *handoff.Config) { c.Teams[0].Policy.Hurry = 0 }), time.Time{})
	if len(r.Differ) != 1 || r.Differ[0].Old == nil || r.Differ[0].New == nil {
		t.Fatalf("%+v", r)
	}
	later := Recorded{Handoff: near.Handoff, Now: near.Now.Add(time.Hour), Config: c,
		Fact: &handoff.Status{About: handoff.About{At: near.Now.Add(time.Hour), By: handoff.Who{Person: "quinn"}}}}
	r = Compare(Record{Facts: []Recorded{near, later}}, config(t, func(c *handoff.Config) { c.Teams[0].Policy.Hurry = 0 }),
		time.Time{})
	if d := r.Differ[0]; !d.New.Opened.Equal(near.Now.Add(2 * time.Minute)) {
		t.Errorf("the one who is asked has the invitation at %s", d.New.Opened)
	}
	if d := r.Differ[0]; len(d.Old.Asked) < 2 || !slices.Contains(d.Old.Asked, d.Old.Rep) || len(d.New.Asked) > 0 {
		t.Errorf("it was %+v, then %+v", d.Old, d.New)
	}
}

// TestWhyNotAllAreAskedAtOnce: hurry is off, or one of those who were asked is no rep any more.
func TestWhyNotAllAreAskedAtOnce(t *testing.T) {
	no := func(rep handoff.PersonID) handoff.Reason {
		return handoff.Because("pool", handoff.PersonArg(rep), handoff.ReasonArg(handoff.Because("candidate/no-rep")))
	}
	reps := func(ids ...handoff.PersonID) func(*handoff.Config) {
		return func(c *handoff.Config) { c.Teams[0].Reps = ids }
	}
	for name, row := range map[string]struct {
		reps   int
		change func(*handoff.Config)
		want   handoff.Reason
	}{
		"off":                 {2, func(c *handoff.Config) { reps("rita", "ben")(c); c.Teams[0].Policy.Hurry = 0 }, handoff.Because("hurry-off")},
		"one is left":         {2, reps("rita"), no("ben")},
		"the other one":       {2, reps("ben"), no("rita")},
		"fewer at once":       {3, reps("rita", "ben"), no("yuki")},
		"fewer, not the same": {3, reps("ben", "yuki"), no("rita")},
	} {
		s := newStage(config(t, func(c *handoff.Config) { c.Teams[0].Reps = c.Teams[0].Reps[:row.reps] }), 1, 40*time.Second)
		s.now = monday.Add(2 * time.Hour)
		s.brief(3 * time.Hour)
		s.now = s.now.Add(20 * time.Minute)
		if asked := handoff.AskedAtOnce(s.leads[s.order[0]]); len(asked) != row.reps {
			t.Fatalf("%s: asked at once: %v", name, asked)
		}
		s.now = s.now.Add(4 * time.Hour)
		s.until(s.now, "", time.Time{})
		r := Compare(Record{Facts: s.facts}, config(t, row.change), time.Time{})
		if len(r.Differ) != 1 || !r.Differ[0].Instead || !reflect.DeepEqual(r.Differ[0].Why, row.want) {
			t.Errorf("%s: %+v, want %v", name, r.Differ, row.want)
		}
	}
}

// TestSeveralAtOnceHaveNoOrder: the same reps asked at once are no difference, whoever stands first in the team.
func TestSeveralAtOnceHaveNoOrder(t *testing.T) {
	for seed := range uint64(3) {
		s := newStage(config(t, nil), seed, 40*time.Second)
		s.now = monday.Add(2 * time.Hour)
		s.brief(3 * time.Hour)
		s.now = s.now.Add(20 * time.Minute)
		if asked := handoff.AskedAtOnce(s.leads[s.order[0]]); len(asked) != 4 {
			t.Fatalf("asked at once: %v", asked)
		}
		s.say(s.order[0], &handoff.Accept{About: s.by([]handoff.PersonID{"rita", "leo", "mara"}[seed])})
		s.now = s.now.Add(4 * time.Hour)
		s.until(s.now, "", time.Time{})
		r := Compare(Record{Facts: s.facts}, config(t, func(c *handoff.Config) {
			c.Teams[0].Reps = []handoff.PersonID{"leo", "yuki", "rita", "ben"}
		}), time.Time{})
		if len(r.Differ) > 0 || r.Unknown > 0 || r.Old != r.New {
			t.Errorf("%d: %v; %d unknown; %+v, %+v", seed, told(r.Differ), r.Unknown, r.Old, r.New)
		}
	}
}
