package store

import (
	"context"
	"sync"
	"time"
)

// clock tells the time of the database server, as far ahead of ours as was measured: whoever works on one database
// works by one clock. It never goes back.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
	last  time.Time
}

// now is the time; here is that of this machine.
func (c *clock) now(here time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at := here.Add(c.ahead); at.After(c.last) {
		c.last = at
	}
	return c.last
}

// tries is how often the server is asked: the quickest answer tells best.
const tries = 3

// measure asks the server for its time, which it read somewhere between the question and the answer.
func measure(now func() time.Time, ask func() (time.Time, error)) (ahead, roundTrip time.Duration, err error) {
	for try := range tries {
		before := now()
		there, err := ask()
		if err != nil {
			return 0, 0, err
		}
		if took := now().Sub(before); try == 0 || took < roundTrip {
			roundTrip, ahead = took, there.Sub(before.Add(took/2))
		}
	}
	return ahead, roundTrip, nil
}

// set takes a measurement over, unless it differs by no more than it may be wrong.
func (c *clock) set(ahead, roundTrip time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d := ahead - c.ahead; d > roundTrip || d < -roundTrip {
		c.ahead = ahead
	}
}

// askTime asks the server for its time.
func (c *conn) askTime(ctx context.Context) (there time.Time, err error) {
	err = c.c.QueryRowContext(ctx, "SELECT clock_timestamp()").Scan(&there)
	return there, err
}

// synchronise measures the server's clock over a connection.
func (s *Store) synchronise(ctx context.Context, c *conn) error {
	if !c.d.concurrent {
		return nil
	}
	ahead, roundTrip, err := measure(time.Now, func() (time.Time, error) { return c.askTime(ctx) })
	if err == nil {
		s.clock.set(ahead, roundTrip)
	}
	return err
}

// clockEvery is how often the server's clock is measured again.
const clockEvery = 5 * time.Minute

// keepTime measures the server's clock again and again, until the store is closed. What fails is done the next time.
func (s *Store) keepTime() {
	for {
		select {
		case <-time.After(clockEvery):
		case <-s.closing:
			return
		}
		_ = s.View(context.Background(), func(tx *Tx) error { return s.synchronise(tx.ctx, tx.c) })
	}
}

// Now is the time by which is decided: that of the database server where there is one, so that hosts that share a
// database share a clock, else that of this machine.
func (s *Store) Now() time.Time {
	if !s.d.concurrent {
		return time.Now()
	}
	return s.clock.now(time.Now())
}
