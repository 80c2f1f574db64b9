package sample

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// lives are what is played, in the order in which a floor meets it.
var lives = []struct {
	name string
	play func(*stage)
}{
	{"A lead is offered and accepted", (*stage).accepted},
	{"A calendar server has the event of all", (*stage).hosted},
	{"Something is missing", (*stage).draft},
	{"Nobody accepts", (*stage).nobodyAccepts},
	{"The answer comes late", (*stage).late},
	{"Two reminders", (*stage).remindedTwice},
	{"The rep accepts, and nobody has seen a reply", (*stage).owesReply},
	{"Nobody is free", (*stage).nobodyFits},
	{"No time to answer", (*stage).noTime},
	{"Several are asked at once", (*stage).hurried},
	{"The qualifier has the rep asked once more", (*stage).nudged},
	{"The qualifier asks for free times", (*stage).times},
	{"The rep rejects", (*stage).rejected},
	{"The rep rejects without a reason", (*stage).rejectedInGeneral},
	{"Leads come to nothing one after the other", (*stage).inARow},
	{"An introduction without a pain", (*stage).owesBrief},
	{"The rep can't make it", (*stage).declined},
	{"The rep accepts with a maybe", (*stage).tentative},
	{"The rep answers in words that nobody can read", (*stage).unreadable},
	{"The rep's reply reached only the handoff address", (*stage).onlyHere},
	{"The rep sends somebody else", (*stage).delegated},
	{"The rep is away", (*stage).away},
	{"The rep leaves", (*stage).repLeft},
	{"The rep's address takes no mail", (*stage).bounced},
	{"The meeting is moved", (*stage).moved},
	{"The place changes", (*stage).placed},
	{"The brief grows", (*stage).amended},
	{"The rep asks for another time", (*stage).repProposes},
	{"The prospect asks for another time", (*stage).prospectProposes},
	{"The prospect declines", (*stage).prospectDeclines},
	{"The prospect is away", (*stage).prospectAway},
	{"The prospect writes to the handoff address alone", (*stage).relayed},
	{"The prospect's address takes no mail", (*stage).prospectBounced},
	{"The prospect wants no more mail", (*stage).complained},
	{"The prospect has left the company", (*stage).contactLeft},
	{"Somebody else writes", (*stage).outsider},
	{"Somebody else answers the invitation", (*stage).unlisted},
	{"The calendar has something else", (*stage).clash},
	{"The event is gone from the calendar", (*stage).removed},
	{"The rep has an event of their own", (*stage).ownEvent},
	{"The meeting is called off", (*stage).calledOff},
	{"The meeting was held", (*stage).held},
	{"The opportunity is won", (*stage).won},
	{"The opportunity is lost", (*stage).lost},
	{"Nobody came", (*stage).noShow},
	{"The prospect neither comes nor answers", (*stage).neverAnswered},
	{"What is next", (*stage).nextSteps},
	{"Nobody of us came", (*stage).weMissed},
	{"Nobody was heard of", (*stage).unheard},
	{"The prospect is away then", (*stage).awayThen},
	{"Nobody says whether it was held", (*stage).unconfirmed},
	{"Two answers", (*stage).disputed},
	{"The lead is to sleep", (*stage).nurtured},
	{"The lead sleeps, and wakes", (*stage).sleeps},
	{"Mails that go by themselves", (*stage).consented},
	{"The rep does nothing", (*stage).idle},
	{"A reminder is asked for", (*stage).chores},
	{"The rep asks the qualifier", (*stage).colleagues},
	{"The prospect cannot be reached", (*stage).unreachable},
	{"A silence was not the rep's fault", (*stage).notMyFault},
	{"Three silences in a row", (*stage).silentAgain},
	{"The team can take few leads more", (*stage).nearCaps},
	{"Accepted, and the prospect waits", (*stage).prospectWaits},
	{"Replied, and not accepted", (*stage).owesAccept},
	{"The manager decides", (*stage).managed},
	{"Commands", (*stage).commands},
	{"The handoff address itself", (*stage).service},
	{"An answer that nothing proves", (*stage).doubtful},
	{"An answer in the rep's name", (*stage).notCredited},
	{"An answer from another address", (*stage).yours},
	{"An answer to one meeting of a series", (*stage).yesOrNo},
	{"Another day, from another address", (*stage).anotherDay},
	{"A cancellation that may be none", (*stage).mayCancel},
	{"Somebody asks for no more mail", (*stage).asksToStop},
	{"The qualifier leaves", (*stage).qualifierLeft},
	{"A colleague of the prospect joins", (*stage).joins},
	{"The prospect has a new address", (*stage).newAddress},
	{"An answer of the last minute", (*stage).inTime},
	{"An answer after the end", (*stage).afterTheEnd},
	{"A no after the end", (*stage).declinedLate},
	{"The meeting did not take place", (*stage).cancelledOutcome},
	{"The meeting was put off", (*stage).putOff},
	{"A server does not let us", (*stage).noMail},
	{"The rep denies an answer", (*stage).deniesIt},
	{"The rep gives away a lead with an event of their own", (*stage).ownLeft},
	{"The meeting stays with a rep who is away", (*stage).stays},
	{"The question is too late", (*stage).tooLate},
	{"Called off before the invitation", (*stage).offBeforeInvited},
	{"Nothing comes of it", (*stage).nothingComes},
	{"Mails of older versions", (*stage).older},
	{"Somebody else goes on after the meeting", (*stage).forgotten},
}

