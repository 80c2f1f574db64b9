package store

import (
	"context"
	"time"
)

// servedKey is the advisory lock of the process that serves a database.
const servedKey = 0x68616e646f6666 // "handoff"

// OpenAlone opens a database for the process that serves it. Of a PostgreSQL database that is made sure here: the
// error is ErrServed if another one does. The lock is that of the writing connection. When the server ends that, the
// lock is gone with it, and nothing is written before both are there again; until then Update gives an error.
func OpenAlone(ctx context.Context, database string) (*Store, error) {
	return open(ctx, database, true, nil)
}

// seat is the session that holds the lock of the process that serves. It is nil for a process that does not.
type seat struct {
	pid     int64
	started string
}

// endWait is how long is waited for the end of a session that may be over: an own one that the server still takes for
// alive, or that of a process that has just died, in whose place this one was started.
const endWait = 2 * time.Second

// take takes the lock over a new connection. An earlier session of this process that the server has not found dead yet
// is ended.
func (s *seat) take(ctx context.Context, c *conn) error {
	if s == nil {
		return nil
	}
	deadline := time.Now().Add(endWait)
	for {
		alone, err := s.try(ctx, c)
		if err == nil && alone {
			err = c.c.QueryRowContext(ctx, "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = "+
				"pg_backend_pid()").Scan(&s.pid, &s.started)
			return err
		}
		if err != nil {
			return err
		}
		mine, err := s.end(ctx, c)
		if err != nil {
			return err
		}
		if starts := s.pid == 0; !mine && !starts || time.Now().After(deadline) {
			return ErrServed
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (s *seat) try(ctx context.Context, c *conn) (alone bool, err error) {
	err = c.c.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", servedKey).Scan(&alone)
	return alone, err
}

// end has the server end the earlier session; false if there is none any more.
func (s *seat) end(ctx context.Context, c *conn) (bool, error) {
	if s.pid == 0 {
		return false, nil
	}
	var n int
	err := c.c.QueryRowContext(ctx, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid = $1 AND "+
		"backend_start::text = $2", s.pid, s.started).Scan(&n)
	return n > 0, err
}

// leave gives the lock back before the session is closed: the server finds out of the end of a session when it likes,
// and whoever takes over should not have to wait. If it cannot be given back it goes with the session.
func (s *seat) leave(c *conn) {
	ctx, cancel := context.WithTimeout(context.Background(), endWait)
	defer cancel()
	_, _ = c.c.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", servedKey)
}
