package sample

import (
	"time"

	"handoffd/handoff"
)

// programme are the mails to a lead that sleeps.
var programme = []handoff.Touch{{After: 30 * 24 * time.Hour, Template: "checking-in"},
	{After: 60 * 24 * time.Hour, Template: "last-word"}}

func (s *stage) nurtured() {
	s.accepted()
	s.tell(&handoff.NurtureUntil{About: s.by("rita"), Until: meeting.AddDate(0, 3, 0), Why: "the budget comes in spring"})
}

// asleep has a held lead sleep for three months.
func (s *stage) asleep() {
	s.c.Nurture = programme
	s.over()
	s.judge("rita", handoff.OutcomeHeld)
	s.tell(&handoff.NurtureUntil{About: s.by("rita"), Until: meeting.AddDate(0, 3, 0), Why: "the budget comes in spring"})
	s.tell(&handoff.NurtureUntil{About: s.by("quinn"), Until: meeting.AddDate(0, 3, 0)})
}

// sleeps: the qualifier sends one mail and leaves the other, and says nothing when the lead wakes.
func (s *stage) sleeps() {
	s.asleep()
	s.pass(meeting.AddDate(0, 1, 7))
	s.tell(&handoff.Send{About: s.by("quinn")})
	s.pass(meeting.AddDate(0, 3, 10))
}

func (s *stage) consented() {
	s.c.Teams[0].Policy.Touches = handoff.TouchesAuto
	s.asleep()
	s.pass(meeting.AddDate(0, 1, 7))
	s.tell(&handoff.Consented{About: s.by("quinn"), Who: "Pat Kim", On: s.now, Words: "yes, keep me posted"})
	s.pass(meeting.AddDate(0, 2, 14))
}

// idle: a step passes and nothing is said of it.
func (s *stage) idle() {
	s.over()
	s.judge("rita", handoff.OutcomeHeld)
	s.tell(&handoff.NameStep{About: s.by("rita"), What: "send proposal", On: meeting.AddDate(0, 0, 2)})
	s.pass(meeting.AddDate(0, 0, 10))
}
