package store

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"github.com/pressly/goose/v3"

	"handoffd/handoff/store/storetest"
)

// TestOpenedAtOnce makes one new database from many sides, as `serve` and `list` may: all must find it whole.
func TestOpenedAtOnce(t *testing.T) {
	storetest.OnlySQLite(t, "of its lock file")
	for range 10 {
		path := filepath.Join(t.TempDir(), "handoffd.db")
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				s, err := Open(context.Background(), path)
				if err != nil {
					t.Error(err)
					return
				}
				_ = s.Close()
			})
		}
		all.Wait()
	}
}

// TestOlderBesideAService: a database of an older schema stays as it is while it is served.
func TestOlderBesideAService(t *testing.T) {
	t.Parallel()
	database := filepath.Join(t.TempDir(), "handoffd.db")
	if storetest.OnPostgres() {
		database = storetest.Fresh(t)
	}
	dial := func() *conn {
		c, err := connect(t.Context(), database, pragmas)
		if IsURL(database) {
			c, err = connectPostgres(t.Context(), database)
		}
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := dial()
	dialect, steps, options, err := c.d.steps()
	if err != nil {
		t.Fatal(err)
	}
	_ = c.c.Close() // goose wants the one connection
	p, err := goose.NewProvider(dialect, c.db, steps, options...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), Schema-1); err != nil {
		t.Fatal(err)
	}
	_ = c.db.Close()
	c = dial()
	defer c.close()
	before, err := c.version(t.Context())
	if err != nil || before >= Schema {
		t.Fatal(before, err)
	}
	service, serves := &seat{}, true
	if c.d == postgresDialect {
		if err := service.take(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	beside := func() (*Store, error) {
		return OpenBeside(t.Context(), database, func() (bool, error) { return serves, nil })
	}
	if _, err := beside(); !errors.Is(err, ErrOlder) {
		t.Errorf("beside a service: %v", err)
	}
	if v, err := c.version(t.Context()); v != before || err != nil {
		t.Errorf("beside a service the schema went from %d to %d (%v)", before, v, err)
	}
	if serves = false; c.d == postgresDialect {
		service.leave(c)
	}
	s, err := beside()
	if err != nil {
		t.Fatalf("when nobody serves: %v", err)
	}
	_ = s.Close()
	if v, err := c.version(t.Context()); v != Schema || err != nil {
		t.Errorf("when nobody serves the schema is %d (%v)", v, err)
	}
	if c.d == postgresDialect { // and the place of the service is free
		if s, err = OpenAlone(t.Context(), database); err != nil {
			t.Fatal(err)
		}
		_ = s.Close()
	}
}
