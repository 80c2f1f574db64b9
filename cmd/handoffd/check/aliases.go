package check

import (
	"context"
	"errors"
	"maps"
	"slices"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
)

// aliases lists the further addresses that colleagues have called theirs: mail from there counts as mail of theirs.
func aliases(ctx context.Context, c *config.Config) []Finding {
	st, err := app.OpenBeside(ctx, c)
	if errors.Is(err, store.ErrNone) {
		return nil // nobody can have said anything yet
	}
	if err != nil {
		return []Finding{failed("addresses", "see what is said of the database", "%v", err)}
	}
	defer st.Close()
	var all map[string]store.Alias
	if err := st.View(ctx, func(tx *store.Tx) error {
		all, err = tx.Aliases()
		return err
	}); err != nil {
		return []Finding{failed("addresses", "see what is said of the database", "%v", err)}
	}
	var out []Finding
	for _, address := range slices.Sorted(maps.Keys(all)) {
		a := all[address]
		if p := c.Domain.Person(a.Person); !p.Gone && p.Email() != "" {
			out = append(out, passed("addresses", "%s counts as %s's too, who said so on %s; `handoffd forget %s` "+
				"ends it", address, p.Name, a.At.Format("2 Jan 2006"), address))
		}
	}
	return out
}
