// Package storetest gives tests a database: a SQLite file, or, where HANDOFFD_TEST_DATABASE is postgres, one of a
// PostgreSQL server that is started for the test process and ends with it. The same tests run on both. It only names
// databases; package store opens them. Only tests import it.
package storetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// variable says which database the tests run on.
const variable = "HANDOFFD_TEST_DATABASE"

// OnPostgres says whether the tests run on PostgreSQL.
func OnPostgres() bool { return os.Getenv(variable) == "postgres" }

// Database names an empty database for one test, for store.Open.
func Database(t testing.TB) string {
	t.Helper()
	if !OnPostgres() {
		return filepath.Join(t.TempDir(), "handoffd.db")
	}
	return Postgres(t)
}

// OnlySQLite skips a test of what there is on SQLite only, and says why.
func OnlySQLite(t testing.TB, why string) {
	t.Helper()
	if OnPostgres() {
		t.Skip("only on SQLite: " + why)
	}
}

// pool holds databases of the server that are empty again: their schema stays.
var pool struct {
	mu   sync.Mutex
	free []string
	made int
}

// Postgres gives the URL of an empty PostgreSQL database for one test, whichever the tests run on.
func Postgres(t testing.TB) string {
	t.Helper()
	s := Shared(t)
	pool.mu.Lock()
	defer pool.mu.Unlock()
	var name string
	if n := len(pool.free); n > 0 {
		name, pool.free = pool.free[n-1], pool.free[:n-1]
	} else {
		pool.made++
		name = fmt.Sprintf("test%d", pool.made)
		s.Exec(t, "postgres", "CREATE DATABASE "+name)
	}
	t.Cleanup(func() {
		if s.empty(name) != nil { // a test has changed the schema, or ended the server
			return
		}
		pool.mu.Lock()
		defer pool.mu.Unlock()
		pool.free = append(pool.free, name)
	})
	return s.URL(name)
}

// Fresh gives the URL of a PostgreSQL database without a schema, for a test that changes the schema.
func Fresh(t testing.TB) string {
	t.Helper()
	s := Shared(t)
	pool.mu.Lock()
	defer pool.mu.Unlock()
	pool.made++
	name := fmt.Sprintf("test%d", pool.made)
	s.Exec(t, "postgres", "CREATE DATABASE "+name)
	t.Cleanup(func() { s.Exec(t, "postgres", "DROP DATABASE "+name+" WITH (FORCE)") })
	return s.URL(name)
}

// Copy gives the URL of a new database with all that is committed in another one of the server. Whoever is connected to
// that one is cut off, as if it had died.
func Copy(t testing.TB, url string) string {
	t.Helper()
	s := Shared(t)
	from := strings.TrimPrefix(strings.SplitN(url, "?", 2)[0], "postgres:///")
	pool.mu.Lock()
	defer pool.mu.Unlock()
	pool.made++
	name := fmt.Sprintf("test%d", pool.made)
	s.Exec(t, "postgres", "ALTER DATABASE "+from+" ALLOW_CONNECTIONS false")
	s.Exec(t, "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"+from+"'")
	s.Exec(t, "postgres", "CREATE DATABASE "+name+" TEMPLATE "+from)
	s.Exec(t, "postgres", "ALTER DATABASE "+from+" ALLOW_CONNECTIONS true")
	t.Cleanup(func() { s.Exec(t, "postgres", "DROP DATABASE "+name+" WITH (FORCE)") })
	return s.URL(name)
}

// emptying deletes all rows, whatever triggers say, and numbers begin anew.
const emptying = `
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;
DO $$
DECLARE r record;
BEGIN
	FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'goose_db_version' LOOP
		EXECUTE format('DELETE FROM %I', r.tablename);
	END LOOP;
	FOR r IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
			AND sequencename NOT LIKE 'goose%' LOOP
		PERFORM setval(format('%I', r.sequencename), 1, false);
	END LOOP;
END $$;`

func (s *Server) empty(name string) error {
	ctx := context.Background()
	c, err := pgx.Connect(ctx, s.URL(name))
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	_, err = c.Exec(ctx, emptying, pgx.QueryExecModeSimpleProtocol)
	return err
}

// Exec runs statements on a database of the server, one after the other.
func (s *Server) Exec(t testing.TB, name string, statements ...string) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, s.URL(name))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(ctx)
	for _, text := range statements {
		if _, err := c.Exec(ctx, text, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}
