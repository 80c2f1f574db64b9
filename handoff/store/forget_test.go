package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

// secret stands in everything that somebody outside wrote, or that was written about them.
const secret = "Zaphod7Q"

func secretHandoff(id string) handoff.Handoff {
	h := draft(id)
	h.State, h.Subject, h.Place, h.Opportunity = handoff.Closed, "Handoff: "+secret, secret+" Tower",
		"https://crm.example/"+secret
	h.Prospects = []handoff.Contact{{Name: secret, Address: secret + "@globex.example"}}
	h.Brief = map[string]string{"company": secret}
	h.Missing = []string{secret}
	h.Questions = []handoff.Reason{handoff.Because("ask", handoff.WordsArg("When does "+secret+" have time?"))}
	h.Thread, h.InThread, h.Unsent = []string{secret + "@mail"}, []string{secret + "@globex.example"}, secret
	h.Guests = []handoff.Guest{{Address: "rita@acme.example", Person: "rita"},
		{Address: secret + "@globex.example", PartStat: calendar.Declined}}
	h.Return = &handoff.Return{Code: "rejected", Criteria: []string{"budget"}, Note: secret + " has no money"}
	h.Earlier = []handoff.Return{{By: "rita", Code: "unstated", Note: secret + " is too small"}}
	h.Assignments = []handoff.Assignment{{N: 1, Rep: "rita", Ended: epoch, End: handoff.EndRejected,
		Said: secret + " knows me"}}
	h.Words = []handoff.Words{{By: "quinn", At: epoch, Text: secret + " wants a demo"}}
	h.Meant = []handoff.Meant{{By: "rita", Text: "decline: " + secret + " knows me", At: epoch}}
	h.Open = []handoff.Question{{Kind: handoff.QuestionOutsider, Asked: "rita", Address: secret + "@globex.example",
		Name: secret, At: epoch}}
	h.Why = handoff.Reason{Code: "bounced", Text: "mail to " + secret}
	return h
}

// fillSecret writes the secret wherever it can stand.
func fillSecret(tx *Tx, id string) error {
	open := secretHandoff(id)
	open.State = handoff.Returned
	if err := tx.Save(open); err != nil {
		return err
	}
	why := handoff.Reason{Code: "bounced", Text: secret}
	fact := &handoff.Bounced{About: handoff.About{At: epoch, By: handoff.Who{Address: secret + "@globex.example"},
		MessageID: "<" + secret + "@globex.example>"},
		Address: secret + "@globex.example"}
	if err := errors.Join(
		tx.AppendFact(open.ID, fact, under("hash"), handoff.Decision{Reason: why}),
		tx.appendLedger([]handoff.Entry{{Person: "rita", Handoff: open.ID, Kind: handoff.EntryTurn, Turns: 1, At: epoch,
			Why: why}}),
		tx.KeepLink("link of "+id, PageLink{Handoff: open.ID, Person: "rita", Words: "add " + secret, Issued: epoch,
			Expires: epoch.Add(time.Hour)}),
		tx.NoteMessageID(open.ID, "<noted-"+secret+id+"@globex.example>"),
		tx.Enqueue([]handoff.Action{secretAction(open.ID, secret+"@globex.example"),
			secretAction(open.ID, secret+"@initech.example")}, epoch),
	); err != nil {
		return err
	}
	_, err := tx.PutMail(InMail{Source: "imap", Ref: "1:" + id[3:], MessageID: "<" + secret + "@globex.example>",
		Sender:  secret + "@globex.example",
		Subject: secret, Kind: "bounce", Arrived: epoch, Handoff: open.ID, Verdict: handoff.MailTaken,
		Why: handoff.Reason{Text: secret}, Auth: secret, Raw: []byte("Dear " + secret)})
	return err
}

func secretAction(id handoff.ID, to string) handoff.Action {
	return handoff.Action{Handoff: id, Purpose: handoff.PurposeIntro,
		To:       handoff.Recipient{Address: to, Role: handoff.RoleProspect},
		Revision: 1, Why: handoff.Reason{Code: "complete", Text: secret},
		Detail: handoff.EscalationDetail{CaseDetail: handoff.CaseDetail{Note: secret}}}
}

