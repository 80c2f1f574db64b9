package intake

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// CommandsAlone are the commands in the words of a colleague as far as the words alone tell: as if they had the lead.
func CommandsAlone(c *handoff.Config, p handoff.Person, words string, now time.Time) []handoff.Fact {
	h := handoff.Handoff{State: handoff.Offered, Qualifier: p.ID, Zone: p.Zone,
		Assignments: []handoff.Assignment{{N: 1, Rep: p.ID}}}
	for _, role := range []handoff.Role{handoff.RoleRep, handoff.RoleQualifier, handoff.RoleManager} {
		if t, ok := c.TeamOf(p.ID, role); ok && h.Team == "" {
			h.Team = t.Name
		}
	}
	about := handoff.About{At: now, By: handoff.Who{Person: p.ID}, Via: "cli", Strength: handoff.Seen}
	facts, _ := reading.ReadCommands(words, h, about, c, now)
	return facts
}
