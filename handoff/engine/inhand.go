package engine

import (
	"context"

	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
)

// A mail may end the whole process, by taking all memory for one. So it is written down which mails are in hand before they are looked
// at. A start that finds some takes them one at a time; one that was in hand alone when the process died again and again is set aside
// without being looked at.

// aloneTries is how often a mail may be in hand alone when the process dies; with the batch in which it was found, that is three deaths.
const aloneTries = 2

// resumeTaking finds out, once, whether the last process died with mails of this mailbox in hand.
func (e *Engine) resumeTaking(ctx context.Context, s *source, at imap.Cursor) error {
	if s.resumed {
		return nil
	}
	return e.Store.View(ctx, func(tx *store.Tx) error {
		t, ok, err := tx.Taking(s.Name)
		if err != nil {
			return err
		}
		s.resumed = true
		if ok && t.UIDValidity == at.UIDValidity && t.Through > at.UID {
			s.careful = t
			e.Log.Warn("the last process died with mails in hand; they are taken one at a time", "mailbox", s.Name, "after", at.UID, "through", t.Through)
		}
		return nil
	})
}

// parts are what is taken together: the whole batch, or after a crash each mail alone.
func (s *source) parts(f fetched) []fetched {
	if len(f.Mails) == 0 || s.careful.UIDValidity != f.Cursor.UIDValidity || f.Mails[0].UID > s.careful.Through {
		return []fetched{f}
	}
	var out []fetched
	for i, m := range f.Mails {
		p := f
		p.Mails, p.done = f.Mails[i:i+1], make(chan struct{})
		if i < len(f.Mails)-1 {
			p.Cursor.UID, p.More, p.Left = m.UID, true, f.Left+len(f.Mails)-1-i
		}
		p.deadly = m.UID == s.careful.UID && s.careful.Tries >= aloneTries
		out = append(out, p)
	}
	return out
}

// takeInHand writes down what is in hand, and reads it.
func (e *Engine) takeInHand(ctx context.Context, s *source, f *fetched) {
	if len(f.Mails) == 0 {
		return
	}
	t := store.Taking{UIDValidity: f.Cursor.UIDValidity, Through: f.Mails[len(f.Mails)-1].UID}
	if f.done != nil {
		t.UID, t.Tries, t.Through = f.Mails[0].UID, 1, max(t.Through, s.careful.Through)
		if t.UID == s.careful.UID {
			t.Tries += s.careful.Tries
		}
	}
	err := e.Store.Update(ctx, func(tx *store.Tx) error { return tx.SetTaking(s.Name, t) })
	if err != nil && ctx.Err() == nil {
		e.Log.Warn("it could not be written down which mails are in hand", "mailbox", s.Name, "error", err) // nor will they be taken
	}
	s.inHand.Store(true)
	e.hook("fetched")
	if f.deadly {
		f.read, f.packed = []intake.Understood{{Message: &mail.Message{Why: "not read"}}}, [][]byte{nil}
		return
	}
	f.read, f.packed = e.understandAll(f.Mails)
}

// letGo notes that nothing is in hand any more, at the end of an intake that did not take all that it had fetched.
func (e *Engine) letGo(ctx context.Context, s *source) {
	if !s.inHand.Swap(false) {
		return
	}
	err := e.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.Taken(s.Name, 0, 0) })
	if err != nil {
		e.Log.Warn("it could not be written down that no mails are in hand", "mailbox", s.Name, "error", err)
	}
}
