package store

import (
	"context"
	"errors"
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
		if err := tx.ReadAhead(ids, nil); err != nil {
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
	a, b := p.meet(save(1), save(2))
	if a != nil {
		a, b = b, a
	}
	if a != nil || !errors.Is(b, ErrChanged) {
		t.Errorf("%v and %v, want one ErrChanged", a, b)
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
