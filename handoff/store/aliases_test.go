package store

import (
	"errors"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestAliases: whoever called an address theirs last has it, however it is written, until it is forgotten; what is
// undone was never said; and who is a prospect is found by their address.
func TestAliases(t *testing.T) {
	s := scratch{openStore(t)}
	s.run(t, func(tx *Tx) {
		want := func(id handoff.PersonID) {
			t.Helper()
			all, err := tx.Aliases()
			if got := all["rita@home.example"]; err != nil || got.Person != id {
				t.Errorf("it is %q's (%v), want %q", got.Person, err, id)
			}
		}
		want("")
		for _, id := range []handoff.PersonID{"raul", "rita"} {
			if err := tx.AddAlias("Rita@HOME.example", id, time.Unix(60, 0)); err != nil {
				t.Fatal(err)
			}
			want(id)
		}
		undo := errors.New("undo")
		err := tx.Savepoint(func() error {
			_, err := tx.DropAlias("rita@home.example")
			return errors.Join(err, undo)
		})
		if !errors.Is(err, undo) {
			t.Fatal(err)
		}
		want("rita")
		if was, err := tx.DropAlias("RITA@home.example"); err != nil || !was {
			t.Errorf("forgotten %t: %v", was, err)
		}
		want("")
	})
}
