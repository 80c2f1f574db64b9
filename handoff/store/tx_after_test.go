package store

import (
	"errors"
	"slices"
	"testing"
)

// TestAfterCommit: what is to be said of a transaction is said once it is on the disk, and not of what was undone.
func TestAfterCommit(t *testing.T) {
	s := openStore(t)
	var said []string
	say := func(tx *Tx, words string) { tx.AfterCommit(func() { said = append(said, words) }) }
	errUndo := errors.New("undo")
	err := s.Update(t.Context(), func(tx *Tx) error {
		say(tx, "first")
		_ = tx.Savepoint(func() error { say(tx, "undone"); return errUndo })
		_ = tx.Savepoint(func() error { say(tx, "kept"); return nil })
		if len(said) > 0 {
			t.Error("said before the commit")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), func(tx *Tx) error { say(tx, "lost"); return errUndo }); !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
	if want := []string{"first", "kept"}; !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
}
