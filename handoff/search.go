package handoff

import (
	"slices"
	"strings"
)

// SearchWords are the words of a search, in small letters. Each is to be found, in any order.
func SearchWords(search string) []string { return strings.Fields(strings.ToLower(search)) }

// Found says whether a search finds a handoff: by its id, its contacts and their company, and by who has it, handed it
// over or moves next, as lists name them. Nothing else that is known of it is looked through: whoever sees a lead in a
// list must not learn by searching what the lead does not show them.
func Found(h *Handoff, c *Config, words []string) bool {
	in := []string{string(h.ID), h.Brief["company"]}
	for _, p := range h.Prospects {
		in = append(in, p.Name, p.Address)
	}
	for _, id := range []PersonID{h.Rep(), h.Qualifier, h.Next.Owner} {
		in = append(in, c.Person(id).Name)
	}
	all := strings.ToLower(strings.Join(in, "\n"))
	for _, w := range words {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return true
}

// Called are the people of the config who have a word of a search in their name.
func Called(c *Config, word string) (out []PersonID) {
	for _, p := range c.People {
		if strings.Contains(strings.ToLower(p.Name), word) {
			out = append(out, p.ID)
		}
	}
	slices.Sort(out)
	return out
}
