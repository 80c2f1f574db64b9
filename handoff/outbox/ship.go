package outbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// viaMail is what evidence calls the way of mail.
const viaMail = "smtp"

// ship hands a round over, one item after the other for each mail server, and marks the whole of it. A stop lets the
// mail in hand come to its end, or to where the server has surely not taken it; the others are put back.
func (o *Outbox) ship(ctx context.Context, deliveries []*delivery) error {
	for _, p := range deliveries {
		if p.mail.Raw != nil {
			l := o.transport(p.mail.From)
			item := &Mail{From: p.mail.From, To: p.mail.To, Raw: p.mail.Raw}
			p.loads = append(p.loads, &load{carrier: l.carrier, via: viaMail, outage: l.source(), item: item})
		}
	}
	o.carryAside(ctx, deliveries)
	last := o.carryMails(ctx, deliveries)
	var committed []func()
	mark := func(tx *store.Tx) error {
		committed = nil
		for l, try := range last {
			done, err := o.heard(tx, l, try.err, try.at)
			if err != nil {
				return err
			}
			committed = append(committed, done)
		}
		tx.Reuse(&o.decoded)
		if err := tx.ReadAhead(toBeTold(deliveries)); err != nil {
			return err
		}
		follows, err := o.mark(tx, deliveries) // what is written of them goes together
		if err != nil {
			return err
		}
		for _, follow := range follows {
			if err := follow(); err != nil {
				return err
			}
		}
		return nil
	}
	if err := o.Desk.Update(context.WithoutCancel(ctx), mark); err != nil { // also while stopping
		o.owed.add(mark)
		return fmt.Errorf("mark mails as sent: %w", err)
	}
	for _, done := range committed {
		done()
	}
	o.Hook("marked")
	return nil
}

// toBeTold are the handoffs that wait for what became of a delivery.
func toBeTold(deliveries []*delivery) []handoff.ID {
	var out []handoff.ID
	for _, p := range deliveries {
		for _, r := range p.job.Rows {
			if !p.settled() && handoff.Noted(r.Action) && !slices.Contains(out, r.Action.Handoff) {
				out = append(out, r.Action.Handoff)
			}
		}
	}
	return out
}

// carryMails hands the mails of a round over, and gives the latest try of each server.
func (o *Outbox) carryMails(ctx context.Context, deliveries []*delivery) map[*transport]*load {
	down := map[*transport]error{} // servers that could not be reached: the rest of the round need not wait for them
	last := map[*transport]*load{}
	for _, p := range deliveries {
		l := p.mailing()
		if l == nil {
			continue
		}
		at := o.transport(p.mail.From)
		l.err = down[at]
		if ctx.Err() != nil {
			l.err = errStopped
		}
		if l.err == nil {
			o.Hook("handed")
			_, l.err = l.carrier.Carry(ctx, l.item)
			if l.err != nil && failure(l.err).Outcome == Stopped {
				l.err = errStopped
			} else {
				last[at] = l
			}
			o.Hook("accepted")
		}
		if l.at = o.Now(); unreachable(l.err) {
			down[at] = l.err
		}
	}
	return last
}

// errStopped says that a mail was not handed over because the service stops.
var errStopped = &Error{Outcome: Stopped, Err: errors.New("stopped before it was handed over")}

// serverWait is how long mails wait at most for a server that cannot be reached: that is no fault of theirs.
const serverWait = 5 * time.Minute

// backoff is how long a mail waits after the given number of tries: from half a minute to an hour.
func backoff(attempts int) time.Duration {
	return min(time.Hour, 30*time.Second<<min(attempts, 7))
}

// mark writes down which deliveries are out. What is to be told their handoffs, or done about the first item that was
// not taken, is left to follow.
func (o *Outbox) mark(tx marking, deliveries []*delivery) (follows []func() error, err error) {
	var taken []store.Taken
	var out []func() error // of these
	for _, p := range deliveries {
		if p.settled() {
			continue
		}
		at, via, failed, err := o.carried(tx, p)
		switch {
		case err != nil:
			return nil, err
		case failed != nil:
			follows = append(follows, func() error { return o.notTaken(tx, p, failed) })
		default:
			taken = append(taken, store.Taken{Claimed: p.held, At: at})
			out = append(out, func() error { return o.sent(tx, p, at, via) })
		}
	}
	ours, err := tx.MarkAllSent(taken)
	for i, follow := range out {
		if err == nil && ours[i] { // else whoever has it now, or has marked it before, has said so
			follows = append(follows, follow)
		}
	}
	return follows, err
}

