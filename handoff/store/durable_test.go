package store

import (
	"testing"

	"handoffd/handoff/store/storetest"
)

// TestACommitIsOnTheDisk: whatever the database says, what a commit has answered for survives a power failure.
func TestACommitIsOnTheDisk(t *testing.T) {
	server := storetest.Shared(t)
	server.Exec(t, "postgres", "DROP DATABASE IF EXISTS lazy", "CREATE DATABASE lazy",
		"ALTER DATABASE lazy SET synchronous_commit = off")
	s, err := Open(t.Context(), server.URL("lazy"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	durable := func() {
		t.Helper()
		doUpdate(t, s, func(tx *Tx) error {
			return tx.each(func(scan func(...any) error) error {
				var got string
				err := scan(&got)
				if got != "on" {
					t.Errorf("it is committed with synchronous_commit = %q", got)
				}
				return err
			}, "SELECT current_setting('synchronous_commit')")
		})
	}
	durable()
	server.Exec(t, "postgres", "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'lazy'")
	for range 2 { // the first finds that the connection is gone
		_ = s.Update(t.Context(), func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	}
	durable()
}
