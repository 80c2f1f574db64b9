package desk

import (
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/practice"
)

// learning keeps how far somebody is with the practice lead and the rules, and answers it.
type learning interface {
	mailbook
	saying
}

// practised does what somebody wrote about the practice lead and the rules. It touches no handoff.
func (d *Decider) practised(tx learning, t *intake.Taken) error {
	first, err := d.first(tx, t, "", "practice", string(t.Person))
	if err != nil {
		return err
	}
	if !first {
		t.End(intake.KnownAlready, handoff.Because("known-already"))
		return nil
	}
	said, err := tx.Said(t.Person)
	if err != nil {
		return err
	}
	c, now := practice.Of(said), d.Now()
	var says []handoff.Reason
	switch p := t.Practised; {
	case p.Read && c.Unread():
		c.Read = true
	case p.Read:
		return d.answer(tx, t, "read:", "nothing-unread", []handoff.Reason{handoff.Because("practice-said/nothing-new")},
			handoff.Yes)
	case p.Asks:
		role, ok := practice.RoleOf(d.Config(), t.Person)
		if !ok {
			says = []handoff.Reason{handoff.Because("practice-said/nobody")}
			break
		}
		day := now.In(d.Config().Person(t.Person).Location())
		c = c.Begin(role, day).Tell(d.Config().Hash, day)
		says = c.Lines(d.Config(), t.Person)
	default:
		var facts []handoff.Fact
		about := handoff.About{At: now, By: handoff.Who{Person: t.Person}, Via: "practice", Strength: handoff.Seen}
		if h, ok := c.Lead(d.Config(), t.Person, now); ok {
			facts = d.Reader().Spoken(h, about, p.Answer, now)
		}
		c, says = c.Answer(d.Config(), t.Person, facts)
	}
	if len(says) > 0 {
		if err := d.answerPractice(tx, t, &c, says); err != nil {
			return err
		}
	}
	return c.Keep(func(name, word string) error { return tx.Say(t.Person, name, word, now) })
}

// answerPractice answers in the thread of the practice lead.
func (d *Decider) answerPractice(tx telling, t *intake.Taken, c *practice.Course, says []handoff.Reason) error {
	key := c.Key(t.Person)
	a := handoff.PracticeMail(key, t.Person, c.Mails, says)
	if !t.Unnamed {
		a.Answers = t.MessageID // whoever asks is awake
	}
	return tx.Enqueue([]handoff.Action{a}, d.Now())
}
