package handoff

import (
	"slices"
	"strings"

	"handoffd/handoff/text"
)

// topKeys are the lines of a brief that make a lead one of a top account, topNos what says that it is none.
var (
	topKeys = []string{"top account", "key account", "strategic account"}
	topNos  = []string{"no", "none", "false", "nein", "not yet"}
)

// TopAccount says whether the lead is of a top account: its brief says so, or the config lists the company.
func TopAccount(h *Handoff, c *Config) bool {
	return TopByBrief(h) || len(c.TopAccounts) > 0 && slices.ContainsFunc(h.Prospects, func(p Contact) bool {
		domain := text.Domain(FoldAddress(p.Address))
		return slices.ContainsFunc(c.TopAccounts, func(d string) bool {
			d = text.ASCIIDomain(d)
			return domain == d || strings.HasSuffix(domain, "."+d)
		})
	})
}

// TopByBrief says whether the brief itself says so.
func TopByBrief(h *Handoff) bool {
	for key, value := range h.Brief {
		said := strings.Join(text.Plain(text.Words(value)), " ")
		if slices.Contains(topKeys, text.Fold(key)) && said != "" && !slices.Contains(topNos, said) {
			return true
		}
	}
	return false
}
