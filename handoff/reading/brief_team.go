package reading

import (
	"slices"
	"strings"
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

// askTeam is the code of AskTeam.
const askTeam = "ask-team"

// AskTeam is the question which of several teams a brief is for.
func AskTeam(teams []handoff.Team) handoff.Reason {
	var names []string
	for _, t := range teams {
		names = append(names, t.Name)
	}
	return handoff.Because(askTeam, handoff.ListArg(names))
}

// AsksTeam says whether a question is that for the team.
func AsksTeam(q handoff.Reason) bool {
	const before = "Which team is it for: " // as an older version stored it
	return q.Code == askTeam || strings.HasPrefix(q.Asked(), before)
}
