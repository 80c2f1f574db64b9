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
	reps, by = t.ruled()
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

func (t *turn) ruled() ([]PersonID, Reason) {
	if rep, domain := t.accountOwner(); rep != "" {
		return []PersonID{rep}, Because("rule/owner", WordsArg(domain))
	}
	if reps, name := t.team.repsFor(&t.h); name != "" {
		return reps, Because("rule/team", WordsArg(name))
	}
	for _, p := range t.team.Pairs {
		if p.Qualifier == t.h.Qualifier {
			return p.Reps, Because("rule/pair", PersonArg(p.Qualifier))
		}
	}
	return t.team.Reps, Reason{}
}

// accountOwner is the rep of the team whose account the prospect's company is, with the domain that says so.
func (t *turn) accountOwner() (PersonID, string) {
	if len(t.e.Config.Accounts) == 0 {
		return "", ""
	}
	for _, c := range t.h.Prospects {
		if rep, domain := t.e.Config.AccountOf(t.team, text.Domain(c.Address)); rep != "" {
			return rep, domain
		}
	}
	return "", ""
}

// AccountOf is the rep of the team whose account a domain is, or one above it, with that.
func (c *Config) AccountOf(t Team, domain string) (rep PersonID, account string) {
	for domain = strings.ToLower(domain); strings.Contains(domain, "."); {
		if rep, ok := c.Accounts[domain]; ok && slices.Contains(t.Reps, rep) {
			return rep, domain
		}
		_, domain, _ = strings.Cut(domain, ".")
	}
	return "", ""
}