func (s *stage) offered() { s.tell(s.brief()) }

func (s *stage) accept() {
	s.tell(&handoff.Replied{About: s.by("rita"), Reach: handoff.ReachProspect})
	s.answer("rita", calendar.Accepted)
}

func (s *stage) accepted() {
	s.offered()
	s.now = s.now.Add(5 * time.Hour)
	s.accept()
}

// hosted: the brief is a mail of its own.
func (s *stage) hosted() {
	s.c.Events = handoff.EventsHosted
	s.offered()
}

func (s *stage) draft() {
	s.tell(s.incomplete())
	s.pass(monday.AddDate(0, 0, 6))
}

// silentUntil: the prospect writes while the rep is silent.
func (s *stage) silentUntil(t time.Time) {
	s.offered()
	s.tell(&handoff.Replied{About: s.prospect(), Reach: handoff.ReachProspect})
	s.pass(t)
}

func (s *stage) nobodyAccepts() { s.silentUntil(meeting) }

func (s *stage) late() {
	s.silentUntil(monday.Add(32 * time.Hour))
	s.answer("rita", calendar.Accepted)
}

func (s *stage) nudged() {
	s.offered()
	s.now = s.now.Add(8 * time.Hour)
	s.tell(&handoff.Nudge{About: s.by("quinn")})
	s.tell(&handoff.Nudge{About: s.by("quinn")})
}

// times: of the rep who has the lead, and of the team while there is none.
func (s *stage) times() {
	s.calendars()
	q := &handoff.Slots{About: s.by("quinn")}
	s.show(handoff.SlotsFor(q, "emea", "Europe/Berlin", 1,
		handoff.Env{Now: s.now, Config: s.c, Load: s.load, Lookups: s.lookups}))
	s.offered()
	s.tell(q)
}

// nobodyFits: two are away and one meets somebody else.
func (s *stage) nobodyFits() {
	away := []calendar.Span{{Start: monday.Add(-time.Hour), End: monday.AddDate(0, 0, 20)}}
	s.lookups.Away = map[handoff.PersonID][]calendar.Span{"rita": away, "bob": away}
	s.lookups.Meets = map[handoff.PersonID][]handoff.Meeting{
		"ines": {{Handoff: "HO-2MZ4TB", Span: calendar.Span{Start: meeting, End: meeting.Add(time.Hour)}}}}
	s.offered()
}

// noTime is a lead of Friday evening for Monday morning, whose reps are not at work in between.
func (s *stage) noTime() {
	for _, id := range s.c.Teams[0].Reps {
		p := s.c.People[id]
		p.Zone, p.Hours = "Europe/Berlin", handoff.OfficeHours(11, 19)
		s.c.People[id] = p
	}
	s.now = time.Date(2026, 11, 20, 20, 30, 0, 0, berlin)
	b := s.brief()
	b.Start = time.Date(2026, 11, 23, 9, 0, 0, 0, berlin)
	b.End = b.Start.Add(30 * time.Minute)
	s.tell(b)
}

func (s *stage) hurried() {
	for _, id := range s.c.Teams[0].Reps {
		p := s.c.People[id]
		p.Zone = "Europe/Berlin"
		s.c.People[id] = p
	}
	s.now = time.Date(2026, 11, 23, 13, 15, 0, 0, berlin)
	b := s.brief()
	b.Start = time.Date(2026, 11, 23, 16, 0, 0, 0, berlin)
	b.End = b.Start.Add(30 * time.Minute)
	s.tell(b)
	s.now = s.now.Add(4 * time.Minute)
	s.tell(&handoff.Status{About: s.by("quinn")})
	s.answer("ines", calendar.Tentative)
	s.answer("bob", calendar.Accepted)
	s.now = s.now.Add(time.Minute)
	s.answer("rita", calendar.Accepted)
}

