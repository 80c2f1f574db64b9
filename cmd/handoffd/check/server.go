package check

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
)

// mostAhead is by how much the clock of a database server may differ from ours: time is told by ours.
const mostAhead = 2 * time.Second

// tryServer tries a PostgreSQL database: version, rights, settings, clock, and what stands between.
func tryServer(ctx context.Context, c *config.Config) []Finding {
	name, err := c.OpenName()
	if err != nil {
		return []Finding{failed("database", "give the password where [database] names it", "%v", err)}
	}
	s, err := store.Examine(ctx, name)
	if err != nil {
		return []Finding{failed("database", cmp.Or(app.ServerMend(c, err),
			"start the server; see that [database] url names it, the database, and a user that may log in"), "%v", err)}
	}
	if f := serverFault(s, c); f != nil {
		return []Finding{*f}
	}
	yet := ""
	if s.Schema == 0 {
		yet = "; no database of handoffd yet, the first start makes it one"
	}
	out := []Finding{passed("database", "%s, PostgreSQL %d.%d%s", c.Database, s.Version/10000, s.Version%10000, yet)}
	if bad := weakSettings(s); len(bad) > 0 {
		out = append(out, failed("durability", "set them to on, as PostgreSQL does by default; a commit must be on the disk",
			"with %s a power failure loses what people were told", strings.Join(bad, ", ")))
	} else {
		out = append(out, passed("durability", "a commit is on the disk when it returns"))
	}
	if s.Ahead.Abs() > mostAhead+s.RoundTrip {
		out = append(out, warned("clock", "let both machines follow a time server (ntp, chrony)",
			"the clock of the database server is %s", aheadWords(s.Ahead)))
	}
	return out
}

// serverFault is what keeps handoffd from working with the server at all.
func serverFault(s store.Server, c *config.Config) *Finding {
	fail := func(mend, format string, args ...any) *Finding {
		f := failed("database", mend, format, args...)
		return &f
	}
	switch {
	case s.Version < store.LeastVersion:
		return fail(fmt.Sprintf("use PostgreSQL %d or newer", store.LeastVersion/10000), "%s is PostgreSQL %d",
			c.Database, s.Version/10000)
	case s.Standby:
		return fail("name the primary in [database] url", "%s is a standby, and takes nothing", c.Database)
	case s.Pooled:
		return fail("connect to the server itself, or have the pooler give each client a session of its own "+
			"(PgBouncer: pool_mode = session)", "%s stands behind a pooler that gives a connection to whoever begins a "+
			"transaction: locks and prepared statements of one client would be those of another", c.Database)
	case s.Foreign:
		return fail(store.OwnDatabase, "%s: %v, and has tables of others", c.Database, store.ErrForeign)
	case s.Schema > store.Schema:
		return fail("run the version of handoffd that wrote it, or a newer one",
			"%s has schema %d, this handoffd knows up to %d", c.Database, s.Schema, store.Schema)
	case s.Schema < store.Schema && !s.Create:
		return fail("GRANT CREATE, USAGE ON SCHEMA to the user, or make the database its own",
			"in %s no tables can be made", c.Database)
	case !s.Write:
		return fail("make the user the owner of the tables, or GRANT it SELECT, INSERT, UPDATE and DELETE",
			"what is in %s cannot be written", c.Database)
	}
	return nil
}

// weakSettings are those under which a commit may be lost.
func weakSettings(s store.Server) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(store.Durable)) {
		if s.Settings[name] == "off" {
			out = append(out, name+" = off")
		}
	}
	return out
}

func aheadWords(d time.Duration) string {
	if d < 0 {
		return (-d).Round(time.Second).String() + " behind ours"
	}
	return d.Round(time.Second).String() + " before ours"
}
