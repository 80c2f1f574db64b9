package replay

import (
	"testing"
	"time"

	"handoffd/handoff"
)

// TestLoadsAndMeetingsAreThoseOfTheOtherConfig: leads that go to others there fill their caps and their time there, and
// leads that came in before count as they were.
func TestLoadsAndMeetingsAreThoseOfTheOtherConfig(t *testing.T) {
	two := func(c *handoff.Config) { c.Teams[0].Reps = []handoff.PersonID{"rita", "yuki"} }
	for _, test := range []struct {
		name   string
		change func(*handoff.Config)
		apart  time.Duration // the meetings
		before int           // leads under another config, which only rita has
		each   int           // leads that each of the two can have
	}{
		{"a cap of two", func(c *handoff.Config) { two(c); c.Teams[0].Cap = 2 }, 24 * time.Hour, 0, 2},
		{"a cap of two, and one before", func(c *handoff.Config) { two(c); c.Teams[0].Cap = 2 }, 24 * time.Hour, 2, 2},
		{"meetings at one time", two, 0, 0, 1},
	} {
		s := newStage(config(t, nil), 1, 0)
		came := func() {
			s.brief(300*time.Hour + time.Duration(len(s.order))*test.apart)
			s.now = s.now.Add(5 * time.Minute)
		}
		if test.before > 0 {
			s.reload(config(t, func(c *handoff.Config) { c.Teams[0].Reps = []handoff.PersonID{"rita"} }))
			for range test.before {
				came()
			}
			s.reload(config(t, nil))
		}
		for range 7 {
			came()
		}
		r := Compare(Record{Facts: s.facts}, config(t, test.change), time.Time{})
		had, escalated := map[handoff.PersonID]int{"rita": test.before}, 0
		differ := map[handoff.ID]Difference{}
		for _, d := range r.Differ {
			differ[d.Handoff] = d
		}
		for _, id := range s.order[test.before:] {
			is := Step{State: s.leads[id].State, Rep: s.leads[id].Rep()}
			if d, otherwise := differ[id]; otherwise {
				is = *d.New
			}
			if is.State == handoff.Escalated {
				escalated++
			} else {
				had[is.Rep]++
			}
		}
		if had["rita"] != test.each || had["yuki"] != test.each || escalated != 7+test.before-2*test.each {
			t.Errorf("%s: %v, and %d for the manager; want %d each: %v", test.name, had, escalated, test.each, told(r.Differ))
		}
	}
}

// TestASilenceCountsAsItDid: a silence that is one by both configs costs there what it cost.
func TestASilenceCountsAsItDid(t *testing.T) {
	s := newStage(config(t, nil), 1, 0)
	s.brief(300 * time.Hour)
	rep := s.leads[s.order[0]].Rep()
	s.now = monday.Add(100 * time.Hour)
	s.say(s.order[0], &handoff.Status{About: s.by("quinn")})
	for _, hours := range []time.Duration{5, 2} { // of less than four nothing is claimed
		r := played(Record{Facts: s.facts}, config(t, func(c *handoff.Config) {
			c.Teams[0].Policy.Window = hours * time.Hour
		}), time.Time{})
		was, is := r.past.loads.of(rep).at(s.now), r.of[s.order[0]].loads.of(rep).at(s.now)
		if r.report(s.facts).Differ == nil || was.Cost == 0 || (is.Cost == was.Cost) != (hours >= 4) {
			t.Errorf("in %d hours: it cost %d, then %d", hours, was.Cost, is.Cost)
		}
	}
}
