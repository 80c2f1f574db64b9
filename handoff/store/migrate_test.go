package store

import (
	"context"
	"path/filepath"
	"sync"
	"testing"

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
