package outbox

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/burst"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
)

// delivery is a job of the outbox on its way out.
type delivery struct {
	job    store.Job
	held   store.Claimed // the rows of the job, under its claim
	kept   store.Claimed // those of them that are still wanted, where others of the same mail are not
	out    []unwanted
	lost   bool // somebody else has claimed them since
	mail   render.Mail
	write  func()         // writes the mail, which needs no transaction; nil: there is none, or it was written before
	packed []byte         // the mail, as it is kept
	lend   *handoff.Token // what the reply address of the mail stands for; nil: it has none of its own
	loads  []*load        // carried one after the other: an event, a mail, or an event and the mail about it
	skip   *handoff.Reason
	about  handoff.Handoff // of its first row
	hold   time.Time       // kept back until then: its reader does not work now, or has had enough
	join   string          // the digest key under which it goes then; empty: its own
	fail   error           // cannot be rendered
	code   string          // the secret in that reply address
}

// unwanted is a row of a mail of several that is not wanted any more.
type unwanted struct {
	id  int64
	why handoff.Reason
}

// settled says whether nothing of it is to be carried.
func (p *delivery) settled() bool {
	return p.skip != nil || p.fail != nil || p.lost || !p.hold.IsZero()
}

// aside is what it carries that is no mail, nil if nothing.
func (p *delivery) aside() *load {
	if p.settled() || len(p.loads) == 0 || p.loads[0].mailed() {
		return nil
	}
	return p.loads[0]
}

// mailing is the mail that it carries, nil if none or if what goes before it was not taken.
func (p *delivery) mailing() *load {
	if p.settled() || len(p.loads) == 0 {
		return nil
	}
	for _, l := range p.loads[:len(p.loads)-1] {
		if l.err != nil {
			return nil
		}
	}
	if l := p.loads[len(p.loads)-1]; l.mailed() {
		return l
	}
	return nil
}

// round is what is claimed and written together.
type round struct {
	deliveries []*delivery
	err        error
	begun      chan struct{} // closed when it is about to be handed over
}

// ahead is how many rounds lie written while another is handed over.
const ahead = 1

// Deliver sends what is ready: claimed, asked once more whether it is wanted, rendered, kept, handed over, marked.
// At most InFlight are handed over before they are marked, in one transaction with the facts that they are out. While
// one round is handed over the next is written. It gives how many mails and events that was.
func (o *Outbox) Deliver(ctx context.Context) (int, error) {
	if o.Mail == nil {
		return 0, nil
	}
	o.sending.Lock()
	defer o.sending.Unlock()
	defer o.decoded.Clear()
	if err := o.owed.pay(ctx, o.Store); err != nil {
		return 0, err
	}
	o.probe(ctx)
	total := 0
	for {
		n, err := o.deliverReady(ctx)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
		o.Committed()
	}
}

// deliverReady sends rounds until nothing is ready that does not wait for a mail of this very run.
func (o *Outbox) deliverReady(ctx context.Context) (int, error) {
	rounds := make(chan round, ahead)
	writing, stop := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		defer close(rounds)
		o.write(writing, rounds)
	})
	defer func() {
		stop()
		done.Wait()
		for r := range rounds {
			if r.err == nil { // else who wrote it has put it back
				o.putBack(r.deliveries)
			}
		}
	}()
	total := 0
	for r := range rounds {
		close(r.begun)
		if r.err != nil {
			return total, r.err
		}
		all := len(r.deliveries)
		r.deliveries = slices.DeleteFunc(r.deliveries, (*delivery).settled)
		total += all - len(r.deliveries)
		for len(r.deliveries) > 0 {
			part := r.deliveries[:min(o.InFlight, len(r.deliveries))]
			r.deliveries = r.deliveries[len(part):]
			if err := o.ship(ctx, part); err != nil {
				o.putBack(r.deliveries)
				return total, err
			}
			total += len(part)
		}
	}
	return total, ctx.Err()
}

// A round grows to mostClaimed, or InFlight if that is more, while the server takes mail so fast that a round is out
// within quickly: a slow one must not let a lease run out, or a mail grow old after it was asked whether it is wanted.
const (
	mostClaimed = 64
	quickly     = 2 * time.Second
)

// write claims and renders rounds until nothing can be claimed. While the server is quick it runs ahead.
func (o *Outbox) write(ctx context.Context, out chan<- round) {
	most, quick := o.InFlight, false
	calm := func() {}
	defer func() { calm() }()
	for first := true; ; first = false {
		begin := o.Now()
		deliveries, err := o.claim(ctx, most)
		if first && len(deliveries) == most { // more are ready
			calm = burst.Begin()
		}
		if err == nil && len(deliveries) == 0 {
			return
		}
		if err == nil {
			err = o.pack(ctx, deliveries, !first)
			o.limit.gaveBack(held(deliveries))
		}
		r := round{deliveries, err, make(chan struct{})}
		select {
		case out <- r:
		case <-ctx.Done():
			o.putBack(deliveries)
			return
		}
		if err != nil {
			for _, p := range deliveries { // nothing of what pack has settled was written
				p.skip, p.fail, p.lost, p.hold = nil, nil, false, time.Time{}
			}
			o.putBack(deliveries)
			return
		}
		if !quick {
			select {
			case <-r.begun:
			case <-ctx.Done():
				return
			}
		}
		most, quick = max(o.InFlight, min(2*most, mostClaimed)), true
		if o.Now().Sub(begin) > quickly {
			most, quick = o.InFlight, false
		}
	}
}

// held counts what is kept back.
func held(deliveries []*delivery) (n int) {
	for _, p := range deliveries {
		if !p.hold.IsZero() {
			n++
		}
	}
	return n
}

// putBack makes claimed mails claimable again that were not handed over.
func (o *Outbox) putBack(deliveries []*delivery) {
	put := func(tx *store.Tx) error {
		now := o.Now()
		for _, p := range deliveries {
			if p.settled() {
				continue
			}
			if _, err := tx.Retry(p.held, now, now, errStopped.Error(), true); err != nil {
				return err
			}
		}
		return nil
	}
	if err := o.Store.Update(context.Background(), put); err != nil {
		o.owed.add(put)
		o.Log.Error("claimed mails could not be put back yet", "error", err)
	}
}

func (o *Outbox) claim(ctx context.Context, most int) ([]*delivery, error) {
	var out []*delivery
	n := o.limit.allow(o.Now(), most)
	o.until.Store(0)
	if !o.limit.until.IsZero() {
		o.until.Store(o.limit.until.UnixNano())
	}
	if n == 0 {
		return nil, nil
	}
	err := o.Store.Update(ctx, func(tx *store.Tx) error {
		out = nil
		jobs, err := tx.Claim(o.claimant, o.Now(), n)
		for _, j := range jobs {
			out = append(out, &delivery{job: j, held: j.Claimed()})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim mails to send: %w", err)
	}
	if len(out) > 0 {
		o.limit.took(len(out))
		o.Hook("claimed")
	}
	return out, nil
}
