package store

import (
	"errors"
	"fmt"
	"testing"

	"handoffd/handoff"
)

// TestDecodedOnce: a handoff whose row holds what it held is not decoded again; one that was changed is.
func TestDecodedOnce(t *testing.T) {
	s := openStore(t)
	var d Decoded
	read := func(ahead bool) (h handoff.Handoff) {
		t.Helper()
		doView(t, s, func(tx *Tx) (err error) {
			tx.Reuse(&d)
			if ahead {
				err = tx.ReadAhead([]handoff.ID{"HO-1", "nobody's"})
			}
			var err2 error
			h, err2 = tx.Handoff("HO-1")
			return errors.Join(err, err2)
		})
		return h
	}
	shared := func(a, b handoff.Handoff) bool { return &a.Prospects[0] == &b.Prospects[0] }
	doUpdate(t, s, func(tx *Tx) error {
		h := draft("HO-1")
		h.Prospects = []handoff.Contact{{Address: "pat@globex.example"}}
		return tx.Save(h)
	})
	first := read(false)
	if !shared(first, read(false)) || !shared(first, read(true)) {
		t.Error("it was decoded again")
	}
	doUpdate(t, s, func(tx *Tx) error {
		tx.Reuse(&d)
		h, err := tx.Handoff("HO-1")
		if err != nil {
			return err
		}
		h.Subject = "changed"
		return resave(tx, h)
	})
	if now := read(true); now.Subject != "changed" || first.Subject == "changed" || shared(first, now) {
		t.Errorf("read %q after %q", now.Subject, first.Subject)
	}
	d.Clear()
	if now := read(false); shared(first, now) {
		t.Error("it was held for longer")
	}
	for i := range 2 * mostDecoded {
		if _, err := d.decode(handoff.ID(fmt.Sprint(i)), "{}"); err != nil || len(d.of) > mostDecoded {
			t.Fatalf("%d are held: %v", len(d.of), err)
		}
	}
}
