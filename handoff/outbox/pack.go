package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// pack renders what is still wanted and keeps the bytes, so that a second try after a crash is the same mail. beside
// says that another round is handed over meanwhile.
func (o *Outbox) pack(ctx context.Context, deliveries []*delivery, beside bool) error {
	err := o.Store.View(ctx, func(tx *store.Tx) error {
		tx.Reuse(&o.decoded)
		if err := tx.ReadAhead(subjects(deliveries)); err != nil {
			return err
		}
		once := readOnce{tx, map[handoff.ID]handoff.Handoff{}, reckoned{}}
		for _, p := range deliveries {
			if err := o.render(once, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("render mails: %w", err)
	}
	writeAll(deliveries, beside)
	err = o.Desk.Update(ctx, func(tx *store.Tx) error {
		now := o.Now()
		once := &keepOnce{keeping: tx, had: reckoned{}, live: map[[2]string]int{}}
		for _, p := range deliveries {
			if err := o.keepDelivery(once, p, now); err != nil {
				return err
			}
		}
		return once.together(now)
	})
	if err != nil {
		return fmt.Errorf("keep mails: %w", err)
	}
	o.Hook("rendered")
	return nil
}

func (o *Outbox) keepDelivery(tx *keepOnce, p *delivery, now time.Time) error {
	if err := o.drawAgain(tx, p); err != nil {
		return err
	}
	p.lost = false
	if !p.settled() { // others of this round may have been counted since
		if err := o.hold(tx, p, now); err != nil {
			return err
		}
	}
	switch {
	case !p.hold.IsZero():
		tx.delayed = append(tx.delayed, store.Delayed{Claimed: p.held, Until: p.hold, Digest: p.join})
		return nil
	case p.skip != nil:
		_, err := tx.Skip(p.held, now, *p.skip)
		return err
	case p.fail != nil:
		o.Log.Error("a mail could not be written", "handoff", p.job.Rows[0].Action.Handoff, "key",
			p.job.Rows[0].Action.Key(), "error", p.fail)
		if ours, err := tx.MarkFailed(p.held, now, p.fail.Error()); err != nil || !ours {
			return err
		}
		return o.failed(tx, p, p.fail, true)
	}
	if p.lend != nil {
		if err := tx.KeepToken(p.code, *p.lend); err != nil {
			return err
		}
	}
	if err := o.keepLinks(tx, p, now); err != nil {
		return err
	}
	if p.mail.Raw == nil { // only a calendar is written, as it should be at that moment
		return nil
	}
	if len(p.mail.Lines) > 0 {
		if err := tx.KeepLines(p.mail.MessageID, p.job.Rows[0].Action.To.Person, now, p.mail.Lines); err != nil {
			return err
		}
	}
	for _, u := range p.out {
		one := store.Claimed{Token: p.held.Token, Rows: []int64{u.id}}
		if _, err := tx.Skip(one, now, u.why); err != nil {
			return err
		}
	}
	if err := o.count(tx, p, now); err != nil {
		return err
	}
	if p.packed == nil { // it was written anew
		p.packed = store.Pack(p.mail.Raw)
	}
	tx.whose = append(tx.whose, p)
	tx.packed = append(tx.packed, store.Packed{Claimed: p.kept, MessageID: p.mail.MessageID, Size: len(p.mail.Raw),
		Data: p.packed, Told: p.mail.Told})
	return nil
}

// render decides nothing: Wanted says whether, the Renderer says how. What the Renderer does is left to write, which
// needs no transaction.
func (o *Outbox) render(tx rendering, p *delivery) error {
	now := o.Now()
	p.loads, p.write = nil, nil
	hs, as, err := o.wanted(tx, p, now)
	if err != nil || len(hs) == 0 {
		return err
	}
	p.skip = nil
	p.about = hs[0]
	if err := o.hold(tx, p, now); err != nil || !p.hold.IsZero() {
		return err
	}
	l, alone, err := o.beside(tx, hs[0], as[0], now)
	if errors.Is(err, errUnwritable) || errors.Is(err, render.ErrRender) {
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
		p.mail = render.Mail{From: o.writes(hs[0], as[0]).Address, Raw: first.Bytes}
		p.mail.MessageID, p.mail.Told = first.MessageID, first.Told
		if as[0].Purpose == handoff.PurposeService {
			p.mail.From = mail.Read(first.Bytes).From.Addr
		}
		p.mail.To, p.fail = o.Renderer.Envelope(&hs[0], as[0], o.conf())
		return nil
	}
	if as[0].When != handoff.Live || len(hs) > 1 && as[0].Purpose != handoff.PurposeEscalation {
		return o.today(tx, p, hs, as, now)
	}
	if len(hs) > 1 {
		p.write = func() { p.mail, p.fail = o.Renderer.Digest(hs, as, o.conf().Of(hs[0].Team), now) }
		return nil
	}
	source, err := o.sourceMail(tx, as[0])
	if err != nil {
		return err
	}
	if err := o.lend(tx, p, &as[0], now); err != nil {
		return err
	}
	if err := o.link(p, &as[0]); err != nil {
		return err
	}
	if err := o.lookBack(tx, hs[0], &as[0]); err != nil {
		return err
	}
	c := o.writes(hs[0], as[0])
	p.write = func() {
		p.mail, p.fail = o.Renderer.Render(hs[0], as[0], c, now, source)
		if p.lend != nil && handoff.Practises(as[0]) {
			p.lend.Message = p.mail.MessageID // there is no lead that it could name
		}
	}
	return nil
}

// wanted are the actions that still make sense, with their handoffs. If there are none the delivery says why.
func (o *Outbox) wanted(tx rendering, p *delivery, now time.Time) (hs []handoff.Handoff, as []handoff.Action,
	err error) {
	p.kept, p.out = store.Claimed{Token: p.held.Token}, nil
	for _, r := range p.job.Rows {
		h, err := subject(tx, r.Action)
		if errors.Is(err, store.ErrNotFound) {
			gone := handoff.Because("gone/handoff")
			p.skip = &gone
			return nil, nil, nil
		}
		if err != nil {
			return nil, nil, err
		}
		ok, why := handoff.Wanted(h, r.Action, now)
		if ok && !o.allowed(h, r.Action) {
			ok, why = false, handoff.Because("not-allowed")
		}
		if told := r.Action.TellsPatterns(); ok && len(told) > 0 {
			if ok, why, err = wentOn(tx, told); err != nil {
				return nil, nil, err
			}
		}
		if ok && r.Action.Purpose == handoff.PurposeEscalation {
			if ok, why, err = o.news(tx, r); err != nil {
				return nil, nil, err
			}
		}
		if ok {
			if ok, why, err = standing(tx, r.Action, now); err != nil {
				return nil, nil, err
			}
		}
		if !ok {
			p.skip = &why
			p.out = append(p.out, unwanted{r.ID, why})
			continue
		}
		p.kept.Rows = append(p.kept.Rows, r.ID)
		hs, as = append(hs, h), append(as, r.Action)
	}
	return hs, as, nil
}

// news says whether an escalation tells its reader what they have not read since it was decided.
func (o *Outbox) news(tx rendering, r store.Row) (bool, handoff.Reason, error) {
	rows, err := tx.Outbox(r.Action.Handoff)
	for _, other := range rows {
		if other.State == store.RowSent && r.Action.Repeats(r.Created, other.Action, other.Finished) {
			return false, handoff.Because("superseded/case"), err
		}
	}
	return true, handoff.Reason{}, err
}

// wentOn says whether patterns are to be told still: not where all of them were told anew meanwhile, with more leads.
func wentOn(tx rendering, all []handoff.Pattern) (bool, handoff.Reason, error) {
	for _, p := range all {
		told, err := tx.PatternsOf(p.Team, p.Whose)
		if err != nil || !p.WentOn(told) {
			return true, handoff.Reason{}, err
		}
	}
	return false, handoff.Because("superseded/pattern"), nil
}

// subjects are the handoffs of all mails of a round.
func subjects(deliveries []*delivery) (out []handoff.ID) {
	for _, p := range deliveries {
		for _, r := range p.job.Rows {
			if r.Action.Handoff != "" {
				out = append(out, r.Action.Handoff)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// subject is the handoff that a mail is about. Some may be about none.
func subject(tx rendering, a handoff.Action) (handoff.Handoff, error) {
	none := []handoff.Purpose{handoff.PurposeConfirm, handoff.PurposeEcho, handoff.PurposeService}
	if a.Handoff == "" && slices.Contains(none, a.Purpose) {
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

// writes is the config under which a mail is written: in the name of the address of its handoff. A mail of the
// service takes one whose mail server can be reached, since it may be one of these that it tells of.
func (o *Outbox) writes(h handoff.Handoff, a handoff.Action) *handoff.Config {
	if a.Purpose != handoff.PurposeService {
		return o.conf().Of(teamOf(h, a))
	}
	if t := invites(a); t != nil && t.Team != "" {
		return o.conf().Of(t.Team) // an event has one organizer
	}
	c := *o.conf()
	for _, l := range o.transports {
		if len(l.addresses) > 0 && !l.isDown() {
			c.Address = l.addresses[0]
			break
		}
	}
	return &c
}

// lend draws the reply address of a mail to one colleague. Nobody else may get that mail, so one that a trial keeps
// back has none.
func (o *Outbox) lend(tx rendering, p *delivery, a *handoff.Action, now time.Time) error {
	to := o.conf().Person(a.To.Person)
	among := a.Purpose.Channel() == handoff.ChannelInternal || a.When != handoff.Live || p.about.Events().HoldsBrief(*a) ||
		handoff.Practises(*a)
	if a.To.Person == "" || !among || !o.conf().MayWriteTo(to.Email()) ||
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
	t := handoff.Token{Handoff: a.Handoff, Person: a.To.Person, Role: a.To.Role, Issued: now,
		Expires: now.Add(handoff.RoleTokenLife)}
	if a.Purpose == handoff.PurposeConfirm {
		t.Mail = handoff.DetailOf[handoff.ConfirmDetail](*a).Mail
	}
	a.Token, p.code, p.lend = code, code, &t
	return nil
}

// allowed is the hard list of recipients: colleagues by id, and the handoff's own prospects.
func (o *Outbox) allowed(h handoff.Handoff, a handoff.Action) bool {
	switch {
	case a.Purpose == handoff.PurposeService && a.When != handoff.Live: // a part of a mail that nobody stands in for
		p := o.conf().Person(a.To.Person)
		return !p.Gone && p.Email() != "" && o.conf().MayWriteTo(p.Email())
	case a.Purpose == handoff.PurposeService:
		return a.To.Person != "" // whoever has left is stood in for by the admin
	}
	if a.To.Person != "" {
		return h.Reach(a, o.conf()) != ""
	}
	return h.IsProspect(a.To.Address)
}

// sourceMail is the mail that a relay passes on, or that a question quotes.
func (o *Outbox) sourceMail(tx rendering, a handoff.Action) (*mail.Message, error) {
	id := a.Quotes()
	if id == "" {
		return nil, nil
	}
	raw, err := tx.MailRaw(id, a.Handoff)
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

// mostRewrites bounds how often a mail is written anew because its reply address is in use: more often means that
// chance is none.
const mostRewrites = 100

// drawAgain writes a mail anew whose reply address came into use after it was drawn, by another mail of the same round.
func (o *Outbox) drawAgain(tx rendering, p *delivery) error {
	for range mostRewrites {
		if p.lend == nil || p.skip != nil || p.fail != nil {
			return nil
		}
		if used, err := tx.TokenInUse(p.code); err != nil || !used {
			return err
		}
		p.lend, p.packed = nil, nil
		if err := o.render(tx, p); err != nil {
			return err
		}
		p.written()
	}
	return fmt.Errorf("draw a reply address: all of %d drawn are in use; is the source of randomness broken?",
		mostRewrites)
}
