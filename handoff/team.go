package handoff

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
)

// PersonID is the stable id of a colleague, as the config names it. It never changes, even when name and addresses do.
type PersonID string

// Person is one colleague: qualifier, rep, manager, advocate or admin.
type Person struct {
	ID     PersonID
	Name   string
	Emails []string // lower case; mail goes to the first, the others are aliases whose mail counts too
	Zone   string   // IANA name
	Hours  Hours

	Holidays []string `json:",omitempty"` // names in Config.Holidays
	Away     []DayOff `json:",omitempty"` // planned absences, in order
	Night    bool     `json:",omitempty"` // mail may come outside the hours, too

	Weight int `json:",omitempty"` // share of leads, in percent of the usual one; 0 is 100
	Since  Day `json:",omitempty"` // new since then: half a share at first

	Title string `json:",omitempty"` // as the prospect reads it: "Account Executive"
	Phone string `json:",omitempty"` // under which the prospect reaches this rep

	Link string // where the meeting takes place when this rep holds it: a conference URL or a room

	// names of the sources that say when the person is busy; none: nobody looks, and that counts as free
	Calendars []string `json:",omitempty"`
	Blocks    bool     `json:",omitempty"` // handoffd may write into the person's own calendar

	Gone bool // named by earlier handoffs, no longer in the roster
}

// Email is the address that handoffd writes to.
func (p Person) Email() string {
	if len(p.Emails) == 0 {
		return ""
	}
	return p.Emails[0]
}

// First is the name people use for each other.
func (p Person) First() string {
	first, _, _ := strings.Cut(p.Name, " ")
	return first
}

// Location is the person's time zone; an unknown name is UTC (the config check refuses it before).
func (p Person) Location() *time.Location { return Location(p.Zone) }

var zones sync.Map // zone name → *time.Location: loading parses the zone file each time

// Location returns the zone of an IANA name, UTC if there is none of that name.
func Location(name string) *time.Location {
	if l, ok := zones.Load(name); ok {
		return l.(*time.Location)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		l = offsetZone(name)
	}
	zones.Store(name, l)
	return l
}

// offsetZone reads "UTC+01:00", as a brief may give its time; anything else is UTC.
func offsetZone(name string) *time.Location {
	at, err := time.Parse("UTC-07:00", name)
	if err != nil {
		return time.UTC
	}
	_, offset := at.Zone()
	return time.FixedZone(name, offset)
}

// Team is one group of people that hand leads to each other by one policy.
type Team struct {
	Name       string
	Box        string `json:",omitempty"` // handoff address; empty: the first
	Qualifiers []PersonID
	Reps       []PersonID // the pool, in rotation order
	Managers   []PersonID // escalation tiers, first tier first; never empty
	Advocates  []PersonID // stand up for the qualifiers
	Policy     Policy
	Rules      []Rule `json:",omitempty"`
	Fields     []Field
	Criteria   []Criterion
	Sources    []LeadSource  `json:",omitempty"` // whose owners hear how leads of them go
	Duration   time.Duration // of a meeting whose brief names no end
	Cap        int           // open offers one rep may have at a time; 0 is no limit

	CapDay  int    `json:",omitempty"` // meetings one rep is to have on a day; 0 is no limit
	CapWeek int    `json:",omitempty"` // the same in a week
	Pairs   []Pair `json:",omitempty"`
	Target  int    `json:",omitempty"` // meetings of a qualifier that are to be accepted and held in a week; 0: none

	OneToOne OneToOne `json:",omitempty"`

	Playbook Playbook `json:",omitzero"`
}

// Playbook is what a team's pages of the playbook say in its own words, beside what follows from its rules; each may be
// empty.
type Playbook struct {
	Titles    string `json:",omitempty"` // of the people who are called
	Companies string `json:",omitempty"` // that are
	Regions   string `json:",omitempty"`
	Goals     string `json:",omitempty"`
	Share     string `json:",omitempty"` // what to tell the prospect, and what not
	CRM       string `json:",omitempty"` // what to enter there, by whom
}

// Field is one line of the brief.
type Field struct {
	Name     string   // "need"
	Label    string   // "Need", as mails show it
	Words    []string // other words for it, lower case: "problem", "requirement"
	Required bool
	Public   bool // may be shown to the prospect (none is, unless the config says so)
}

// Criterion is one named qualification criterion. A rejection names those that were not met.
type Criterion struct {
	Name  string   // "budget"
	Label string   // "Budget"
	Words []string // other words for it, lower case: "money", "funding"

	Definition string   `json:",omitempty"` // when it is met, in the team's words
	Proof      []string `json:",omitempty"` // fields of the brief that prove it; none: the one of its name
	Optional   bool     `json:",omitempty"` // a lead is qualified without it
}

