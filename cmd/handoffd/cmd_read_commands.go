package main

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// commandsIn says what the commands in a person's mail would do, as far as the mail alone tells: as if its sender had
// the lead. Without a config everybody is a colleague.
func commandsIn(c *handoff.Config, u intake.Understood, now time.Time, zone *time.Location) []string {
	m := u.Message
	if m.Kind != mail.KindHumanReply || m.Text == "" {
		return nil
	}
	if c == nil {
		c = anybody(m.From.Addr, zone)
	}
	p, known := c.ByEmail(m.From.Addr)
	set, err := templates.LoadReasons("")
	if !known || err != nil {
		return nil
	}
	var out []string
	for _, f := range intake.CommandsAlone(c, p, m.Text, now) {
		does := view.Why(set, c, handoff.Would(f, p.Zone))
		if asks, unclear := f.(*handoff.Unclear); unclear {
			does = "asks: " + view.Why(set, c, asks.Ask)
		}
		out = append(out, does)
	}
	return out
}

// anybody is a config in which one address is that of a colleague.
func anybody(address string, zone *time.Location) *handoff.Config {
	const id = "sender"
	p := handoff.Person{ID: id, Name: address, Emails: []string{address}, Zone: zone.String()}
	return &handoff.Config{Address: "handoff@invalid.example", People: map[handoff.PersonID]handoff.Person{id: p},
		Teams: []handoff.Team{{Name: "team", Qualifiers: []handoff.PersonID{id}, Reps: []handoff.PersonID{id},
			Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria()}}}
}

// commandText tells of the commands in plain lines.
func commandText(commands []string) string {
	out := ""
	for _, c := range commands {
		out += text.Inline("  As a command of the colleague who has the lead it would do this: "+c+".") + "\n"
	}
	return out
}
