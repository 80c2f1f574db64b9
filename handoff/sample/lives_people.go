package sample

import (
	"time"

	"handoffd/handoff"
)

// chores are what one side asks of the other and the program does: a reminder, and another time.
func (s *stage) chores() {
	s.accepted()
	s.tell(&handoff.AskChore{About: s.by("rita"), What: handoff.ChoreRemind, Words: "Can you remind Pat?"})
	s.tell(&handoff.DoChore{About: s.by("rita")})
	s.now = s.now.Add(time.Hour)
	s.tell(&handoff.AskChore{About: s.by("rita"), What: handoff.ChoreReschedule, Words: "Can you reschedule with Pat?"})
	s.tell(&handoff.DoChore{About: s.by("quinn")})
}

// colleagues: the rep asks the qualifier, who answers.
func (s *stage) colleagues() {
	s.accepted()
	s.tell(&handoff.WordsFor{About: s.by("rita"), To: "quinn",
		Words: "Can you ask Quinn whether the budget is signed off?"})
	s.tell(&handoff.WordsFor{About: s.by("quinn"), To: "rita", Words: "It is: their CFO said so on Monday."})
}
