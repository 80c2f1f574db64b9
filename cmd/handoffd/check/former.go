package check

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// mostLeads is how many leads of one person are named.
const mostLeads = 5

// former tells of open leads whose people are not in the config any more, and of ids that were somebody else's.
func former(ctx context.Context, c *config.Config) []Finding {
	st, err := app.OpenBeside(ctx, c)
	if errors.Is(err, store.ErrNone) {
		return nil // nobody can have left yet
	}
	if err != nil {
		return []Finding{failed("people", "see what is said of the database", "%v", err)}
	}
	defer st.Close()
	var recorded map[handoff.PersonID][]handoff.Person
	open := map[handoff.PersonID][]handoff.ID{}
	if err := st.View(ctx, func(tx *store.Tx) error {
		if recorded, err = tx.RecordedPeople(); err != nil {
			return err
		}
		for id := range handoff.FormerOf(c.Domain, recorded) {
			if open[id], err = tx.LeftWith(id); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return []Finding{failed("people", "see what is said of the database", "%v", err)}
	}
	var out []Finding
	gone := handoff.FormerOf(c.Domain, recorded)
	for _, id := range slices.Sorted(maps.Keys(gone)) {
		if n := len(open[id]); n > 0 {
			out = append(out, warned("people", "leads that are out go to the next rep at the next start; for one whose "+
				"meeting is over the manager answers `assign NAME`", "%s (%q) is not in the config any more, and has "+
				"%s: %s", gone[id], id, text.Count(n, "open lead", "open leads"), namedLeads(open[id])))
		}
	}
	reused := handoff.Reused(c.Domain, recorded)
	for _, id := range slices.Sorted(maps.Keys(reused)) {
		was, is := reused[id], c.Domain.Person(id)
		out = append(out, warned("people", "give the new person an id of their own",
			"the id %q is %s, %s, and was %s, %s: lists and figures tell of both under one name", id, is.Name,
			is.Email(), was.Name, was.Email()))
	}
	return out
}

func namedLeads(ids []handoff.ID) string {
	var out []string
	for _, id := range ids[:min(len(ids), mostLeads)] {
		out = append(out, string(id))
	}
	if more := len(ids) - len(out); more > 0 {
		out = append(out, text.Count(more, "more", "more"))
	}
	return strings.Join(out, ", ")
}
