package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is what a PostgreSQL server says of itself, and of what may be done in a database of it.
type Server struct {
	Place     string        // of the database, without its password
	Version   int           // as server_version_num gives it: 150018
	Schema    int64         // of the database; 0: none yet
	Foreign   bool          // it is that of another program: there are tables, and none of ours
	Create    bool          // tables can be made
	Write     bool          // what is there can be written; true if nothing is
	Standby   bool          // it follows another server, and takes nothing
	Ahead     time.Duration // of its clock before ours, as well as can be told in a round trip
	RoundTrip time.Duration
	Settings  map[string]string // those that Durable names
	Pooled    bool              // what a session is told is forgotten, or told to another one
}

// Durable are the settings that a commit depends on, and what they must be; fsync "off" loses whatever is in hand with
// the power, and may damage all of it.
var Durable = map[string]string{"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}

// LeastVersion is the oldest PostgreSQL that the store is tried on.
const LeastVersion = 150000

// Examine asks a PostgreSQL server what can be told of it without writing anything.
func Examine(ctx context.Context, database string) (Server, error) {
	config, place, err := postgresConfig(database)
	if err != nil {
		return Server{}, err
	}
	config.DefaultQueryExecMode = pgx.QueryExecModeExec // a pooler may not keep what is prepared
	out := Server{Place: place, Settings: map[string]string{}}
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return out, explain(err, "connect", place)
	}
	defer c.Close(ctx)
	for _, ask := range []func(context.Context, *pgx.Conn) error{out.rights, out.clock, out.settings} {
		if err := ask(ctx, c); err != nil {
			return out, explain(err, "ask the server", place)
		}
	}
	out.Pooled, err = pooled(ctx, c, config)
	if err != nil {
		return out, explain(err, "look for a pooler", place)
	}
	return out, nil
}

func (s *Server) rights(ctx context.Context, c *pgx.Conn) error {
	var there, tables bool
	err := c.QueryRow(ctx, foreignTables).Scan(&tables)
	if err == nil {
		err = c.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND
				tablename = 'goose_db_version'), current_setting('server_version_num')::int, pg_is_in_recovery(),
			coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)`).
			Scan(&there, &s.Version, &s.Standby, &s.Create)
	}
	if err != nil || !there {
		s.Write, s.Foreign = true, tables
		return err
	}
	err = c.QueryRow(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&s.Schema)
	if s.Foreign = s.Schema == 0 && tables || s.Schema > 0 && s.Schema < firstPostgres; err != nil || s.Foreign {
		return err
	}
	return c.QueryRow(ctx, `SELECT coalesce(bool_and(has_table_privilege(oid, 'SELECT, INSERT') AND
		has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')), true)
		FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND relkind = 'r'
			AND relname <> 'goose_db_version'`).Scan(&s.Write)
}

// clock compares the clocks: the server read its own somewhere between the question and the answer.
func (s *Server) clock(ctx context.Context, c *pgx.Conn) (err error) {
	s.Ahead, s.RoundTrip, err = measure(time.Now, func() (there time.Time, err error) {
		err = c.QueryRow(ctx, "SELECT clock_timestamp()").Scan(&there)
		return there, err
	})
	return err
}

func (s *Server) settings(ctx context.Context, c *pgx.Conn) error {
	for name := range Durable {
		var value string
		if err := c.QueryRow(ctx, "SELECT current_setting($1)", name).Scan(&value); err != nil {
			return err
		}
		s.Settings[name] = value
	}
	return nil
}

// pooled finds a pooler that gives a connection to whoever begins a transaction: one session is told something; another
// one, which holds a transaction open, must not know it, and the first must still.
func pooled(ctx context.Context, c *pgx.Conn, config *pgx.ConnConfig) (bool, error) {
	const ask = "SELECT coalesce(current_setting('handoffd.session', true), '')"
	mine := fmt.Sprint("session ", time.Now().UnixNano())
	if _, err := c.Exec(ctx, "SELECT set_config('handoffd.session', $1, false)", mine); err != nil {
		return false, err
	}
	other, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return false, err
	}
	defer other.Close(ctx)
	tx, err := other.Begin(ctx)
	if err != nil {
		return false, err
	}
	var theirs, ours string
	err = errors.Join(tx.QueryRow(ctx, ask).Scan(&theirs), c.QueryRow(ctx, ask).Scan(&ours), tx.Rollback(ctx))
	return theirs == mine || ours != mine, err
}
