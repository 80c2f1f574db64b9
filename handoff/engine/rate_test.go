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

	"pgregory.net/rapid"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// TestTheRateIsKept hands over as eagerly as the limiter lets, at odd times, and counts every span.
func TestTheRateIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := limiter{Rate: Rate{
			Every: time.Duration(rapid.Int64Range(1, int64(time.Minute)).Draw(t, "every")),
			Burst: rapid.IntRange(0, 20).Draw(t, "burst"),
		}}
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		var at []time.Time // of each mail
		for range 40 {
			wanted := rapid.IntRange(1, 16).Draw(t, "wanted")
			n := l.allow(now, wanted)
			if n > wanted {
				t.Fatalf("%d of %d mails allowed", n, wanted)
			}
			if n == 0 && !l.until.After(now) {
				t.Fatalf("nothing is allowed at %s, and nothing to wait for: until %s", now, l.until)
			}
			l.took(n)
			for range n {
				at = append(at, now)
			}
			switch {
			case n == 0 && rapid.Bool().Draw(t, "wait"):
				now = l.until
				if l.allow(now, 1) == 0 {
					t.Fatalf("nothing is allowed at %s, as was said; now until %s", now, l.until)
				}
			case rapid.Bool().Draw(t, "later"):
				now = now.Add(time.Duration(rapid.Int64Range(0, int64(5*l.Every)).Draw(t, "pause")))
			}
		}
		for i := range at {
			for j := i; j < len(at); j++ {
				most := max(l.Burst, 1) + int(at[j].Sub(at[i])/l.Every)
				if n := j - i + 1; n > most {
					t.Fatalf("%d mails within %s, at most %d", n, at[j].Sub(at[i]), most)
				}
			}
		}
	})
}

// TestTheDailyBudgetIsKept spends a day's mails at once and waits for the next day (UTC), whatever the rate.
func TestTheDailyBudgetIsKept(t *testing.T) {
	for _, every := range []time.Duration{0, time.Second} {
		l := limiter{Rate: Rate{Every: every, Burst: 50, Daily: 20}}
		evening := time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)
		for _, want := range []int{16, 4, 0, 0} {
			n := l.allow(evening, 16)
			if n != want {
				t.Fatalf("%s: %d allowed, want %d", every, n, want)
			}
			l.took(n)
		}
		midnight := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
		if !l.until.Equal(midnight) {
			t.Errorf("%s: waits until %s", every, l.until)
		}
		if n := l.allow(midnight.In(handoff.Location("Asia/Tokyo")), 30); n != 20 {
			t.Errorf("%s: %d on the next day", every, n)
		}
	}
}

// TestAClockSetBackHaltsNothing: what was handed over counts for one burst at most.
func TestAClockSetBackHaltsNothing(t *testing.T) {
	l := limiter{Rate: Rate{Every: time.Second, Burst: 5}}
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	l.took(l.allow(now, 5))
	now = now.Add(-time.Hour)
	if n := l.allow(now, 5); n != 0 || l.until.After(now.Add(time.Second)) {
		t.Errorf("%d allowed, then not before %s", n, l.until)
	}
}

// delivered is a sender that notes when each mail was handed over.
type delivered struct {
	Sender
	now func() time.Time
	at  []time.Time
}

func (d *delivered) Send(ctx context.Context, from, to string, raw []byte) error {
	d.at = append(d.at, d.now())
	return d.Sender.Send(ctx, from, to, raw)
}

// leads briefs the office of n leads at once, each with a prospect of their own.
func (o *office) leads(n int) {
	o.t.Helper()
	for i := range n {
		prospect := fmt.Sprintf("p%d@globex.example", i)
		o.server.AddUser(prospect, "pw")
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "lead", Text: strings.NewReplacer("pat@globex.example", prospect,
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
		lane := o.Action.Handoff == r.Action.Handoff && o.Action.To == r.Action.To && o.Action.Purpose.Channel() == r.Action.Purpose.Channel() && o.ID < r.ID
		if (lane || slices.Contains(r.Action.After, o.Action.Key())) && !o.Finished.Before(at) {
			return false
		}
	}
	return true
}

func TestAThrottledOutboxSendsTheUrgentFirstAndDropsNothing(t *testing.T) {
	o := newOffice(t)
	const every = 3 * time.Minute
	o.e.limit.Rate = Rate{Every: every, Burst: 1}
	sender := &delivered{Sender: o.e.Sender, now: func() time.Time { return o.now }}
	o.e.Sender = sender
	o.leads(5)
	o.settle(0)
	const mails = 5 * 6
	moved := handoff.ID("")
	for range mails {
		o.settle(every)
		if i := slices.IndexFunc(o.outbox(), func(r store.Row) bool { return r.Action.Purpose == handoff.PurposeInvite && r.State == store.RowSent }); i >= 0 {
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
		if replaced := r.State == store.RowSkipped && r.Action.Handoff == moved && r.Action.Purpose == handoff.PurposeInvite; r.State != store.RowSent && !replaced {
			t.Errorf("%s is %s: %s", r.Action.Key(), r.State, r.Reason.Text)
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

// TestAThrottledServiceDoesNotSpin serves on a virtual clock: between two mails it looks at the clock a few times, not without end.
func TestAThrottledServiceDoesNotSpin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		const every = 7 * time.Minute / 3
		o.e.limit.Rate = Rate{Every: every, Burst: 2, Daily: 1000}
		o.leads(3)
		start, begun := o.now, time.Now()
		ctx, stop := context.WithTimeout(t.Context(), 2*time.Hour)
		defer stop()
		var looks atomic.Int64
		o.e.Now = func() time.Time {
			if looks.Add(1) > 10_000 {
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
		if n := looks.Load(); n > 5_000 {
			t.Errorf("the clock was looked at %d times in two hours", n)
		}
	})
}

// TestTheDailyBudgetSurvivesARestart: what earlier processes have sent today counts, what they sent yesterday does not.
func TestTheDailyBudgetSurvivesARestart(t *testing.T) {
	o := newOffice(t)
	o.restart(func(p *Options) { p.Rate = Rate{Daily: 4} })
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
