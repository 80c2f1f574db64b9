package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

// Two services write to one PostgreSQL database. Each test lets the second come while the first has not committed, and
// fails without the lock that it is about.

// pair is two stores on one database.
type pair struct {
	t      *testing.T
	a, b   *Store
	waited *atomic.Bool // the second did, for the first
}

func newPair(t *testing.T) pair {
	t.Helper()
	url := storetest.Postgres(t)
	return pair{t, openAt(t, url), openAt(t, url), &atomic.Bool{}}
}

// meet runs first on one store, and second on the other as soon as first has done its work but has not committed: first
// commits when second waits for a lock of it, or has come to its end without waiting.
func (p pair) meet(first, second func(*Tx) error) (errFirst, errSecond error) {
	p.t.Helper()
	worked, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		<-worked
		ended <- p.b.Update(context.Background(), second)
	}()
	over := false
	errFirst = p.a.Update(context.Background(), func(tx *Tx) error {
		if err := first(tx); err != nil {
			close(worked)
			return err
		}
		close(worked)
		for {
			select {
			case errSecond = <-ended:
				over = true
				return nil
			case <-time.After(2 * time.Millisecond): // real time: a server is asked
			}
			waits := false
			doView(p.t, p.a, func(tx *Tx) error {
				return tx.one("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND "+
					"wait_event_type = 'Lock')", nil, []any{&waits})
			})
			if waits {
				p.waited.Store(true)
				return nil
			}
		}
	})
	if !over {
		errSecond = <-ended
	}
	return errFirst, errSecond
}

// must is meet without errors.
func (p pair) must(first, second func(*Tx) error) {
	p.t.Helper()
	if a, b := p.meet(first, second); a != nil || b != nil {
		p.t.Fatalf("first %v, second %v", a, b)
	}
}

// TestBothDecideOnOneHandoff: the second sees what the first has made of it, and neither is lost.
func TestBothDecideOnOneHandoff(t *testing.T) {
	p := newPair(t)
	doUpdate(t, p.a, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	count := func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if err != nil {
			return err
		}
		h.Mails++
		h.Version++
		return tx.Save(h)
	}
	p.must(count, count)
	doView(t, p.a, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if h.Mails != 2 {
			t.Errorf("%d of two decisions are there", h.Mails)
		}
		return err
	})
}

// TestWhatIsReadAheadIsLocked: two batches of decisions.
func TestWhatIsReadAheadIsLocked(t *testing.T) {
	p := newPair(t)
	doUpdate(t, p.a, func(tx *Tx) error { return errors.Join(tx.Save(draft("HO-1")), tx.Save(draft("HO-2"))) })
	batch := func(tx *Tx) error {
		ids := []handoff.ID{"HO-2", "HO-1"}
		if err := tx.ReadAhead(ids); err != nil {
			return err
		}
		for _, id := range ids {
			h, err := tx.Handoff(id)
			if err != nil {
				return err
			}
			h.Mails++
			h.Version++
			if err := errors.Join(tx.Save(h), tx.AppendFact(id, replied(1), under(""), handoff.Decision{})); err != nil {
				return err
			}
		}
		return nil
	}
	p.must(batch, batch)
	doView(t, p.a, func(tx *Tx) error {
		h, err := tx.Handoff("HO-1")
		if h.Mails != 2 {
			t.Errorf("%d of two decisions are there", h.Mails)
		}
		return errors.Join(err, tx.VerifyChain("HO-1"), tx.VerifyChain("HO-2"))
	})
}

// TestBothSaveOneVersion: what was decided on an earlier version is not kept, though no lock was held.
func TestBothSaveOneVersion(t *testing.T) {
	p := newPair(t)
	old := draft("HO-1")
	doUpdate(t, p.a, func(tx *Tx) error { return tx.Save(old) })
	save := func(mails int) func(*Tx) error {
		return func(tx *Tx) error {
			k := knownOf(&old, 0) // read in a transaction that is over
			tx.remember("HO-1", k)
			h := old
			h.Mails, h.Version = mails, 1
			return tx.Save(h)
		}
	}
	if a, b := p.meet(save(1), save(2)); a != nil || !errors.Is(b, ErrChanged) {
		t.Errorf("first %v, second %v, want ErrChanged", a, b)
	}
}

// offer gives the rep a lead unless their cap is reached.
func offer(id handoff.ID, rep handoff.PersonID, most int) func(*Tx) error {
	return func(tx *Tx) error {
		env := handoff.Env{Config: &handoff.Config{}}
		err := tx.LookUp(id, handoff.Need{What: handoff.NeedRoute, People: []handoff.PersonID{"rolf", rep}}, &env)
		if err != nil || env.Load[rep].Open >= most {
			return err
		}
		h := draft(string(id))
		h.State, h.Assignments = handoff.Offered, []handoff.Assignment{{N: 1, Rep: rep}}
		return tx.Save(h)
	}
}

// TestOneOfferUnderACap: a rep in two teams with cap 1 never has two offers.
func TestOneOfferUnderACap(t *testing.T) {
	for name, known := range map[string]bool{"known": true, "new": false} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			if known {
				doUpdate(t, p.a, func(tx *Tx) error {
					return tx.exec("INSERT INTO loads (person, turns, last, offers) VALUES ('rita', 0, 0, 0)")
				})
			}
			p.must(offer("HO-1", "rita", 1), offer("HO-2", "rita", 1))
			if got := listIDs(t, p.a); len(got) != 1 {
				t.Errorf("rita has %v with a cap of 1", got)
			}
		})
	}
}

