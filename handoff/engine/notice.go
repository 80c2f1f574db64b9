package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail/smtp"
)

// notices sends the mails of the service itself: it tells of outages and of mails that were set aside. They take whichever mail
// server can be reached, since it may be one of these that they tell of. Until they are out they wait in the store.
func (e *Engine) notices(ctx context.Context) (int, error) {
	e.telling.Lock()
	defer e.telling.Unlock()
	if err := e.tellOutages(ctx); err != nil || e.Sender == nil {
		return 0, err
	}
	var waiting []store.Notice
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) { waiting, err = tx.Notices(batchSize); return err })
	if err != nil {
		return 0, err
	}
	done := 0
	for _, n := range waiting {
		i := slices.IndexFunc(e.outlets, func(l *outlet) bool { return !l.isDown() && len(l.addresses) > 0 })
		if i < 0 {
			return done, nil // the outage was logged with its mend
		}
		out, err := e.tell(ctx, e.outlets[i], n)
		if err != nil {
			return done, err
		}
		if out {
			done++
		}
	}
	return done, nil
}

// tell sends one notice and marks it. It is out, or will never be; else it is tried again.
func (e *Engine) tell(ctx context.Context, l *outlet, n store.Notice) (out bool, err error) {
	note := render.Notice{Key: n.Key, To: n.To, Subject: n.Subject, Text: n.Body, HTML: n.HTML, Personal: isPersonal(n.Key)}
	m, err := e.Renderer.Notice(note, l.addresses[0], e.conf(), e.Now())
	if err == nil {
		err = l.sender.Send(ctx, m.From, m.To, m.Raw)
		if ctx.Err() != nil && err != nil {
			return false, ctx.Err()
		}
		if kept := e.tried(ctx, l, err); kept != nil {
			return false, kept
		}
	}
	if refused, ok := errors.AsType[*smtp.Error](err); ok && (refused.Temporary || refused.Uncertain) {
		e.Log.Warn("a notice could not be handed over and is tried again", "subject", n.Subject, "to", n.To, "error", err)
		return false, nil
	}
	if err != nil {
		text := n.Body
		if isPersonal(n.Key) {
			text = ""
		}
		e.Log.Error("nobody could be told", "subject", n.Subject, "to", n.To, "text", text, "error", err)
	}
	return true, e.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.NoticeDone(n.ID, e.Now()) })
}

// never is the next time of a pass that comes round by itself.
func never(*store.Tx) (time.Time, bool, error) { return time.Time{}, false, nil }
