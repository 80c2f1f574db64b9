package replay

import (
	"testing"
	"time"

	"handoffd/handoff"
)

// TestNobodyAnswersBeforeTheyAreAsked: what a rep answered to an invitation that goes out later here is unknown, and so
// is how the lead goes on; unless something else that asks them is out by then.
func TestNobodyAnswersBeforeTheyAreAsked(t *testing.T) {
	late := func(c *handoff.Config) {
		for _, id := range c.Teams[0].Reps {
			p := c.People[id]
			p.Hours = handoff.OfficeHours(13, 20)
			c.People[id] = p
		}
	}
	for _, test := range []struct {
		name    string
		after   time.Duration // they answered
		unknown int
	}{{"before", time.Hour, 1}, {"after", 6 * time.Hour, 0}} {
		s := newStage(config(t, nil), 1, 0)
		s.now = monday.Add(time.Hour) // 10:00, invited at 10:02, by the other hours at 13:00
		s.brief(300 * time.Hour)
		id := s.order[0]
		rep := s.leads[id].Rep()
		s.now = s.now.Add(test.after)
		s.say(id, &handoff.Reject{About: s.by(rep), Criteria: []string{"budget"}})
		if s.leads[id].State != handoff.Returned {
			t.Fatalf("it is %s", s.leads[id].State)
		}
		s.now = s.now.Add(time.Hour)
		s.say(id, &handoff.Status{About: s.by("quinn")})
		r := Compare(Record{Facts: s.facts}, config(t, late), time.Time{})
		if r.Unknown != test.unknown || r.Unsure != test.unknown || len(r.Differ) != test.unknown {
			t.Errorf("%s: %d unknown, %d unsure: %v", test.name, r.Unknown, r.Unsure, told(r.Differ))
		}
		for _, d := range r.Differ {
			if d.New == nil || !d.New.Unknown || d.New.Rep != rep || d.Old == nil || d.Old.State != handoff.Returned {
				t.Errorf("%s: %v", test.name, told(r.Differ))
			}
		}
	}
	for _, a := range []handoff.Assignment{{Rep: "rita", Heard: true}, {Rep: "rita", Briefed: true}} {
		asked := handoff.Handoff{State: handoff.Offered, Assignments: []handoff.Assignment{a}}
		s, f := subject{life: life{h: asked}}, &handoff.Accept{About: handoff.About{By: handoff.Who{Person: "rita"}}}
		if s.unasked(&Recorded{Fact: f}, &asked) {
			t.Errorf("asked by %+v, their answer is unknown", a)
		}
	}
}

// TestAVerdictIsOfOneMeeting: that a meeting was held at another time than it has here is unknown here.
func TestAVerdictIsOfOneMeeting(t *testing.T) {
	at := func(later time.Duration) handoff.Handoff {
		return handoff.Handoff{State: handoff.Past, Start: monday.Add(later), End: monday.Add(later + time.Hour),
			Assignments: []handoff.Assignment{{Rep: "rita", Opened: monday}}}
	}
	f := &Recorded{Fact: &handoff.Judge{About: handoff.About{By: handoff.Who{Person: "rita"}}, Outcome: handoff.OutcomeHeld}}
	for _, moved := range []time.Duration{0, 72 * time.Hour} {
		s, before := subject{life: life{h: at(0)}}, at(moved)
		if got := s.unasked(f, &before); got != (moved > 0) {
			t.Errorf("moved by %s, the verdict is unknown: %v", moved, got)
		}
	}
}
