package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/engine"
	"handoffd/handoff/store"
	"handoffd/mail/imap"
)

// failing is a mailbox whose server can be told to answer nothing but the first SELECT.
type failing struct {
	engine.Mailbox
	down, shut bool // no mail can be read; nothing at all
}

var errOutOfReach = errors.New("out of reach")

func (b *failing) Start(ctx context.Context) (imap.Cursor, error) {
	if b.shut {
		return imap.Cursor{}, errOutOfReach
	}
	return b.Mailbox.Start(ctx)
}

func (b *failing) Poll(ctx context.Context, after imap.Cursor) (imap.Batch, error) {
	if b.down || b.shut {
		return imap.Batch{}, errOutOfReach
	}
	return b.Mailbox.Poll(ctx, after)
}

// TestFlow35NothingIsMissedOnceReady: at the first start the service is ready when it is kept where the mailbox ends, and not before. What
// arrives from then on is read, also by a process that takes over before anything was read.
func TestFlow35NothingIsMissedOnceReady(t *testing.T) {
	ready, box := 0, &failing{shut: true}
	f := newFlow(t, func(f *flow) {
		f.options = func(o *engine.Options) {
			box.Mailbox = o.Sources[0].Mailbox
			o.Sources[0].Mailbox, o.Since, o.Ready = box, time.Time{}, func() { ready++ }
		}
	})
	kept := func() (known bool) {
		f.view(func(tx *store.Tx) (err error) {
			_, known, err = tx.Cursor(f.config.Address + "/INBOX")
			return err
		})
		return known
	}
	f.brief() // before the service was there: it begins with the next mail
	if err := f.engine.Settle(f.Context()); !errors.Is(err, errOutOfReach) || ready != 0 || kept() {
		t.Fatalf("without a server: %v, ready %d, kept %v", err, ready, kept())
	}
	box.shut, box.down = false, true
	for range 2 {
		if err := f.engine.Settle(f.Context()); !errors.Is(err, errOutOfReach) || ready != 1 || !kept() {
			t.Fatalf("after the first SELECT: %v, ready %d, kept %v", err, ready, kept())
		}
	}
	f.brief("Team: sales")
	f.close()
	box.down = false
	f.open()
	f.pass(5 * time.Minute)
	if ready != 2 {
		t.Errorf("the process that took over was ready %d times", ready-1)
	}
	if h := f.lead(); h.State != handoff.Offered {
		t.Errorf("the brief became %q", h.State)
	}
}