func (s *stage) declined() {
	s.accepted()
	s.tell(&handoff.Decline{About: s.by("rita"), Note: "I am on a plane then."})
}

func (s *stage) tentative() {
	s.offered()
	s.answer("rita", calendar.Tentative)
}

func (s *stage) unreadable() {
	s.offered()
	s.tell(&handoff.Unreadable{About: s.by("rita"), What: "Accepted: Globex"})
	s.tell(&handoff.Unreadable{About: s.prospect(), What: "Accepted: Acme"})
}

func (s *stage) onlyHere() {
	s.offered()
	s.words()
	s.source.MessageID = "rita@acme.example"
	s.source.Text = "Hi Pat,\n\nlooking forward to it. Anything I should prepare?\n\nRita"
	s.tell(&handoff.Replied{About: s.by("rita"), Reach: handoff.ReachOnlyHere})
	answer := s.by("rita")
	answer.MessageID = "send@acme.example"
	s.tell(&handoff.Send{About: answer})
}

func (s *stage) delegated() {
	s.offered()
	s.tell(&handoff.Answered{About: s.by("rita"), Attendee: "rita@acme.example", PartStat: calendar.Delegated,
		DelegatedTo: "bob@acme.example"})
}

func (s *stage) away() {
	s.accepted()
	s.tell(&handoff.OutOfOffice{About: s.by("rita")})
	s.tell(&handoff.OutOfOffice{About: s.by("rita"), Until: meeting.AddDate(0, 0, 3)})
	s.tell(&handoff.Keep{About: s.by("quinn")})
}

func (s *stage) repLeft() {
	s.accepted()
	s.leave("rita")
}

// leave takes somebody out of the roster.
func (s *stage) leave(id handoff.PersonID) {
	c := *s.c
	c.People = map[handoff.PersonID]handoff.Person{}
	for other, p := range s.c.People {
		p.Gone = p.Gone || other == id
		c.People[other] = p
	}
	s.c = &c
	s.tell(&handoff.RosterChanged{About: s.by(c.Admin), Person: id, Left: true})
}

func (s *stage) bounced() {
	s.offered()
	s.tell(&handoff.Bounced{About: s.by("rita"), Person: "rita", Address: "rita@acme.example", Permanent: true,
		Status: "5.1.1"})
}

func (s *stage) moved() {
	s.accepted()
	s.tell(&handoff.Move{About: s.by("quinn"), Start: meeting.AddDate(0, 0, 2).Add(90 * time.Minute)})
}

func (s *stage) placed() {
	s.accepted()
	s.tell(&handoff.Amended{About: s.by("mia"), Place: "Globex, Hauptstr. 5, 2nd floor"})
}

func (s *stage) amended() {
	s.offered()
	s.tell(&handoff.Amended{About: s.by("quinn"),
		Fields: map[string]string{"budget": "60,000 EUR, signed off", "source": "Trade fair"}})
}

func (s *stage) repProposes() {
	s.accepted()
	s.tell(&handoff.Proposed{About: s.by("rita"), Start: meeting.Add(49 * time.Hour)})
	s.tell(&handoff.Agree{About: unproved(s.prospect())})
	s.tell(&handoff.Refuse{About: s.by("quinn")})
}

func (s *stage) prospectProposes() {
	s.offered()
	s.words()
	f := &handoff.Proposed{About: s.prospect(), Start: meeting.Add(25 * time.Hour)}
	f.PassOn = true
	s.tell(f)
	s.tell(&handoff.Refuse{About: s.by("rita")})
}

func (s *stage) prospectDeclines() {
	s.accepted()
	s.prospectAnswers(calendar.Declined)
}

func (s *stage) prospectAway() {
	s.accepted()
	s.tell(&handoff.OutOfOffice{About: s.prospect(), Until: meeting.AddDate(0, 0, 3)})
}

func (s *stage) relayed() {
	s.offered()
	s.words()
	s.tell(&handoff.Replied{About: unproved(s.prospect()), Reach: handoff.ReachOnlyHere})
}

func (s *stage) prospectBounced() {
	s.accepted()
	s.tell(&handoff.Bounced{About: s.prospect(), Address: prospect, Permanent: true, Status: "5.1.1"})
}

