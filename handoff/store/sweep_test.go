package store

import (
	"errors"
	"testing"
	"time"

	"handoffd/handoff"
	words "handoffd/handoff/text"
)

// fillTraces writes the secret into everything that can tell of somebody outside the leads that are theirs.
func fillTraces(t *testing.T, s *Store) {
	t.Helper()
	doUpdate(t, s, func(tx *Tx) error { return fillSecret(tx, "HO-2") })
	doUpdate(t, s, sendSecret)
	doUpdate(t, s, func(tx *Tx) error {
		held := InMail{Source: "imap", Ref: "1:77", MessageID: "<held@x.example>", Sender: "x@" + secret + ".example",
			Subject: "hello", Verdict: handoff.MailHeld, Raw: []byte("hello")}
		_, err := tx.PutMail(held)
		note := handoff.ServiceMail("held 1", "mona", handoff.ServiceDetail{Subject: "Held: " + secret, Items: handoff.Lines{"1"}})
		_, err1 := tx.OutageBegin(handoff.Source{Kind: handoff.SourceMailbox, Name: "imap"}, epoch, "550 "+secret)
		err = errors.Join(err, err1, tx.Enqueue([]handoff.Action{note, secretAction("HO-2", secret+"@third.example")}, epoch),
			tx.ends([]handoff.Ending{{Handoff: "HO-2", Team: "emea", Rep: "raul", Qualifier: "quinn", Source: secret, At: epoch,
				How: handoff.EndedRejected}}),
			tx.KeepLines("<today@acme.example>", "rita", epoch, []handoff.TodayLine{{Entry: secret}}))
		return err
	})
}

// TestErase: what tells of somebody is found, erased wherever it stands, also in leads that are not theirs, and nothing
// else is; the chain holds, and what is still to go out stays until it has gone.
func TestErase(t *testing.T) {
	s := openStore(t)
	fillTraces(t, s)
	other := draft("HO-9")
	other.Brief = map[string]string{"need": "speed"}
	doUpdate(t, s, func(tx *Tx) error {
		return errors.Join(tx.Save(other), tx.AppendFact("HO-9", replied(1), under("hash"), handoff.Decision{}))
	})
	find := words.SeekWithin(secret)
	seen, err := s.Traces(t.Context(), find)
	want := Traces{Came: 2, Sent: 3, Facts: 1, Leads: 1, Lines: 6, Waiting: 1}
	if err != nil || seen != want || !kept(t, s, secret) {
		t.Fatalf("found %+v (%v), want %+v", seen, err, want)
	}
	did, err := s.Erase(t.Context(), find, epoch)
	if err != nil || did != want {
		t.Errorf("erased %+v: %v", did, err)
	}
	if left, err := s.Traces(t.Context(), find); err != nil || left != (Traces{Waiting: 1}) {
		t.Errorf("left %+v: %v", left, err)
	}
	doUpdate(t, s, func(tx *Tx) error {
		jobs, err := tx.Claim(me, epoch.Add(time.Hour), 10)
		for _, j := range jobs {
			_, sent := tx.MarkSent(Claimed{Token: j.Token, Rows: []int64{j.Rows[0].ID}}, epoch)
			err = errors.Join(err, sent)
		}
		return err
	})
	if did, err = s.Erase(t.Context(), find, epoch); err != nil || did != (Traces{Sent: 1}) || kept(t, s, secret) {
		t.Errorf("the last of it is erased %+v (%v), left: %t", did, err, kept(t, s, secret))
	}
	doView(t, s, func(tx *Tx) error {
		for _, id := range []handoff.ID{"HO-2", "HO-9"} {
			if err := tx.VerifyChain(id); err != nil {
				t.Error(err)
			}
		}
		mine, err := tx.Facts("HO-9")
		if err != nil || len(mine) != 1 || mine[0].Erased {
			t.Errorf("the fact of another lead: %+v %v", mine, err)
		}
		theirs, err := tx.Facts("HO-2")
		if err != nil || len(theirs) != 1 || !theirs[0].Erased {
			t.Errorf("the fact that told of them: %+v %v", theirs, err)
		}
		h, err := tx.Handoff("HO-2")
		if err != nil || h.State != handoff.Returned || h.Subject != "Handoff: [erased]" {
			t.Errorf("the lead that told of them: %+v %v", h, err)
		}
		return err
	})
	doUpdate(t, s, func(tx *Tx) error { return tx.exec("DELETE FROM erased") })
	doView(t, s, func(tx *Tx) error {
		if err := tx.VerifyChain("HO-2"); !errors.Is(err, ErrBroken) {
			t.Errorf("a payload is gone that nobody erased: %v", err)
		}
		return nil
	})
}
