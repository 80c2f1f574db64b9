package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/engine"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// failing is a mailbox whose server can be told to answer nothing but the first SELECT.
type failing struct {
	engine.Mailbox
	down, shut bool      // no mail can be read; nothing at all
	first      time.Time // when it could not be opened first
}

var errOutOfReach = errors.New("out of reach")

func (b *failing) Start(ctx context.Context) (intake.Cursor, error) {
	if b.shut {
		return "", errOutOfReach
	}
	return b.Mailbox.Start(ctx)
}

// Since takes the server's clock for the service's: the first is that of this machine, the other the test's.
func (b *failing) Since(ctx context.Context, _ time.Time) (intake.Cursor, error) {
	return b.Mailbox.Since(ctx, b.first)
}

func (b *failing) Poll(ctx context.Context, after intake.Cursor) (intake.Batch, error) {
	if b.down || b.shut {
		return intake.Batch{}, errOutOfReach
	}
	return b.Mailbox.Poll(ctx, after)
}

// TestFlow35NothingIsMissedOnceReady: at the first start the service is ready when it is kept where the mailbox
// ends, and not before. What arrives from then on is read, also by a process that takes over before anything was read.
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
	f.brief()                                // before the service was there: it begins with the next mail
	time.Sleep(time.Second + time.Second/10) // what arrives in one second came at one time
	box.first = time.Now()
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

// TestFlow43TheRosterSaysWhatChanged: a team went and a rep came; the lead's record says that, and nobody is mailed.
func TestFlow43TheRosterSaysWhatChanged(t *testing.T) {
	f := newFlow(t, func(f *flow) {
		north := f.config.Teams[0]
		north.Name, north.Reps = "north", []handoff.PersonID{"ben"}
		f.config.Teams = append(f.config.Teams, north)
	})
	f.offered("Team: sales")
	now := *f.config
	now.Hash, now.Teams = "without north", []handoff.Team{f.config.Teams[0]}
	now.Teams[0].Reps = append(slices.Clone(now.Teams[0].Reps), "olga")
	if err := f.engine.Reload(f.Context(), &now, f.trust); err != nil {
		t.Fatal(err)
	}
	f.pass(5 * time.Minute)
	f.expect()
	said := ""
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	f.view(func(tx *store.Tx) error {
		facts, err := tx.Facts(f.lead().ID)
		for _, r := range facts {
			if r.Kind == handoff.KindRosterChanged {
				said += view.Why(set, &now, r.Reason) + "\n"
			}
		}
		return err
	})
	if !strings.Contains(said, "the team north is no more; Olga Nyman came to the team sales; what was promised stays") ||
		strings.Contains(said, "hours of") {
		t.Errorf("the record says\n%s", said)
	}
}
