package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"
)

// epoch is a Monday morning.
var epoch = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func openStore(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "handoffd.db"))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
