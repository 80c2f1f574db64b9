package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// inTurn says whether the rate of its sender allows the mail to be acted upon now. Else it waits, behind those of the sender that wait
// already, and sender and admin are told when the first one does.
func (e *Engine) inTurn(l *letter) (bool, error) {
	at := l.in.Arrived
	if l.deferred {
		at = l.in.Acted
	}
	proved := l.u.Auth.Result == "pass"
	nth, _, err := l.tx.NthAnswered(l.in.Sender, proved, handoff.AnsweredPerHour, at.Add(-time.Hour))
	if err != nil {
		return false, err
	}
	ok, from := handoff.MayAnswer(nth, at)
	waiting := 0
	if !l.deferred || !ok {
		if waiting, err = l.tx.Deferred(l.in.Sender); err != nil {
			return false, err
		}
	}
	switch {
	case ok && (l.deferred || waiting == 0):
		return true, nil
	case waiting >= handoff.MostDeferred:
		return false, l.silent(tooMany, "%d mails of this sender wait already, and %d an hour are acted upon", waiting, handoff.AnsweredPerHour)
	}
	_ = l.heard(deferred, "%d mails of this sender were acted upon within an hour; it waits, and is taken by itself", handoff.AnsweredPerHour)
	l.in.Acted = time.Time{}
	if err := l.tx.Defer(*l.in, from); err != nil {
		return false, err
	}
	if waiting == 0 && !l.deferred {
		return false, e.tellDeferred(l, from)
	}
	return false, l.tx.Postpone(l.in.Sender, from)
}

// tellDeferred tells sender and admin, once a day at most, that mails wait. Who is not proved is told nothing.
func (e *Engine) tellDeferred(l *letter, from time.Time) error {
	c := e.conf()
	key := "deferred " + l.in.Sender + " " + l.in.Arrived.UTC().Format(time.DateOnly) + " "
	whose := func(p handoff.Person) string {
		return fmt.Sprintf("I take %d mails of one sender an hour. The others wait and are taken in their turn, from %s on. None is lost",
			handoff.AnsweredPerHour, text.Moment(from, p.Location()))
	}
	if l.known && l.verified {
		n := store.Notice{Key: key + "sender", To: l.sender.ID, Created: e.Now(), Subject: "Your mails come in faster than I take them",
			Body: "Nothing is for you to do, and nothing need be sent again.\n\n" + whose(l.sender) + ".\n"}
		if _, err := l.tx.PutNotice(n); err != nil {
			return err
		}
		if l.sender.ID == c.Admin {
			return nil
		}
	}
	_, err := l.tx.PutNotice(store.Notice{Key: key + "admin", To: c.Admin, Created: e.Now(), Subject: "Mails of " + text.OneLine(l.in.Sender, text.NameLimit) + " wait",
		Body: text.OneLine(l.in.Sender, text.NameLimit) + " has written more than I take.\n\n" + whose(c.Person(c.Admin)) + "; `handoffd list --held` lists them.\n" +
			"If nobody means to write that much, a program may be sending in circles.\n"})
	return err
}

// turns takes deferred mails whose turn has come, a batch a transaction.
func (e *Engine) turns(ctx context.Context) (int, error) {
	total := 0
	for {
		n := 0
		err := e.desk.Update(ctx, func(tx *store.Tx) error {
			for n = 0; n < batchSize; n++ {
				in, ok, err := tx.TakeDeferred(e.Now())
				if err != nil || !ok {
					return err
				}
				if err := e.takeTurn(tx, in); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return total, fmt.Errorf("take deferred mail: %w", err)
		}
		if total += n; n > 0 {
			e.kick()
		}
		if n < batchSize {
			return total, nil
		}
	}
}

// takeDue takes the deferred mails about a handoff that arrived by the time that something is due of it: what answers it never comes late
// because of its sender's rate.
func (e *Engine) takeDue(tx *store.Tx, id handoff.ID, due time.Time) error {
	for {
		in, ok, err := tx.TakeDeferredOf(id, due, e.Now())
		if err != nil || !ok {
			return err
		}
		if err := e.takeTurn(tx, in); err != nil {
			return err
		}
	}
}

// takeTurn takes one deferred mail, as it would have been taken when it arrived.
func (e *Engine) takeTurn(tx *store.Tx, in store.InMail) error {
	if len(in.Raw) == 0 { // forgotten
		knownAlready.end(&in, "it is not kept any more")
		_, err := tx.PutMail(in)
		return err
	}
	u := intake.Understand(in.Raw, *e.trust.Load(), in.Arrived, e.adminZone())
	i := slices.IndexFunc(e.sources, func(s *source) bool { return s.Name == in.Source })
	s := &source{Source: Source{Name: in.Source, Address: e.conf().Address}}
	if i >= 0 {
		s = e.sources[i]
	}
	_, err := e.takePatiently(tx, s, in, u)
	return err
}