// brief begins a lead unless there is one with the prospect.
func brief(id handoff.ID) func(*Tx) error {
	return func(tx *Tx) error {
		env := handoff.Env{Config: &handoff.Config{}}
		err := tx.LookUp(id, handoff.Need{What: handoff.NeedTwins, Addresses: []string{"Pat@globex.example"}}, &env)
		if err != nil || len(env.Lookups.Twins) > 0 {
			return err
		}
		h := draft(string(id))
		h.Prospects = []handoff.Contact{{Address: "pat@globex.example"}}
		return tx.Save(h)
	}
}

// TestOneLeadAProspect: the same prospect in two mailboxes is one lead.
func TestOneLeadAProspect(t *testing.T) {
	p := newPair(t)
	p.must(brief("HO-1"), brief("HO-2"))
	if got := listIDs(t, p.a); len(got) != 1 {
		t.Errorf("%v have the same prospect", got)
	}
}

// TestALeadGetsAnAddress: one that gets the prospect's address later is found too.
func TestALeadGetsAnAddress(t *testing.T) {
	p := newPair(t)
	old := draft("HO-1")
	doUpdate(t, p.a, func(tx *Tx) error { return tx.Save(old) })
	p.must(func(tx *Tx) error {
		old.Prospects = []handoff.Contact{{Address: "pat@globex.example"}}
		return resave(tx, old)
	}, brief("HO-2"))
	if got := listIDs(t, p.a); len(got) != 1 {
		t.Errorf("%v have the same prospect", got)
	}
}

// TestEnqueueMeetsTheEndOfTheLane: a mail that is enqueued behind one that ends at the same moment is not blocked for
// ever.
func TestEnqueueMeetsTheEndOfTheLane(t *testing.T) {
	first, next := act("HO-1", handoff.PurposeInvite, "rita", 1), act("HO-1", handoff.PurposeInvite, "rita", 2)
	finish := func(tx *Tx) error { return only(tx.MarkSent(held(tx, 1), epoch)) }
	enqueue := func(tx *Tx) error { return tx.Enqueue([]handoff.Action{next}, epoch) }
	for name, order := range map[string][2]func(*Tx) error{"enqueued first": {enqueue, finish}, "ended first": {finish, enqueue}} {
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
		return errors.Join(tx.Save(draft("HO-1")), tx.Enqueue([]handoff.Action{act("HO-1", handoff.PurposeInvite, "rita", 1)}, epoch))
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
		return errors.Join(tx.Save(draft("HO-1")), tx.Enqueue([]handoff.Action{act("HO-1", handoff.PurposeInvite, "rita", 1)}, epoch))
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

// TestDeadlockIsRepeated: two transactions lock the same two things in another order each; both come to their end, and
// what joined their commit does too.
func TestDeadlockIsRepeated(t *testing.T) {
	p := newPair(t)
	doUpdate(t, p.a, func(tx *Tx) error { return errors.Join(tx.Save(draft("HO-1")), tx.Save(draft("HO-2"))) })
	met := make(chan struct{}, 2)
	both := make(chan struct{})
	go func() {
		<-met
		<-met
		close(both)
	}()
	runs := [2]int{}
	cross := func(i int, first, second handoff.ID) func(*Tx) error {
		return func(tx *Tx) error {
			if runs[i]++; runs[i] == 1 {
				defer func() { <-both }()
			}
			for n, id := range []handoff.ID{first, second} {
				h, err := tx.Handoff(id)
				if err != nil {
					return err
				}
				h.Mails++
				if err := resave(tx, h); err != nil {
					return err
				}
				if n == 0 && runs[i] == 1 {
					met <- struct{}{}
					<-both
				}
			}
			return nil
		}
	}
	errs := make(chan error, 2)
	go func() { errs <- p.a.Update(context.Background(), cross(0, "HO-1", "HO-2")) }()
	go func() { errs <- p.b.Update(context.Background(), cross(1, "HO-2", "HO-1")) }()
	if err := errors.Join(<-errs, <-errs); err != nil {
		t.Fatal(err)
	}
	if runs[0]+runs[1] < 3 {
		t.Error("there was no deadlock: the test shows nothing")
	}
	doView(t, p.a, func(tx *Tx) error {
		for _, id := range []handoff.ID{"HO-1", "HO-2"} {
			if h, err := tx.Handoff(id); err != nil || h.Mails != 2 {
				t.Errorf("%s: %d of two changes (%v)", id, h.Mails, err)
			}
		}
		return nil
	})
}

// TestServerGoesAway: while its connections are cut, what is written fails or is whole; afterwards the store goes on.
func TestServerGoesAway(t *testing.T) {
	url := storetest.Postgres(t)
	s := openAt(t, url)
	cut := func() {
		doView(t, openAt(t, url), func(tx *Tx) error {
			return tx.each(ignored, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "+
				"current_database() AND pid <> pg_backend_pid()")
		})
	}
	var want []string
	for i := range 10 {
		id := fmt.Sprintf("HO-%d", i)
		err := s.Update(context.Background(), func(tx *Tx) error {
			if err := tx.Save(draft(id)); err != nil {
				return err
			}
			if i%2 == 1 {
				cut()
			}
			return nil
		})
		if (err != nil) != (i%2 == 1) {
			t.Errorf("%s: %v", id, err)
		}
		if i%2 == 1 && (!errors.Is(err, ErrGone) || strings.Contains(err.Error(), "password")) {
			t.Errorf("%s: %v, want ErrGone", id, err)
		}
		if err == nil {
			want = append(want, id)
		}
		if i%4 == 2 { // readers that lie idle
			listIDs(t, s)
			cut()
		}
	}
	got := listIDs(t, s)
	slices.Reverse(got)
	if !slices.Equal(got, want) {
		t.Errorf("there are %v, want %v", got, want)
	}
}