// sendSecret renders and sends what is in the outbox, each mail alone at first and then, as if it were a digest,
// together.
func sendSecret(tx *Tx) error {
	jobs, err := tx.Claim(me, epoch, 10)
	if err != nil {
		return err
	}
	raw := []byte("To: " + secret + "\r\n") // the packed text begins with it as it is
	for i := range 2000 {
		raw = append(raw, byte(i), byte(i>>3), byte(i*7))
	}
	var rows []int64
	for _, j := range jobs {
		rows = append(rows, j.Rows[0].ID)
		if _, err := tx.KeepBytes(held(tx, rows[len(rows)-1]), "<alone@acme.example>", raw, time.Time{}); err != nil {
			return err
		}
	}
	if err := tx.exec("UPDATE outbox SET claim = 'together' WHERE state = 'claimed'"); err != nil {
		return err
	}
	all := Claimed{Token: "together", Rows: rows}
	return errors.Join(only(tx.KeepBytes(all, "<ours@acme.example>", raw, time.Time{})),
		only(tx.Retry(all, epoch, epoch, secret, false)), only(tx.MarkSent(held(tx, rows...), epoch)))
}

func TestForget(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return fillSecret(tx, "HO-1") })
	doUpdate(t, s, sendSecret)
	closed := secretHandoff("HO-1")
	doUpdate(t, s, func(tx *Tx) error { return resave(tx, closed) })
	if !kept(t, s, secret) {
		t.Fatal("the secret was never written: the test shows nothing")
	}
	doUpdate(t, s, func(tx *Tx) error { return tx.forget("HO-1") })
	checkForgotten(t, s, 1)
	doUpdate(t, s, func(tx *Tx) error { return tx.forget("HO-1") }) // again: nothing more

	// What comes later about a forgotten handoff is counted and not kept.
	doUpdate(t, s, func(tx *Tx) error {
		late := InMail{Source: "imap", Ref: "1:99", MessageID: secret, Sender: secret, Subject: secret, Handoff: "HO-1",
			Verdict: handoff.MailTaken, Why: handoff.Reason{Text: secret}, Raw: []byte(secret)}
		if _, err := tx.PutMail(late); err != nil {
			return err
		}
		fact := &handoff.Replied{About: handoff.About{At: epoch, By: handoff.Who{Address: secret + "@globex.example"}}}
		return errors.Join(resave(tx, closed), tx.NoteMessageID("HO-1", secret),
			tx.AppendFact("HO-1", fact, under("hash"), handoff.Decision{Reason: handoff.Reason{Text: secret}}))
	})
	checkForgotten(t, s, 2)
}

