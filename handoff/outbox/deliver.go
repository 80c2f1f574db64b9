package outbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// parcel is a job of the outbox on its way out.
type parcel struct {
	job   store.Job
	ids   []int64
	mail  render.Mail
	lend  *handoff.Token // what the reply address of the mail stands for; nil: it has none of its own
	loads []*load        // what is to be carried, one after the other: an event, a mail, or an event and then the mail about it
	skip  *handoff.Reason
	fail  error  // cannot be rendered
	code  string // the secret in that reply address
}

// settled says whether nothing of it is to be carried.
func (p *parcel) settled() bool { return p.skip != nil || p.fail != nil }

// event is the event that it carries, nil if none.
func (p *parcel) event() *load {
	if p.settled() || len(p.loads) == 0 || p.loads[0].item.Event == nil {
		return nil
	}
	return p.loads[0]
}

// mailing is the mail that it carries, nil if none or if the event before it was not taken.
func (p *parcel) mailing() *load {
	if p.settled() || len(p.loads) == 0 {
		return nil
	}
	for _, l := range p.loads[:len(p.loads)-1] {
		if l.err != nil {
			return nil
		}
	}
	if l := p.loads[len(p.loads)-1]; l.item.Mail != nil {
		return l
	}
	return nil
}

// round is what is claimed and sent together.
type round struct {
	parcels []*parcel
	err     error
}

// Deliver sends what is ready: claimed, asked once more whether it is wanted, rendered, kept, handed over, marked. Marks of one round
// are one transaction, together with the facts that the mails are out. While one round is handed over the next is written. It gives how
// many mails and events that was.
func (o *Outbox) Deliver(ctx context.Context) (int, error) {
	if o.Mail == nil {
		return 0, nil
	}
	o.sending.Lock()
	defer o.sending.Unlock()
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
	rounds := make(chan round)
	writing, stop := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		defer close(rounds)
		o.write(writing, rounds)
	})
	defer done.Wait()
	defer stop()
	total := 0
	for r := range rounds {
		if r.err != nil {
			return total, r.err
		}
		if err := o.ship(ctx, r.parcels); err != nil {
			return total, err
		}
		total += len(r.parcels)
	}
	return total, ctx.Err()
}

// write claims and renders rounds until nothing can be claimed.
func (o *Outbox) write(ctx context.Context, out chan<- round) {
	for {
		parcels, err := o.claim(ctx)
		if err == nil && len(parcels) == 0 {
			return
		}
		if err == nil {
			err = o.pack(ctx, parcels)
		}
		select {
		case out <- round{parcels, err}:
		case <-ctx.Done():
			o.putBack(parcels)
			return
		}
		if err != nil {
			for _, p := range parcels { // nothing of what pack has settled was written
				p.skip, p.fail = nil, nil
			}
			o.putBack(parcels)
			return
		}
	}
}

