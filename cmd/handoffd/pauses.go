package main

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
)

// pausedText says that the rep, or the team, has no new leads when the window would open; empty if that is not so.
func pausedText(c *handoff.Config, rep handoff.Person, p handoff.Pause) string {
	switch {
	case p.End.IsZero():
		return ""
	case p.Rep == "":
		return fmt.Sprintf("At that time the team is %s: a new lead goes to nobody of it, the manager decides.\n",
			pauseText(c, p, rep.Location()))
	}
	return fmt.Sprintf("At that time %s is %s: a lead goes to others.\n", rep.First(), pauseText(c, p, rep.Location()))
}

// pauseText is "paused by Noa Levi until Thu 26 Nov, 00:00 CET".
func pauseText(c *handoff.Config, p handoff.Pause, zone *time.Location) string {
	by := ""
	if p.By != "" {
		by = " by " + c.Person(p.By).Name
	}
	return "paused" + by + " until " + momentText(p.End, zone)
}

// lookups look up what a decision needs to know.
type lookups interface {
	LookUp(id handoff.ID, n handoff.Need, env *handoff.Env) error
}

// pausedNow tells of each pause that is open, a line each.
func pausedNow(tx lookups, c *handoff.Config, now time.Time) (string, error) {
	var env handoff.Env
	if err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Since: now}, &env); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, p := range env.Lookups.Pauses {
		whose, zone := "Team "+p.Team, c.Person(c.Admin).Location()
		if p.Rep != "" {
			whose = c.Person(p.Rep).Name + " (team " + p.Team + ")"
		}
		fmt.Fprintf(&b, "%s: %s.\n", whose, pauseText(c, p, zone))
	}
	return b.String(), nil
}
