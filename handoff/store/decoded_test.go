package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// TestAHandoffIsDecodedOnceAVersion reads one several times in a transaction that writes: what was read is what is
// stored, saved or undone.
func TestAHandoffIsDecodedOnceAVersion(t *testing.T) {
	s := named(t)
	read := func(tx *Tx) handoff.Handoff {
		t.Helper()
		h, err := tx.Handoff("HO-1")
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	doUpdate(t, s, func(tx *Tx) error {
		h := read(tx)
		h.Version++
		h.Prospects = []handoff.Contact{{Name: "Pat Kim", Address: "pat@globex.example"}}
		return tx.Save(h)
	})
	var inside handoff.Handoff
	doUpdate(t, s, func(tx *Tx) error {
		first, begun := read(tx), tx.statements
		if again := read(tx); &again.Prospects[0] != &first.Prospects[0] || tx.statements != begun {
			t.Errorf("read and decoded again: %d statements", tx.statements-begun)
		}
		next := first
		next.Version, next.Subject = first.Version+1, "changed"
		if err := tx.Save(next); err != nil {
			return err
		}
		if got := read(tx); got.Subject != "changed" || got.Version != next.Version {
			t.Errorf("after Save: %q, version %d", got.Subject, got.Version)
		}
		undone := next
		undone.Version, undone.Subject = next.Version+1, "undone"
		err := tx.Savepoint(func() error {
			if err := tx.Save(undone); err != nil {
				return err
			}
			return errAborted
		})
		if !errors.Is(err, errAborted) {
			return err
		}
		inside = read(tx)
		return nil
	})
	err := s.View(t.Context(), func(tx *Tx) error {
		if diff := cmp.Diff(inside, read(tx)); diff != "" || inside.Subject != "changed" {
			t.Errorf("what is stored is not what was read (-read +stored):\n%s", diff)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
