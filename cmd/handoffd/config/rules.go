package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"handoffd/handoff"
)

// rules reads the list of rules of a team. One that can never have its turn is a fault.
func (f *faults) rules(path string, t handoff.Team, raw []fileRule,
	people map[handoff.PersonID]handoff.Person) []handoff.Rule {
	var out []handoff.Rule
	for i, r := range raw {
		at := joinPath(path, i)
		before := len(f.list)
		rule := handoff.Rule{Name: f.text(at+".name", r.Name, ""), When: f.when(at+".when", t, r.When)}
		switch {
		case rule.Name == "":
			f.errorf(at+".name", "a rule has no name, by which receipts would call it; write name = \"…\"")
		case slices.ContainsFunc(out, func(o handoff.Rule) bool { return o.Name == rule.Name }):
			f.errorf(at+".name", "there are two rules %s; give each a name of its own", Quoted(rule.Name))
		}
		if len(r.Reps) > 0 {
			rule.Reps = f.ruleReps(at+".reps", t, r.Reps, people)
		}
		if f.index.has(at + ".policy") {
			rule.Policy = f.policy(at+".policy", r.Policy, t.Policy)
		}
		if len(f.list) == before {
			f.useless(at, rule, out)
		}
		out = append(out, rule)
	}
	return out
}

// when reads what a rule asks for: fields of the brief, or the domain of the prospect.
func (f *faults) when(path string, t handoff.Team, raw map[string]any) map[string][]string {
	names, ownCountry := []string{handoff.RuleDomain}, false
	for _, field := range t.Fields {
		names = append(names, field.Name)
		ownCountry = ownCountry || field.Name == handoff.RuleCountry
	}
	if !ownCountry {
		names = append(names, handoff.RuleCountry)
	}
	out := map[string][]string{}
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		at := joinPath(path, key)
		if !slices.Contains(names, key) {
			f.keyErrorf(at, "the rule asks for %s, which no brief of the team has; %s, or name a [[team.field]]", Quoted(key),
				Meant(key, names))
			continue
		}
		var values []string
		switch v := raw[key].(type) {
		case string:
			values = []string{v}
		case []any:
			for _, one := range v {
				s, _ := one.(string)
				values = append(values, s)
			}
		}
		for _, v := range values {
			v = strings.TrimPrefix(handoff.RuleValue(v), "@")
			switch {
			case v == "":
				f.errorf(at, "the rule asks for an empty %s, which never fits; write a value, or \"*\" for any", key)
			case key == handoff.RuleDomain && v != handoff.RuleAny && !isDomain(v):
				f.errorf(at, "%s is no domain, and never fits; write it like \"globex.example\", which those below it fit too",
					Quoted(v))
			case key == handoff.RuleCountry && !ownCountry && v == "uk":
				out[key] = append(out[key], "gb")
			case key == handoff.RuleCountry && !ownCountry && v != handoff.RuleAny && !isCountry(v):
				f.errorf(at, "%s is no code of a country, and never fits; %s", Quoted(v), countryCode(v))
			default:
				out[key] = append(out[key], v)
			}
		}
		if len(values) == 0 {
			f.errorf(at, "the rule asks for one of no values, which never fits; write a value, or \"*\" for any")
		}
	}
	if len(raw) == 0 {
		f.errorf(path, "the rule does not say for which leads it holds; write when = { source = \"webinar\" }")
	}
	return out
}

// countryCode says how a country is written.
func countryCode(name string) string {
	if code, called := regionNamed(name); len(code) == len("DE") {
		return fmt.Sprintf("write %q for %s", code, called)
	}
	return `write two letters such as "DE", or name a [[team.field]] country for what briefs say`
}

// ruleReps are the reps whom a rule names: some of the team's.
func (f *faults) ruleReps(path string, t handoff.Team, ids []string,
	people map[handoff.PersonID]handoff.Person) []handoff.PersonID {
	out := f.membersOf(path, t.Name, ids, people, t.Reps)
	for i, id := range ids {
		if slices.Contains(out, handoff.PersonID(id)) && !slices.Contains(t.Reps, handoff.PersonID(id)) {
			f.errorf(joinPath(path, i), "%s is no rep of team %s; add them to its reps, or take them out here", Quoted(id),
				Quoted(t.Name))
		}
	}
	return out
}

// useless names a rule that changes nothing, or whose turn never comes since earlier ones fit the same leads, and warns
// of one of which a part never holds.
func (f *faults) useless(path string, r handoff.Rule, before []handoff.Rule) {
	reps, policy := len(r.Reps) > 0, r.Policy.Window > 0
	if !reps && !policy {
		f.errorf(path, "the rule %s changes nothing; give it reps = [\"…\"] or policy = { window = \"…\" }", Quoted(r.Name))
		return
	}
	hidden := func(ours bool, has func(handoff.Rule) bool) []handoff.Rule {
		if !ours {
			return nil
		}
		return r.HiddenBy(slices.DeleteFunc(slices.Clone(before), func(b handoff.Rule) bool { return !has(b) }))
	}
	noReps := hidden(reps, func(b handoff.Rule) bool { return len(b.Reps) > 0 })
	noPolicy := hidden(policy, func(b handoff.Rule) bool { return b.Policy.Window > 0 })
	switch {
	case (!reps || noReps != nil) && (!policy || noPolicy != nil):
		f.errorf(path, "the rule %s never has its turn: %s", Quoted(r.Name), beforeIt(append(noReps, noPolicy...)))
	case noReps != nil:
		f.warnf(path+".reps", "the reps of the rule %s never hold: %s, or take them out", Quoted(r.Name), beforeIt(noReps))
	case noPolicy != nil:
		f.warnf(path+".policy", "the policy of the rule %s never holds: %s, or take it out", Quoted(r.Name),
			beforeIt(noPolicy))
	}
}

// beforeIt says which rules fit the same leads as one below them, and what to do.
func beforeIt(rules []handoff.Rule) string {
	var names []string
	for _, r := range rules {
		if name := Quoted(r.Name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 1 {
		return names[0] + " before it fits the same leads; put it above"
	}
	last := len(names) - 1
	return fmt.Sprintf("%s and %s before it together fit the same leads; put it above", strings.Join(names[:last], ", "),
		names[last])
}

// overruled warns of rules that name reps for domains which are accounts: whose account it is comes before all rules.
func (f *faults) overruled(c *handoff.Config) {
	for i, t := range c.Teams {
		for j, r := range t.Rules {
			if len(r.Reps) == 0 || r.Policy.Window > 0 {
				continue
			}
			owned := map[handoff.PersonID]string{}
			for _, d := range r.When[handoff.RuleDomain] {
				rep, domain := c.AccountOf(t, d)
				if rep == "" {
					owned = nil
					break
				}
				if owned[rep] == "" {
					owned[rep] = domain
				}
			}
			if len(owned) == 0 {
				continue
			}
			var whose []string
			for _, rep := range slices.Sorted(maps.Keys(owned)) {
				whose = append(whose, fmt.Sprintf("%s is an account of %s", owned[rep], Quoted(string(rep))))
			}
			f.warnf(joinPath(joinPath("team", i)+".rule", j), "the rule %s never has its turn: %s, and accounts come before "+
				"the rules; take one of the two out", Quoted(r.Name), strings.Join(whose, ", "))
		}
	}
}
