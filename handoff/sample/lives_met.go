package sample

import (
	"time"

	"handoffd/handoff"
)

// over is an hour after the meeting.
func (s *stage) over() {
	s.accepted()
	s.pass(meeting.Add(time.Hour))
}

func (s *stage) judge(who handoff.PersonID, o handoff.Outcome) {
	s.tell(&handoff.Judge{About: s.by(who), Outcome: o})
}

func (s *stage) held() {
	s.over()
	s.judge("rita", handoff.OutcomeHeld)
	s.pass(meeting.AddDate(0, 0, 4))
	s.tell(&handoff.OpportunityMade{About: s.by("rita"), Link: "https://crm.acme.example/o/4711"})
	s.pass(meeting.AddDate(0, 1, 0))
}

func (s *stage) won() {
	s.held()
	s.tell(&handoff.DealWon{About: s.by("rita"), Amount: handoff.Amount{Cents: 1_200_000, Currency: "EUR"}})
}

func (s *stage) lost() {
	s.held()
	s.tell(&handoff.DealLost{About: s.by("rita"), Note: "they stay with what they have"})
}

func (s *stage) noShow() {
	s.over()
	s.judge("rita", handoff.OutcomeNoShow)
	s.pass(meeting.AddDate(0, 0, 2))
	pat := s.by("")
	pat.By, pat.Strength = handoff.Who{Address: s.h.Prospect().Address}, handoff.Seen
	s.tell(&handoff.Picked{About: pat, N: 2})
}

// weMissed is a prospect who sat in the meeting alone.
func (s *stage) weMissed() {
	s.over()
	s.tell(&handoff.NobodyCame{About: s.prospect()})
	s.pass(meeting.AddDate(0, 0, 3))
}

// nextSteps are named, forgotten, and put down where nobody names one.
func (s *stage) nextSteps() {
	s.over()
	s.judge("rita", handoff.OutcomeHeld)
	s.tell(&handoff.NameStep{About: s.by("rita"), What: "send proposal", On: meeting.AddDate(0, 0, 2)})
	s.pass(meeting.AddDate(0, 0, 18))
	s.tell(&handoff.NameStep{About: s.by("mia"), What: "call Pat again", On: meeting.AddDate(0, 0, 21)})
	s.pass(meeting.AddDate(0, 0, 30))
}

// neverAnswered is a guest who neither came nor took another time.
func (s *stage) neverAnswered() {
	s.over()
	s.judge("rita", handoff.OutcomeNoShow)
	s.pass(meeting.AddDate(0, 0, 14))
}

func (s *stage) unconfirmed() {
	s.accepted()
	s.pass(meeting.AddDate(0, 6, 0))
}

func (s *stage) disputed() {
	s.over()
	s.judge("quinn", handoff.OutcomeNoShow)
	s.judge("rita", handoff.OutcomeHeld)
	s.judge("mia", handoff.OutcomeHeld)
}

func (s *stage) notMyFault() {
	s.silentUntil(monday.Add(32 * time.Hour))
	s.tell(&handoff.NotMyFault{About: s.by("rita"), Note: "My phone was stolen on Monday."})
	s.tell(&handoff.RuleSilence{About: s.by("mia")})
}
