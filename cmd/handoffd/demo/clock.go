package demo

import (
	"sync"
	"time"
)

// Clock stands still until it is jumped.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock is one that shows that instant.
func NewClock(at time.Time) *Clock { return &Clock{now: at} }

// Now is what it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Jump moves the clock on, never back.
func (c *Clock) Jump(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.now) {
		c.now = to
	}
}
