package sample

import (
	"crypto/sha256"
	_ "embed" // the logo
	"encoding/hex"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/mail"
)

// prospect is the address of the person whom all lives are about.
const prospect = "pat@globex.example"

// berlin is where the meeting was agreed.
var berlin = handoff.Location("Europe/Berlin")

// monday is when every life begins.
var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, berlin)

// meeting is when prospect and rep are to meet.
var meeting = time.Date(2026, 11, 24, 15, 0, 0, 0, berlin)

//go:embed logo.png
var logo string

// brand is how the company shows itself.
func brand() handoff.Brand {
	sum := sha256.Sum256([]byte(logo))
	return handoff.Brand{Company: "Acme", Signature: "Acme GmbH, Berlin - acme.example", Logo: handoff.Logo{
		Type: "image/png", Sum: hex.EncodeToString(sum[:]), Width: 120, Height: 40, Bytes: logo}}
}

// company is a team whose people live in three zones.
func company() *handoff.Config {
	person := func(id handoff.PersonID, name, zone string) handoff.Person {
		return handoff.Person{ID: id, Name: name, Emails: []string{string(id) + "@acme.example"}, Zone: zone,
			Hours: handoff.OfficeHours(9, 17)}
	}
	rep := func(id handoff.PersonID, name, zone string) handoff.Person {
		p := person(id, name, zone)
		p.Link = "https://meet.acme.example/" + string(id)
		return p
	}
	c := &handoff.Config{Address: "handoff@acme.example", Name: "Acme", Admin: "ruth", Brand: brand(),
		People: map[handoff.PersonID]handoff.Person{}}
	for _, p := range []handoff.Person{
		person("quinn", "Quinn Ames", "Europe/Berlin"), rep("rita", "Rita Vance", "America/New_York"),
		rep("bob", "Bob Okafor", "Europe/London"), rep("ines", "Ines Rao", "Europe/Berlin"),
		person("mia", "Mia Chen", "Europe/Berlin"), person("max", "Max Holm", "Europe/Berlin"),
		person("ada", "Ada Lind", "Europe/Berlin"), person("ruth", "Ruth Root", "Europe/Berlin"),
	} {
		c.People[p.ID] = p
	}
	c.Teams = []handoff.Team{{
		Name: "emea", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita", "bob", "ines"},
		Managers: []handoff.PersonID{"mia", "max"}, Advocates: []handoff.PersonID{"ada"}, Policy: handoff.DefaultPolicy(),
		Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria(), Duration: 30 * time.Minute,
	}}
	return c
}

// brief is a complete one.
func (s *stage) brief() *handoff.Briefed {
	return &handoff.Briefed{
		About: s.by("quinn"), ID: s.id, UID: "u7k3qx2mzt5b6d4f8h2@handoffd", Token: "k4m7qz2xw9", Team: "emea",
		Origin: handoff.OriginBrief, Qualifier: "quinn", Subject: "Lead: Globex",
		Prospects: []handoff.Contact{{Name: "Pat Kim", Address: prospect}},
		Fields: map[string]string{
			"company": "Globex", "need": "Faster quotes for spare parts",
			"pain":     "Quotes take three days.\nTwo large orders were lost over it in October.",
			"solution": "Spreadsheets", "timeframe": "Decision in Q1", "budget": "50,000 EUR, not signed off yet",
			"request": "A demo of the quote builder",
		},
		Start: meeting, End: meeting.Add(30 * time.Minute), Zone: "Europe/Berlin",
	}
}

// incomplete is one that lacks a day and two fields.
func (s *stage) incomplete() *handoff.Briefed {
	b := s.brief()
	delete(b.Fields, "pain")
	delete(b.Fields, "timeframe")
	b.Start, b.End = time.Time{}, time.Time{}
	b.Ask = []handoff.Reason{{Text: "Did you mean Thursday 26 November or Thursday 3 December, 15:00 CET?"}}
	return b
}

// words is a mail of the prospect that only the handoff address got.
func (s *stage) words() {
	s.source = &mail.Message{MessageID: "wish@globex.example", Subject: "Re: Introduction", Date: s.now,
		Text: "Sorry, something came up. Could we do Wednesday 25 November 16:00?\n\nBest\nPat",
		Raw:  []byte("Subject: Re: Introduction\r\n\r\nSorry, something came up.\r\n")}
}

// calendars gives all reps one; rita has something else at the time of the meeting.
func (s *stage) calendars() {
	s.lookups.Busy = map[handoff.PersonID]handoff.Calendar{}
	for _, id := range []handoff.PersonID{"rita", "bob", "ines"} {
		p := s.c.People[id]
		p.Calendars = []string{"own"}
		s.c.People[id] = p
		s.lookups.Busy[id] = handoff.Calendar{From: s.now.AddDate(0, -1, 0), To: s.now.AddDate(0, 2, 0), ReadAt: s.now}
	}
	s.takes("rita", meeting, "k1")
}

// takes puts an hour of something else into a calendar.
func (s *stage) takes(id handoff.PersonID, at time.Time, key string) {
	c := s.lookups.Busy[id]
	c.Busy = append(c.Busy, handoff.Taken{Span: calendar.Span{Start: at, End: at.Add(time.Hour)}, Key: key})
	s.lookups.Busy[id] = c
}

// Calendar is that of a rep in which some entries block time without being appointments, with the config that it
// belongs to and the instant at which it is looked into.
func Calendar() (report.Look, *handoff.Config, time.Time) {
	c := company()
	rita := c.Person("rita")
	entry := func(days, hour int, title string) calendar.Entry {
		at := time.Date(monday.Year(), monday.Month(), monday.Day()+days, hour, 0, 0, 0, rita.Location())
		return calendar.Entry{UID: title, Start: at, End: at.Add(time.Hour), Busy: true, Status: "CONFIRMED", Title: title,
			Organizer: "lena@acme.example", Created: monday.AddDate(0, -2, 0), Updated: monday.AddDate(0, -2, 0),
			Guests: []calendar.Attendee{{Address: "rita@acme.example"}, {Address: "lena@acme.example"}}}
	}
	declined, hold, note := entry(1, 10, "Pipeline call"), entry(2, 14, "Hold: offsite?"), entry(3, 0, "Renew the badge")
	declined.Own = calendar.Declined
	hold.Own, hold.Status = calendar.NeedsAction, "TENTATIVE"
	note.AllDay, note.End, note.Organizer, note.Guests = true, note.Start.AddDate(0, 0, 1), "", nil
	return report.Look{Person: rita, Clock: c.Clock("rita"), Entries: []calendar.Entry{declined, hold, note},
		Ours: func(a string) bool { return a == c.Address }}, c, monday
}
