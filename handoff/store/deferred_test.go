package store

import (
	"fmt"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestDeferred: what waits is given in the order in which it came, when its time has come, once, and counts when it was
// acted upon.
func TestDeferred(t *testing.T) {
	s := openStore(t)
	const rita = "rita@acme.example"
	mail := func(uid uint32, verdict string, at time.Time) InMail {
		return InMail{Source: "inbox", Ref: fmt.Sprint("1:", uid), MessageID: fmt.Sprint(uid), Sender: rita,
			Kind: "human_reply", Arrived: at, Verdict: verdict, Auth: "pass dmarc", Raw: []byte(fmt.Sprint("mail ", uid))}
	}
	start := at(0)
	doUpdate(t, s, func(tx *Tx) error {
		for uid := uint32(1); uid <= 3; uid++ {
			if _, err := tx.PutMail(mail(uid, handoff.MailTaken, start.Add(time.Duration(uid)*time.Minute))); err != nil {
				return err
			}
		}
		for uid := uint32(4); uid <= 6; uid++ {
			if err := tx.Defer(mail(uid, "", start.Add(4*time.Minute)), start.Add(time.Hour)); err != nil {
				return err
			}
		}
		return nil
	})
	nth := func(n int, since time.Time) time.Time {
		t.Helper()
		var out time.Time
		doUpdate(t, s, func(tx *Tx) error {
			at, ok, err := tx.NthAnswered(rita, true, n, since)
			if !ok {
				at = time.Time{}
			}
			out = at
			return err
		})
		return out
	}
	if got := nth(3, start); !got.Equal(start.Add(time.Minute)) {
		t.Errorf("the third before is at %s", got)
	}
	if got := nth(3, start.Add(2*time.Minute)); !got.IsZero() {
		t.Errorf("the third before, of two, is at %s", got)
	}
	var taken []string
	for _, now := range []time.Time{start.Add(59 * time.Minute), start.Add(time.Hour), start.Add(time.Hour)} {
		doUpdate(t, s, func(tx *Tx) error {
			m, ok, err := tx.TakeDeferred(now)
			if err != nil || !ok {
				return err
			}
			taken = append(taken, string(m.Raw))
			m.Verdict = handoff.MailTaken
			_, err = tx.PutMail(m)
			return err
		})
	}
	if fmt.Sprint(taken) != "[mail 4 mail 5]" {
		t.Errorf("taken were %q", taken)
	}
	if got := nth(2, start.Add(30*time.Minute)); !got.Equal(start.Add(time.Hour)) {
		t.Errorf("what waited counts at %s", got)
	}
	doUpdate(t, s, func(tx *Tx) error {
		if n, err := tx.Deferred(rita); err != nil || n != 1 {
			t.Errorf("%d wait: %v", n, err)
		}
		if err := tx.Postpone(rita, start.Add(2*time.Hour)); err != nil {
			return err
		}
		next, ok, err := tx.NextDeferred()
		if !ok || !next.Equal(start.Add(2*time.Hour)) {
			t.Errorf("next at %s, %v", next, ok)
		}
		if all, err := tx.Mails(MailFilter{Deferred: true}); err != nil || len(all) != 1 || all[0].Ref != "1:6" {
			t.Errorf("listed are %+v, %v", all, err)
		}
		return err
	})
}
