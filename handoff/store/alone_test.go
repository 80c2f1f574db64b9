package store

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"handoffd/handoff/store/storetest"
)

// TestServedAlone: one process serves a database.
func TestServedAlone(t *testing.T) {
	url := storetest.Postgres(t)
	first, err := OpenAlone(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenAlone(t.Context(), url); !errors.Is(err, ErrServed) {
		t.Errorf("a second one: %v", err)
	}
	beside, err := Open(t.Context(), url) // a command
	if err != nil {
		t.Fatal(err)
	}
	doUpdate(t, beside, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	if err := errors.Join(beside.Close(), first.Close()); err != nil {
		t.Fatal(err)
	}
	again, err := OpenAlone(t.Context(), url)
	if err != nil {
		t.Fatalf("after the first has ended: %v", err)
	}
	_ = again.Close()
}

// TestWhoLosesTheSeatDecidesNothing: when the server ends the session that has the lock, another process may serve, and
// the first one writes nothing until it has the lock again.
func TestWhoLosesTheSeatDecidesNothing(t *testing.T) {
	url := storetest.Postgres(t)
	first, err := OpenAlone(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	save := func(s *Store, id string) error {
		return s.Update(context.Background(), func(tx *Tx) error { return tx.Save(draft(id)) })
	}
	end := func() {
		t.Helper()
		doView(t, first, func(tx *Tx) error {
			return tx.each(ignored, "SELECT pg_terminate_backend($1::int, 5000)", fmt.Sprint(first.seat.pid))
		})
	}
	if err := save(first, "HO-1"); err != nil {
		t.Fatal(err)
	}
	end()
	second, err := OpenAlone(t.Context(), url)
	if err != nil {
		t.Fatalf("nobody has the lock: %v", err)
	}
	for range 2 {
		if err := save(first, "HO-2"); !errors.Is(err, ErrServed) && !errors.Is(err, ErrGone) {
			t.Errorf("the first one wrote beside the second: %v", err)
		}
	}
	if err := save(first, "HO-2"); !errors.Is(err, ErrServed) {
		t.Errorf("got %v, want ErrServed", err)
	}
	if err := errors.Join(save(second, "HO-3"), second.Close()); err != nil {
		t.Fatal(err)
	}
	if err := save(first, "HO-4"); err != nil {
		t.Errorf("nobody else serves any more: %v", err)
	}
	end() // and nobody takes its place
	if err := errors.Join(save(first, "HO-5"), save(first, "HO-6")); err != nil && !errors.Is(err, ErrGone) {
		t.Error(err)
	}
	if err := save(first, "HO-7"); err != nil {
		t.Errorf("after it has lost a session: %v", err)
	}
	got := listIDs(t, first)
	for _, id := range got {
		if id == "HO-2" {
			t.Errorf("written without the lock: %v", got)
		}
	}
}

// TestAnOwnSessionIsNoStranger: what is left of an earlier session, as when the line to the server broke and that has
// not noticed, does not keep this process out.
func TestAnOwnSessionIsNoStranger(t *testing.T) {
	s, err := OpenAlone(t.Context(), storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	before := s.seat.pid
	c, err := s.redial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.seat.pid == before || c.alive() != true {
		t.Errorf("session %d after %d", s.seat.pid, before)
	}
	_ = s.w.close()
	s.w = c
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
}

// TestTheClockOfTheServer follows a server's clock, whatever ours says, and never goes back.
func TestTheClockOfTheServer(t *testing.T) {
	here := epoch
	there := time.Hour
	slow := []time.Duration{80 * time.Millisecond, 2 * time.Millisecond, 50 * time.Millisecond}
	n := 0
	ask := func() (time.Time, error) {
		took := slow[n%len(slow)]
		n++
		here = here.Add(took) // all of it on the way back
		return here.Add(there - took), nil
	}
	var c clock
	ahead, roundTrip, err := measure(func() time.Time { return here }, ask)
	if d := ahead - there; err != nil || roundTrip != 2*time.Millisecond || d < -roundTrip || d > roundTrip {
		t.Fatalf("%s ahead in %s: %v", ahead, roundTrip, err)
	}
	c.set(ahead, roundTrip)
	first := c.now(here)
	if d := first.Sub(here.Add(there)); d.Abs() > roundTrip {
		t.Errorf("%s off", d)
	}
	c.set(ahead+time.Millisecond, roundTrip) // it may be wrong by more
	if got := c.now(here); !got.Equal(first) {
		t.Errorf("it ran by %s for nothing", got.Sub(first))
	}
	c.set(-time.Minute, roundTrip) // somebody has set it
	if got := c.now(here.Add(time.Second)); !got.Equal(first) {
		t.Errorf("it went back by %s", first.Sub(got))
	}
	if got := c.now(here.Add(2 * time.Hour)); !got.Equal(here.Add(2*time.Hour - time.Minute)) {
		t.Errorf("it is not followed: %s", got)
	}
	fail := errors.New("gone")
	if _, _, err := measure(time.Now, func() (time.Time, error) { return time.Time{}, fail }); !errors.Is(err, fail) {
		t.Errorf("got %v", err)
	}
}

// TestNowOfARealServer is ours where the server runs beside us, to some milliseconds.
func TestNowOfARealServer(t *testing.T) {
	s, err := Open(t.Context(), storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.clock.ahead = time.Hour
	err = s.View(t.Context(), func(tx *Tx) error { return s.synchronise(tx.ctx, tx.c) })
	if d := s.clock.ahead.Abs(); err != nil || d > 10*time.Second {
		t.Errorf("%s ahead: %v", d, err)
	}
}
