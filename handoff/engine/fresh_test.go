package engine

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
)

// emptyDatabase is a database as Open makes it, for all tests to begin with: migrations take longer than most tests.
var emptyDatabase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "engine")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "empty.db")
	st, err := store.Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := st.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// freshDatabase names an empty database of the test's own.
func freshDatabase(t testing.TB) string {
	t.Helper()
	if storetest.OnPostgres() {
		return storetest.Database(t)
	}
	data, err := emptyDatabase()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "handoffd.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
