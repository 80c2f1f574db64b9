package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

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

// TestServerCrashes: while several write, the server crashes again and again. What was told to be written is there,
// once; what was told to have failed may be there, whole: the crash may have come after the commit.
func TestServerCrashes(t *testing.T) {
	server := storetest.Durable(t)
	server.Exec(t, "postgres", "CREATE DATABASE leads")
	s := openAt(t, server.URL("leads"))
	const writers, each, crashes = 4, 40, 3
	written := make([][]string, writers)
	var mu sync.Mutex
	done, enough := 0, make(chan struct{}, crashes)
	var wg sync.WaitGroup
	var first sync.Once
	crashed := make(chan struct{})
	meets := func() { // the first crash meets a transaction for certain, the others whatever is going on
		enough <- struct{}{}
		<-crashed
	}
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				id := fmt.Sprintf("HO-%d-%d", w, i)
				err := s.Update(context.Background(), func(tx *Tx) error {
					err := errors.Join(tx.Save(draft(id)),
						tx.AppendFact(handoff.ID(id), replied(i), under(""), handoff.Decision{}))
					if i == each/crashes {
						first.Do(meets)
					}
					return err
				})
				switch {
				case err == nil:
					written[w] = append(written[w], id)
				case !errors.Is(err, ErrGone) && !errors.Is(err, ErrChanged):
					t.Errorf("%s: %v", id, err)
				default:
					server.Awake(t)
				}
				mu.Lock()
				if done++; done == writers*each/2 || done == writers*each*3/4 {
					enough <- struct{}{}
				}
				mu.Unlock()
			}
		})
	}
	for n := range crashes {
		<-enough
		if server.Crash(t); n == 0 {
			close(crashed)
		}
	}
	wg.Wait()
	told := slices.Sorted(slices.Values(slices.Concat(written...)))
	got := slices.Sorted(slices.Values(listIDs(t, s)))
	for _, id := range told {
		if _, found := slices.BinarySearch(got, id); !found {
			t.Errorf("%s is lost", id)
		}
	}
	doView(t, s, func(tx *Tx) error {
		for _, id := range got {
			facts, err := tx.Facts(handoff.ID(id))
			if len(facts) != 1 || errors.Join(err, tx.VerifyChain(handoff.ID(id))) != nil {
				t.Errorf("%s has %d facts (%v)", id, len(facts), err)
			}
		}
		return nil
	})
	if len(told) == writers*each {
		t.Error("nothing failed: the crashes met nobody")
	}
	t.Logf("%d written, %d told so, %d crashes", len(got), len(told), crashes)
}
