package replay

import (
	"testing"
	"time"

	"handoffd/handoff"
)

// TestACalendarThatNobodyAskedIsUnknown: where the choice depends on it, nobody knows who would have had the lead, and
// nobody else is given it; where it does not, the lead goes on.
func TestACalendarThatNobodyAskedIsUnknown(t *testing.T) {
	for who, unknown := range map[handoff.PersonID]int{"rita": 1, "leo": 0, "zoe": 1} {
		s := newStage(config(t, nil), 1, 0)
		s.brief(300 * time.Hour)
		if rep := s.leads[s.order[0]].Rep(); rep != "rita" {
			t.Fatalf("%s has it", rep)
		}
		s.now = s.now.Add(time.Hour)
		s.say(s.order[0], &handoff.Replied{About: s.by("rita"), Reach: handoff.ReachProspect})
		s.say(s.order[0], &handoff.Accept{About: s.by("rita")})
		r := Compare(Record{Facts: s.facts}, config(t, func(c *handoff.Config) {
			p, known := c.People[who]
			if !known {
				p = c.People["leo"]
				p.ID, p.Name, p.Emails = who, string(who), []string{string(who) + "@acme.example"}
				c.Teams[0].Reps = append([]handoff.PersonID{who}, c.Teams[0].Reps...)
			}
			p.Calendars = []string{"feed"}
			c.People[who] = p
		}), time.Time{})
		if len(r.Differ) != unknown || r.Unsure != unknown || r.Unknown != 0 || unknown == 0 && r.New.Accepted != 1 {
			t.Errorf("%s: %d unsure, %d unknown, %+v: %v", who, r.Unsure, r.Unknown, r.New, told(r.Differ))
		}
		for _, d := range r.Differ {
			if d.New == nil || !d.New.Unknown || d.New.Rep != "" || !d.Instead || d.Why.Code != "calendar-unknown" {
				t.Errorf("%s: %v", who, told(r.Differ))
			}
		}
	}
}
