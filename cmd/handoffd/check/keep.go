package check

import (
	"context"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/store"
)

// keepGrace is how long after its time something may still be there: it goes at night.
const keepGrace = 48 * time.Hour

// kept says how long the mails of closed leads are kept, and whether that is so.
func kept(ctx context.Context, c *config.Config, now time.Time) []Finding {
	if !c.OnServer && app.IsVacant(c.Database) {
		return nil // nothing is kept yet
	}
	name, err := c.OpenName()
	if err != nil {
		return nil // told already
	}
	st, err := store.Open(ctx, name)
	if err != nil {
		return nil // told already
	}
	defer st.Close()
	var late []handoff.ID
	var asked []store.Forgetting
	if err := st.View(ctx, func(tx *store.Tx) error {
		if late, err = tx.Closed(c.Domain.Keep.BodiesEnd(now.Add(-keepGrace))); err == nil {
			asked, err = tx.Forgettings()
		}
		return err
	}); err != nil {
		return []Finding{failed("keep", "see what is said of the database", "%v", err)}
	}
	days := int(now.Sub(c.Domain.Keep.BodiesEnd(now)) / (24 * time.Hour))
	out := []Finding{passed("keep", "mails of a lead go %d days after it is closed, at night; what happened stays", days)}
	if len(late) > 0 {
		out[0] = warned("keep", "let handoffd serve run: it drops them at night, and when it starts",
			"mails of closed leads are kept longer than %d days: of %d", days, len(late))
	}
	if len(asked) > 0 {
		out = append(out, passed("keep", "somebody is forgotten but for mail that is still to go out (%d): it is erased "+
			"when it has, while handoffd serve runs", len(asked)))
	}
	return out
}
