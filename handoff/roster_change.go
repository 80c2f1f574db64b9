package handoff

import (
	"slices"
)

// RosterChange is one thing that another config changes about a person, or about a team of theirs.
type RosterChange struct {
	What   RosterWhat
	Team   string     `json:",omitempty"`
	Now    string     `json:",omitempty"` // the hours, zone or link in force; the role that was taken up or given up
	Was    string     `json:",omitempty"` // the link before
	People []PersonID `json:",omitempty"` // who came or went
}

// RosterWhat names what changed.
type RosterWhat string

// What another config can change.
const (
	RosterHours    RosterWhat = "hours"
	RosterZone     RosterWhat = "zone"
	RosterLink     RosterWhat = "link"
	RosterJoined   RosterWhat = "joined"
	RosterLeft     RosterWhat = "left"
	RosterTeamGone RosterWhat = "team-gone"
	RosterCame     RosterWhat = "reps-came"
	RosterWent     RosterWhat = "reps-went"
)

// roleNames are those of the lists of a team, in the order of lists.
var roleNames = []string{"qualifier", "rep", "manager", "advocate"}

func (t *Team) lists() [][]PersonID {
	return [][]PersonID{t.Qualifiers, t.Reps, t.Managers, t.Advocates}
}

// roles are what a person is in which team: team, then index into roleNames.
func (c *Config) roles(id PersonID) map[string][]int {
	out := map[string][]int{}
	for i := range c.Teams {
		for n, list := range c.Teams[i].lists() {
			if slices.Contains(list, id) {
				out[c.Teams[i].Name] = append(out[c.Teams[i].Name], n)
			}
		}
	}
	return out
}

// CompareRoster says what a new config changes about a person of the old one, and whether they have left altogether.
// Reps that came to or went from a team are told with it to those of the team about whom something else changed.
func CompareRoster(old, now *Config, id PersonID) (changes []RosterChange, left bool) {
	was, is := old.Person(id), now.Person(id)
	before, after := old.roles(id), now.roles(id)
	if is.Gone || len(before) > 0 && len(after) == 0 {
		return nil, true
	}
	if was.Hours.String() != is.Hours.String() {
		changes = append(changes, RosterChange{What: RosterHours, Now: is.Hours.String()})
	}
	if was.Zone != is.Zone {
		changes = append(changes, RosterChange{What: RosterZone, Now: is.Zone})
	}
	if was.Link != is.Link {
		changes = append(changes, RosterChange{What: RosterLink, Now: is.Link, Was: was.Link})
	}
	var teams []string
	for _, c := range []*Config{old, now} {
		for i := range c.Teams {
			if name := c.Teams[i].Name; !slices.Contains(teams, name) && (before[name] != nil || after[name] != nil) {
				teams = append(teams, name)
			}
		}
	}
	for _, name := range teams {
		if _, ok := now.Team(name); !ok {
			changes = append(changes, RosterChange{What: RosterTeamGone, Team: name})
			continue
		}
		changes = append(changes, roleChanges(name, before[name], after[name])...)
	}
	if len(changes) == 0 {
		return nil, false
	}
	for _, name := range teams {
		if after[name] != nil {
			changes = append(changes, repChanges(old, now, name, id)...)
		}
	}
	return changes, false
}

func roleChanges(team string, before, after []int) (out []RosterChange) {
	for n, role := range roleNames {
		switch had, has := slices.Contains(before, n), slices.Contains(after, n); {
		case !had && has:
			out = append(out, RosterChange{What: RosterJoined, Team: team, Now: role})
		case had && !has:
			out = append(out, RosterChange{What: RosterLeft, Team: team, Now: role})
		}
	}
	return out
}

// repChanges are the other reps that a team has now and had not, and the reverse.
func repChanges(old, now *Config, team string, but PersonID) (out []RosterChange) {
	var before, after []PersonID
	if t, ok := old.Team(team); ok {
		before = t.Reps
	}
	if t, ok := now.Team(team); ok {
		after = t.Reps
	}
	for _, c := range []struct {
		what   RosterWhat
		of, in []PersonID
	}{{RosterCame, after, before}, {RosterWent, before, after}} {
		change := RosterChange{What: c.what, Team: team}
		for _, id := range c.of {
			if id != but && !slices.Contains(c.in, id) {
				change.People = append(change.People, id)
			}
		}
		if len(change.People) > 0 {
			out = append(out, change)
		}
	}
	return out
}

// says is the change of the person's entry.
func (c RosterChange) says(id PersonID) Reason {
	person, now, team := PersonArg(id), WordsArg(c.Now), WordsArg(c.Team)
	var others []Reason
	for _, other := range c.People {
		others = append(others, Because("roster-changed/name", PersonArg(other)))
	}
	switch c.What {
	case RosterHours:
		return Because("roster-changed/hours", person, now)
	case RosterZone:
		return Because("roster-changed/zone", person, now)
	case RosterLink:
		if c.Now == "" {
			return Because("roster-changed/no-link", person)
		}
		return Because("roster-changed/link", person, now)
	case RosterJoined:
		return Because("roster-changed/joined", person, now, team)
	case RosterLeft:
		return Because("roster-changed/left", person, now, team)
	case RosterTeamGone:
		return Because("roster-changed/team-gone", team)
	case RosterCame:
		return Because("roster-changed/came", ReasonArg(others...), team)
	case RosterWent:
		return Because("roster-changed/went", ReasonArg(others...), team)
	}
	return Because("roster-changed/entry", person)
}

// says are all changes; there are none in a fact from before they were named.
func (f *RosterChanged) says() []Reason {
	changes := f.Changes
	if len(changes) == 0 {
		changes = []RosterChange{{}}
	}
	var all []Reason
	for _, c := range changes {
		all = append(all, c.says(f.Person))
	}
	return all
}
