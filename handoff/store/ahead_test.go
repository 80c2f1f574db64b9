package store

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// TestReadAhead decides on handoffs that were read ahead: nothing is read again, and the chains hold.
func TestReadAhead(t *testing.T) {
	s := openStore(t)
	ids := []handoff.ID{"HO-1", "HO-2", "HO-3"}
	for n, id := range ids {
		appendN(t, s, id, n+1)
	}
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.ReadAhead(append(ids, "HO-none", "", "HO-2"), nil); err != nil {
			return err
		}
		before := tx.statements
		for _, id := range ids {
			h, err := tx.Handoff(id)
			if err != nil || !cmp.Equal(h, draft(string(id))) {
				t.Fatalf("%s read ahead: %v, %v", id, h, err)
			}
		}
		if n := tx.statements - before; n != 0 {
			t.Errorf("%d statements for what was read ahead", n)
		}
		for n, id := range ids {
			if err := tx.AppendFact(id, replied(9), under(""), handoff.Decision{}); err != nil {
				return err
			}
			if facts, err := tx.Facts(id); err != nil || len(facts) != n+2 {
				t.Errorf("%s has %d facts: %v", id, len(facts), err)
			}
		}
		_, err := tx.Handoff("HO-none")
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("a handoff that is none: %v", err)
		}
		return nil
	})
	doView(t, s, func(tx *Tx) error {
		var errs []error
		for _, id := range ids {
			errs = append(errs, tx.VerifyChain(id))
		}
		return errors.Join(errs...)
	})
}

// TestReadAheadUndone reads ahead in a part of a transaction that is undone, after something was written there.
func TestReadAheadUndone(t *testing.T) {
	s := openStore(t)
	appendN(t, s, "HO-1", 1)
	doUpdate(t, s, func(tx *Tx) error {
		err := tx.Savepoint(func() error {
			h, err := tx.Handoff("HO-1")
			if err != nil {
				return err
			}
			h.Version++
			h.Zone = "UTC"
			err = errors.Join(tx.Save(h), tx.AppendFact("HO-1", replied(2), under(""), handoff.Decision{}))
			tx.known = nil
			return errors.Join(err, tx.ReadAhead([]handoff.ID{"HO-1"}, nil), errAborted)
		})
		if !errors.Is(err, errAborted) {
			return err
		}
		h, err := tx.Handoff("HO-1")
		if err != nil || !cmp.Equal(h, draft("HO-1")) {
			t.Errorf("what was undone is still read: %v, %v", h, err)
		}
		return tx.AppendFact("HO-1", replied(2), under(""), handoff.Decision{})
	})
	doView(t, s, func(tx *Tx) error { return tx.VerifyChain("HO-1") })
}

// TestForeseen decides on what was read before the transaction, but not on what has changed since, of whatever version.
func TestForeseen(t *testing.T) {
	s := openStore(t)
	ids := []handoff.ID{"HO-1", "HO-2", "HO-3"}
	for n, id := range ids {
		appendN(t, s, id, n+1)
	}
	var seen Foreseen
	doView(t, s, func(tx *Tx) (err error) {
		seen, err = tx.Foresee(append(ids, "HO-none", ""))
		return err
	})
	if len(seen) != len(ids) {
		t.Fatalf("%d of %d were foreseen", len(seen), len(ids))
	}
	seen["HO-1"].h.Place = "as it was decoded" // to be told from what is decoded anew
	seen["HO-2"].h.Place = "as it was decoded"
	doUpdate(t, s, func(tx *Tx) error {
		h := draft("HO-2")
		h.Brief = map[string]string{"pain": "words that are erased"}
		data, err := json.Marshal(h)
		return errors.Join(err, tx.rewrite(h.ID, string(data)))
	})
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.ReadAhead(ids, seen); err != nil {
			return err
		}
		before := tx.statements
		for n, id := range ids {
			h, err := tx.Handoff(id)
			if err != nil {
				return err
			}
			if got := h.Place == "as it was decoded"; got != (id == "HO-1") {
				t.Errorf("%s is as it was foreseen: %v", id, got)
			}
			if id == "HO-2" && h.Brief["pain"] != "words that are erased" {
				t.Errorf("HO-2 is decided on as it was before: %v", h.Brief)
			}
			if k := tx.known[id]; k.end.seq != int64(n)+1 {
				t.Errorf("the chain of %s ends at %d, want %d", id, k.end.seq, n+1)
			}
		}
		if n := tx.statements - before; n != 0 {
			t.Errorf("%d statements for what was read ahead", n)
		}
		return nil
	})
}
