package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail/smtp"
)

// ship hands the mails over, one transaction of SMTP each, and marks the whole round.
func (e *Engine) ship(ctx context.Context, parcels []*parcel) error {
	results := make([]error, len(parcels))
	at := make([]time.Time, len(parcels))
	down := map[string]error{} // servers that could not be reached: the rest of the round need not wait for them
	for i, p := range parcels {
		if p.skip != nil || p.fail != nil {
			continue
		}
		if err := down[p.mail.From]; err != nil {
			results[i], at[i] = err, e.Now()
			continue
		}
		e.hook("handed")
		results[i] = e.senderOf(p.mail.From).Send(context.WithoutCancel(ctx), p.mail.From, p.mail.To, p.mail.Raw) // a stop waits for the round
		at[i] = e.Now()
		if unreachable(results[i]) {
			down[p.mail.From] = results[i]
		}
		e.hook("accepted")
	}
	ctx = context.WithoutCancel(ctx) // what was handed over is marked even while stopping
	mark := func(tx *store.Tx) error {
		for i, p := range parcels {
			if p.skip != nil || p.fail != nil {
				continue
			}
			if err := e.mark(tx, p, results[i], at[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if err := e.update(ctx, mark); err != nil {
		e.owed.add(mark)
		return fmt.Errorf("mark mails as sent: %w", err)
	}
	e.hook("marked")
	return nil
}

// senderOf is the mail server that takes mail of a handoff address.
func (e *Engine) senderOf(address string) Sender {
	if s, ok := e.Senders[address]; ok {
		return s
	}
	return e.Sender
}

// serverWait is how long mails wait at most for a server that cannot be reached: that is no fault of theirs.
const serverWait = 5 * time.Minute

// unreachable says whether the server itself was the trouble, not the mail.
func unreachable(err error) bool {
	var e *smtp.Error
	return errors.As(err, &e) && (e.Stage == smtp.StageDial || e.Stage == smtp.StageAuth)
}

// backoff is how long a mail waits after the given number of tries: from half a minute to an hour.
func backoff(attempts int) time.Duration {
	return min(time.Hour, 30*time.Second<<min(attempts, 7))
}

func (e *Engine) mark(tx *store.Tx, p *parcel, sent error, at time.Time) error {
	row := p.job.Rows[0]
	var refused *smtp.Error
	switch {
	case sent == nil:
		if err := tx.MarkSent(p.ids, at); err != nil {
			return err
		}
		for _, r := range p.job.Rows {
			if r.Action.Purpose.Channel() != handoff.ChannelCalendar {
				continue // the row says it is out; no rule waits for it
			}
			f := &handoff.Sent{About: handoff.About{At: at, Via: "smtp", MessageID: p.mail.MessageID, Strength: handoff.Seen},
				Key: r.Action.Key(), Purpose: r.Action.Purpose, To: r.Action.To, Told: p.mail.Told}
			if _, err := e.decide(tx, r.Action.Handoff, f); err != nil {
				return err
			}
		}
		return nil
	case errors.As(sent, &refused) && !refused.Temporary && !refused.Uncertain:
		e.Log.Error("a mail was refused for good", "to", p.mail.To, "key", row.Action.Key(), "error", sent)
		if err := tx.MarkFailed(p.ids, at, sent.Error()); err != nil {
			return err
		}
		return e.failed(tx, p, sent, false)
	}
	// The bytes are dropped only if the server surely has not taken them: a later try may then promise a later end of the window.
	drop := errors.As(sent, &refused) && !refused.Uncertain
	wait := backoff(row.Attempts)
	if unreachable(sent) {
		wait = min(wait, serverWait)
	}
	next := at.Add(wait)
	e.Log.Warn("a mail could not be handed over and is tried again", "to", p.mail.To, "next", next, "error", sent)
	return tx.Retry(p.ids, at, next, sent.Error(), drop)
}

// failed makes a refusal known to the handoff; local says that no server was asked.
func (e *Engine) failed(tx *store.Tx, p *parcel, cause error, local bool) error {
	for _, r := range p.job.Rows {
		if r.Action.Purpose == handoff.PurposeConfirm {
			continue // nothing was done, and nothing hangs on it
		}
		f := &handoff.Failed{About: handoff.About{At: e.Now(), Via: "smtp", MessageID: p.mail.MessageID, Strength: handoff.Seen},
			Key: r.Action.Key(), Purpose: r.Action.Purpose, To: r.Action.To, Error: shorten(cause.Error(), 300), Local: local}
		if _, err := e.decide(tx, r.Action.Handoff, f); err != nil {
			return err
		}
	}
	return nil
}
