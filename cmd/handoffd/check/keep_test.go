package check

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestKeptIsTold: how long mails of closed leads are kept, those that should have gone, and who is not forgotten yet.
func TestKeptIsTold(t *testing.T) {
	t.Parallel()
	x := checkedConfig()
	x.conf.Database = filepath.Join(t.TempDir(), "handoffd.db")
	x.conf.Domain.Keep = handoff.KeepLimits{Bodies: 30}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	if got := kept(t.Context(), x.conf, now); got != nil {
		t.Errorf("without a database: %+v", got)
	}
	st, err := store.Open(t.Context(), x.conf.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for days, want := range map[int]string{31: "mails of a lead go 30 days after", 33: "mails of closed leads are kept longer than 30 days: of 1"} {
		if err := st.Update(t.Context(), func(tx *store.Tx) error {
			id := handoff.ID("HO-" + strings.Repeat("A", days-30))
			err := tx.Save(handoff.Handoff{ID: id, Version: 1, State: handoff.Closed, Since: now})
			if err == nil {
				_, err = tx.PutMail(store.InMail{Source: "imap", Ref: string(id), Handoff: id, Arrived: now,
					Verdict: handoff.MailTaken, Raw: []byte("Dear Pat")})
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		got := kept(t.Context(), x.conf, now.AddDate(0, 0, days))
		if len(got) != 1 || !got[0].OK || got[0].Warn != (days > 32) || !strings.HasPrefix(got[0].Text, want) {
			t.Errorf("after %d days: %+v, want %q", days, got, want)
		}
		if err := st.Update(t.Context(), func(tx *store.Tx) error {
			_, err := tx.DropBodies([]handoff.ID{handoff.ID("HO-" + strings.Repeat("A", days-30))})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.Update(t.Context(), func(tx *store.Tx) error {
		return tx.KeepForgetting([]string{"pat@globex.example"}, now)
	}); err != nil {
		t.Fatal(err)
	}
	if got := kept(t.Context(), x.conf, now); len(got) != 2 || !strings.HasPrefix(got[1].Text, "somebody is forgotten") {
		t.Errorf("%+v", got)
	}
}

// TestUnreadIsTold: who was told rules and has not said that they know them, by name or as a number.
func TestUnreadIsTold(t *testing.T) {
	t.Parallel()
	x := checkedConfig()
	x.conf.Database = filepath.Join(t.TempDir(), "handoffd.db")
	st, err := store.Open(t.Context(), x.conf.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	who := handoff.Person{ID: "rita", Name: "Rita Vance", Zone: "Europe/Berlin"}
	x.conf.Domain.People = map[handoff.PersonID]handoff.Person{"rita": who}
	says := func(words ...string) {
		t.Helper()
		if err := st.Update(t.Context(), func(tx *store.Tx) error { return tx.Say(who.ID, words[0], words[1], now) }); err != nil {
			t.Fatal(err)
		}
	}
	says("playbook", "hash")
	told := func(names handoff.ShowNames, want string) {
		t.Helper()
		x.conf.Domain.Names = names
		got := kept(t.Context(), x.conf, now)
		if len(got) != 2 || !got[1].Warn || !strings.HasSuffix(got[1].Text, want) {
			t.Errorf("%q: %+v", names, got)
		}
	}
	told(handoff.NamesManager, ": changed rules are not read by "+who.Name)
	told(handoff.NamesOwn, ": changed rules are not read by 1 person")
	says("practice", "0 1 2026-11-20 rep")
	told(handoff.NamesManager, ": the practice lead is not answered by "+who.Name)
	says("playbook hash", "read")
	if got := kept(t.Context(), x.conf, now); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}
