package main

import (
	"fmt"
	"strings"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
)

// rules are a team with the policy and the reps that hold: its own, or those of a rule of it.
type rules struct {
	team handoff.Team
	rule string
}

// ofRule are the rules for leads that a rule of the team fits.
func ofRule(t handoff.Team, r handoff.Rule) rules {
	t.Policy = r.Policy
	if len(r.Reps) > 0 {
		t.Reps = r.Reps
	}
	return rules{t, r.Name}
}

// String names whose policy it is.
func (r rules) String() string {
	if r.rule == "" {
		return "Team " + r.team.Name
	}
	return fmt.Sprintf("Rule %q of team %s", r.rule, r.team.Name)
}

// findPolicy takes the name of a team or of a rule, "team/rule" where several have the name, or the team that the
// person is a rep of.
func findPolicy(c *handoff.Config, rep handoff.Person, name string) (rules, error) {
	if name == "" {
		if t, ok := c.TeamOf(rep.ID, handoff.RoleRep); ok {
			return rules{team: t}, nil
		}
		return rules{}, fmt.Errorf("%s is no rep of any team; name the team with --policy", rep.Name)
	}
	var found []rules
	var names, full []string
	for _, t := range c.Teams {
		names = append(names, t.Name)
		if t.Name == name {
			found, full = append(found, rules{team: t}), append(full, "the team")
		}
		for _, r := range t.Rules {
			names = append(names, r.Name)
			if r.Name != name && t.Name+"/"+r.Name != name {
				continue
			}
			if r.Policy.Window == 0 {
				return rules{}, fmt.Errorf("the rule %s has no policy of its own, so that of its team holds: --policy %s",
					config.Quoted(r.Name), t.Name)
			}
			found, full = append(found, ofRule(t, r)), append(full, t.Name+"/"+r.Name)
		}
	}
	switch len(found) {
	case 0:
		return rules{}, fmt.Errorf("there is no team or rule %s; %s", config.Quoted(name), config.Meant(name, names))
	case 1:
		return found[0], nil
	}
	if full[0] == "the team" { // the rule can be called by its long name
		return found[0], nil
	}
	return rules{}, fmt.Errorf("%s is a rule of several teams; write --policy %s", config.Quoted(name),
		strings.Join(full, " or "))
}
