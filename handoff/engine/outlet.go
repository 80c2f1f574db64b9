package engine

import (
	"context"
	"slices"
	"sync"
	"time"

	"handoffd/handoff/store"
)

// outlet is a mail server that takes mail, with what is known about reaching it. Handoff addresses may share one.
type outlet struct {
	sender    Sender
	name      string // by which outages are kept
	addresses []string
	mu        sync.Mutex
	down      bool
	tried     time.Time // last, while it was down
}

// outletsOf finds out which senders there are: the first is called smtp, each other by the first address that uses it.
func outletsOf(o Options) []*outlet {
	if o.Sender == nil {
		return nil
	}
	out := []*outlet{{sender: o.Sender, name: "smtp"}}
	addresses := []string{o.Config.Address}
	for _, b := range o.Config.Others {
		addresses = append(addresses, b.Address)
	}
	for _, a := range addresses {
		sender, own := o.Senders[a]
		if !own {
			sender = o.Sender
		}
		i := slices.IndexFunc(out, func(l *outlet) bool { return l.sender == sender })
		if i < 0 {
			i, out = len(out), append(out, &outlet{sender: sender, name: "smtp " + a})
		}
		out[i].addresses = append(out[i].addresses, a)
	}
	return out
}

// outlet is the mail server that takes mail of a handoff address.
func (e *Engine) outlet(address string) *outlet {
	for _, l := range e.outlets {
		if slices.Contains(l.addresses, address) {
			return l
		}
	}
	return e.outlets[0]
}

// isDown says whether it could not be reached the last time.
func (l *outlet) isDown() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.down
}

// halted is until when no deadline is decided: a reminder of one could not go out, and would be held against somebody.
func (e *Engine) halted() time.Time {
	if slices.ContainsFunc(e.outlets, (*outlet).isDown) {
		return e.Now().Add(idleWait)
	}
	return time.Time{}
}

// heard keeps what a try has told about a mail server: that it is out of reach, or that it is there. It is called in the
// transaction that keeps what became of the mail; the returned function is called when that is committed.
func (e *Engine) heard(tx *store.Tx, l *outlet, err error, at time.Time) (committed func(), _ error) {
	l.mu.Lock()
	down := l.down
	l.mu.Unlock()
	switch gone := unreachable(err); {
	case gone:
		if _, err := tx.OutageBegin(l.name, at, err.Error()); err != nil {
			return nil, err
		}
		return func() { e.outOfReach(l, err, at) }, nil
	case down:
		if err := e.outageEnds(tx, l.name, at); err != nil {
			return nil, err
		}
		return func() { e.inReach(l) }, nil
	}
	return func() {}, nil
}

func (e *Engine) outOfReach(l *outlet, err error, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.down {
		e.Log.Error("the mail server cannot be reached; mails wait and no window closes meanwhile", "outlet", l.name, "error", err,
			"mend", "`handoffd check --config FILE` says what is wrong; if nothing is, it mends itself")
	}
	l.down, l.tried = true, at
}

func (e *Engine) inReach(l *outlet) {
	l.mu.Lock()
	l.down = false
	l.mu.Unlock()
	e.kick()
}

// checker is a Sender that can be tried without a mail. *smtp.Sender is one.
type checker interface{ Check(context.Context) error }

// probe tries mail servers that are down and that no mail has tried for a while: nothing may be waiting to be sent, and without a
// try nobody would know that they are back.
func (e *Engine) probe(ctx context.Context) {
	for _, l := range e.outlets {
		c, able := l.sender.(checker)
		l.mu.Lock()
		due := able && l.down && e.Now().Sub(l.tried) >= serverWait
		l.mu.Unlock()
		if !due {
			continue
		}
		err := c.Check(ctx)
		if ctx.Err() != nil {
			return
		}
		if err := e.tried(ctx, l, err); err != nil {
			e.Log.Error("what is known of a mail server could not be kept", "outlet", l.name, "error", err)
		}
	}
}

// tried keeps what a try without a row of the outbox has told.
func (e *Engine) tried(ctx context.Context, l *outlet, result error) error {
	var committed func()
	err := e.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) (err error) {
		committed, err = e.heard(tx, l, result, e.Now())
		return err
	})
	if err == nil {
		committed()
	}
	return err
}