func (s *stage) complained() {
	s.accepted()
	s.tell(&handoff.Complained{About: s.prospect(), Address: prospect})
}

func (s *stage) contactLeft() {
	s.accepted()
	s.tell(&handoff.Gone{About: s.prospect(), Left: true, Instead: "kim@globex.example"})
}

func (s *stage) outsider() {
	s.accepted()
	s.words()
	about := s.prospect()
	about.By.Address = "sam@globex.example"
	s.tell(&handoff.OutsiderWrote{About: about, Name: "Sam Lee", Text: "Could I join as well?\n\nSam"})
}

func (s *stage) unlisted() {
	s.offered()
	about := s.prospect()
	about.By.Address = "assistant@globex.example"
	s.tell(&handoff.Answered{About: about, UID: s.h.UID, Name: "Kim Park", Attendee: "assistant@globex.example",
		PartStat: calendar.Accepted})
}

func (s *stage) clash() {
	s.accepted()
	s.calendars()
	s.tell(&handoff.CalendarChanged{About: s.by("rita"), Person: "rita"})
	s.takes("rita", meeting.AddDate(0, 0, 2), "k2")
	s.tell(&handoff.Move{About: s.by("quinn"), Start: meeting.AddDate(0, 0, 2)})
}

func (s *stage) removed() {
	s.accepted()
	s.tell(&handoff.Removed{About: s.by("rita"), Person: "rita"})
}

func (s *stage) ownEvent() {
	s.offered()
	at := meeting.Add(30 * time.Minute)
	s.tell(&handoff.OwnEvent{About: s.by("rita"), Person: "rita", Key: "own", Start: at, End: at.Add(time.Hour)})
	s.tell(&handoff.UseOwn{About: s.by("rita"), Mine: true})
	s.tell(&handoff.Move{About: s.by("quinn"), Start: meeting.AddDate(0, 0, 1)})
	s.cancel()
}

func (s *stage) cancel() {
	s.tell(&handoff.Cancel{About: s.by("quinn")})
	s.tell(&handoff.Cancel{About: s.by("quinn")})
}

func (s *stage) calledOff() {
	s.accepted()
	s.cancel()
}

// unheard is a prospect who is asked whether the time still suits.
func (s *stage) unheard() {
	s.accepted()
	s.pass(meeting.Add(-time.Hour))
}

// awayThen is a prospect whose automatic reply says that they are away at the time of the meeting.
func (s *stage) awayThen() {
	s.offered()
	unproved := s.prospect()
	unproved.Strength = handoff.Weak
	s.tell(&handoff.OutOfOffice{About: unproved, Until: meeting.AddDate(0, 0, 6)})
	s.pass(s.now.Add(time.Hour))
	s.tell(&handoff.OutOfOffice{About: s.prospect(), Until: meeting.AddDate(0, 0, 6)})
	s.pass(s.now.Add(time.Hour))
}

func (s *stage) silentAgain() {
	s.load["rita"] = handoff.Load{Silent: 2}
	s.silentUntil(monday.AddDate(0, 0, 4))
	s.tell(&handoff.Rotation{About: s.by("mia"), What: handoff.RotateBack, Rep: "rita"})
}

// nearCaps: with one more offer four of five places are taken.
func (s *stage) nearCaps() {
	s.c.Teams[0].Cap = 5
	for _, id := range s.c.Teams[0].Reps {
		s.load[id] = handoff.Load{Open: 4}
	}
	s.load["rita"] = handoff.Load{Open: 3}
	s.offered()
}

// prospectWaits: the rep accepts, the prospect writes and waits.
func (s *stage) prospectWaits() {
	s.offered()
	s.answer("rita", calendar.Accepted)
	s.pass(monday.Add(26 * time.Hour))
	s.tell(&handoff.Replied{About: s.prospect(), Reach: handoff.ReachProspect})
	s.pass(monday.AddDate(0, 0, 4))
}

func (s *stage) owesAccept() {
	s.offered()
	s.tell(&handoff.Replied{About: s.by("rita"), Reach: handoff.ReachProspect})
	s.pass(monday.AddDate(0, 0, 3))
}

func (s *stage) managed() {
	s.silentUntil(meeting.AddDate(0, 0, -3))
	s.tell(&handoff.Hold{About: s.by("mia"), For: 2 * time.Hour})
	s.tell(&handoff.Assign{About: s.by("mia"), Rep: "ines"})
}
