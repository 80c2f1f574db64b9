package outbox

import (
	"context"
	"slices"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// transport is a mail server that takes mail, with what is known about reaching it. Handoff addresses may share one.
type transport struct {
	carrier   Carrier
	name      string // by which outages are kept
	addresses []string
	mu        sync.Mutex
	down      bool
	tried     time.Time // last, while it was down
}

// source is the mail server as a source of outages.
func (l *transport) source() handoff.Source {
	return handoff.Source{Kind: handoff.SourceMail, Name: l.name}
}

// transportsOf finds out which mail servers there are: the first is called smtp, each other by the first address that
// uses it.
func transportsOf(o Options) []*transport {
	if o.Mail == nil {
		return nil
	}
	out := []*transport{{carrier: o.Mail, name: "smtp"}}
	for _, a := range o.Desk.Config().Addresses() {
		carrier, own := o.MailOf[a]
		if !own {
			carrier = o.Mail
		}
		i := slices.IndexFunc(out, func(l *transport) bool { return l.carrier == carrier })
		if i < 0 {
			i, out = len(out), append(out, &transport{carrier: carrier, name: "smtp " + a})
		}
		out[i].addresses = append(out[i].addresses, a)
	}
	return out
}

// transport is the mail server that takes mail of a handoff address.
func (o *Outbox) transport(address string) *transport {
	for _, l := range o.transports {
		if slices.Contains(l.addresses, address) {
			return l
		}
	}
	return o.transports[0]
}

// isDown says whether it could not be reached the last time.
func (l *transport) isDown() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.down
}

// Reach says whether one of the mail servers can be reached, and whether all can, as far as is known.
func (o *Outbox) Reach() (one, all bool) {
	all = true
	for _, l := range o.transports {
		down := l.isDown()
		one, all = one || !down, all && !down
	}
	return one, all
}

// Addresses are the handoff addresses whose mail goes out by the server whose outages are kept under the name; nil if
// there is none.
func (o *Outbox) Addresses(source string) []string {
	for _, l := range o.transports {
		if l.name == source {
			return l.addresses
		}
	}
	return nil
}

// heard keeps what a try has told about a mail server: that it is out of reach, or that it is there. It is called in
// the transaction that keeps what became of the mail; the returned function is called when that is committed.
func (o *Outbox) heard(tx hearing, l *transport, err error, at time.Time) (committed func(), _ error) {
	l.mu.Lock()
	down := l.down
	l.mu.Unlock()
	switch gone := unreachable(err); {
	case gone:
		if _, err := tx.OutageBegin(l.source(), at, err.Error()); err != nil {
			return nil, err
		}
		return func() { o.outOfReach(l, err, at) }, nil
	case down:
		if err := o.OutageEnds(tx, l.source(), at); err != nil {
			return nil, err
		}
		return func() { o.inReach(l) }, nil
	}
	return func() {}, nil
}

func (o *Outbox) outOfReach(l *transport, err error, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.down {
		o.Log.Error("the mail server cannot be reached; mails wait and no window closes meanwhile",
			"outlet", l.name, "error", err,
			"mend", "`handoffd check --config FILE` says what is wrong; if nothing is, it mends itself")
	}
	l.down, l.tried = true, at
}

func (o *Outbox) inReach(l *transport) {
	l.mu.Lock()
	l.down = false
	l.mu.Unlock()
	o.Committed()
}

// checker is a Carrier that can be tried without an item.
type checker interface{ Check(context.Context) error }

// probe tries mail servers that are down and that no mail has tried for a while: nothing may be waiting to be sent,
// and without a try nobody would know that they are back.
func (o *Outbox) probe(ctx context.Context) {
	for _, l := range o.transports {
		c, able := l.carrier.(checker)
		l.mu.Lock()
		due := able && l.down && o.Now().Sub(l.tried) >= serverWait
		l.mu.Unlock()
		if !due {
			continue
		}
		err := c.Check(ctx)
		if ctx.Err() != nil {
			return
		}
		if err := o.tried(ctx, l, err); err != nil {
			o.Log.Error("what is known of a mail server could not be kept", "outlet", l.name, "error", err)
		}
	}
}

// tried keeps what a try without a row of the outbox has told.
func (o *Outbox) tried(ctx context.Context, l *transport, result error) error {
	var committed func()
	err := o.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) (err error) {
		committed, err = o.heard(tx, l, result, o.Now())
		return err
	})
	if err == nil {
		committed()
	}
	return err
}
