package desk

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// wait keeps a mail until its sender's rate allows it. Sender and admin are told when the first one waits.
func (d *Decider) wait(tx deferring, in *store.InMail, t *intake.Taken) error {
	in.Acted = time.Time{}
	if err := tx.Defer(*in, t.Wait.From); err != nil {
		return err
	}
	if t.Wait.First {
		return d.tellDeferred(tx, in, t)
	}
	return tx.Postpone(in.Sender, t.Wait.From)
}

// tellDeferred tells sender and admin, once a day at most, that mails wait. Who is not proved is told nothing.
func (d *Decider) tellDeferred(tx telling, in *store.InMail, t *intake.Taken) error {
	c := d.Config()
	key := "deferred " + in.Sender + " " + in.Arrived.UTC().Format(time.DateOnly) + " "
	if t.Person != "" && t.Proved {
		words := handoff.ServiceDetail{Says: handoff.ServiceWords("deferred-sender",
			handoff.NumberArg(handoff.AnsweredPerHour), handoff.TimeArg(t.Wait.From, c.Person(t.Person).Zone))}
		if err := d.tell(tx, key+"sender", t.Person, words); err != nil {
			return err
		}
		if t.Person == c.Admin {
			return nil
		}
	}
	sender := handoff.AddressArg(text.OneLine(in.Sender, text.NameLimit))
	return d.tell(tx, key+"admin", c.Admin, handoff.ServiceDetail{Says: handoff.ServiceWords("deferred-admin", sender,
		handoff.NumberArg(handoff.AnsweredPerHour), handoff.TimeArg(t.Wait.From, c.Person(c.Admin).Zone))})
}

// tell has a mail of the service sent to a colleague, if there was never one with the key.
func (d *Decider) tell(tx telling, key string, to handoff.PersonID, words handoff.ServiceDetail) error {
	return tx.Enqueue([]handoff.Action{handoff.ServiceMail(key, to, words)}, d.Now())
}
