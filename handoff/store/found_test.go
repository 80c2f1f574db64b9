package store

import (
	"context"
	"slices"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestMailsAreFoundAhead: by tokens, secrets and event UIDs at once; who has a token when it is asked for counts, not
// who had it then.
func TestMailsAreFoundAhead(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		for _, id := range []string{"HO-A", "HO-B", "HO-C"} {
			h := draft(id)
			h.Token, h.UID = "token-"+id, "uid-"+id
			if err := tx.Save(h); err != nil {
				return err
			}
		}
		return tx.KeepToken("secret", handoff.Token{Handoff: "HO-C", Person: "rita", Role: handoff.RoleRep,
			Issued: time.Unix(1, 0), Expires: time.Unix(2, 0)})
	})
	doUpdate(t, s, func(tx *Tx) error {
		ids, err := tx.FindAhead([]string{"nobody's", "secret", "token-HO-B", "", "secret", "a\x00b"},
			[]string{"uid-HO-A", "uid-HO-B", "uid-x"})
		if err != nil || !slices.Equal(ids, []handoff.ID{"HO-C", "HO-B", "HO-A"}) {
			t.Errorf("found %v (%v)", ids, err)
		}
		if err := tx.ReadAhead(ids); err != nil {
			return err
		}
		before := tx.statements
		id, ok, err := tx.ByToken("token-HO-B")
		if err != nil || !ok || id != "HO-B" {
			t.Errorf("by its token: %s, %v (%v)", id, ok, err)
		}
		if id, ok, err = tx.ByUID("uid-HO-A"); err != nil || !ok || id != "HO-A" {
			t.Errorf("by its UID: %s, %v (%v)", id, ok, err)
		}
		h, err := tx.Handoff("HO-B")
		if err != nil || tx.statements != before {
			t.Errorf("%d statements for what was found ahead (%v)", tx.statements-before, err)
		}
		h.Token, h.Version = "another", h.Version+1
		if err := tx.Save(h); err != nil {
			return err
		}
		for token, want := range map[string]bool{"token-HO-B": false, "another": true} {
			if _, ok, err := tx.ByToken(token); err != nil || ok != want {
				t.Errorf("%s, after the token was changed: found %v (%v)", token, ok, err)
			}
		}
		return nil
	})
	err := s.View(context.Background(), func(tx *Tx) error {
		ids, err := tx.FindAhead([]string{"token-HO-A"}, nil)
		if len(ids) > 0 {
			t.Errorf("in a view: %v", ids)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
