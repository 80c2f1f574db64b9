package web

import (
	"sync"
	"time"
)

// Rates at which one address may ask: so many at once, and so many a second after that.
const (
	burst     = 120
	perSecond = 20
	mostKnown = 20_000 // addresses
)

// limits bound how often an address asks.
type limits struct {
	mu    sync.Mutex
	known map[string]bucket
}

type bucket struct {
	left float64
	at   time.Time
}

func newLimits() *limits { return &limits{known: map[string]bucket{}} }

// allow says whether the address may ask now.
func (l *limits) allow(address string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.known) >= mostKnown {
		l.forget(now)
	}
	b, ok := l.known[address]
	if !ok {
		b = bucket{left: burst, at: now}
	}
	b.left = min(burst, b.left+perSecond*now.Sub(b.at).Seconds())
	b.at = now
	allowed := b.left >= 1
	if allowed {
		b.left--
	}
	l.known[address] = b
	return allowed
}

// forget drops the addresses that may ask as often as new ones; all of them where that is none.
func (l *limits) forget(now time.Time) {
	for a, b := range l.known {
		if b.left+perSecond*now.Sub(b.at).Seconds() >= burst {
			delete(l.known, a)
		}
	}
	if len(l.known) >= mostKnown {
		clear(l.known)
	}
}
