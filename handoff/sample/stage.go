// Package sample plays lives of leads of an invented company by the real rules, so that every mail there is can be
// looked at without an account, a mailbox or a customer: in previews of templates, in pictures, in tests.
//
// It renders nothing and knows no template: who looks gets each action in the state in which it would go out. Equal
// versions give equal mails. It reads no clock.
package sample

import (
	"fmt"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

// Mail is one mail in the moment in which it goes out.
type Mail struct {
	Life    string // what led to it: "Nobody accepts"
	Handoff handoff.Handoff
	Action  handoff.Action
	Config  *handoff.Config
	Now     time.Time
	Source  *mail.Message // that is passed on or quoted; nil: none
}

// Send takes one mail. told is the end of the acceptance window that the mail promises, zero if it promises none. An
// error ends the play.
type Send func(m Mail) (told time.Time, err error)

// Play plays all lives, one after the other, each from its brief on.
func Play(send Send) error {
	for i, l := range lives {
		s := newStage(l.name, send)
		s.id = idOf(i)
		l.play(s)
		if s.err != nil {
			return fmt.Errorf("life %q: %w", l.name, s.err)
		}
	}
	return nil
}

// idOf gives each life one of its own.
func idOf(n int) handoff.ID {
	const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
	return handoff.ID("HO-7K" + string([]byte{letters[n/len(letters)], 'Q', letters[n%len(letters)], '2'}))
}

// maxWaits ends a life that has no end of its own.
const maxWaits = 60

// stage is where one life is played.
type stage struct {
	life    string
	id      handoff.ID
	send    Send
	c       *handoff.Config
	h       handoff.Handoff
	now     time.Time
	pending []handoff.Action
	source  *mail.Message
	lookups handoff.Lookups
	load    map[handoff.PersonID]handoff.Load
	drawn   int // UIDs
	err     error
}

func newStage(life string, send Send) *stage {
	return &stage{life: life, send: send, c: company(), now: monday,
		load: map[handoff.PersonID]handoff.Load{"bob": {Turns: 1}, "ines": {Turns: 2}}} // rita is next, then bob, then ines
}

// tell has a fact decided and sends what comes of it.
func (s *stage) tell(f handoff.Fact) {
	s.decide(f)
	s.deliver()
}

func (s *stage) decide(f handoff.Fact) {
	s.drawn++
	s.lookups.UID = fmt.Sprintf("u%022d@handoffd", s.drawn)
	s.lookups.UIDs = []string{fmt.Sprintf("v%022d@handoffd", s.drawn), fmt.Sprintf("w%022d@handoffd", s.drawn)}
	d := handoff.Decide(s.h, f, handoff.Env{Now: s.now, Config: s.c, Load: s.load, Lookups: s.lookups})
	s.h = d.Handoff
	s.pending = append(s.pending, d.Actions...)
}

// deliver sends everything that is pending, as the outbox would: asked once more whether it is wanted, and a fact when
// it is out.
func (s *stage) deliver() {
	for len(s.pending) > 0 && s.err == nil {
		a := s.pending[0]
		s.pending = s.pending[1:]
		if ok, _ := handoff.Wanted(s.h, a, s.now); !ok {
			continue
		}
		told := s.show(a)
		s.decide(&handoff.Sent{About: handoff.About{At: s.now, Via: "smtp"}, Key: a.Key(), Purpose: a.Purpose, To: a.To,
			UID: a.UID, Told: told, Turn: a.Assignment})
	}
}

// show gives one action away.
func (s *stage) show(a handoff.Action) time.Time {
	switch a.Purpose.Channel() {
	case handoff.ChannelOwn, handoff.ChannelCopy: // an entry in a calendar is no mail
		return time.Time{}
	}
	a.Token = "abcdefghij234567"
	m := Mail{Life: s.life, Handoff: s.h, Action: a, Config: s.c, Now: s.now}
	if a.Purpose == handoff.PurposeRelay || a.Quotes() != "" {
		m.Source = s.source
	}
	if a.Handoff == "" {
		m.Handoff = handoff.Handoff{}
	}
	told, err := s.send(m)
	if err != nil {
		s.err = err
	}
	return told
}

// leftover shows a mail that this version sends no more by itself, as a database of an older one may hold it.
func (s *stage) leftover(p handoff.Purpose, who handoff.PersonID, role handoff.Role, step handoff.Code) {
	s.show(handoff.Action{Handoff: s.h.ID, Purpose: p, To: handoff.Recipient{Person: who, Role: role}, Step: step,
		Assignment: len(s.h.Assignments), Revision: 1, Why: s.h.Why})
}

// pass lets due times come, one by one, until the instant.
func (s *stage) pass(until time.Time) {
	for range maxWaits {
		at, what, ok := handoff.Wakes(&s.h)
		if !ok || at.After(until) || s.err != nil {
			break
		}
		if at.After(s.now) {
			s.now = at
		}
		s.tell(&handoff.Deadline{About: handoff.About{At: s.now, Via: "clock"}, What: what, Due: at})
	}
	s.now = until
}

// by is what a fact of a colleague carries now.
func (s *stage) by(who handoff.PersonID) handoff.About {
	return handoff.About{At: s.now, By: handoff.Who{Person: who}, Via: "imap", Strength: handoff.Seen,
		MessageID: string(who) + "@acme.example"}
}

// prospect is what a fact of the prospect carries now.
func (s *stage) prospect() handoff.About {
	return handoff.About{At: s.now, By: handoff.Who{Address: prospect}, Via: "imap", Strength: handoff.Seen,
		MessageID: "wish@globex.example"}
}

// unproved is the same in a mail that nothing proves.
func unproved(a handoff.About) handoff.About {
	a.Strength = handoff.Weak
	return a
}

// answer is the calendar answer of a rep.
func (s *stage) answer(who handoff.PersonID, p calendar.PartStat) {
	s.tell(&handoff.Answered{About: s.by(who), Attendee: string(who) + "@acme.example", PartStat: p,
		Sequence: s.h.Sequence})
}

// prospectAnswers is that of the prospect.
func (s *stage) prospectAnswers(p calendar.PartStat) {
	s.tell(&handoff.Answered{About: s.prospect(), Attendee: prospect, PartStat: p, Sequence: s.h.Sequence})
}
