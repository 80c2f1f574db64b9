package engine

import (
	"context"
	"errors"
	"sync"
	"testing"

	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
)

// TestNeverMoreThanInFlightBeforeTheMark: rounds grow, but what could arrive twice after a crash does not.
func TestNeverMoreThanInFlightBeforeTheMark(t *testing.T) {
	t.Parallel()
	const inFlight = 3
	o := newOffice(t)
	var mu sync.Mutex
	unmarked, most, claims, handed := 0, 0, 0, 0
	o.restart(func(p *Options) { p.InFlight = inFlight })
	o.e.hook = func(step string) {
		mu.Lock()
		defer mu.Unlock()
		switch step {
		case "claimed":
			claims++
		case "handed":
			unmarked++
			handed++
			most = max(most, unmarked)
		case "marked":
			unmarked = 0
		}
	}
	o.leads(12)
	o.settle(0)
	if most != inFlight || unmarked != 0 {
		t.Errorf("%d were handed over before they were marked, %d still are; want %d", most, unmarked, inFlight)
	}
	if handed < 30 || claims*inFlight >= handed {
		t.Errorf("%d mails were claimed in %d rounds: they do not grow", handed, claims)
	}
}

// stopping ends the service while the nth mail is handed over.
type stopping struct {
	outbox.Carrier
	stop func()
	n    int
}

func (s *stopping) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	if s.n--; s.n == 0 {
		s.stop()
	}
	return s.Carrier.Carry(ctx, i)
}

// TestAStopPutsBackTheRestOfARound: of a big round, what was not handed over goes out afterwards, and nothing twice.
func TestAStopPutsBackTheRestOfARound(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	plain := o.e.Mail
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	o.restart(func(p *Options) { p.InFlight, p.Mail = 3, &stopping{plain, stop, 8} })
	o.leads(8)
	if err := o.e.Settle(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("the service did not stop: %v", err)
	}
	sent := 0
	for _, r := range o.outbox() {
		switch r.State {
		case store.RowSent:
			sent++
		case store.RowClaimed:
			t.Errorf("%s is still claimed", r.Action.Key())
		}
	}
	if sent == 0 || sent > 8 {
		t.Errorf("%d were sent before the stop", sent)
	}
	o.restart(func(p *Options) { p.Mail = plain })
	o.settle(0)
	for _, r := range o.outbox() {
		if r.State != store.RowSent && !r.NotBefore.After(o.now) {
			t.Errorf("%s is %s", r.Action.Key(), r.State)
		}
	}
}

// waiting does something while its second mail is in hand, once rounds are written ahead.
type waiting struct {
	outbox.Carrier
	written chan struct{}
	then    func()
	n       int
}

func (w *waiting) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	if w.n++; w.n == 2 {
		for range 3 {
			<-w.written
		}
		w.then()
	}
	return w.Carrier.Carry(ctx, i)
}

// TestWhatIsWrittenAheadIsPutBack: when it cannot be marked that a round is out, those behind it are not left claimed.
func TestWhatIsWrittenAheadIsPutBack(t *testing.T) {
	t.Parallel()
	const inFlight = 3
	o := newOffice(t)
	w := &waiting{Carrier: o.e.Mail, written: make(chan struct{}, 100), then: func() { o.refuses("globex") }}
	o.restart(func(p *Options) { p.InFlight, p.Mail = inFlight, w })
	o.e.hook = func(step string) {
		if step == "rendered" {
			w.written <- struct{}{}
		}
	}
	o.leads(12)
	_ = o.e.Settle(t.Context())
	claimed := 0
	for _, r := range o.outbox() {
		if r.State == store.RowClaimed {
			claimed++
		}
	}
	if claimed == 0 || claimed > inFlight {
		t.Errorf("%d mails are still claimed, want those of the round that was handed over", claimed)
	}
}
