package outbox

import (
	"context"
	"errors"
	"slices"
	"strings"

	"handoffd/handoff/render"
	"handoffd/handoff/store"
)

// Notices sends the mails of the service itself: it tells of outages and of mails that were set aside. They take whichever mail
// server can be reached, since it may be one of these that they tell of. Until they are out they wait in the store.
func (o *Outbox) Notices(ctx context.Context) (int, error) {
	o.telling.Lock()
	defer o.telling.Unlock()
	if o.Mail == nil {
		return 0, nil
	}
	var waiting []store.Notice
	err := o.Store.View(ctx, func(tx *store.Tx) (err error) { waiting, err = tx.Notices(noticesAtOnce); return err })
	if err != nil {
		return 0, err
	}
	done := 0
	for _, n := range waiting {
		i := slices.IndexFunc(o.outlets, func(l *outlet) bool { return !l.isDown() && len(l.addresses) > 0 })
		if i < 0 {
			return done, nil // the outage was logged with its mend
		}
		out, err := o.tell(ctx, o.outlets[i], n)
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
func (o *Outbox) tell(ctx context.Context, l *outlet, n store.Notice) (out bool, err error) {
	note := render.Notice{Key: n.Key, To: n.To, Subject: n.Subject, Text: n.Body, HTML: n.HTML, Personal: isPersonal(n.Key)}
	m, err := o.Renderer.Notice(note, l.addresses[0], o.conf(), o.Now())
	if err == nil {
		_, err = l.carrier.Carry(ctx, Item{Mail: &Mail{From: m.From, To: m.To, Raw: m.Raw}})
		if ctx.Err() != nil && err != nil {
			return false, ctx.Err()
		}
		if kept := o.tried(ctx, l, err); kept != nil {
			return false, kept
		}
	}
	if failed, ok := errors.AsType[*Error](err); ok && failed.Outcome != Refused {
		o.Log.Warn("a notice could not be handed over and is tried again", "subject", n.Subject, "to", n.To, "error", err)
		return false, nil
	}
	if err != nil {
		text := n.Body
		if isPersonal(n.Key) {
			text = ""
		}
		o.Log.Error("nobody could be told", "subject", n.Subject, "to", n.To, "text", text, "error", err)
	}
	return true, o.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.NoticeDone(n.ID, o.Now()) })
}

// isPersonal says whether a notice is for the eyes of its reader alone, whatever the trial says.
func isPersonal(key string) bool { return strings.HasPrefix(key, "hygiene") }

// noticesAtOnce bounds how many notices one pass sends.
const noticesAtOnce = 100
