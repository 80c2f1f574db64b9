package imap

import (
	"context"
	"errors"
	"time"
)

const (
	idleInterval    = 5 * time.Minute
	noIdleInterval  = time.Minute
	longestInterval = 25 * time.Minute // below the 29 min of RFC 2177
)

var errLost = errors.New("connection lost")

// Wait returns nil when there may be new mail: on the server's notice, at once when
// the last poll has not read everything, after Config.Interval without a notice, and
// after it had to connect anew. An error means that the connection was lost, or that
// the context ended.
func (s *Source) Wait(ctx context.Context) error {
	ctx, done := s.bind(ctx)
	defer done()
	var timeout <-chan time.Time
	for {
		if err := s.take(ctx); err != nil {
			return s.wrap("wait", err)
		}
		if s.session == nil {
			err := s.connect(ctx)
			s.leave()
			return s.wrap("wait", err)
		}
		if timeout == nil {
			timer := time.NewTimer(s.interval())
			defer timer.Stop()
			timeout = timer.C
		}
		if s.session.news.Load() {
			s.leave()
			return nil
		}
		if !s.session.canIdle {
			s.leave()
			return s.wrap("wait", s.rest(ctx, timeout))
		}
		over, err := s.listen(ctx, timeout)
		s.leave()
		if over || err != nil {
			return s.wrap("wait", err)
		}
	}
}

func (s *Source) interval() time.Duration {
	switch {
	case s.config.Interval > 0:
		return min(s.config.Interval, longestInterval)
	case s.session.canIdle:
		return idleInterval
	}
	return noIdleInterval
}

// listen idles with the turn. over says that Wait is done; else somebody wants the
// session for a moment.
func (s *Source) listen(ctx context.Context, timeout <-chan time.Time) (over bool, err error) {
	if s.waiting.Load() > 0 {
		return false, nil
	}
	// What came since the last poll is told here, even by servers that begin to
	// notify only with IDLE.
	if err := s.session.noop(ctx); err != nil {
		return false, s.fail("wait", err)
	}
	idle, err := s.session.idle(ctx)
	if refused(err) {
		s.session.canIdle = false
		return false, nil
	}
	if err != nil {
		return false, s.fail("wait", err)
	}
	over, err = s.hear(ctx, timeout)
	if s.life.Err() != nil || errors.Is(err, errLost) {
		return false, s.fail("wait", err) // no time, or nobody there, for goodbyes
	}
	if lost := s.session.endIdle(context.WithoutCancel(ctx), idle); lost != nil && !over {
		return false, s.fail("wait", errors.Join(err, lost))
	}
	return over, err
}

// hear waits for the first thing to happen.
func (s *Source) hear(ctx context.Context, timeout <-chan time.Time) (over bool, err error) {
	for {
		select {
		case <-s.notices:
			return true, nil
		case <-timeout:
			return true, nil
		case <-s.wake:
			if s.waiting.Load() > 0 {
				return false, nil
			}
		case <-s.session.client.Closed():
			return false, errLost
		case <-ctx.Done():
			return false, context.Cause(ctx)
		}
	}
}

// rest waits without IDLE, and without the turn.
func (s *Source) rest(ctx context.Context, timeout <-chan time.Time) error {
	select {
	case <-s.notices:
	case <-timeout:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	return nil
}
