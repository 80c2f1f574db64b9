package engine

import (
	"context"
	"slices"

	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// A mail may end the whole process, by taking all memory for one. So it is written down which mails are in hand
// before they are looked at. A start that finds some takes them one at a time; one that was in hand alone when the
// process died again and again is set aside without being looked at.

// aloneTries is how often a mail may be in hand alone when the process dies; with the batch in which it was found,
// that is three deaths.
const aloneTries = 2

// resumeTaking finds out, once, whether the last process died with mails of this mailbox in hand.
func (e *Engine) resumeTaking(ctx context.Context, s *source, at intake.Cursor) error {
	if s.resumed {
		return nil
	}
	return e.Store.View(ctx, func(tx *store.Tx) error {
		t, ok, err := tx.Taking(s.Name)
		if err != nil {
			return err
		}
		s.resumed = true
		if ok {
			s.careful = t
			e.Log.Warn("the last process died with mails in hand; they are taken one at a time", "mailbox", s.Name, "after", at,
				"through", t.Through)
		}
		return nil
	})
}

// parts are what is taken together: the whole batch, or after a crash each mail alone, until all are through that
// were in hand then.
func (s *source) parts(f fetched) []fetched {
	if s.through {
		s.careful = store.Taking{}
	}
	if len(f.Mails) == 0 || s.careful == (store.Taking{}) {
		return []fetched{f}
	}
	at := slices.IndexFunc(f.Mails, func(m intake.Fetched) bool { return m.ID == s.careful.Through })
	s.through = at >= 0 || !f.More
	var out []fetched
	for i, m := range f.Mails {
		p := f
		p.Mails, p.done, p.through = f.Mails[i:i+1], make(chan struct{}), s.careful.Through
		if s.through && i > at {
			p.through = m.ID // those that were in hand are done, or not there any more
		}
		if i < len(f.Mails)-1 {
			p.Cursor, p.More, p.Left = m.After, true, f.Left+len(f.Mails)-1-i
		}
		p.deadly = m.ID == s.careful.Mail && s.careful.Tries >= aloneTries
		out = append(out, p)
	}
	return out
}

// takeInHand writes down what is in hand, before it is read.
func (e *Engine) takeInHand(ctx context.Context, s *source, f fetched) {
	if len(f.Mails) == 0 {
		return
	}
	t := store.Taking{Through: f.Mails[len(f.Mails)-1].ID}
	if f.done != nil {
		t.Mail, t.Tries, t.Through = f.Mails[0].ID, 1, f.through
		if t.Mail == s.careful.Mail {
			t.Tries += s.careful.Tries
		}
	}
	err := e.Store.Update(ctx, func(tx *store.Tx) error { return tx.SetTaking(s.Name, t) })
	if err != nil && ctx.Err() == nil {
		e.Log.Warn("it could not be written down which mails are in hand", "mailbox", s.Name, "error",
			err) // nor will they be taken
	}
	s.inHand.Store(true)
	e.hook("fetched")
}

// letGo notes that nothing is in hand any more, at the end of an intake that did not take all that it had fetched.
func (e *Engine) letGo(ctx context.Context, s *source) {
	if !s.inHand.Swap(false) {
		return
	}
	err := e.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.Taken(s.Name, "") })
	if err != nil {
		e.Log.Warn("it could not be written down that no mails are in hand", "mailbox", s.Name, "error", err)
	}
}
