package sample

import (
	"time"

	"handoffd/handoff"
)

// Review is the leads of a team as they are gone through on a Monday: one without a next step, one whose step is past,
// one that is stuck, one that is going well.
func Review() ([]handoff.Handoff, *handoff.Config, time.Time) {
	c := company()
	day := func(n int) time.Time { return at(monday, n, 0) }
	of := func(rep handoff.PersonID, n int) time.Time { // a day as the rep has it
		return at(monday.In(c.Person(rep).Location()), n, 0)
	}
	lead := func(id handoff.ID, name, company string, s handoff.State, since int, rep handoff.PersonID,
		step *handoff.NextStep) handoff.Handoff {
		return handoff.Handoff{ID: id, Team: c.Teams[0].Name, State: s, Since: at(monday, since, 11), Qualifier: "quinn",
			Prospects: []handoff.Contact{{Name: name, Address: prospect}}, Brief: map[string]string{"company": company},
			Start: at(monday, since, 10), End: at(monday, since, 11), Zone: "Europe/Berlin",
			Next: handoff.Next{Owner: rep, At: day(since + 1), What: handoff.DueOutcome}, Step: step,
			Assignments: []handoff.Assignment{{N: 1, Rep: rep, Opened: day(since - 3), Accepted: day(since - 2)}}}
	}
	held := lead("HO-5RXQ2A", "Pat Kim", "Globex", handoff.Held, -5, "bob",
		&handoff.NextStep{What: "send the offer", On: of("bob", -2), Owner: "bob", By: "bob"})
	held.Opportunity = "https://crm.acme.example/o/17"
	open := lead("HO-9HBN6F", "Sam Ortiz", "Initech", handoff.Held, -4, "bob",
		&handoff.NextStep{On: of("bob", 3), Owner: "bob"})
	open.Opportunity = "https://crm.acme.example/o/18"
	return []handoff.Handoff{open, held,
		lead("HO-8GZT3E", "Kim Lund", "Hooli", handoff.Past, -6, "rita", nil),
		lead("HO-2CKP7M", "Ana Reis", "Umbrella", handoff.Held, -2, "ines",
			&handoff.NextStep{What: "demo for the board", On: of("ines", 2), Owner: "ines", By: "ines"})}, c, monday
}
