package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
)

// pragmas of the writing connection. The driver's own default under WAL is synchronous=NORMAL, which may lose the last
// commits with the power; secure_delete makes "erased" true in the file as well. A connection is used by one goroutine
// at a time, so it needs no lock of its own.
const pragmas = "_journal_mode=WAL&_busy_timeout=5000&_foreign_keys=1&_txlock=immediate&_synchronous=FULL" +
	"&_secure_delete=on&_cache_size=-8192&_mutex=no"

// settings are those of the writing connection that have no place in its name. The write-ahead log grows to 16 MB
// before it is copied into the file: copying costs more than a commit. What a savepoint would undo stands in memory: in
// a file it would be written for each page of a batch that changes.
const settings = "PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY"

// readPragmas are those of a reading connection.
const readPragmas = "mode=ro&_query_only=1&_busy_timeout=5000&_foreign_keys=1&_synchronous=FULL&_mutex=no"

// peekPragmas open a file without changing it, to see what it is.
const peekPragmas = "mode=ro&_busy_timeout=5000"

// dsn names the file and how to open it; the path may hold any character.
func dsn(path, params string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find the database %s: %w", path, err)
	}
	return "file:" + (&url.URL{Path: abs}).EscapedPath() + "?" + params, nil
}

// conn is one connection with its prepared statements.
type conn struct {
	d     *dialect
	place string // of the database, as errors name it
	db    *sql.DB
	c     *sql.Conn
	stmts map[string]*sql.Stmt // by the text as written
	lists map[list]string      // texts with an IN list, written out
	after func()               // once it is closed; nil: nothing
}

// list is a text with an IN list: how many arguments stand before the list, and how many values in it.
type list struct {
	query     string
	args, len int
}

func connect(ctx context.Context, path, params string) (*conn, error) {
	name, err := dsn(path, params)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite3", name)
	if err != nil {
		return nil, fmt.Errorf("open the database %s: %w", path, err)
	}
	return pinned(ctx, db, sqliteDialect, path)
}

// pinned takes the one connection of db.
func pinned(ctx context.Context, db *sql.DB, d *dialect, place string) (*conn, error) {
	db.SetMaxOpenConns(1)
	c, err := db.Conn(ctx)
	if err == nil {
		err = c.PingContext(ctx)
	}
	if err != nil {
		db.Close()
		return nil, explain(err, "open the database", place)
	}
	return &conn{d: d, place: place, db: db, c: c, stmts: map[string]*sql.Stmt{}, lists: map[list]string{}}, nil
}

func (c *conn) close() error {
	for _, s := range c.stmts {
		s.Close()
	}
	c.c.Close()
	err := c.db.Close()
	if c.after != nil {
		c.after()
	}
	return err
}

// stmt prepares a statement once.
func (c *conn) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	s, err := c.c.PrepareContext(ctx, c.d.text(query))
	if err != nil {
		return nil, err
	}
	c.stmts[query] = s
	return s, nil
}

// exec runs a statement that has no arguments and gives nothing back.
func (c *conn) exec(ctx context.Context, query string) error {
	s, err := c.stmt(ctx, query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(ctx)
	return err
}

// numbered rewrites $1 as ?1. The driver binds $n by first appearance, so that "select $2, $1" is silently wrong; ?n is
// bound by its number. Quoted text and comments are left alone.
func numbered(query string) string {
	var out strings.Builder
	out.Grow(len(query))
	for i := 0; i < len(query); i++ {
		switch c := query[i]; {
		case c == '\'' || c == '"':
			end := strings.IndexByte(query[i+1:], c)
			if end < 0 {
				out.WriteString(query[i:])
				return out.String()
			}
			out.WriteString(query[i : i+end+2])
			i += end + 1
		case strings.HasPrefix(query[i:], "--"):
			end := strings.IndexByte(query[i:], '\n')
			if end < 0 {
				return out.String()
			}
			i += end - 1
		case c == '$' && i+1 < len(query) && query[i+1] >= '1' && query[i+1] <= '9':
			out.WriteByte('?')
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// explain says what was attempted and where, in the words of the sentinel if the error has one.
func explain(err error, what, path string) error {
	if sentinel, _ := classify(err); sentinel != nil {
		return fmt.Errorf("%s in %s: %w (%w)", what, path, sentinel, err)
	}
	return fmt.Errorf("%s in %s: %w", what, path, err)
}
