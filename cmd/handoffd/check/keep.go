package check

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/practice"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// keepGrace is how long after its time something may still be there: it goes at night.
const keepGrace = 48 * time.Hour

// kept says how long mails of closed leads and busy times are kept, and whether that is so.
func kept(ctx context.Context, c *config.Config, now time.Time) []Finding {
	st, err := app.OpenBeside(ctx, c)
	if err != nil {
		return nil // told already, or nothing is kept yet
	}
	defer st.Close()
	var late []handoff.ID
	var asked []store.Forgetting
	var unread []practice.Open
	var shown int64
	if err := st.View(ctx, func(tx *store.Tx) error {
		if late, err = tx.Closed(c.Domain.Keep.BodiesEnd(now.Add(-keepGrace))); err == nil {
			asked, err = tx.Forgettings()
		}
		if err == nil {
			unread, err = unreadIn(tx, c.Domain, now)
		}
		if err == nil {
			shown, err = tx.LookedBefore(handoff.BusyEnd(now.Add(-keepGrace)))
		}
		return err
	}); err != nil {
		return []Finding{failed("keep", "see what is said of the database", "%v", err)}
	}
	days := int(now.Sub(c.Domain.Keep.BodiesEnd(now)) / (24 * time.Hour))
	out := []Finding{passed("keep", "mails of a lead go %d days after it is closed, busy times after %d days, at night; "+
		"what happened stays", days, handoff.BusyDays)}
	switch {
	case shown > 0:
		out[0] = warned("keep", "let handoffd serve run: it drops them at night, and when it starts",
			"busy times of reps are kept longer than %d days: of %s", handoff.BusyDays, text.Count(int(shown), "decision",
				"decisions"))
	case len(late) > 0:
		out[0] = warned("keep", "let handoffd serve run: it drops them at night, and when it starts",
			"mails of closed leads are kept longer than %d days: of %d", days, len(late))
	}
	if len(asked) > 0 {
		out = append(out, passed("keep", "somebody is forgotten but for mail that is still to go out (%d): it is erased "+
			"when it has, while handoffd serve runs", len(asked)))
	}
	if len(unread) > 0 {
		out = append(out, warned("playbook",
			"they answer their practice lead, which comes again to whoever writes `practice`, or "+
				"`read` to what changed; the managers' mails of the week tell of it too",
			"not everybody has said that they know the rules: %s", whoHasNot(unread, c.Domain)))
	}
	return out
}

// whoHasNot says who has not answered what, by name or number.
func whoHasNot(unread []practice.Open, c *handoff.Config) string {
	said := map[bool][]string{}
	for _, o := range unread {
		said[o.Course.Waits()] = append(said[o.Course.Waits()], c.Person(o.Person).Name)
	}
	var out []string
	for _, g := range []struct {
		waits bool
		what  string
	}{{true, "the practice lead is not answered by "}, {false, "changed rules are not read by "}} {
		names := said[g.waits]
		switch {
		case len(names) == 0:
		case c.Names == handoff.NamesOwn:
			out = append(out, g.what+text.Count(len(names), "person", "people"))
		default:
			out = append(out, g.what+strings.Join(names, ", "))
		}
	}
	return strings.Join(out, "; ")
}

// unreadIn are the people who were told rules and have not said that they know them.
func unreadIn(tx interface {
	Said(handoff.PersonID) (map[string]string, error)
}, c *handoff.Config, now time.Time) (open []practice.Open, err error) {
	for _, id := range slices.Sorted(maps.Keys(c.People)) {
		said, err := tx.Said(id)
		if err != nil {
			return nil, err
		}
		course := practice.Of(said)
		if p := c.Person(id); !p.Gone && course.Owes(now.In(p.Location())) {
			open = append(open, practice.Open{Person: id, Course: course})
		}
	}
	return open, nil
}
