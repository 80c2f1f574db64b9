package desk

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// keyMyLeads begins the keys of answers to it.
const keyMyLeads = "my-leads "

// mostLeads bounds the leads that are looked at for one list, the newest.
const mostLeads = 1000

// leads finds leads.
type leads interface {
	lister
	telling
}

// lister lists handoffs.
type lister interface {
	List(f store.Filter) ([]handoff.Handoff, error)
}

// myLeads answers `my leads`.
func (d *Decider) myLeads(tx leads, t *intake.Taken) error {
	c := d.Config()
	filters := []store.Filter{{Person: string(t.Person), Limit: mostLeads}}
	for _, team := range c.Teams {
		if slices.Contains(team.Managers, t.Person) || slices.Contains(team.Advocates, t.Person) {
			filters = append(filters, store.Filter{Team: team.Name, Open: true, Limit: mostLeads})
		}
	}
	var all []handoff.Handoff
	seen := map[handoff.ID]bool{}
	for _, f := range filters {
		found, err := tx.List(f)
		if err != nil {
			return err
		}
		for _, h := range found {
			if !seen[h.ID] {
				seen[h.ID] = true
				all = append(all, h)
			}
		}
	}
	lines := handoff.MyLeads(t.Person, c, all, d.Now())
	told := len(lines)
	if lines[0].Sentence() == "my-leads/none" {
		told = 0
	}
	says := handoff.ServiceWords("my-leads", handoff.WordsArg(text.OneLine(t.Subject, text.SubjectLimit)),
		handoff.NumberArg(told))
	return d.answerWith(tx, t, keyMyLeads, handoff.ServiceDetail{Says: says, Lines: lines, Personal: handoff.Yes})
}
