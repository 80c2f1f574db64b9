package handoff

import (
	"slices"
	"strings"

	"handoffd/handoff/text"
)

// Pair is a qualifier whose leads go to one rep, or to two in turn.
type Pair struct {
	Qualifier PersonID
	Reps      []PersonID
}

// among are those who may have the lead, by the first rule that says so: whose account it is, a rule of the team, a
// pairing; else everybody. Whoever of them is away as planned has their cover in their place: covers are those, each
// with whom they stand in for. by names the rule.
func (t *turn) among() (reps []PersonID, covers map[PersonID]PersonID, by Reason) {
	reps, by = t.e.Config.ruled(t.team, &t.h)
	if by.Empty() {
		return reps, nil, by
	}
	var out []PersonID
	covers = map[PersonID]PersonID{}
	for _, rep := range reps {
		id := rep
		for range len(t.team.Reps) {
			cover := t.coverOf(id)
			if cover == "" || cover == id {
				break
			}
			id = cover
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
		if id != rep && !slices.Contains(reps, id) {
			covers[id] = rep
		}
	}
	return out, covers, by
}

// ruled are the reps among whom the lead goes by the first rule that says so, whoever is away of them.
func (c *Config) ruled(team Team, h *Handoff) (reps []PersonID, by Reason) {
	if rep, domain := c.accountOwner(team, h); rep != "" {
		return []PersonID{rep}, Because("rule/owner", WordsArg(domain))
	}
	if reps, name := team.repsFor(h); name != "" {
		return reps, Because("rule/team", WordsArg(name))
	}
	for _, p := range team.Pairs {
		if p.Qualifier == h.Qualifier {
			return p.Reps, Because("rule/pair", PersonArg(p.Qualifier))
		}
	}
	return team.Reps, Reason{}
}

// accountOwner is the rep of the team whose account the prospect's company is, with the domain that says so.
func (c *Config) accountOwner(team Team, h *Handoff) (PersonID, string) {
	if len(c.Accounts) == 0 {
		return "", ""
	}
	for _, p := range h.Prospects {
		if rep, domain := c.AccountOf(team, text.Domain(p.Address)); rep != "" {
			return rep, domain
		}
	}
	return "", ""
}

// AccountOf is the rep of the team whose account a domain is, or one above it, with that.
func (c *Config) AccountOf(t Team, domain string) (rep PersonID, account string) {
	for domain = strings.ToLower(domain); strings.Contains(domain, "."); {
		rep, ok := c.Accounts[domain]
		if !ok {
			rep, ok = c.Accounts[text.ASCIIDomain(domain)]
		}
		if ok && slices.Contains(t.Reps, rep) {
			return rep, domain
		}
		_, domain, _ = strings.Cut(domain, ".")
	}
	return "", ""
}
