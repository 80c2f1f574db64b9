package store

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
)

// TestOpenedAtOnce makes one new database from many sides, as `serve` and `list` may: all must find it whole.
func TestOpenedAtOnce(t *testing.T) {
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
