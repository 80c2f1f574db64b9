package store

import (
	"context"
	"errors"
	"sync"
	"testing"

	"handoffd/handoff"
)

// TestSaveComparesVersions interleaves decisions: who decides on what is not so any more writes nothing.
func TestSaveComparesVersions(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	var read handoff.Handoff
	doView(t, s, func(tx *Tx) (err error) { read, err = tx.Handoff("HO-1"); return err })
	first, second := read, read
	first.Version, first.Subject = read.Version+1, "the first decision"
	second.Version, second.Subject = read.Version+1, "the second decision"
	save := func(h handoff.Handoff, look bool) error {
		return s.Update(context.Background(), func(tx *Tx) error {
			if look { // what the transaction has read for another reason makes an old decision no better
				if _, err := tx.Handoff(h.ID); err != nil {
					return err
				}
			}
			return errors.Join(tx.NoteMessageID(h.ID, "m-"+h.Subject), tx.Save(h))
		})
	}
	if err := save(first, false); err != nil {
		t.Fatal(err)
	}
	for _, look := range []bool{false, true} {
		if err := save(second, look); !errors.Is(err, ErrChanged) {
			t.Errorf("saved over another decision (looked %v): %v", look, err)
		}
	}
	fresh := draft("HO-1") // another lead under its id
	fresh.Version, fresh.UID, fresh.Token = 1, "other-uid", "other-token"
	if err := save(fresh, false); !errors.Is(err, ErrChanged) {
		t.Errorf("a new lead took the place of another: %v", err)
	}
	doView(t, s, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if h.Subject != first.Subject || h.Version != first.Version {
			t.Errorf("stored: %q, version %d", h.Subject, h.Version)
		}
		if id, found, err := tx.ByMessageIDs([]string{"m-" + second.Subject}); found || err != nil {
			t.Errorf("something else of the lost transaction was kept: %s %v", id, err)
		}
		return err
	})
}

// TestDecisionsElsewhere lets many decide outside of the transaction, each again when it lost: no decision is lost.
func TestDecisionsElsewhere(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	const people, each = 6, 10
	once := func() error {
		var h handoff.Handoff
		if err := s.View(context.Background(), func(tx *Tx) (err error) {
			h,
				err = tx.Handoff("HO-1")
			return err
		}); err != nil {
			return err
		}
		h.Mails++
		h.Version++
		return s.Update(context.Background(), func(tx *Tx) error { return tx.Save(h) })
	}
	var wg sync.WaitGroup
	for range people {
		wg.Go(func() {
			for range each {
				err := once()
				for errors.Is(err, ErrChanged) {
					err = once()
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	doView(t, s, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if h.Mails != people*each || h.Version != people*each {
			t.Errorf("%d decisions, version %d, want %d", h.Mails, h.Version, people*each)
		}
		return err
	})
}

func TestInUse(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		h := draft("HO-1")
		held, err := tx.PutMail(InMail{Source: "imap", Ref: "1:1", Arrived: epoch, Verdict: handoff.MailHeld,
			Raw: []byte("x")})
		return errors.Join(err, tx.Save(h), tx.KeepToken("role", handoff.Token{Handoff: "HO-1", Person: "rita",
			Issued: epoch, Expires: epoch}),
			tx.Ask(handoff.Token{Person: "rita", Mail: held, Issued: epoch, Expires: epoch}, nil),
			tx.KeepToken("confirm", handoff.Token{Mail: held}),
			tx.SpendToken("confirm", epoch))
	})
	doView(t, s, func(tx *Tx) error {
		for secret, want := range map[string]bool{"tok-HO-1": true, "role": true, "confirm": true, "HO-1": false,
			"free": false} {
			if got, err := tx.TokenInUse(secret); got != want || err != nil {
				t.Errorf("token %s in use: %v %v", secret, got, err)
			}
		}
		for id, want := range map[handoff.ID]bool{"HO-1": true, "HO-2": false, "ho-1": false} {
			if got, err := tx.IDInUse(id); got != want || err != nil {
				t.Errorf("id %s in use: %v %v", id, got, err)
			}
		}
		return nil
	})
	// The constraints hold it even if nobody asked.
	for name, f := range map[string]func(tx *Tx) error{
		"role token": func(tx *Tx) error { return tx.KeepToken("role", handoff.Token{Handoff: "HO-1", Person: "ben"}) },
		"thread token": func(tx *Tx) error {
			h := draft("HO-2")
			h.Token = "tok-HO-1"
			return tx.Save(h)
		},
		"event UID": func(tx *Tx) error {
			h := draft("HO-2")
			h.UID = "HO-1-uid"
			return tx.Save(h)
		},
		"id": func(tx *Tx) error { h := draft("HO-1"); return tx.Save(h) },
	} {
		if err := s.Update(context.Background(), f); err == nil {
			t.Errorf("the same %s was given to two", name)
		}
	}
}
