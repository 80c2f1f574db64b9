package store

import (
	"errors"
	"testing"
	"time"
)

// TestNoMail: what was found last counts, a mail from there ends it, and what is undone was never found.
func TestNoMail(t *testing.T) {
	s := scratch{openStore(t)}
	s.run(t, func(tx *Tx) {
		want := func(n NoMail, there bool) {
			t.Helper()
			all, err := tx.NoMail()
			if got, ok := all["rita"]; err != nil || got != n || ok != there {
				t.Errorf("%+v %v (%v), want %+v %v", got, ok, err, n, there)
			}
		}
		old, found := NoMail{Address: "rita@old.example", Entry: "1"}, NoMail{Address: "rita@acme.example", Entry: "2"}
		for _, n := range []NoMail{old, found} {
			if err := tx.addNoMail("rita", n, time.Unix(0, 0)); err != nil {
				t.Fatal(err)
			}
			want(n, true)
		}
		undo := errors.New("undo")
		if err := tx.Savepoint(func() error { return errors.Join(tx.TakesMail("rita"), undo) }); !errors.Is(err, undo) {
			t.Fatal(err)
		}
		want(found, true)
		if err := tx.TakesMail("rita"); err != nil {
			t.Fatal(err)
		}
		want(NoMail{}, false)
	})
}