// Config is everything that people configured and Decide may look at. It is immutable; the store keeps each version by
// its hash.
type Config struct {
	Hash    string `json:"-"` // see Seal
	TOML    string `json:"-"` // the config file, without comments and secrets: for the record, no part of Hash
	Former  Former `json:"-"` // who stood in earlier ones, for their names
	Address string // the handoff address: receives the briefs, organizes the events
	Name    string // display name of the handoff address
	// Conference: the calendar server gives events without a place a link of its own.
	Conference bool     `json:",omitempty"`
	Events     EventsIn `json:",omitempty"` // of this address

	Brand  Brand  `json:",omitzero"`
	Pages  string `json:",omitempty"` // address of the pages, without a slash at the end; empty: there are none
	Others []Box  `json:",omitempty"` // further handoff addresses, each with teams of its own
	Admin  PersonID
	Trial  []string // address patterns that may get mail; empty: everybody
	People map[PersonID]Person
	Teams  []Team

	Cost Cost `json:",omitzero"` // what leads cost; zero: nobody has said, and nothing of it is told

	Accounts map[string]PersonID `json:",omitempty"` // whose accounts companies are, by the domain of their addresses

	Holidays map[string][]DayOff `json:",omitempty"` // days off that people share, each list in order; see Clock

	Held HeldLimits // of mails that nobody vouches for
	Keep KeepLimits `json:",omitzero"` // of what belongs to leads
	// what blocks a rep's calendar is told once a week, to the rep and in sum to the manager
	CalendarMail bool `json:",omitempty"`
	// after so many weeks without an answer the manager reads the name; 0: never
	NameAfter int `json:",omitempty"`
	// the mails of the week tell what the week came to
	WeeklyFigures bool `json:",omitempty"`
	Week          Week `json:",omitzero"` // when the mail of the week goes, and which days are a week

	Names ShowNames `json:",omitempty"` // whose figures are shown to whom by name

	TopAccounts []string `json:",omitempty"` // companies that are marked everywhere, by their domains

	Nurture []Touch `json:",omitempty"` // the programme for leads that sleep, the earliest first
}

// Box is one handoff address.
type Box struct {
	Address string
	Name    string // display name
	// Conference: as in Config.
	Conference bool     `json:",omitempty"`
	Events     EventsIn `json:",omitempty"`
}

// Of is the config as a team sees it: with the handoff address that the team has.
func (c *Config) Of(team string) *Config {
	t, ok := c.Team(team)
	if !ok || t.Box == "" || t.Box == c.Address {
		return c
	}
	i := slices.IndexFunc(c.Others, func(b Box) bool { return b.Address == t.Box })
	if i < 0 {
		return c
	}
	own := *c
	own.Others = slices.Clone(c.Others)
	own.Others[i] = Box{Address: c.Address, Name: c.Name, Conference: c.Conference, Events: c.Events}
	b := c.Others[i]
	own.Address, own.Name, own.Conference, own.Events = b.Address, b.Name, b.Conference, b.Events
	return &own
}

// Addresses lists the handoff addresses.
func (c *Config) Addresses() []string {
	out := []string{c.Address}
	for _, b := range c.Others {
		out = append(out, b.Address)
	}
	return out
}

// Owns says whether the address is one of the handoff addresses, with or without a thread token in it.
func (c *Config) Owns(address string) bool {
	_, ours := c.Tag(address)
	return ours
}

// Person looks a colleague up; somebody no longer known is returned as Gone with the id as the name.
func (c *Config) Person(id PersonID) Person {
	if p, ok := c.People[id]; ok {
		return p
	}
	return Person{ID: id, Name: cmp.Or(c.Former[id], string(id)), Zone: "UTC", Gone: true}
}

// Team finds a team by name.
func (c *Config) Team(name string) (Team, bool) {
	i := slices.IndexFunc(c.Teams, func(t Team) bool { return t.Name == name })
	if i < 0 {
		return Team{}, false
	}
	return c.Teams[i], true
}

// TeamOf is the first team that the person belongs to in the given role.
func (c *Config) TeamOf(id PersonID, role Role) (Team, bool) {
	for _, t := range c.Teams {
		if slices.Contains(t.members(role), id) {
			return t, true
		}
	}
	return Team{}, false
}

// TeamsToBrief are the teams for which the colleague may hand over leads without a mail: at the address of the first
// one whose qualifier they are, else that they answer or stand up for.
func (c *Config) TeamsToBrief(id PersonID) []Team {
	for _, role := range []Role{RoleQualifier, RoleManager, RoleAdvocate} {
		if t, ok := c.TeamOf(id, role); ok {
			return c.BriefTeams(c.Of(t.Name).Address, id)
		}
	}
	return nil
}

func (t Team) members(role Role) []PersonID {
	switch role {
	case RoleQualifier:
		return t.Qualifiers
	case RoleRep:
		return t.Reps
	case RoleManager:
		return t.Managers
	case RoleAdvocate:
		return t.Advocates
	}
	return nil
}

// Role is the part a person plays in one handoff.
type Role string

// The roles that a person can have for a lead.
const (
	RoleQualifier Role = "qualifier"
	RoleRep       Role = "rep"
	RoleManager   Role = "manager"
	RoleAdvocate  Role = "advocate"
	RoleProspect  Role = "prospect"
	RoleAdmin     Role = "admin"
	RoleStranger  Role = "stranger"
)

// BriefTeams are the teams at a handoff address for which the colleague may hand over leads: those whose qualifier they
// are, else those they answer or stand up for.
func (c *Config) BriefTeams(box string, id PersonID) []Team {
	for _, role := range []Role{RoleQualifier, RoleManager, RoleAdvocate} {
		var out []Team
		for _, t := range c.Teams {
			if (t.Box == box || t.Box == "" && box == c.Address) && slices.Contains(t.members(role), id) {
				out = append(out, t)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}
