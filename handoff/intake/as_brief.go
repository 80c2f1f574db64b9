package intake

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// briefKeys is from how many lines on with a key of a brief a mail is a brief, whatever the words in them say: a
// contact has an address, a source can be a trade fair, a need the time off of somebody. With a contact and a time,
// fewer do.
const briefKeys = 3

// AsBrief makes a brief of a colleague who hands over leads a person's mail, if only words made it a machine's. Box is
// the handoff address that it came to.
func AsBrief(c *handoff.Config, box string, u Understood, now time.Time) Understood {
	m := u.Message
	if m.Kind != mail.KindAutoReply || !m.Worded || m.Away != nil && m.Away.Marked {
		return u
	}
	for _, w := range c.Owners(handoff.Handoff{}, m.From.Addr) {
		if w.Person == "" || !isBrief(c, box, c.Person(w.Person), m.Acting().Text, now) {
			continue
		}
		said := *m
		said.Kind, said.Why = mail.KindHumanReply, "its lines are those of a brief"
		said.MaybeAutomatic, said.Worded, said.Away, said.Gone = false, false, nil, nil
		u.Message, u.Away = &said, time.Time{}
		break
	}
	return u
}

// isBrief says whether a text is a brief of a colleague, by its lines.
func isBrief(c *handoff.Config, box string, p handoff.Person, words string, now time.Time) bool {
	teams := c.BriefTeams(box, p.ID)
	if len(teams) == 0 {
		return false
	}
	_, b, _ := reading.ReadBriefOf(c, teams, words, reading.Recipients{Sender: p.ID}, now, p.Location())
	return b.Keys >= briefKeys || b.Keys > 1 && len(b.Prospects) > 0 && !b.Start.IsZero()
}
