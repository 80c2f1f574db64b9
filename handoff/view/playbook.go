package view

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/templates"
)

// PlaybookRoles are the roles that a playbook has a page for.
var PlaybookRoles = []handoff.Role{handoff.RoleQualifier, handoff.RoleRep, handoff.RoleManager, handoff.RoleAdvocate}

// PlaybookOf is the page of the playbook of a team for a role: what its people do, by when, and what happens if not,
// as the config has it.
func PlaybookOf(c *handoff.Config, t handoff.Team, role handoff.Role, set *templates.Set) (templates.Playbook, error) {
	p := &playbook{c: c.Of(t.Name), t: t, set: set}
	v := templates.Playbook{Title: p.say("title/"+handoff.Code(role), handoff.WordsArg(t.Name)),
		Topic: p.say("topic/"+handoff.Code(role), handoff.WordsArg(t.Name))}
	sections := []func(handoff.Role) templates.PlaybookSection{p.target, p.qualified, p.share, p.day, p.work, p.otherwise,
		p.route, p.answers, p.figures, p.trust}
	for _, section := range sections {
		if s := section(role); len(s.Rows) > 0 || len(s.Lines) > 0 {
			v.Sections = append(v.Sections, s)
		}
	}
	return v, p.err
}

type playbook struct {
	c   *handoff.Config
	t   handoff.Team
	set *templates.Set
	err error // the first sentence that could not be filled in
}

// say is a sentence of the playbook.
func (p *playbook) say(code handoff.Code, args ...handoff.Arg) string {
	said, err := p.set.Line("playbook", string(code), ear{set: p.set.Reasons, c: p.c}.because(args))
	if p.err == nil {
		p.err = err
	}
	return said
}

// qualified is what a lead has to prove, and what its brief says.
func (p *playbook) qualified(role handoff.Role) templates.PlaybookSection {
	s := templates.PlaybookSection{Title: p.say("section/qualified")}
	labels := map[string]string{}
	var needed, more, bare []string
	for _, f := range p.t.Fields {
		labels[f.Name] = f.Label
		if f.Required {
			needed = append(needed, f.Label)
		} else {
			more = append(more, f.Label)
		}
	}
	for _, k := range p.t.Criteria {
		var proof []string
		for _, name := range k.Proof {
			if l := labels[name]; l != "" {
				proof = append(proof, l)
			}
		}
		value := []string{k.Definition}
		if len(proof) > 0 {
			value = append(value, p.say("criterion/proof", handoff.ListArg(proof)))
		}
		if k.Optional {
			value = append(value, p.say("criterion/optional"))
		}
		if text := strings.TrimSpace(strings.Join(value, " ")); text != "" {
			s.Rows = append(s.Rows, templates.Row{Label: k.Label, Value: text})
		} else {
			bare = append(bare, k.Label)
		}
	}
	if len(bare) > 0 {
		s.Lines = append(s.Lines, p.say("criteria", handoff.ListArg(bare)))
	}
	if len(needed) > 0 {
		s.Lines = append(s.Lines, p.say("brief/needed", handoff.ListArg(needed)))
	}
	if len(more) > 0 {
		s.Lines = append(s.Lines, p.say("brief/more", handoff.ListArg(more)))
	}
	if role == handoff.RoleQualifier && p.t.Policy.Qualify == handoff.QualifyBlock {
		s.Lines = append(s.Lines, p.say("brief/block"))
	}
	return s
}

// work is what people of the role do, and by when.
func (p *playbook) work(role handoff.Role) templates.PlaybookSection {
	s := templates.PlaybookSection{Title: p.say("section/work")}
	add := func(code handoff.Code, args ...handoff.Arg) { s.Lines = append(s.Lines, p.say(code, args...)) }
	policy, address := p.t.Policy, handoff.AddressArg(p.c.Address)
	switch role {
	case handoff.RoleQualifier:
		add("qualifier/brief", address)
		add("qualifier/cc", address)
		add("qualifier/slots")
		add("qualifier/returned", handoff.SpanArg(policy.Returned))
		add("qualifier/step")
	case handoff.RoleRep:
		add("rep/offer")
		switch {
		case !slices.Contains(policy.Require, handoff.RequireReply):
			add("rep/accept", handoff.SpanArg(policy.Window))
		default:
			add("rep/both", handoff.SpanArg(policy.Window))
		}
		add("rep/no")
		add("rep/outcome")
		add("rep/opportunity", handoff.SpanArg(policy.Opportunity))
	case handoff.RoleManager:
		add("manager/case", handoff.SpanArg(policy.Manager))
		add("manager/disputes")
	case handoff.RoleAdvocate:
		add("advocate/today")
		add("advocate/patterns")
	}
	return s
}

// otherwise is what happens if somebody does nothing.
func (p *playbook) otherwise(role handoff.Role) templates.PlaybookSection {
	s := templates.PlaybookSection{Title: p.say("section/otherwise")}
	add := func(code handoff.Code, args ...handoff.Arg) { s.Lines = append(s.Lines, p.say(code, args...)) }
	policy := p.t.Policy
	switch role {
	case handoff.RoleRep:
		for _, step := range policy.Steps {
			if step.Before > 0 {
				add("reminded/before", handoff.SpanArg(step.Before))
			} else {
				add("reminded/percent", handoff.NumberArg(step.Percent))
			}
		}
		add("next", handoff.NumberArg(policy.Reassign), handoff.PersonArg(p.t.Managers[0]))
		add("silence", handoff.NumberArg(policy.Penalty))
		if policy.Hurry > 0 {
			add("hurry", handoff.SpanArg(policy.Hurry))
		}
	case handoff.RoleQualifier:
		add("draft")
		add("returned", handoff.SpanArg(policy.Returned), handoff.PersonArg(p.t.Managers[0]))
	case handoff.RoleManager:
		add("tiers", handoff.SpanArg(policy.Manager))
	}
	return s
}

// answersOf are the answers that a role reads of, by the code of their sentences.
var answersOf = map[handoff.Role][]handoff.Code{
	handoff.RoleRep:       {"accept", "decline", "reject", "move", "held-next", "no-show", "opportunity", "away"},
	handoff.RoleQualifier: {"slots", "rep", "move", "nudge", "nurture", "next", "cancel"},
	handoff.RoleManager:   {"assign", "take", "hold", "extend", "back", "pause", "held", "count-it", "drop-it"},
	handoff.RoleAdvocate:  {"status", "next"},
}

// answers are the words that people of the role can reply.
func (p *playbook) answers(role handoff.Role) templates.PlaybookSection {
	s := templates.PlaybookSection{Title: p.say("section/answers"), Lines: []string{p.say("answers")}}
	if role == handoff.RoleRep || role == handoff.RoleQualifier {
		s.Lines = append(s.Lines, p.say("answers/practice"))
	}
	for _, code := range answersOf[role] {
		s.Rows = append(s.Rows, templates.Row{Label: p.say("usage/" + code), Value: p.say("answer/" + code)})
	}
	return s
}

// figures are what is counted, and who reads it.
func (p *playbook) figures(handoff.Role) templates.PlaybookSection {
	return templates.PlaybookSection{Title: p.say("section/figures"),
		Lines: []string{p.say("figures/what"), p.who(), p.say("figures/neglect")}}
}

// trust is what is kept, for how long, and how to object.
func (p *playbook) trust(handoff.Role) templates.PlaybookSection {
	return templates.PlaybookSection{Title: p.say("section/trust"),
		Lines: append(p.kept(), p.say("trust/absence"), p.say("trust/object", handoff.PersonArg(p.c.Admin)))}
}
