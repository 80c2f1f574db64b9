package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// delivered is a sender that notes when each mail was handed over.
type delivered struct {
	outbox.Carrier
	now func() time.Time
	at  []time.Time
}

func (d *delivered) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	d.at = append(d.at, d.now())
	return d.Carrier.Carry(ctx, i)
}

// leads briefs the office of n leads at once, each with a prospect of their own.
func (o *office) leads(n int) {
	o.t.Helper()
	for i := range n {
		prospect := fmt.Sprintf("p%d@globex.example", i)
		o.server.AddUser(prospect, "pw")
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "lead",
			Text: strings.NewReplacer("pat@globex.example", prospect,
				"Wednesday 25 November 15:00", fmt.Sprintf("2026-12-%02d 15:00", 10+i)).Replace(goodBrief)})
	}
}

func (o *office) outbox() []store.Row {
	o.t.Helper()
	var out []store.Row
	err := o.store.View(o.t.Context(), func(tx *store.Tx) error {
		for _, h := range o.all() {
			rows, err := tx.Outbox(h.ID)
			if err != nil {
				return err
			}
			out = append(out, rows...)
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return out
}

// urgency is the order in which mails go: withdrawals and updates, invitations, the rest.
func urgency(r store.Row) int {
	switch r.Action.Purpose {
	case handoff.PurposeCancel, handoff.PurposeUpdate:
		return 0
	case handoff.PurposeInvite:
		return 1
	}
	return 2
}

// readyAt says whether nothing but the rate kept a row from being sent then.
func readyAt(r store.Row, at time.Time, all []store.Row) bool {
	if r.NotBefore.After(at) || r.Created.After(at) || !r.Finished.After(at) {
		return false
	}
	for _, o := range all {
		lane := o.Action.Handoff == r.Action.Handoff && o.Action.To == r.Action.To &&
			o.Action.Purpose.Channel() == r.Action.Purpose.Channel() && o.ID < r.ID
		if (lane || slices.Contains(r.Action.After, o.Action.Key())) && !o.Finished.Before(at) {
			return false
		}
	}
	return true
}

func TestAThrottledOutboxSendsTheUrgentFirstAndDropsNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const every = 3 * time.Minute
	sender := &delivered{Carrier: o.e.Mail, now: func() time.Time { return o.now }}
	o.restart(func(p *Options) { p.Mail, p.Rate = sender, outbox.Rate{Every: every, Burst: 1} })
	o.leads(5)
	o.settle(0)
	const mails = 5 * 5
	moved := handoff.ID("")
	for range mails {
		o.settle(every)
		if i := slices.IndexFunc(o.outbox(), func(r store.Row) bool {
			return r.Action.Purpose == handoff.PurposeInvite &&
				r.State == store.RowSent
		}); i >= 0 {
			moved = o.outbox()[i].Action.Handoff
			break
		}
	}
	if waiting := len(sender.at); waiting > mails/2 {
		t.Fatalf("%d mails are out already", waiting)
	}
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "later", Text: string(moved) + " move 2026-12-21 10:00"})
	for range 3 * mails {
		o.settle(every / 2)
	}
	for i := 1; i < len(sender.at); i++ {
		if gap := sender.at[i].Sub(sender.at[i-1]); gap < every {
			t.Errorf("mails %d and %d are %s apart", i, i+1, gap)
		}
	}
	all, updates := o.outbox(), 0
	for _, r := range all {
		if replaced := r.State == store.RowSkipped && r.Action.Handoff == moved &&
			r.Action.Purpose == handoff.PurposeInvite; r.State != store.RowSent && !replaced {
			t.Errorf("%s is %s: %s", r.Action.Key(), r.State, r.Reason)
			continue
		}
		if urgency(r) == 0 {
			updates++
		}
		for _, other := range all {
			if r.State == store.RowSent && urgency(other) < urgency(r) && readyAt(other, r.Finished, all) {
				t.Errorf("%s went out at %s, when %s was ready", r.Action.Key(), r.Finished, other.Action.Key())
			}
		}
	}
	if len(all) < mails || updates == 0 {
		t.Errorf("%d mails, %d of them updates: too few to tell", len(all), updates)
	}
}

// TestAThrottledServiceDoesNotSpin serves on a virtual clock: between two mails it looks at the clock a few times, not
// without end.
func TestAThrottledServiceDoesNotSpin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		const every = 7 * time.Minute / 3
		o.restart(func(p *Options) { p.Rate = outbox.Rate{Every: every, Burst: 2, Daily: 1000} })
		o.leads(3)
		start, begun := o.now, time.Now()
		ctx, stop := context.WithTimeout(t.Context(), 2*time.Hour)
		defer stop()
		var looks atomic.Int64
		o.e.Now = func() time.Time {
			if looks.Add(1) > 20_000 {
				stop() // it spins: virtual time stands still
			}
			return start.Add(time.Since(begun))
		}
		o.e.Wait = func(ctx context.Context, until time.Time) error {
			timer := time.NewTimer(until.Sub(start.Add(time.Since(begun))))
			defer timer.Stop()
			select {
			case <-timer.C:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := o.e.Serve(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("serve: %v", err)
		}
		for _, r := range o.outbox() {
			if r.State != store.RowSent {
				t.Errorf("%s is %s", r.Action.Key(), r.State)
			}
		}
		if n := looks.Load(); n > 10_000 {
			t.Errorf("the clock was looked at %d times in two hours", n)
		}
	})
}

// TestTheDailyBudgetSurvivesARestart: what earlier processes have sent today counts, what they sent yesterday does not.
func TestTheDailyBudgetSurvivesARestart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.restart(func(p *Options) { p.Rate = outbox.Rate{Daily: 4} })
	o.leads(3)
	o.settle(0)
	o.restart(nil)
	o.settle(time.Hour)
	sent := func() int {
		n := 0
		for _, r := range o.outbox() {
			if r.State == store.RowSent {
				n++
			}
		}
		return n
	}
	if sent() != 4 {
		t.Fatalf("%d mails in a day, the budget is 4", sent())
	}
	o.settle(time.Date(2026, 11, 24, 0, 1, 0, 0, time.UTC).Sub(o.now))
	o.restart(nil)
	o.settle(time.Hour)
	if sent() != 8 {
		t.Errorf("%d mails in two days, the budget is 4 a day", sent())
	}
}