// carried says when and how a delivery was taken, or which load was not.
func (o *Outbox) carried(tx marking, p *delivery) (at time.Time, via string, failed *load, err error) {
	via = viaMail
	for _, l := range p.loads {
		if l.err != nil {
			return at, via, l, nil
		}
		if err := l.item.taken(o, tx, l); err != nil {
			return at, via, nil, err
		}
		at, via = l.at, l.via
	}
	return at, via, nil, nil
}

// sent makes known to the handoffs that their mail is out.
func (o *Outbox) sent(tx marking, p *delivery, at time.Time, via string) error {
	o.says(tx, p, via)
	for _, r := range p.job.Rows {
		if !handoff.Noted(r.Action) {
			continue // the row says it is out; no rule waits for it
		}
		f := &handoff.Sent{About: handoff.About{At: at, Via: via, MessageID: p.mail.MessageID, Strength: handoff.Seen},
			Key: r.Action.Key(), Purpose: r.Action.Purpose, To: r.Action.To, UID: r.Action.UID,
			Told: p.mail.Told, Turn: r.Action.Assignment}
		if _, err := o.Desk.Decide(tx, r.Action.Handoff, f); err != nil {
			return err
		}
	}
	return nil
}

// notTaken puts a delivery back whose item was not taken, or gives it up.
func (o *Outbox) notTaken(tx marking, p *delivery, l *load) error {
	row, failed, aside := p.job.Rows[0], failure(l.err), !l.mailed()
	switch {
	case failed.Outcome == Stopped:
		_, err := tx.Retry(p.held, l.at, l.at, l.err.Error(), true)
		return err
	case failed.Outcome == Refused, failed.Outcome == Forbidden && l.spare:
		o.Log.Error(l.item.kind()+" was refused for good", "handoff", row.Action.Handoff, "to", p.mail.To, "key",
			row.Action.Key(), "error", l.err)
		if ours, err := tx.MarkFailed(p.held, l.at, l.err.Error()); err != nil || !ours {
			return err
		}
		return o.failed(tx, p, l.err, aside)
	case failed.Outcome == Forbidden:
		if err := o.notPermitted(tx, p, l, failed); err != nil {
			return err
		}
	}
	wait := backoff(row.Attempts)
	if aside || failed.Outcome == Unreachable {
		wait = min(wait, serverWait)
	}
	next := l.at.Add(max(wait, failed.RetryAfter))
	o.Log.Warn(l.item.kind()+" could not be handed over and is tried again", "handoff", row.Action.Handoff, "to",
		p.mail.To, "key", row.Action.Key(), "next", next, "error", l.err)
	// The bytes are dropped only if the server surely has not taken them: a later try may then promise a later end of
	// the window.
	_, err := tx.Retry(p.held, l.at, next, l.err.Error(), aside || failed.Outcome != Uncertain)
	return err
}

// failed makes a refusal known to the handoff; local says that no server was asked.
func (o *Outbox) failed(tx desk.Deciding, p *delivery, cause error, local bool) error {
	for _, r := range p.job.Rows {
		tx.AfterCommit(func() { o.Desk.Events.Failed(r.Action.Purpose) })
		if d, ok := r.Action.Detail.(handoff.ServiceDetail); ok {
			if d.Personal == handoff.Yes {
				d.Text, d.Says.Args, d.Lines = "", nil, nil
			}
			o.Log.Error("nobody could be told", "subject", cmp.Or(d.Subject, d.Says.String()), "to", r.Action.To.Person,
				"text", cmp.Or(d.Text, handoff.ReasonArg(d.Lines...).String()), "error", cause)
		}
		if r.Action.Purpose == handoff.PurposeConfirm || r.Action.Handoff == "" {
			continue // nothing was done, and nothing hangs on it
		}
		about := handoff.About{At: o.Now(), Via: viaMail, MessageID: p.mail.MessageID, Strength: handoff.Seen}
		f := &handoff.Failed{About: about, Key: r.Action.Key(), Purpose: r.Action.Purpose, To: r.Action.To,
			Error: text.Shorten(cause.Error(), 300), Local: local}
		if _, err := o.Desk.Decide(tx, r.Action.Handoff, f); err != nil {
			return err
		}
	}
	return nil
}
