package handoff

import (
	"slices"
	"time"

	"handoffd/handoff/text"
)

// BriefTeams are the teams at a handoff address for which the colleague may hand over leads: those whose qualifier they are, else those
// they answer or stand up for.
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

// ReadBriefOf reads a brief for the one of several teams that it is meant for: the one it names, else the one whose rep it names or is
// addressed to. If nothing says which it is, it is read for the first and not sure. There is at least one team.
func (c *Config) ReadBriefOf(teams []Team, s string, m Circle, now time.Time, zone *time.Location) (t Team, b BriefRead, sure bool) {
	first := c.ReadBrief(teams[0], s, now, zone)
	named := func(t Team) bool { return text.Fold(t.Name) == text.Fold(first.TeamText) }
	if i := slices.IndexFunc(teams, named); first.TeamText != "" && i >= 0 {
		return teams[i], c.ReadBrief(teams[i], s, now, zone), true
	}
	t, b, sure = teams[0], first, len(teams) == 1
	for i := 0; i < len(teams) && !sure; i++ {
		read := c.ReadBrief(teams[i], s, now, zone)
		if read.Wish != "" || len(c.sort(teams[i], m).reps) > 0 {
			t, b, sure = teams[i], read, true
		}
	}
	if b.TeamText != "" { // the prospect's own team, say
		b.Fields[teamField] = b.TeamText
	}
	return t, b, sure
}

// teamField keeps a line "Team:" that names none of ours.
const teamField = "Team"

const askTeam = "Which team is it for: "

// AskTeam is the question which of several teams a brief is for.
func AskTeam(teams []Team) string {
	text := askTeam
	for i, t := range teams {
		switch {
		case i > 0 && i == len(teams)-1:
			text += " or "
		case i > 0:
			text += ", "
		}
		text += t.Name
	}
	return text + "? Answer with a line `Team: NAME`."
}
