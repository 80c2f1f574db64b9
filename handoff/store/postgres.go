package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// dialWait is how long is waited for a server that does not answer, unless the URL says otherwise.
const dialWait = 10 * time.Second

// session is what every connection begins with. A commit is on the disk when it returns, whatever the role or the
// database says; another process that keeps a lock is not waited for without end, and the locks of one whose host is
// gone are let go within a minute. No plan is compiled: that takes longer than any of these statements.
const session = `SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
		ELSE current_setting('synchronous_commit') END, false),
	set_config('lock_timeout', CASE current_setting('lock_timeout') WHEN '0' THEN '30s'
		ELSE current_setting('lock_timeout') END, false),
	set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false),
	set_config('tcp_keepalives_count', '3', false), set_config('jit', 'off', false)`

// postgresConfig reads the URL of a database. Neither the error nor place tells the password.
func postgresConfig(database string) (c *pgx.ConnConfig, place string, err error) {
	c, err = pgx.ParseConfig(database)
	if err != nil {
		return nil, "", errors.New("open the database: its URL cannot be read; it is written like " +
			"postgres://user@host:5432/database")
	}
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = dialWait
	}
	if c.RuntimeParams["application_name"] == "" {
		c.RuntimeParams["application_name"] = "handoffd"
	}
	at := c.Host
	if !strings.HasPrefix(at, "/") {
		at = net.JoinHostPort(at, strconv.Itoa(int(c.Port)))
	}
	return c, "PostgreSQL database " + c.Database + " at " + at, nil
}

// bySets is what the writing connection is told: rows that come in sets are found one by one through their indexes,
// whatever the statistics say, which may be older than the tables; plans are made once. Long texts are compressed fast
// where the server can.
const bySets = `SELECT set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false),
	set_config('enable_mergejoin', 'off', false), set_config('plan_cache_mode', 'force_generic_plan', false),
	set_config('default_toast_compression', CASE WHEN 'lz4' = ANY (enumvals) THEN 'lz4' ELSE setting END, false)
	FROM pg_settings WHERE name = 'default_toast_compression'`

// connectWriter opens the connection that writes.
func connectWriter(ctx context.Context, database string, seat *seat) (*conn, error) {
	c, err := connectPostgres(ctx, database)
	if err != nil {
		return nil, err
	}
	if _, err = c.c.ExecContext(ctx, bySets); err == nil {
		err = seat.take(ctx, c)
	}
	if err != nil {
		place := c.place
		c.close()
		return nil, explain(err, "prepare to write", place)
	}
	return c, nil
}

// connectPostgres opens one connection.
func connectPostgres(ctx context.Context, database string) (*conn, error) {
	config, place, err := postgresConfig(database)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		takesArrays(c)
		_, err := c.Exec(ctx, session, pgx.QueryExecModeSimpleProtocol)
		return err
	}))
	return pinned(ctx, db, postgresDialect, place)
}

// postgresCodes names the errors that a caller may want to tell apart.
var postgresCodes = map[string]error{
	"53100": ErrFull,                                                       // disk_full
	"58030": ErrIO,                                                         // io_error
	"55P03": ErrBusy,                                                       // lock_not_available
	"25006": ErrReadOnly,                                                   // read_only_sql_transaction
	"42501": ErrReadOnly,                                                   // insufficient_privilege
	"XX001": ErrCorrupt,                                                    // data_corrupted
	"XX002": ErrCorrupt,                                                    // index_corrupted
	"28000": ErrLogin,                                                      // invalid_authorization_specification
	"28P01": ErrLogin,                                                      // invalid_password
	"3D000": ErrMissing,                                                    // invalid_catalog_name
	"40001": errAgain,                                                      // serialization_failure
	"40P01": errAgain,                                                      // deadlock_detected
	"53300": ErrGone,                                                       // too_many_connections
	"57P01": ErrGone, "57P02": ErrGone, "57P03": ErrGone, "57P05": ErrGone, // shutting down, starting up, cut off
}

// classifyPostgres is classify for errors of PostgreSQL. After most errors only the savepoint is lost.
func classifyPostgres(err error) (sentinel error, lost bool) {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		sentinel = postgresCodes[e.Code]
		if sentinel == nil && strings.HasPrefix(e.Code, "08") {
			sentinel = ErrGone
		}
		return sentinel, sentinel == errAgain || sentinel == ErrGone || e.Severity != "ERROR"
	}
	var dial *pgconn.ConnectError
	var line *net.OpError
	if errors.As(err, &dial) || errors.As(err, &line) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrGone, true
	}
	return nil, false
}

// saidNo says whether PostgreSQL has refused a statement: it takes no other before the savepoint is rolled back.
func saidNo(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e)
}

// alive says whether more can be said over the connection.
func (c *conn) alive() bool {
	if c.d != postgresDialect {
		return true
	}
	alive := false
	_ = c.c.Raw(func(driver any) error {
		alive = !driver.(*stdlib.Conn).Conn().IsClosed()
		return nil
	})
	return alive
}

// OwnDatabase says what to do where a database on a server is that of another program.
const OwnDatabase = "give handoffd a database of its own, or a schema of its own in this one: CREATE SCHEMA " +
	"handoffd, and search_path=handoffd in the url"

// foreignTables says whether there is a table that is not ours where tables would be made; those of extensions are
// nobody's.
const foreignTables = `SELECT EXISTS (SELECT 1 FROM pg_class c WHERE relnamespace = (SELECT oid FROM pg_namespace
		WHERE nspname = current_schema())
	AND relkind IN ('r', 'p') AND relname <> 'goose_db_version' AND NOT EXISTS (SELECT 1 FROM pg_depend d
		WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))`

// found says whether there are tables besides that of versions, and the version of the schema. A process that makes the
// schema meanwhile makes its first tables and the version at once, so tables are looked for first.
func (c *conn) found(ctx context.Context) (tables bool, version int64, err error) {
	if err = c.c.QueryRowContext(ctx, foreignTables).Scan(&tables); err == nil {
		version, err = c.version(ctx)
	}
	return tables, version, err
}

// openPostgres opens the writing connection, on a schema that is up to date; beside a process that serves the database
// none is brought there.
func openPostgres(ctx context.Context, database string, own *seat, beside bool) (*conn, error) {
	w, err := connectWriter(ctx, database, own)
	if err != nil {
		return nil, err
	}
	others, version, err := w.found(ctx)
	switch {
	case err != nil:
		err = explain(err, "read the schema version", w.place)
	case version > Schema:
		err = newer(w.place, version)
	case version > 0 && version < firstPostgres, version == 0 && others:
		err = fmt.Errorf("open the %s: %w, and has tables of others: %s", w.place, ErrForeign, OwnDatabase)
	case version == 0 && beside:
		err = fmt.Errorf("open the %s: %w yet", w.place, ErrNone)
	case version < Schema && version > 0 && beside:
		err = w.migrateUnserved(ctx, version)
	case version < Schema:
		err = w.migrate(ctx)
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// migrateUnserved brings the schema up to date unless a process serves the database, and keeps one from starting that.
func (c *conn) migrateUnserved(ctx context.Context, version int64) error {
	s := &seat{}
	switch alone, err := s.try(ctx, c); {
	case err != nil:
		return explain(err, "see who serves", c.place)
	case !alone:
		return older(c.place, version)
	}
	defer s.leave(c)
	return c.migrate(ctx)
}
