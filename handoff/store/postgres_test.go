package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"handoffd/handoff/store/storetest"
)

// TestPostgresOpenedAtOnce has several processes make the schema of one database.
func TestPostgresOpenedAtOnce(t *testing.T) {
	url := storetest.Fresh(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s, err := Open(context.Background(), url)
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// TestPostgresRefuses leaves alone what a newer version or another program has made, and never tells a password.
func TestPostgresRefuses(t *testing.T) {
	const table = "CREATE TABLE goose_db_version (id BIGINT, version_id BIGINT, is_applied BOOLEAN)"
	server := storetest.Shared(t)
	for name, tt := range map[string]struct {
		version string
		want    error
	}{"newer": {"9999", ErrNewer}, "foreign": {"3", ErrForeign}} {
		t.Run(name, func(t *testing.T) {
			url := storetest.Fresh(t)
			database := strings.TrimPrefix(strings.SplitN(url, "?", 2)[0], "postgres:///")
			server.Exec(t, database, table, "INSERT INTO goose_db_version VALUES (1, "+tt.version+", true)")
			if _, err := Open(context.Background(), url); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	for _, url := range []string{"postgres://u:s3cret@127.0.0.1:1/x", "postgres://u:s3cret@127.0.0.1:99999/x",
		"postgres://u:s3cret@%zz/x"} {
		if _, err := Open(context.Background(), url); err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%v", err)
		}
	}
}

// TestPostgresLeavesAsItIs: no process makes tables beside those of another program, and only one that serves makes them
// where there are none.
func TestPostgresLeavesAsItIs(t *testing.T) {
	server := storetest.Shared(t)
	beside := func(url string) (*Store, error) {
		return OpenBeside(t.Context(), url, func() (bool, error) { return false, nil })
	}
	open := func(url string) (*Store, error) { return Open(t.Context(), url) }
	name := func(url string) string { return strings.TrimPrefix(strings.SplitN(url, "?", 2)[0], "postgres:///") }
	for what, tt := range map[string]struct {
		before []string
		open   func(url string) (*Store, error)
		want   error
		tables int
	}{
		"nothing there":           {nil, beside, ErrNone, 0},
		"another program":         {[]string{"CREATE TABLE theirs (a int)"}, beside, ErrForeign, 1},
		"another program, served": {[]string{"CREATE TABLE theirs (a int)"}, open, ErrForeign, 1},
		"another program beside a schema of ours": {[]string{"CREATE TABLE public.theirs (a int)", `CREATE SCHEMA "Own"`,
			"ALTER ROLE postgres IN DATABASE %s SET search_path = 'Own'"}, beside, ErrNone, 0},
	} {
		t.Run(what, func(t *testing.T) {
			url := storetest.Fresh(t)
			for _, text := range tt.before {
				server.Exec(t, name(url), strings.ReplaceAll(text, "%s", name(url)))
			}
			if _, err := tt.open(url); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			c, err := connectPostgres(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer c.close()
			n := 0
			if err := c.c.QueryRowContext(t.Context(), "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").
				Scan(&n); err != nil || n != tt.tables {
				t.Errorf("%d tables, want %d: %v", n, tt.tables, err)
			}
		})
	}
	t.Run("a schema of our own", func(t *testing.T) {
		url := storetest.Fresh(t)
		server.Exec(t, name(url), "CREATE TABLE theirs (a int)", "CREATE SCHEMA handoffd")
		s, err := Open(t.Context(), url+"&search_path=handoffd")
		if err != nil {
			t.Fatal(err)
		}
		_ = s.Close()
		found, err := Examine(t.Context(), url+"&search_path=handoffd")
		if err != nil || found.Foreign || found.Schema != Schema {
			t.Errorf("%+v, %v", found, err)
		}
	})
}
