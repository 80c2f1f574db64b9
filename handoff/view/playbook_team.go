package view

import (
	"maps"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// target is whom the team calls, in its own words, and what it is to come to.
func (p *playbook) target(role handoff.Role) templates.PlaybookSection {
	s := templates.PlaybookSection{Title: p.say("section/target")}
	own := p.t.Playbook
	for _, r := range []struct{ label, value string }{{p.say("label/titles"), own.Titles},
		{p.say("label/companies"), own.Companies}, {p.say("label/regions"), own.Regions},
		{p.say("label/goals"), own.Goals}} {
		if r.value != "" {
			s.Rows = append(s.Rows, templates.Row{Label: r.label, Value: r.value})
		}
	}
	if p.t.Target > 0 {
		code := handoff.Code("target/each")
		if role == handoff.RoleQualifier {
			code = "target/own"
		}
		s.Lines = append(s.Lines, p.say(code, handoff.NumberArg(p.t.Target)))
	}
	if len(p.c.TopAccounts) > 0 {
		s.Lines = append(s.Lines, p.say("target/top", handoff.ListArg(p.c.TopAccounts)))
	}
	return s
}

// share is what the prospect may hear, and what is entered elsewhere.
func (p *playbook) share(handoff.Role) templates.PlaybookSection {
	s := templates.PlaybookSection{Title: p.say("section/share")}
	var public []string
	for _, f := range p.t.Fields {
		if f.Public {
			public = append(public, f.Label)
		}
	}
	if len(public) > 0 {
		s.Lines = append(s.Lines, p.say("share/public", handoff.ListArg(public)))
	} else {
		s.Lines = append(s.Lines, p.say("share/internal"))
	}
	own := p.t.Playbook
	for _, r := range []struct{ label, value string }{{p.say("label/share"), own.Share}, {p.say("label/crm"), own.CRM}} {
		if r.value != "" {
			s.Rows = append(s.Rows, templates.Row{Label: r.label, Value: r.value})
		}
	}
	return s
}

// names are those of people.
func (p *playbook) names(ids []handoff.PersonID) handoff.Arg {
	var out []string
	for _, id := range ids {
		out = append(out, p.c.Person(id).Name)
	}
	return handoff.ListArg(out)
}

// route is who gets which lead.
func (p *playbook) route(role handoff.Role) templates.PlaybookSection {
	s := templates.PlaybookSection{Title: p.say("section/route")}
	for _, r := range p.t.Rules {
		var said []string
		if len(r.Reps) > 0 {
			said = append(said, p.say("route/to", p.names(r.Reps)))
		}
		if r.Policy.Window > 0 && r.Policy.Window != p.t.Policy.Window {
			said = append(said, p.say("route/window", handoff.SpanArg(r.Policy.Window)))
		}
		if len(said) == 0 {
			continue
		}
		var when []string
		for _, field := range slices.Sorted(maps.Keys(r.When)) {
			values := strings.Join(r.When[field], ", ")
			if field == handoff.RuleCountry {
				values = strings.ToUpper(values)
			}
			when = append(when, p.field(field)+": "+values)
		}
		s.Rows = append(s.Rows, templates.Row{Label: strings.Join(when, "; "), Value: strings.Join(said, " ")})
	}
	for _, pair := range p.t.Pairs {
		s.Lines = append(s.Lines, p.say("route/pair", handoff.PersonArg(pair.Qualifier), p.names(pair.Reps)))
	}
	if len(p.c.Accounts) > 0 {
		accounts := handoff.Code("route/accounts")
		if len(s.Rows)+len(s.Lines) == 0 {
			accounts = "route/accounts-alone"
		}
		s.Lines = append(s.Lines, p.say(accounts))
	}
	turns := handoff.Code("route/turns")
	if len(s.Rows)+len(s.Lines) == 0 { // no rule goes before
		turns = "route/all-turns"
	}
	s.Lines = append(s.Lines, p.say(turns, p.names(p.t.Reps)))
	if role == handoff.RoleQualifier {
		return s
	}
	for _, limit := range []struct {
		n    int
		code handoff.Code
	}{{p.t.Cap, "route/open"}, {p.t.CapDay, "route/day"}, {p.t.CapWeek, "route/week"}} {
		if limit.n > 0 {
			s.Lines = append(s.Lines, p.say(limit.code, handoff.NumberArg(limit.n)))
		}
	}
	return s
}

// field is how a rule calls what it looks at.
func (p *playbook) field(name string) string {
	switch name {
	case handoff.RuleDomain:
		return p.say("label/domain")
	case handoff.RuleCountry:
		return p.say("label/country")
	}
	if i := slices.IndexFunc(p.t.Fields, func(f handoff.Field) bool { return f.Name == name }); i >= 0 {
		return p.t.Fields[i].Label
	}
	return name
}

// day is how a day and a week go.
func (p *playbook) day(role handoff.Role) templates.PlaybookSection {
	s := templates.PlaybookSection{Title: p.say("section/day"), Lines: []string{p.say("day/today"), p.say("day/live")}}
	if p.c.WeeklyFigures {
		s.Lines = append(s.Lines, p.say("day/week", p.weekday()))
		if role == handoff.RoleRep {
			s.Lines = append(s.Lines, p.say("day/fill"))
		}
		if role == handoff.RoleManager {
			s.Lines = append(s.Lines, p.say("day/review"))
		}
	}
	switch p.t.OneToOne {
	case handoff.OneToOneManager:
		if role == handoff.RoleRep || role == handoff.RoleManager {
			s.Lines = append(s.Lines, p.say("day/one-to-one-manager"))
		}
	case handoff.OneToOnePairs:
		if role == handoff.RoleRep || role == handoff.RoleQualifier {
			s.Lines = append(s.Lines, p.say("day/one-to-one-pairs"))
		}
	}
	return s
}

// weekday is the day of the mail of the week.
func (p *playbook) weekday() handoff.Arg {
	monday := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
	return handoff.TimeArg(monday.AddDate(0, 0, p.c.Week.Day), "UTC")
}

// who is who reads figures of others by name.
func (p *playbook) who() string {
	switch p.c.Names {
	case handoff.NamesOwn:
		return p.say("figures/who-own")
	case handoff.NamesTeam:
		return p.say("figures/who-team")
	}
	return p.say("figures/who")
}

// kept is for how long what is kept.
func (p *playbook) kept() []string {
	keep, held := p.c.Keep, p.c.Held
	if keep.Bodies <= 0 {
		keep = handoff.DefaultKeep
	}
	if held.Days <= 0 {
		held.Days = handoff.DefaultHeld.Days
	}
	return []string{p.say("trust/kept", handoff.NumberArg(keep.Bodies)),
		p.say("trust/neglect", handoff.NumberArg(handoff.NeglectDays)), p.say("trust/held", handoff.NumberArg(held.Days)),
		p.say("trust/read")}
}
