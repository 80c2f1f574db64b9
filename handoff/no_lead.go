package handoff

import (
	"slices"

	"handoffd/handoff/text"
)

// Why nothing was made of a mail.
const (
	NoLeadAtAll  Code = "no-lead"      // nothing of a lead is in it
	NoLeadUnread Code = "unread"       // it holds nothing that can be read as words, or answers what is not from here
	NoLeadNamed  Code = "named"        // it names a lead that is none, or in which its writer has no part
	NoLeadOfReps Code = "no-qualifier" // its writer hands over no leads
	NoLeadMeant  Code = "meant"        // it comes near a question that is about no lead
	NoLeadWhich  Code = "which"        // it answers a Today of several lines, and says not which of them
)

// NoLead tells a colleague that nothing was made of their mail, whose Message-ID is answers. It belongs to no handoff.
func NoLead(to PersonID, mail int, why Code, team, subject, answers string) Action {
	return Action{Purpose: PurposeEcho, To: Recipient{Person: to, Role: RoleQualifier}, Revision: mail, Step: why,
		Answers: answers,
		Why:     Because("nothing-of-a-lead").as(why), Detail: EchoDetail{Team: team, Subject: text.Cut(subject, MaxNoted)}}
}

// AsideUsages are what the colleague can write in a mail that is about no lead, beside a brief.
func AsideUsages(c *Config, id PersonID) []string {
	var out []string
	manages := func(t Team) bool { return slices.Contains(t.Managers, id) }
	if id == c.Admin || slices.ContainsFunc(c.Teams, manages) {
		out = append(out, pauseTeamUsage, "pause NAME until DATE", resumeTeamUsage, "back NAME", "talk NAME")
	}
	if slices.ContainsFunc(c.Teams, func(t Team) bool { return slices.Contains(t.Reps, id) }) {
		out = append(out, "away until DATE", "away DATE to DATE, cover NAME")
	}
	if len(c.TeamsToBrief(id)) > 0 {
		out = append(out, "slots NAME")
	}
	return append(out, "my leads")
}

// BoxTeam is the name of the first team with the handoff address.
func (c *Config) BoxTeam(box string) (string, bool) {
	for _, t := range c.Teams {
		if t.Box == box || t.Box == "" && box == c.Address {
			return t.Name, true
		}
	}
	return "", false
}
