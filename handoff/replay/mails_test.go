package replay

import (
	"fmt"
	"testing"
	"time"

	"handoffd/handoff"
)

// brief is a lead that comes in at the instant.
func brief(c *handoff.Config, n int, at time.Time) Recorded {
	id := handoff.ID(fmt.Sprintf("HO-M%05d", n))
	return Recorded{Handoff: id, Now: at, Config: c, Fact: &handoff.Briefed{
		About: handoff.About{At: at, By: handoff.Who{Person: "quinn"}, Via: "imap", Strength: handoff.Seen,
			MessageID: fmt.Sprintf("b%d@acme.example", n)},
		ID: id, UID: fmt.Sprintf("m%d@handoffd", n), Token: fmt.Sprintf("k%d", n), Team: "sales",
		Origin: handoff.OriginBrief, Qualifier: "quinn",
		Start: at.AddDate(0, 0, 20).Truncate(time.Hour), End: at.AddDate(0, 0, 20).Truncate(time.Hour).Add(time.Hour),
		Zone: "Europe/Berlin", Prospects: []handoff.Contact{{Name: "Pat", Address: fmt.Sprintf("pat@m%d.example", n)}},
		Fields: map[string]string{"company": "Globex", "need": "x", "pain": "y", "timeframe": "now"}}}
}

func TestMailsAreHeldAsTheOutboxHoldsThem(t *testing.T) {
	wall := func(c *handoff.Config) {
		c.Teams[0].Reps = []handoff.PersonID{"rita"}
		c.Teams[0].Policy.Wall, c.Teams[0].Policy.Window = true, 8*time.Hour
	}
	berlin, _ := time.LoadLocation("Europe/Berlin")
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, berlin) }
	for _, test := range []struct {
		name       string
		came, want time.Time
		change     func(*handoff.Config)
	}{
		{"in hours", at(24, 10, 0), at(24, 10, 2), nil},
		{"at night", at(24, 2, 58), at(24, 9, 0), nil},
		{"on Friday evening", at(27, 17, 30), at(30, 9, 0), nil},
		{"to somebody who takes mail at night", at(24, 2, 58), at(24, 3, 0), func(c *handoff.Config) {
			p := c.People["rita"]
			p.Night = true
			c.People["rita"] = p
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := config(t, func(c *handoff.Config) {
				wall(c)
				if test.change != nil {
					test.change(c)
				}
			})
			f := brief(c, 1, test.came)
			w := newWorld(newPast([]Recorded{f}), c)
			s := w.add(f.Handoff)
			w.follow(&f, handoff.Decision{})
			w.until(test.came.AddDate(0, 0, 4))
			steps := s.steps
			if len(steps) == 0 || steps[0].Rep != "rita" || !steps[0].Opened.Equal(test.want) {
				t.Errorf("came %s: the invitation is out at %v, not %s", test.came, steps, test.want)
			}
		})
	}
}

// TestHoursOfTheOtherConfigHoldMails: an invitation that went out at once waits here for the hours that its reader has
// here, and the other way round.
func TestHoursOfTheOtherConfigHoldMails(t *testing.T) {
	late := func(c *handoff.Config) {
		for id, p := range c.People {
			p.Hours = handoff.OfficeHours(13, 20)
			c.People[id] = p
		}
	}
	for _, test := range []struct {
		name     string
		was, is  func(*handoff.Config)
		old, new time.Duration // from when it came in
		differs  int
	}{
		{"later", nil, late, 2 * time.Minute, 3 * time.Hour, 1},
		{"sooner", late, nil, 3 * time.Hour, 2 * time.Minute, 1},
		{"as soon", late, late, 3 * time.Hour, 3 * time.Hour, 0},
	} {
		s := newStage(config(t, test.was), 1, 0)
		s.now = monday.Add(time.Hour) // 10:00
		s.brief(300 * time.Hour)
		came := s.now
		s.now = s.now.Add(60 * time.Hour)
		s.say(s.order[0], &handoff.Status{About: s.by("quinn")})
		r := Compare(s.facts, config(t, test.is), time.Time{})
		if len(r.Differ) != test.differs {
			t.Errorf("%s: %v", test.name, told(r.Differ))
		}
		for _, d := range r.Differ {
			if d.Last == nil || !d.Last.Opened.Equal(came.Add(test.new)) {
				t.Errorf("%s: not invited %s after it came in: %v", test.name, test.new, told(r.Differ))
			}
		}
	}
}
