package replay

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"handoffd/calendar"
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
			w := newWorld(newPast(Record{Facts: []Recorded{f}}), c)
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
		r := Compare(Record{Facts: s.facts}, config(t, test.is), time.Time{})
		if len(r.Differ) != test.differs {
			t.Errorf("%s: %v", test.name, told(r.Differ))
		}
		for _, d := range r.Differ {
			if d.Last == nil || !invited(d).Equal(came.Add(test.new)) {
				t.Errorf("%s: not invited %s after it came in: %v", test.name, test.new, told(r.Differ))
			}
			if d.Last != nil && !d.Last.Opened.Equal(came.Add(test.old)) {
				t.Errorf("%s: it is told to have been invited at %s", test.name, d.Last.Opened)
			}
		}
	}
}

// TestNothingIsDoneInAnOutage: while nothing could be read or sent, no window of the other config closes; the time is
// given back.
func TestNothingIsDoneInAnOutage(t *testing.T) {
	s := newStage(config(t, nil), 1, 0)
	s.brief(300 * time.Hour) // Monday 9:00: by the other config until 13:02
	rep := s.leads[s.order[0]].Rep()
	s.now = monday.Add(7 * time.Hour) // 16:00, by then the old window runs still
	s.say(s.order[0], &handoff.Status{About: s.by("quinn")})
	s.now = monday.Add(24 * time.Hour)
	s.say(s.order[0], &handoff.Accept{About: s.by(rep)})
	half := config(t, changes["half the window"])
	for _, test := range []struct {
		name    string
		outages []calendar.Span
		want    time.Time
	}{
		{"none", nil, monday.Add(4*time.Hour + 2*time.Minute)},
		{"before it closes", []calendar.Span{{Start: monday.Add(time.Hour), End: monday.Add(2 * time.Hour)}},
			monday.Add(5*time.Hour + 2*time.Minute)},
		{"when it would close", []calendar.Span{{Start: monday.Add(3 * time.Hour), End: monday.Add(5 * time.Hour)}},
			monday.Add(6*time.Hour + 2*time.Minute)},
	} {
		r := Compare(Record{Facts: s.facts, Outages: test.outages}, half, time.Time{})
		if len(r.Differ) != 1 || r.Differ[0].New == nil || !r.Differ[0].New.At.Equal(test.want) || r.Differ[0].New.Turn != 2 {
			t.Errorf("%s: not at %s: %v", test.name, test.want, told(r.Differ))
		}
	}
}

// TestNobodyIsSilentBeforeTheyWereAsked: who has the invitation sooner by the other hours is not said to have let a time
// pass in which they had none.
func TestNobodyIsSilentBeforeTheyWereAsked(t *testing.T) {
	s := newStage(config(t, func(c *handoff.Config) {
		for id, p := range c.People {
			p.Hours = handoff.OfficeHours(14, 20)
			c.People[id] = p
		}
	}), 1, 0)
	s.brief(300 * time.Hour) // Monday 9:00, invited at 14:00; by the other hours asked from 9:02 to 13:02
	rep := s.leads[s.order[0]].Rep()
	s.now = monday.Add(6 * time.Hour)
	s.say(s.order[0], &handoff.Accept{About: s.by(rep)})
	r := Compare(Record{Facts: s.facts}, config(t, changes["half the window"]), time.Time{})
	if len(r.Differ) != 1 || r.Unsure != 1 || r.Differ[0].New == nil || !r.Differ[0].New.Unknown ||
		!r.Differ[0].New.At.Equal(monday.Add(4*time.Hour+2*time.Minute)) {
		t.Errorf("%d unknown: %v", r.Unsure, told(r.Differ))
	}
}

// TestWhatIsNotKeptOfCalendarsIsUnknownToBoth: a lead of which it is not kept what calendars showed differs in nothing
// under the same config, whatever they showed later.
func TestWhatIsNotKeptOfCalendarsIsUnknownToBoth(t *testing.T) {
	c := config(t, func(c *handoff.Config) {
		for id, p := range c.People {
			p.Calendars = []string{"caldav " + string(id)}
			c.People[id] = p
		}
	})
	read := func(f Recorded) Recorded {
		f.Lookups.Busy = map[handoff.PersonID]handoff.Calendar{}
		for _, id := range c.Teams[0].Reps {
			f.Lookups.Busy[id] = handoff.Calendar{ReadAt: f.Now, From: f.Now, To: f.Now.AddDate(0, 1, 0)}
		}
		f.Load = map[handoff.PersonID]handoff.Load{"rita": {}}
		return f
	}
	first, last := read(brief(c, 1, monday)), read(brief(c, 3, monday.Add(2*time.Hour)))
	blind := brief(c, 2, monday.Add(time.Hour))
	blind.Blind, blind.Load = true, map[handoff.PersonID]handoff.Load{"rita": {}}
	r := Compare(Record{Facts: []Recorded{first, blind, last}}, c, time.Time{})
	if r.Leads != 3 || len(r.Differ) > 0 || r.Blind != 1 || r.Old.Offers != 3 {
		t.Errorf("%d leads, %d blind, %+v: %v", r.Leads, r.Blind, r.Old, told(r.Differ))
	}
	w := played(Record{Facts: []Recorded{first, blind, last}}, c, time.Time{})
	was, is := w.past.leads[blind.Handoff].h.Current(), w.of[blind.Handoff].leads[blind.Handoff].h.Current()
	if !reflect.DeepEqual(was.Others, is.Others) || was.Note.Empty() || !was.Note.Same(is.Note) {
		t.Errorf("under the same config it was %v, %v, then %v, %v", was.Note, was.Others, is.Note, is.Others)
	}
}
