package config

import "strings"

// topAccounts reads the domains of the companies that are marked everywhere.
func (f *faults) topAccounts(raw []string) []string {
	var out []string
	for i, d := range raw {
		d = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(d)), "@")
		if !isDomain(d) {
			f.errorf(joinPath("accounts.top", i), "%s is no domain; write it like \"globex.example\", which those below it "+
				"fit too", Quoted(d))
			continue
		}
		out = append(out, d)
	}
	return out
}
