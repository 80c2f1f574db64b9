package sample

import (
	"handoffd/calendar"
	"handoffd/handoff"
	"time"
)

// inARow is the fourth lead of a qualifier that is rejected for want of a budget; the manager asks for one.
func (s *stage) inARow() {
	for i, id := range []handoff.ID{"HO-2B4C6D", "HO-3C5D7E", "HO-4D6E2F"} {
		s.lookups.Endings = append(s.lookups.Endings, handoff.Ending{Handoff: id, Team: "emea", Rep: "rita",
			Qualifier: "quinn", At: s.now.AddDate(0, 0, i-7), How: handoff.EndedRejected, Unmet: []string{"budget"},
			Unproved: []string{"budget"}})
	}
	s.offered()
	s.tell(&handoff.Reject{About: s.by("rita"), Criteria: []string{"budget"}, Note: "Nobody has set a sum aside."})
	s.tell(&handoff.Prove{About: s.by("mia"), Criterion: "budget"})
}

func (s *stage) rejected() {
	s.offered()
	s.tell(&handoff.Reject{About: s.by("rita"), Criteria: []string{"budget", "authority"},
		Note: "Nobody has signed anything off and Pat cannot."})
	s.pass(monday.AddDate(0, 0, 3))
	s.tell(&handoff.Dispute{About: s.by("quinn"), Note: "Pat signs up to 60,000 EUR alone."})
}

func (s *stage) rejectedInGeneral() {
	s.offered()
	s.tell(&handoff.Reject{About: s.by("rita")})
	s.tell(&handoff.Reject{About: s.by("rita")})
	s.pass(monday.AddDate(0, 0, 2))
}

// owesBrief is an introduction of the qualifier's own that leaves out the pain, and nothing more comes.
func (s *stage) owesBrief() {
	b := s.brief()
	b.Origin, b.Thread, b.InThread = handoff.OriginCC, []string{"intro@acme.example"}, []string{prospect}
	delete(b.Fields, "pain")
	s.tell(b)
	s.answer("rita", calendar.Accepted)
	s.pass(monday.AddDate(0, 0, 3))
}

// unreachable is a prospect whom nobody reaches; the rep says when it was tried when asked.
func (s *stage) unreachable() {
	s.offered()
	s.tell(&handoff.Unreachable{About: s.by("rita"), Attempts: 3, Note: "voicemail"})
	s.tell(&handoff.Unreachable{About: s.by("rita"), Note: "called Mon 10:00, mailed Tue",
		Tries: []handoff.Attempt{{At: s.now.Add(-50 * time.Hour), How: handoff.ByPhone},
			{At: s.now.Add(-26 * time.Hour), Day: true, How: handoff.ByMail}}})
}