func checkForgotten(t *testing.T, s *Store, facts int) {
	t.Helper()
	if kept(t, s, secret) {
		t.Error("the secret is still in the file or in the log")
	}
	doView(t, s, func(tx *Tx) error {
		if err := tx.VerifyChain("HO-1"); err != nil {
			t.Errorf("the chain broke: %v", err)
		}
		got, err := tx.Facts("HO-1")
		if err != nil || len(got) != facts {
			t.Fatalf("%d facts, want %d: %v", len(got), facts, err)
		}
		if f := got[0]; !f.Erased || f.Fact != nil || f.Kind != handoff.KindBounced || !f.At.Equal(epoch) {
			t.Errorf("the erased fact: %+v", f)
		}
		h, err := tx.Handoff("HO-1")
		if err != nil {
			return err
		}
		want := draft("HO-1")
		want.Version, want.State, want.Assignments, want.Guests = h.Version, handoff.Closed, h.Assignments,
			[]handoff.Guest{{Address: "rita@acme.example", Person: "rita"}}
		want.Return, want.Why = &handoff.Return{Code: "rejected", Criteria: []string{"budget"}},
			handoff.Reason{Code: "bounced"}
		want.Earlier = []handoff.Return{{By: "rita", Code: "unstated"}}
		if diff := cmp.Diff(want, h); diff != "" {
			t.Errorf("what is left of the handoff (-want +got):\n%s", diff)
		}
		rows, err := tx.Outbox("HO-1")
		if err != nil || len(rows) != 2 || rows[0].Bytes != nil || rows[0].State != RowSent ||
			rows[0].Action.Purpose != handoff.PurposeIntro {
			t.Errorf("what is left of the outbox: %+v %v", rows, err)
		}
		var bodies int
		if err := tx.one("SELECT count(*) FROM bodies", nil, []any{&bodies}); err != nil || bodies != 0 {
			t.Errorf("%d bodies are left: %v", bodies, err)
		}
		if id, ok, err := tx.ByMessageIDs([]string{"ours@acme.example"}); id != "HO-1" || !ok || err != nil {
			t.Errorf("a late answer to our own mail finds %s: %v", id, err)
		}
		l, err := tx.load([]handoff.PersonID{"rita"}, epoch)
		if l["rita"].Turns != 1 {
			t.Error("the ledger was changed")
		}
		return err
	})
}

// TestForgetLater keeps what is needed until the last mail, such as the withdrawal, is out.
func TestForgetLater(t *testing.T) {
	s := openStore(t)
	closed := secretHandoff("HO-1")
	doUpdate(t, s, func(tx *Tx) error {
		return errors.Join(fillSecret(tx, "HO-1"), fillSecret(tx, "HO-2"), resave(tx, closed), tx.forget("HO-1"))
	})
	doView(t, s, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if len(h.Prospects) != 1 {
			t.Error("the prospect was erased before the mail to them is out")
		}
		return err
	})
	doUpdate(t, s, func(tx *Tx) error {
		if err := sendSecret(tx); err != nil {
			return err
		}
		fact := &handoff.Sent{About: handoff.About{At: epoch}, To: handoff.Recipient{Address: secret}}
		return errors.Join(resave(tx, closed), tx.AppendFact("HO-1", fact, under(""), handoff.Decision{}))
	})
	doView(t, s, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if err != nil || len(h.Prospects) != 0 || h.Subject != "" {
			t.Errorf("not erased with the last mail: %+v %v", h, err)
		}
		if other, err := tx.Handoff("HO-2"); err != nil || len(other.Prospects) != 1 {
			t.Errorf("another handoff was erased: %+v %v", other, err)
		}
		for _, id := range []handoff.ID{"HO-1", "HO-2"} {
			if err := tx.VerifyChain(id); err != nil {
				t.Error(err)
			}
		}
		facts, err := tx.Facts("HO-1")
		for _, f := range facts {
			if !f.Erased {
				t.Errorf("fact %d is still there", f.Seq)
			}
		}
		if _, err := tx.MailRaw(secret+"@globex.example", "HO-2"); err != nil {
			t.Errorf("the other one's mail: %v", err)
		}
		return err
	})
}

// TestForgetWhileRead tries again when a reader keeps the log.
func TestForgetWhileRead(t *testing.T) {
	storetest.OnlySQLite(t, "of its write-ahead log")
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return fillSecret(tx, "HO-1") })
	doUpdate(t, s, sendSecret)
	doView(t, s, func(tx *Tx) error {
		if _, err := tx.Handoff("HO-1"); err != nil {
			return err
		}
		doUpdate(t, s, func(tx *Tx) error { return errors.Join(resave(tx, secretHandoff("HO-1")), tx.forget("HO-1")) })
		if !s.erased {
			t.Error("the log was emptied under a reader")
		}
		return nil
	})
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-2")) })
	if s.erased || kept(t, s, secret) {
		t.Error("the secret is still on the disk")
	}
}

func TestForgetUnknown(t *testing.T) {
	s := openStore(t)
	if err := s.Update(context.Background(), func(tx *Tx) error { return tx.forget("HO-9") }); !errors.Is(err,
		ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
