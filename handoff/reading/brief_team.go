package reading

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// ReadBriefOf reads a brief for the one of several teams that it is meant for: the one it names, else the one whose rep
// it names or is addressed to. If nothing says which it is, it is read for the first and not sure. There is at least
// one team.
func ReadBriefOf(c *handoff.Config, teams []handoff.Team, s string, m Recipients, now time.Time,
	zone *time.Location) (t handoff.Team, b BriefRead, sure bool) {
	first := ReadBrief(c, teams[0], s, now, zone)
	named := func(t handoff.Team) bool { return text.Fold(t.Name) == text.Fold(first.TeamText) }
	if i := slices.IndexFunc(teams, named); first.TeamText != "" && i >= 0 {
		return teams[i], ReadBrief(c, teams[i], s, now, zone), true
	}
	t, b, sure = teams[0], first, len(teams) == 1
	for i := 0; i < len(teams) && !sure; i++ {
		read := ReadBrief(c, teams[i], s, now, zone)
		if read.Wish != "" || len(groupRecipients(c, teams[i], m).reps) > 0 {
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
func AskTeam(teams []handoff.Team) string {
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
