package sample

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
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
	s.accepted()
	s.pass(monday.AddDate(0, 0, 2))
	s.tell(&handoff.Unreachable{About: s.by("rita"), Attempts: 3, Note: "voicemail"})
	s.tell(&handoff.Unreachable{About: s.by("rita"), Note: unreachedNote, Tries: unreachedTries})
}

// The days are those of the words, seen from the Wednesday after.
const unreachedNote = "called Mon 16:00, mailed Tue"

var unreachedTries = []handoff.Attempt{{At: at(monday, 0, 16), How: handoff.ByPhone},
	{At: at(monday, 1, 9), Day: true, How: handoff.ByMail}}

// at is an hour of the day so many days after that of the instant.
func at(from time.Time, days, hour int) time.Time {
	y, m, d := from.Date()
	return time.Date(y, m, d+days, hour, 0, 0, 0, from.Location())
}
