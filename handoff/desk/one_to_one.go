package desk

import (
	"handoffd/handoff"
	"handoffd/handoff/intake"
)

// keyTalk begins the keys of answers to proposals of another time for a talk that nothing is known of.
const keyTalk = "talk-said "

// talk keeps what somebody answered to an invitation to meet a colleague. Another time that they propose is looked at
// when the calendars of both are.
func (d *Decider) talk(tx saying, t *intake.Taken) error {
	talk, found, err := tx.Talk(t.Talk.UID)
	proposed := t.Talk.PartStat == ""
	switch {
	case err != nil:
		return err
	case proposed && found && talk.Stands() && d.Now().Before(talk.Start):
		return tx.PutTalk(talk.Propose(t.Person, t.Talk.Start, t.Talk.End, t.MessageID))
	case proposed:
		return d.answer(tx, t, keyTalk, "one-to-one-over", nil, handoff.Yes)
	case found:
		return tx.PutTalk(talk.Answer(t.Person, t.Talk.PartStat))
	}
	return tx.Say(t.Person, handoff.SaidOneToOne(t.Talk.UID), string(t.Talk.PartStat), d.Now())
}
