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
