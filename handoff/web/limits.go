package web

import (
	"sync"
	"time"
)

// rate is how often somebody may ask: so many times at once, and so many a second after that.
type rate struct{ burst, perSecond float64 }

// Rates of one address, behind which an office may be, and of one session, or an address without one.
var (
	perAddress = rate{1000, 200}
	perVisitor = rate{120, 20}
)

// mostKnown bounds how many of them are remembered.
const mostKnown = 20_000

// limits bound how often somebody asks.
type limits struct {
	rate
	mu    sync.Mutex
	known map[string]bucket
}

type bucket struct {
	left float64
	at   time.Time
}

func newLimits(r rate) *limits { return &limits{rate: r, known: map[string]bucket{}} }

// allow says whether somebody may ask now.
func (l *limits) allow(who string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.known) >= mostKnown {
		l.forget(now)
	}
	b, ok := l.known[who]
	if !ok {
		b = bucket{left: l.burst, at: now}
	}
	b.left = min(l.burst, b.left+l.perSecond*now.Sub(b.at).Seconds())
	b.at = now
	allowed := b.left >= 1
	if allowed {
		b.left--
	}
	l.known[who] = b
	return allowed
}

// forget drops those that may ask as often as new ones; all of them where that is none.
func (l *limits) forget(now time.Time) {
	for a, b := range l.known {
		if b.left+l.perSecond*now.Sub(b.at).Seconds() >= l.burst {
			delete(l.known, a)
		}
	}
	if len(l.known) >= mostKnown {
		clear(l.known)
	}
}
