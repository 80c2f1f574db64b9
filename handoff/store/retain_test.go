package store

import (
	"errors"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestDropBodies: the bytes of mails of a lead go so long after it was closed, of one that told of an open lead as well
// when that is closed too; those of the service by when they were sent. What happened stays.
func TestDropBodies(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return fillSecret(tx, "HO-1") })
	doUpdate(t, s, func(tx *Tx) error { return fillSecret(tx, "HO-2") })
	doUpdate(t, s, sendSecret)
	finish := func(id string) {
		h := secretHandoff(id)
		h.Since = epoch
		doUpdate(t, s, func(tx *Tx) error { return resave(tx, h) })
	}
	drop := func(before time.Time) (all Dropped) {
		doUpdate(t, s, func(tx *Tx) error {
			leads, err := tx.Closed(before)
			if err == nil {
				all, err = tx.DropBodies(leads)
			}
			return err
		})
		return all
	}
	for _, step := range []struct {
		what   string
		closes string
		before time.Time
		want   Dropped
	}{
		{"both are open", "", epoch.Add(time.Hour), Dropped{}},
		{"one is closed, not long enough", "HO-1", epoch, Dropped{}},
		{"long enough", "", epoch.Add(time.Hour), Dropped{Leads: 1, Came: 1}},
		{"the other one too", "HO-2", epoch.Add(time.Hour), Dropped{Leads: 2, Came: 1, Sent: 4}},
		{"nothing is left", "", epoch.Add(time.Hour), Dropped{}},
	} {
		if step.closes != "" {
			finish(step.closes)
		}
		got := drop(step.before)
		if step.want.Sent > 0 { // mails that went out alone and, as here, were joined afterwards
			got.Sent, step.want.Sent = min(got.Sent, 1), 1
			got.Leads, step.want.Leads = min(got.Leads, 1), 1
		}
		if got != step.want {
			t.Errorf("%s: dropped %+v, want %+v", step.what, got, step.want)
		}
	}
	doView(t, s, func(tx *Tx) error {
		for _, id := range []handoff.ID{"HO-1", "HO-2"} {
			facts, err := tx.Facts(id)
			if err := tx.VerifyChain(id); err != nil {
				t.Error(err)
			}
			if err != nil || len(facts) != 1 || facts[0].Erased {
				t.Errorf("%s: %+v %v", id, facts, err)
			}
			if rows, err := tx.Outbox(id); err != nil || len(rows) != 2 || rows[0].Bytes != nil || rows[0].State != RowSent {
				t.Errorf("%s: %+v %v", id, rows, err)
			}
		}
		return nil
	})
}

// TestDropAged: what is of no use any more goes, whatever lead it is of; what an answer may still come to stays.
func TestDropAged(t *testing.T) {
	s := openStore(t)
	now := epoch.AddDate(0, 0, 200)
	bodies := now.AddDate(0, 0, -90)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	put := func(tx *Tx, name string, days int) error {
		token := func(id handoff.ID) handoff.Token {
			return handoff.Token{Handoff: id, Person: "rita", Issued: ago(days + 14), Expires: ago(days)}
		}
		link := PageLink{Person: "rita", Words: "accept", Issued: ago(days + 1), Expires: ago(days)}
		return errors.Join(
			tx.KeepToken("open"+name, token("HO-1")), tx.KeepToken("closed"+name, token("HO-2")),
			tx.KeepToken("none"+name, token("")), tx.KeepLink("link"+name, link),
			tx.KeepLines("<"+name+"@acme.example>", "rita", ago(days), []handoff.TodayLine{{Asks: true}, {Entry: "e1"}}),
			only(tx.PutMail(InMail{Source: "imap", Ref: name, MessageID: name, Verdict: handoff.MailTaken, Arrived: ago(days)})),
			only(tx.PutMail(InMail{Source: "imap", Ref: "held" + name, MessageID: "held" + name, Verdict: handoff.MailHeld,
				Arrived: ago(days), Raw: []byte("hello")})),
			tx.exec("INSERT INTO digests (key, sent_at) VALUES ($1, $2)", name, nanos(ago(days))))
	}
	doUpdate(t, s, func(tx *Tx) error {
		closed := draft("HO-2")
		closed.State = handoff.Closed
		return errors.Join(tx.Save(draft("HO-1")), tx.Save(closed), put(tx, "young", 29), put(tx, "old", 91),
			tx.BeginSession("ended", Session{Person: "rita", Begun: ago(2), Expires: ago(1)}),
			tx.exec("UPDATE sessions SET expires = $1", nanos(ago(1))))
	})
	drop := func(bodies time.Time) (all Dropped) {
		for more := true; more; {
			doUpdate(t, s, func(tx *Tx) (err error) {
				var d Dropped
				d, more, err = tx.DropAged(bodies, now)
				all = all.Add(d)
				return err
			})
		}
		return all
	}
	want := Dropped{Heads: 1, Tokens: 2, Links: 1, Lines: 2, Joined: 1, Signed: 1}
	if got := drop(bodies); got != want {
		t.Errorf("dropped %+v, want %+v", got, want)
	}
	if got := drop(ago(1)); got != (Dropped{}) { // mails are kept for a day: an answer may come all the same
		t.Errorf("dropped %+v of what may be answered", got)
	}
	doView(t, s, func(tx *Tx) error {
		for secret, there := range map[string]bool{"openold": true, "openyoung": true, "closedold": false, "closedyoung": true,
			"noneold": false, "noneyoung": true} {
			if _, ok, err := tx.Token(secret); ok != there || err != nil {
				t.Errorf("%s: %t %v", secret, ok, err)
			}
		}
		held, err := tx.Mails(MailFilter{Held: true})
		if len(held) != 2 {
			t.Errorf("%d held mails", len(held))
		}
		lines, err1 := tx.Lines("rita", []string{"<young@acme.example>"})
		if len(lines) != 2 {
			t.Errorf("%d lines", len(lines))
		}
		return errors.Join(err, err1)
	})
}

// TestDropServiceWhatBecameOfIt: what a mail of the service said goes, whether it could be sent or not.
func TestDropServiceWhatBecameOfIt(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		a := handoff.Action{Purpose: handoff.PurposeIntro, To: handoff.Recipient{Person: "rita"}}
		if err := tx.Enqueue([]handoff.Action{a}, epoch); err != nil {
			return err
		}
		jobs, err := tx.Claim(me, epoch, 10)
		if err != nil {
			return err
		}
		claim := held(tx, jobs[0].Rows[0].ID)
		return errors.Join(only(tx.KeepBytes(claim, "<m@acme.example>", []byte("hello"), time.Time{})),
			only(tx.MarkFailed(claim, epoch, "refused")))
	})
	doUpdate(t, s, func(tx *Tx) error {
		if n, err := tx.DropService(epoch); n != 0 || err != nil {
			t.Errorf("%d too early: %v", n, err)
		}
		if n, err := tx.DropService(epoch.Add(time.Second)); n != 1 || err != nil {
			t.Errorf("%d dropped, want 1: %v", n, err)
		}
		return nil
	})
}
