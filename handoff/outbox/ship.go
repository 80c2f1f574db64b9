package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/mail/smtp"
)

// ship hands the mails over, one transaction of SMTP each, and marks the whole round. A stop lets the mail in hand come to its end,
// or to where the server has surely not taken it; the others are put back.
func (o *Outbox) ship(ctx context.Context, parcels []*parcel) error {
	results := make([]error, len(parcels))
	at := make([]time.Time, len(parcels))
	booked := o.enter(ctx, parcels)
	down := map[*outlet]error{} // servers that could not be reached: the rest of the round need not wait for them
	last := map[*outlet]int{}   // the latest try
	for i, p := range parcels {
		if p.skip != nil || p.fail != nil {
			continue
		}
		if p.book != nil && (booked[i] != nil || !p.book.mailed) {
			results[i], at[i] = booked[i], o.Now()
			continue
		}
		l := o.outlet(p.mail.From)
		results[i] = down[l]
		if ctx.Err() != nil {
			results[i] = errStopped
		}
		if results[i] == nil {
			o.Hook("handed")
			results[i] = l.sender.Send(ctx, p.mail.From, p.mail.To, p.mail.Raw)
			if results[i] = stopped(ctx, results[i]); results[i] != errStopped {
				last[l] = i
			}
			o.Hook("accepted")
		}
		if at[i] = o.Now(); unreachable(results[i]) {
			down[l] = results[i]
		}
	}
	var committed []func()
	mark := func(tx *store.Tx) error {
		committed = nil
		for l, i := range last {
			done, err := o.heard(tx, l, results[i], at[i])
			if err != nil {
				return err
			}
			committed = append(committed, done)
		}
		for i, p := range parcels {
			if p.skip != nil || p.fail != nil {
				continue
			}
			if err := o.mark(tx, p, results[i], at[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if err := o.Desk.Update(context.WithoutCancel(ctx), mark); err != nil { // what was handed over is marked even while stopping
		o.owed.add(mark)
		return fmt.Errorf("mark mails as sent: %w", err)
	}
	for _, done := range committed {
		done()
	}
	o.Hook("marked")
	return nil
}

// errStopped says that a mail was not handed over because the service stops.
var errStopped = errors.New("stopped before it was handed over")

// stopped tells a hand-over that a stop has ended before the server can have taken anything from one that failed.
func stopped(ctx context.Context, err error) error {
	var failed *smtp.Error
	if err != nil && ctx.Err() != nil && errors.As(err, &failed) && failed.Code == 0 && !failed.Uncertain {
		return errStopped
	}
	return err
}

// serverWait is how long mails wait at most for a server that cannot be reached: that is no fault of theirs.
const serverWait = 5 * time.Minute

// unreachable says whether the server itself was the trouble, not the mail.
func unreachable(err error) bool {
	var failed *smtp.Error
	return errors.As(err, &failed) && (failed.Stage == smtp.StageDial || failed.Stage == smtp.StageAuth)
}

// backoff is how long a mail waits after the given number of tries: from half a minute to an hour.
func backoff(attempts int) time.Duration {
	return min(time.Hour, 30*time.Second<<min(attempts, 7))
}

func (o *Outbox) mark(tx *store.Tx, p *parcel, sent error, at time.Time) error {
	row := p.job.Rows[0]
	var refused *smtp.Error
	if p.book != nil {
		if done, err := o.markBooked(tx, p, sent, at); err != nil || done {
			return err
		}
	}
	switch {
	case sent == errStopped:
		return tx.Retry(p.ids, at, at, sent.Error(), true)
	case sent == nil:
		if err := tx.MarkSent(p.ids, at); err != nil {
			return err
		}
		for _, r := range p.job.Rows {
			if !handoff.Noted(r.Action) {
				continue // the row says it is out; no rule waits for it
			}
			f := &handoff.Sent{About: handoff.About{At: at, Via: p.via(), MessageID: p.mail.MessageID, Strength: handoff.Seen},
				Key: r.Action.Key(), Purpose: r.Action.Purpose, To: r.Action.To, UID: r.Action.UID,
				Told: p.mail.Told, Turn: r.Action.Assignment}
			if _, err := o.Desk.Decide(tx, r.Action.Handoff, f); err != nil {
				return err
			}
		}
		return nil
	case errors.As(sent, &refused) && !refused.Temporary && !refused.Uncertain:
		o.Log.Error("a mail was refused for good", "to", p.mail.To, "key", row.Action.Key(), "error", sent)
		if err := tx.MarkFailed(p.ids, at, sent.Error()); err != nil {
			return err
		}
		return o.failed(tx, p, sent, false)
	}
	// The bytes are dropped only if the server surely has not taken them: a later try may then promise a later end of the window.
	drop := errors.As(sent, &refused) && !refused.Uncertain
	wait := backoff(row.Attempts)
	if unreachable(sent) {
		wait = min(wait, serverWait)
	}
	next := at.Add(wait)
	o.Log.Warn("a mail could not be handed over and is tried again", "to", p.mail.To, "next", next, "error", sent)
	return tx.Retry(p.ids, at, next, sent.Error(), drop)
}

// failed makes a refusal known to the handoff; local says that no server was asked.
func (o *Outbox) failed(tx *store.Tx, p *parcel, cause error, local bool) error {
	for _, r := range p.job.Rows {
		if r.Action.Purpose == handoff.PurposeConfirm || r.Action.Handoff == "" {
			continue // nothing was done, and nothing hangs on it
		}
		f := &handoff.Failed{About: handoff.About{At: o.Now(), Via: "smtp", MessageID: p.mail.MessageID, Strength: handoff.Seen},
			Key: r.Action.Key(), Purpose: r.Action.Purpose, To: r.Action.To, Error: text.Shorten(cause.Error(), 300), Local: local}
		if _, err := o.Desk.Decide(tx, r.Action.Handoff, f); err != nil {
			return err
		}
	}
	return nil
}