// putBack makes claimed mails claimable again that were not handed over.
func (o *Outbox) putBack(parcels []*parcel) {
	put := func(tx *store.Tx) error {
		now := o.Now()
		for _, p := range parcels {
			if p.skip != nil || p.fail != nil {
				continue
			}
			if err := tx.Retry(p.ids, now, now, errStopped.Error(), true); err != nil {
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

func (o *Outbox) claim(ctx context.Context) ([]*parcel, error) {
	var out []*parcel
	n := o.limit.allow(o.Now(), o.InFlight)
	if n == 0 {
		return nil, nil
	}
	err := o.Store.Update(ctx, func(tx *store.Tx) error {
		out = nil
		jobs, err := tx.Claim(o.Now(), n)
		for _, j := range jobs {
			p := &parcel{job: j}
			for _, r := range j.Rows {
				p.ids = append(p.ids, r.ID)
			}
			out = append(out, p)
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

// pack renders what is still wanted and keeps the bytes, so that a second try after a crash is the same mail.
func (o *Outbox) pack(ctx context.Context, parcels []*parcel) error {
	err := o.Store.View(ctx, func(tx *store.Tx) error {
		for _, p := range parcels {
			if err := o.render(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("render mails: %w", err)
	}
	err = o.Desk.Update(ctx, func(tx *store.Tx) error {
		now := o.Now()
		for _, p := range parcels {
			if err := o.keepParcel(tx, p, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep mails: %w", err)
	}
	o.Hook("rendered")
	return nil
}

func (o *Outbox) keepParcel(tx *store.Tx, p *parcel, now time.Time) error {
	if err := o.drawAgain(tx, p); err != nil {
		return err
	}
	switch {
	case p.skip != nil:
		return tx.Skip(p.ids, now, *p.skip)
	case p.fail != nil:
		o.Log.Error("a mail could not be written", "key", p.job.Rows[0].Action.Key(), "error", p.fail)
		if err := tx.MarkFailed(p.ids, now, p.fail.Error()); err != nil {
			return err
		}
		return o.failed(tx, p, p.fail, true)
	}
	if p.lend != nil {
		if err := tx.KeepToken(p.code, *p.lend); err != nil {
			return err
		}
	}
	if p.mail.Raw == nil { // only a calendar is written, as it should be at that moment
		return nil
	}
	return tx.KeepBytes(p.ids, p.mail.MessageID, p.mail.Raw, p.mail.Told)
}

// render decides nothing: Wanted says whether, the Renderer says how.
func (o *Outbox) render(tx *store.Tx, p *parcel) error {
	now := o.Now()
	p.loads = nil
	var hs []handoff.Handoff
	var as []handoff.Action
	for _, r := range p.job.Rows {
		h, err := subject(tx, r.Action)
		if errors.Is(err, store.ErrNotFound) {
			p.skip = &handoff.Reason{Code: "gone", Text: "the handoff is not there any more"}
			return nil
		}
		if err != nil {
			return err
		}
		ok, why := handoff.Wanted(h, r.Action, now)
		if ok && !o.allowed(h, r.Action) {
			ok, why = false, handoff.Reason{Code: "not-allowed", Text: "the recipient has no part in this handoff"}
		}
		if !ok {
			p.skip = &why
			continue
		}
		hs, as = append(hs, h), append(as, r.Action)
	}
	if len(hs) == 0 {
		return nil
	}
	p.skip = nil
	l, alone, err := o.event(tx, hs[0], as[0], now)
	if errors.Is(err, errUnwritable) {
		p.fail = err
		return nil
	}
	if l != nil {
		p.loads = append(p.loads, l)
	}
	if err != nil || alone {
		return err
	}
	if first := p.job.Rows[0]; len(first.Bytes) > 0 {
		p.mail = render.Mail{From: o.writes(hs[0], as[0]).Address, MessageID: first.MessageID, Raw: first.Bytes, Told: first.Told}
		if as[0].Purpose == handoff.PurposeService {
			p.mail.From = mail.Read(first.Bytes).From.Addr
		}
		p.mail.To, p.fail = o.Renderer.Envelope(&hs[0], as[0], o.conf())
		return nil
	}
	if len(hs) > 1 {
		p.mail, p.fail = o.Renderer.Digest(hs, as, o.conf().Of(hs[0].Team), now)
		return nil
	}
	source, err := o.sourceMail(tx, as[0])
	if err != nil {
		return err
	}
	if err := o.lend(tx, p, &as[0], now); err != nil {
		return err
	}
	p.mail, p.fail = o.Renderer.Render(hs[0], as[0], o.writes(hs[0], as[0]), now, source)
	return nil
}

// subject is the handoff that a mail is about. Some may be about none.
func subject(tx *store.Tx, a handoff.Action) (handoff.Handoff, error) {
	about := a.Purpose != handoff.PurposeConfirm && a.Purpose != handoff.PurposeEcho && a.Purpose != handoff.PurposeService
	if a.Handoff == "" && !about {
		return handoff.Handoff{}, nil
	}
	return tx.Handoff(a.Handoff)
}

// teamOf says in whose name the mail goes out.
func teamOf(h handoff.Handoff, a handoff.Action) string {
	if h.ID == "" {
		return a.TeamNamed()
	}
	return h.Team
}

// writes is the config under which a mail is written: in the name of the address of its handoff. A mail of the service takes one whose
// mail server can be reached, since it may be one of these that it tells of.
func (o *Outbox) writes(h handoff.Handoff, a handoff.Action) *handoff.Config {
	if a.Purpose != handoff.PurposeService {
		return o.conf().Of(teamOf(h, a))
	}
	c := *o.conf()
	for _, l := range o.outlets {
		if len(l.addresses) > 0 && !l.isDown() {
			c.Address = l.addresses[0]
			break
		}
	}
	return &c
}

// lend draws the reply address of a mail to one colleague. Nobody else may get that mail, so one that a trial keeps back has none.
func (o *Outbox) lend(tx *store.Tx, p *parcel, a *handoff.Action, now time.Time) error {
	to := o.conf().Person(a.To.Person)
	if a.To.Person == "" || a.Purpose.Channel() != handoff.ChannelInternal || !o.conf().MayWriteTo(to.Email()) ||
		o.Renderer.Addressing() == handoff.AddressingNone && a.Purpose != handoff.PurposeConfirm {
		return nil
	}
	if a.Token = handoff.DetailOf[handoff.ConfirmDetail](*a).Code; a.Token != "" {
		return nil // asked once more, by the same reply address
	}
	code, err := o.Desk.DrawToken(tx)
	if err != nil {
		return err
	}
	t := handoff.Token{Handoff: a.Handoff, Person: a.To.Person, Role: a.To.Role, Issued: now, Expires: now.Add(handoff.RoleTokenLife)}
	if a.Purpose == handoff.PurposeConfirm {
		t.Mail = handoff.DetailOf[handoff.ConfirmDetail](*a).Mail
	}
	a.Token, p.code, p.lend = code, code, &t
	return nil
}

// allowed is the hard list of recipients: colleagues by id, and the handoff's own prospects.
func (o *Outbox) allowed(h handoff.Handoff, a handoff.Action) bool {
	if a.Purpose == handoff.PurposeService {
		return a.To.Person != "" // whoever has left is stood in for by the admin
	}
	if a.To.Person != "" {
		return h.Reach(a, o.conf()) != ""
	}
	return h.IsProspect(a.To.Address)
}

// sourceMail is the mail that a relay passes on.
func (o *Outbox) sourceMail(tx *store.Tx, a handoff.Action) (*mail.Message, error) {
	if a.Purpose != handoff.PurposeRelay {
		return nil, nil
	}
	raw, err := tx.MailRaw(handoff.DetailOf[handoff.RelayDetail](a).Mail, a.Handoff)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m := mail.Read(raw)
	m.Raw = raw
	return m, nil
}

// mostRewrites bounds how often a mail is written anew because its reply address is in use: more often means that chance is none.
const mostRewrites = 100

// drawAgain writes a mail anew whose reply address came into use after it was drawn, by another mail of the same round.
func (o *Outbox) drawAgain(tx *store.Tx, p *parcel) error {
	for range mostRewrites {
		if p.lend == nil || p.skip != nil || p.fail != nil {
			return nil
		}
		if used, err := tx.TokenInUse(p.code); err != nil || !used {
			return err
		}
		p.lend = nil
		if err := o.render(tx, p); err != nil {
			return err
		}
	}
	return fmt.Errorf("draw a reply address: all of %d drawn are in use; is the source of randomness broken?", mostRewrites)
}
