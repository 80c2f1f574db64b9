package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestEnqueueMeetsTheEndOfTheLane: a mail that is enqueued behind one that ends at the same moment is not blocked for
// ever.
func TestEnqueueMeetsTheEndOfTheLane(t *testing.T) {
	first, next := act("HO-1", handoff.PurposeInvite, "rita", 1), act("HO-1", handoff.PurposeInvite, "rita", 2)
	finish := func(tx *Tx) error { return only(tx.MarkSent(held(tx, 1), epoch)) }
	enqueue := func(tx *Tx) error { return tx.Enqueue([]handoff.Action{next}, epoch) }
	for name, order := range map[string][2]func(*Tx) error{
		"enqueued first": {enqueue, finish},
		"ended first":    {finish, enqueue},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			doUpdate(t, p.a, func(tx *Tx) error {
				return errors.Join(tx.Save(draft("HO-1")), tx.Enqueue([]handoff.Action{first}, epoch), only(tx.Claim(me, epoch, 1)))
			})
			p.must(order[0], order[1])
			doUpdate(t, p.b, func(tx *Tx) error {
				jobs, err := tx.Claim(me, epoch, 10)
				if len(jobs) != 1 || jobs[0].Rows[0].Action.Key() != next.Key() {
					t.Errorf("claimed %v: it waits for ever", jobs)
				}
				return err
			})
		})
	}
}

// claiming claims all that is ready, and adds the keys.
func claiming(keys *[]string, run string) func(*Tx) error {
	return func(tx *Tx) error {
		*keys = nil
		jobs, err := tx.Claim(Claimant{Host: run, Run: run}, epoch, 10)
		for _, j := range jobs {
			for _, r := range j.Rows {
				*keys = append(*keys, r.Action.Key())
			}
		}
		return err
	}
}

// TestNoMailIsClaimedTwice by two services.
func TestNoMailIsClaimedTwice(t *testing.T) {
	p := newPair(t)
	doUpdate(t, p.a, func(tx *Tx) error {
		service := handoff.ServiceMail("outage x", "mona", handoff.ServiceDetail{Subject: "x"})
		return errors.Join(tx.Save(draft("HO-1")), tx.Enqueue([]handoff.Action{act("HO-1", handoff.PurposeInvite, "rita", 1),
			act("HO-1", handoff.PurposeBrief, "rolf", 1), service}, epoch))
	})
	var a, b []string
	p.must(claiming(&a, "a"), claiming(&b, "b"))
	if all := slices.Sorted(slices.Values(slices.Concat(a, b))); len(all) != 3 || len(slices.Compact(all)) != 3 {
		t.Errorf("the first has %v, the second %v", a, b)
	}
}

// TestAClaimWaitsForADecision: a mail is not claimed while it is decided what becomes of its handoff.
func TestAClaimWaitsForADecision(t *testing.T) {
	p := newPair(t)
	doUpdate(t, p.a, func(tx *Tx) error {
		invite := act("HO-1", handoff.PurposeInvite, "rita", 1)
		return errors.Join(tx.Save(draft("HO-1")), tx.Enqueue([]handoff.Action{invite}, epoch))
	})
	var keys []string
	p.must(func(tx *Tx) error { return resave(tx, draft("HO-1")) }, claiming(&keys, "b"))
	if len(keys) != 1 || !p.waited.Load() {
		t.Errorf("claimed %v, waited: %v", keys, p.waited.Load())
	}
}

// TestADigestIsOneMail: while the first claims what is to be one mail, the second does not claim what came to it.
func TestADigestIsOneMail(t *testing.T) {
	p := newPair(t)
	one, two := act("HO-1", handoff.PurposeEscalation, "mona", 1), act("HO-2", handoff.PurposeEscalation, "mona", 1)
	if one.Digest() == "" || one.Digest() != two.Digest() {
		t.Fatalf("they are no digest: %q, %q", one.Digest(), two.Digest())
	}
	doUpdate(t, p.a, func(tx *Tx) error { return errors.Join(tx.Save(draft("HO-1")), tx.Save(draft("HO-2"))) })
	var a, b []string
	p.must(func(tx *Tx) error {
		return errors.Join(tx.Enqueue([]handoff.Action{one}, epoch), claiming(&a, "a")(tx))
	}, func(tx *Tx) error {
		return errors.Join(tx.Enqueue([]handoff.Action{two}, epoch), claiming(&b, "b")(tx))
	})
	if len(a) != 1 || len(b) != 0 {
		t.Errorf("the first sends %v, the second %v at the same time", a, b)
	}
}

