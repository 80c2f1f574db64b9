package desk

import (
	"handoffd/handoff"
	"handoffd/handoff/intake"
)

// keyTalk begins the keys of answers to proposals of another time to meet a colleague.
const keyTalk = "talk-said "

// talk keeps what somebody answered to an invitation to meet a colleague. Another time is for the two to agree upon.
func (d *Decider) talk(tx saying, t *intake.Taken) error {
	if t.Talk.PartStat == "" {
		return d.answer(tx, t, keyTalk, "one-to-one-moved", nil, handoff.Yes)
	}
	return tx.Say(t.Person, handoff.SaidOneToOne(t.Talk.UID), string(t.Talk.PartStat), d.Now())
}
