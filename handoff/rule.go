package handoff

import (
	"maps"
	"slices"
	"strings"
	"time"

	"handoffd/handoff/text"
)

// Rule is one of a team's list of rules. Of those that fit a lead, the first that names reps says among whom the
// rotation goes, and the first with a policy by which policy the lead goes.
type Rule struct {
	Name   string
	When   map[string][]string `json:",omitempty"` // field of the brief, or RuleDomain → any of these, as Plain gives them
	Reps   []PersonID          `json:",omitempty"` // some of the team's; none: all
	Policy Policy              // without a window: none
}

// RuleDomain asks for the domain of a prospect's address, or one above it.
const RuleDomain = "domain"

// RuleCountry asks for the country: what the brief says in a field of that name, else that of a prospect's domain.
const RuleCountry = "country"

// RuleAny fits every value that is there.
const RuleAny = "*"

// RuleValue is a value as rules compare it.
func RuleValue(s string) string {
	return strings.ToLower(strings.TrimRight(strings.Join(strings.Fields(s), " "), ".,;"))
}

// fits says whether all that the rule asks for is so.
func (r Rule) fits(h *Handoff) bool {
	for field, wanted := range r.When {
		if field == RuleDomain {
			if !slices.ContainsFunc(h.Prospects, func(c Contact) bool { return atDomain(c.Address, wanted) }) {
				return false
			}
			continue
		}
		has := RuleValue(h.Brief[field])
		if has == "" && field == RuleCountry {
			has = h.countryByDomain()
		}
		if has == "" || !slices.Contains(wanted, has) && !slices.Contains(wanted, RuleAny) {
			return false
		}
	}
	return true
}

// countryByDomain is the country in whose domain a prospect's address lies, as a code of two letters; empty if it lies
// in none.
func (h *Handoff) countryByDomain() string {
	for _, c := range h.Prospects {
		domain := strings.ToLower(text.Domain(c.Address))
		switch last := domain[strings.LastIndexByte(domain, '.')+1:]; {
		case last == "uk":
			return "gb"
		case len(last) == len("de") && !slices.Contains(anywhere, last):
			return last
		}
	}
	return ""
}

// anywhere are domains of countries that companies of all countries use.
var anywhere = []string{"ai", "cc", "co", "eu", "fm", "gg", "io", "ly", "me", "sh", "so", "to", "tv", "vc", "ws"}

func atDomain(address string, wanted []string) bool {
	domain := text.ASCIIDomain(strings.ToLower(text.Domain(address)))
	return slices.ContainsFunc(wanted, func(w string) bool {
		w = text.ASCIIDomain(w)
		return domain == w || strings.HasSuffix(domain, "."+w) || w == RuleAny && domain != ""
	})
}

// Hides says whether the rule fits every lead that the other one fits, so that the other one never has its turn.
func (r Rule) Hides(other Rule) bool {
	for field, wanted := range r.When {
		theirs, asked := other.When[field]
		if !asked {
			return false
		}
		if slices.Contains(wanted, RuleAny) {
			continue
		}
		for _, v := range theirs {
			if !slices.Contains(wanted, v) && (field != RuleDomain || !atDomain("@"+v, wanted)) {
				return false
			}
		}
	}
	return true
}

// HiddenBy are those of the rules before it that together fit every lead that the rule fits, in their order; none if
// there is one that they do not fit.
func (r Rule) HiddenBy(before []Rule) []Rule {
	for _, b := range before {
		if b.Hides(r) {
			return []Rule{b}
		}
	}
	for _, field := range r.Fields() {
		if len(r.When[field]) < 2 {
			continue
		}
		used := map[string]bool{}
		for _, value := range r.When[field] { // each by itself
			one := r
			one.When = maps.Clone(r.When)
			one.When[field] = []string{value}
			by := one.HiddenBy(before)
			if len(by) == 0 {
				return nil
			}
			for _, b := range by {
				used[b.Name] = true
			}
		}
		return slices.DeleteFunc(slices.Clone(before), func(b Rule) bool { return !used[b.Name] })
	}
	return nil
}

// rule is the first of the team's rules that fits the lead and has what is asked for.
func (t Team) rule(h *Handoff, has func(Rule) bool) (Rule, bool) {
	for _, r := range t.Rules {
		if has(r) && r.fits(h) {
			return r, true
		}
	}
	return Rule{}, false
}

// policyFor is the policy by which a lead of the team goes.
func (t Team) policyFor(h *Handoff) Policy {
	if r, ok := t.rule(h, func(r Rule) bool { return r.Policy.Window > 0 }); ok {
		return r.Policy
	}
	return t.policy()
}

// repsFor are those among whom the rotation goes, and the name of the rule that says so.
func (t Team) repsFor(h *Handoff) ([]PersonID, string) {
	if r, ok := t.rule(h, func(r Rule) bool { return len(r.Reps) > 0 }); ok {
		return r.Reps, r.Name
	}
	return t.Reps, ""
}

// widest are the longest preparation and buffer of any lead of the team.
func (t Team) widest() (prep, buffer time.Duration) {
	p := t.policy()
	prep, buffer = p.Prep, p.Buffer
	for _, r := range t.Rules {
		prep, buffer = max(prep, r.Policy.Prep), max(buffer, r.Policy.Buffer)
	}
	return prep, buffer
}

// AsksAtOnce says whether the policy of a lead has several reps asked at once where little time is left.
func AsksAtOnce(h *Handoff, c *Config) bool { return h.policyOf(c).Hurry > 0 }

// policyOf is the policy by which a lead goes.
func (h *Handoff) policyOf(c *Config) Policy {
	t, _ := c.Team(h.Team)
	return t.policyFor(h)
}

// Fields are what the rule asks for, in order.
func (r Rule) Fields() []string { return slices.Sorted(maps.Keys(r.When)) }