// TestAHeldMailIsListedThoughItsNumberIsOld: the list to the admin was written while a mail with an earlier number was
// not committed yet; the next list has it.
func TestAHeldMailIsListedThoughItsNumberIsOld(t *testing.T) {
	p := newPair(t)
	put := func(tx *Tx, ref string) error {
		return only(tx.PutMail(InMail{Source: "imap", Ref: ref, Verdict: handoff.MailHeld, Arrived: epoch}))
	}
	list := func(tx *Tx) (n int, err error) {
		all, err := tx.Unlisted(at(1), 10)
		return len(all), errors.Join(err, tx.Listed(all, at(1)))
	}
	doUpdate(t, p.a, func(tx *Tx) error {
		if err := put(tx, "early"); err != nil {
			return err
		}
		doUpdate(t, p.b, func(tx *Tx) error {
			n, err := list(tx)
			if n != 0 {
				t.Errorf("listed %d that are not committed", n)
			}
			return errors.Join(err, put(tx, "late"))
		})
		doUpdate(t, p.b, func(tx *Tx) error { return only(list(tx)) })
		return nil
	})
	for _, want := range []int{1, 0} {
		doUpdate(t, p.b, func(tx *Tx) error {
			n, err := list(tx)
			if n != want {
				t.Errorf("%d in the list, want %d", n, want)
			}
			return err
		})
	}
}

// TestADeferredMailIsTakenOnce by two services.
func TestADeferredMailIsTakenOnce(t *testing.T) {
	p := newPair(t)
	doUpdate(t, p.a, func(tx *Tx) error {
		return tx.Defer(InMail{Source: "imap", Ref: "1", Sender: "pat@globex.example", Arrived: epoch}, epoch)
	})
	taken := [2]bool{}
	take := func(i int) func(*Tx) error {
		return func(tx *Tx) (err error) {
			_, taken[i], err = tx.TakeDeferred(epoch)
			return err
		}
	}
	p.must(take(0), take(1))
	if !taken[0] || taken[1] {
		t.Errorf("taken: %v", taken)
	}
}

// TestClaims: a claim holds until its lease ends, or until its host has another process; who has lost it changes
// nothing.
func TestClaims(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		invite := act("HO-1", handoff.PurposeInvite, "rita", 1)
		return errors.Join(tx.Save(draft("HO-1")), tx.Enqueue([]handoff.Action{invite}, epoch))
	})
	a1, a2, b := Claimant{"alpha", "1"}, Claimant{"alpha", "2"}, Claimant{"beta", "1"}
	var lost Claimed
	for _, tt := range []struct {
		by    Claimant
		after time.Duration
		want  bool
		why   string
	}{
		{a1, 0, true, "it is free"},
		{a1, Lease, false, "the process itself knows what it has in hand"},
		{b, Lease - 1, false, "another host has it"},
		{a2, 0, true, "the process before it on this host is gone"},
		{b, Lease, true, "the lease is over"},
	} {
		doUpdate(t, s, func(tx *Tx) error {
			jobs, err := tx.Claim(tt.by, epoch.Add(tt.after), 1)
			if (len(jobs) == 1) != tt.want {
				t.Errorf("%v after %v: %d jobs, though %s", tt.by, tt.after, len(jobs), tt.why)
			}
			if len(jobs) == 0 {
				return err
			}
			if lost.Token != "" {
				for what, mark := range map[string]func() (bool, error){
					"sent":    func() (bool, error) { return tx.MarkSent(lost, epoch) },
					"failed":  func() (bool, error) { return tx.MarkFailed(lost, epoch, "no") },
					"skipped": func() (bool, error) { return tx.Skip(lost, epoch, handoff.Reason{}) },
					"retried": func() (bool, error) { return tx.Retry(lost, epoch, epoch, "no", true) },
					"kept":    func() (bool, error) { return tx.KeepBytes(lost, "m", []byte("x"), epoch) },
				} {
					if ours, err := mark(); ours || err != nil {
						t.Errorf("%s by who has lost it: %v, %v", what, ours, err)
					}
				}
			}
			lost = jobs[0].Claimed()
			return err
		})
	}
	doView(t, s, func(tx *Tx) error {
		rows, err := tx.Outbox("HO-1")
		if r := rows[0]; r.State != RowClaimed || r.Attempts != 3 || r.Bytes != nil {
			t.Errorf("%+v", r)
		}
		return err
	})
}
