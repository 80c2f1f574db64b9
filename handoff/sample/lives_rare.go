package sample

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/practice"
	"handoffd/handoff/report"
)

// commands are answers that are echoed.
func (s *stage) commands() {
	s.silentUntil(meeting.AddDate(0, 0, -3))
	s.tell(&handoff.Status{About: s.by("quinn")})
	s.tell(&handoff.Status{About: s.by("quinn"), Help: true})
	s.tell(&handoff.Unclear{About: s.by("mia"), Text: "assign Rob please",
		Ask: handoff.Reason{Text: "Which Rob? The team has Rita Vance, Bob Okafor and Ines Rao"}})
	s.tell(&handoff.Hold{About: s.by("mia"), For: 2 * time.Hour})
	s.tell(&handoff.Take{About: s.by("mia")})
	s.tell(&handoff.Keep{About: s.by("mia")})
	s.tell(&handoff.Hold{About: s.by("mia"), For: time.Hour})
}

// doubtful are answers that prove nothing, and an event that is gone.
func (s *stage) doubtful() {
	s.offered()
	said := func(f handoff.Answered) {
		f.About, f.Attendee, f.Sequence = unproved(s.by("rita")), "rita@acme.example", s.h.Sequence
		s.tell(&f)
	}
	said(handoff.Answered{PartStat: calendar.Accepted, From: "rita.private@mail.example", Proven: true})
	said(handoff.Answered{PartStat: calendar.Declined})
	s.tell(&handoff.Deleted{About: s.by("rita")})
}

func (s *stage) notCredited() {
	s.offered()
	f := handoff.Answered{About: s.prospect(), Attendee: prospect, UID: s.h.Current().UID, PartStat: calendar.Accepted}
	s.tell(&f)
}

func (s *stage) yours() {
	s.offered()
	about := s.prospect()
	about.By.Address = "desk@acme.example"
	s.tell(&handoff.Answered{About: about, UID: s.h.Current().UID, Attendee: "desk@acme.example",
		PartStat: calendar.Accepted})
	s.tell(&handoff.Proposed{About: about, For: "rita", Start: meeting.AddDate(0, 0, 1)})
}

func (s *stage) yesOrNo() {
	s.offered()
	s.tell(&handoff.Answered{About: s.by("rita"), Attendee: "rita@acme.example", PartStat: calendar.Accepted,
		Sequence: s.h.Sequence, Instance: true})
}

func (s *stage) anotherDay() {
	s.offered()
	about := s.by("rita")
	about.By = handoff.Who{Address: "rita@acme.example"}
	s.tell(&handoff.Proposed{About: about, For: "rita", Start: meeting.AddDate(0, 0, 1)})
	s.words()
	s.tell(&handoff.Proposed{About: s.prospect(), Comment: "next week?"})
}

func (s *stage) mayCancel() {
	s.accepted()
	s.tell(&handoff.Answered{About: unproved(s.prospect()), Attendee: prospect, PartStat: calendar.Declined,
		Doubt: handoff.DoubtSender})
}

func (s *stage) asksToStop() {
	s.offered()
	s.tell(&handoff.Complained{About: unproved(s.prospect()), Address: prospect, Words: "Please stop writing to me."})
	s.tell(&handoff.Lift{About: s.by("quinn")})
	s.tell(&handoff.Complained{About: s.by("rita"), Person: "rita", Address: "rita@acme.example"})
}

func (s *stage) qualifierLeft() {
	s.offered()
	s.tell(&handoff.Bounced{About: s.by("quinn"), Person: "quinn", Address: "quinn@acme.example", Permanent: true,
		Status: "5.1.1"})
	s.leave("quinn")
}

func (s *stage) joins() {
	s.outsider()
	s.tell(&handoff.Send{About: s.by("rita")})
	s.tell(&handoff.Add{About: s.by("rita")})
}

func (s *stage) newAddress() {
	s.accepted()
	s.tell(&handoff.Gone{About: s.prospect(), Instead: "pat@initech.example"})
}

// inTime: the answer of the last minute is seen when the case is with the manager already.
func (s *stage) inTime() {
	s.silentUntil(meeting.AddDate(0, 0, -3))
	last := s.h.Last()
	f := handoff.Answered{About: s.by(last.Rep), Attendee: string(last.Rep) + "@acme.example",
		PartStat: calendar.Accepted, Sequence: s.h.Sequence}
	f.At = last.Due.Add(-time.Minute)
	s.tell(&f)
}

func (s *stage) afterTheEnd() {
	s.silentUntil(meeting.AddDate(0, 0, -3))
	last := s.h.Last()
	s.tell(&handoff.Answered{About: s.by(last.Rep), Attendee: string(last.Rep) + "@acme.example",
		PartStat: calendar.Accepted, Sequence: s.h.Sequence})
}

func (s *stage) declinedLate() {
	s.silentUntil(meeting.AddDate(0, 0, -3))
	s.answer(s.h.Rep(), calendar.Declined)
}

func (s *stage) cancelledOutcome() {
	s.over()
	s.judge("mia", handoff.OutcomeCancelled)
}

func (s *stage) putOff() {
	s.over()
	s.judge("rita", handoff.OutcomeMoved)
}

func (s *stage) noMail() {
	s.accepted()
	s.tell(&handoff.Failed{About: s.by("rita"), Purpose: handoff.PurposeUpdate,
		To: handoff.Recipient{Person: "rita", Role: handoff.RoleRep}, Error: "put event: HTTP 403", Permission: true,
		Mend: "grant the application Calendars.ReadWrite for handoff@acme.example"})
	s.tell(&handoff.Failed{About: s.by("rita"), Purpose: handoff.PurposeBrief,
		To: handoff.Recipient{Person: "rita", Role: handoff.RoleRep}, Error: "brief.txt:3: field .Foo", Local: true})
}

func (s *stage) forgotten() {
	s.over()
	s.judge("rita", handoff.OutcomeHeld)
	s.tell(&handoff.Assign{About: s.by("mia"), Rep: "bob"})
}

// deniesIt takes back what somebody else answered.
func (s *stage) deniesIt() {
	s.offered()
	s.tell(&handoff.Replied{About: s.by("rita"), Reach: handoff.ReachProspect})
	s.tell(&handoff.Answered{About: unproved(s.by("rita")), Attendee: "rita@acme.example", PartStat: calendar.Accepted,
		Sequence: s.h.Sequence, UID: s.h.Current().UID, From: "rita.private@mail.example", Proven: true})
	s.tell(&handoff.Refuse{About: s.by("rita")})
}

// ownLeft: the rep whose own event held gives the lead away.
func (s *stage) ownLeft() {
	s.offered()
	at := meeting.Add(30 * time.Minute)
	s.tell(&handoff.OwnEvent{About: s.by("rita"), Person: "rita", Key: "own", Start: at, End: at.Add(time.Hour)})
	s.tell(&handoff.UseOwn{About: s.by("rita"), Mine: true})
	s.tell(&handoff.Decline{About: s.by("rita")})
}

// stays: the manager says that the meeting stays with a rep who is away.
func (s *stage) stays() {
	s.accepted()
	s.tell(&handoff.OutOfOffice{About: s.by("rita"), Until: meeting.AddDate(0, 0, 3)})
	s.tell(&handoff.Keep{About: s.by("mia")})
}

// tooLate: the question is moot before it goes out, and only the words are passed on.
func (s *stage) tooLate() {
	s.offered()
	s.words()
	f := &handoff.Proposed{About: unproved(s.prospect()), Start: meeting.Add(25 * time.Hour)}
	f.PassOn = true
	s.decide(f)
	s.decide(&handoff.Refuse{About: s.by("rita")})
	s.deliver()
}

// offBeforeInvited: the prospect knows the meeting by the introduction alone.
func (s *stage) offBeforeInvited() {
	s.decide(s.brief())
	var intro []handoff.Action
	for _, a := range s.pending {
		if a.Purpose == handoff.PurposeIntro {
			intro = append(intro, a)
		}
	}
	s.pending = intro
	s.deliver()
	s.cancel()
}

// nothingComes: nobody says for two months what came of it.
func (s *stage) nothingComes() {
	s.over()
	s.judge("rita", handoff.OutcomeHeld)
	s.pass(meeting.AddDate(0, 2, 0))
}

// remindedTwice is a lead of a team whose policy reminds at half of the window, too.
func (s *stage) remindedTwice() {
	s.c.Teams[0].Policy.Steps = []handoff.Step{{Percent: 50, Kind: handoff.StepRemind},
		{Percent: 80, Kind: handoff.StepSuccessor}}
	s.silentUntil(monday.Add(24 * time.Hour))
}

// owesReply: the window ends when the rep has accepted, and has said that the prospect was written to.
func (s *stage) owesReply() {
	s.offered()
	s.answer("rita", calendar.Accepted)
	s.tell(&handoff.Replied{About: s.by("rita"), Reach: handoff.ReachOnlyHere})
	s.pass(meeting.AddDate(0, 0, -2))
}

// older are mails of older versions.
func (s *stage) older() {
	s.offered()
	s.leftover(handoff.PurposeReminder, "rita", handoff.RoleRep, "of-old")
	s.h.State = handoff.Past
	s.leftover(handoff.PurposeOutcome, "rita", handoff.RoleRep, "ask")
	s.h.State, s.h.Why = handoff.Returned, handoff.Because("verdict/no-show", handoff.PersonArg("rita"))
	for _, code := range []handoff.Code{"no-show", "of-old"} {
		s.h.Return = &handoff.Return{Code: code, At: s.now}
		s.leftover(handoff.PurposeReturned, "quinn", handoff.RoleQualifier, code)
	}
}

func serviceWords(name handoff.Code, lines []handoff.Reason, args ...handoff.Arg) handoff.ServiceDetail {
	return handoff.ServiceDetail{Says: handoff.ServiceWords(name, args...), Lines: lines}
}

func (s *stage) tellOfService(to handoff.PersonID, d handoff.ServiceDetail) {
	s.show(handoff.ServiceMail("sample", to, d))
}

// rotations are mails about who is to have leads.
func (s *stage) rotations() {
	words, tell := serviceWords, s.tellOfService
	tell("rita", words("paused", nil, handoff.PersonArg("mia"), handoff.WordsArg("emea"),
		handoff.TimeArg(s.now.Add(72*time.Hour), "Europe/Berlin")))
	tell("rita", words("resumed", nil, handoff.PersonArg("mia"), handoff.WordsArg("emea")))
	tell("rita", words("talks", nil, handoff.PersonArg("mia"), handoff.WordsArg("emea")))
	thursday := handoff.TimeArg(s.now.AddDate(0, 0, 3), "Europe/Berlin")
	pause := &handoff.Rotation{What: handoff.RotatePause, Team: true}
	paused := words("rotation", append([]handoff.Reason{handoff.Because("paused/team", handoff.PersonArg("mia"),
		handoff.WordsArg("emea"), thursday)}, pause.Meanwhile("emea", nil, s.c, s.now)...),
		handoff.WordsArg("pause emea"))
	paused.Personal = handoff.Yes
	tell("mia", paused)
	tell("mia", words("rotation-asked", []handoff.Reason{handoff.Because("ask-rotation-team",
		handoff.ListArg([]string{"emea", "dach"}))}, handoff.WordsArg("pause team")))
	tell("mia", words("rotations", []handoff.Reason{handoff.Because("aside-line/done",
		handoff.WordsArg("pause emea until Thu"), handoff.ReasonArg(handoff.Because("paused/team",
			handoff.PersonArg("mia"), handoff.WordsArg("emea"), thursday))), handoff.Because("line/unsaid",
		handoff.WordsArg("assign Rita"))}, handoff.WordsArg("pause emea")))
	tell("quinn", words("rotation-refused", []handoff.Reason{handoff.Because("managers/rotation")},
		handoff.WordsArg("pause team")))
}

// service are mails of the service itself.
func (s *stage) service() {
	words, tell := serviceWords, s.tellOfService
	down := report.Outage{Config: s.c, Source: handoff.Source{Kind: handoff.SourceMail}, Why: "dial tcp: no route to host",
		Addresses: []string{s.c.Address}, From: s.now.Add(-time.Hour)}
	s.offered()
	tell("ruth", down.ForAdmin())
	tell("mia", down.ForManager(s.c.Person("mia"), []handoff.Handoff{s.h}))
	down.To = s.now
	tell("ruth", down.ForAdmin())
	for _, t := range troubles(s.now) {
		tell("ruth", t.ForAdmin())
	}
	tell("ruth", report.Aside{Mailbox: "handoff@acme.example", Tries: 3, Zone: "Europe/Berlin",
		Where: handoff.Because("aside/moved", handoff.WordsArg("handoffd-failed")), Mails: []report.FailedMail{
			{Sender: "pat@globex.example", Subject: "Re: Introduction", Arrived: s.now,
				Why: handoff.Because("dropped/by", handoff.PersonArg("ruth"))}}}.ForAdmin())
	days := func(onTime, of, offers int) handoff.Arg {
		return handoff.ReasonArg(handoff.Because("pace-days", handoff.NumberArg(onTime), handoff.NumberArg(of),
			handoff.NumberArg(offers)))
	}
	tell("mia", words("pace", nil, handoff.WordsArg("emea"), handoff.NumberArg(handoff.PaceDays), days(20, 30, 34),
		days(18, 20, 21)))
	s.show(handoff.SignInMail("quinn", "", s.now))
	until := handoff.TimeArg(s.now.Add(time.Hour), "Europe/Berlin")
	tell("quinn", words("deferred-sender", nil, handoff.NumberArg(handoff.AnsweredPerHour), until))
	tell("ruth", words("deferred-admin", nil, handoff.AddressArg("quinn@acme.example"),
		handoff.NumberArg(handoff.AnsweredPerHour), until))
	held := handoff.Because("held-mail", handoff.NumberArg(1), handoff.AddressArg("quinn@acme.example"),
		handoff.TimeArg(s.now, "Europe/Berlin"), handoff.WordsArg("Lead: Initech"), handoff.NumberArg(0),
		handoff.WordsArg(""), handoff.ReasonArg(handoff.Because("unproved", handoff.WordsArg("quinn"))))
	tell("ruth", words("held", []handoff.Reason{held}, handoff.NumberArg(1),
		handoff.NumberArg(handoff.DefaultHeld.Days), handoff.NumberArg(0)))
	tell("ruth", words("sifted", []handoff.Reason{held}, handoff.WordsArg("Held: 1 mail")))
	tell("ruth", words("sifted-nothing", nil, handoff.WordsArg("Held: 1 mail")))
	whom := handoff.AddressArg("pat@globex.example")
	tell("ruth", words("forget", []handoff.Reason{handoff.Because("forget/open", handoff.WordsArg("HO-7K3QX2"))}, whom))
	tell("ruth", words("forget-colleague", nil, handoff.AddressArg("bob@acme.example"), handoff.PersonArg("bob")))
	tell("ruth", words("forget-nobody", nil, whom))
	tell("quinn", words("forget-refused", nil, handoff.PersonArg("ruth")))
	s.rotations()
	tell("mia", words("lines", []handoff.Reason{handoff.Because("line/unclear", handoff.WordsArg("HO-7K3QX2"),
		handoff.WordsArg("looks fine")), handoff.Because("lead-unseen", handoff.WordsArg("HO-ZZZZZZ"))},
		handoff.WordsArg("Re: Review")))
	tell("ruth", words("forgotten", []handoff.Reason{handoff.Because("forget/done", handoff.WordsArg("HO-7K3QX2"),
		handoff.ReasonArg(handoff.Because("forgotten")))}))
	tell("rita", words("entries", []handoff.Reason{held}, handoff.WordsArg("Your calendar")))
	tell("rita", words("entries-nothing", nil, handoff.WordsArg("Your calendar")))
	leads, c, now := Review()
	tell("mia", words("my-leads", handoff.MyLeads("mia", c, leads, now), handoff.WordsArg("My leads"),
		handoff.NumberArg(1)))
	tell("quinn", words("my-leads", handoff.MyLeads("ada", c, leads, now), handoff.WordsArg("My leads")))
	course := practice.Course{}.Begin(handoff.RoleRep, now)
	tell("rita", words("nothing-unread", []handoff.Reason{handoff.Because("practice-said/nothing-new")},
		handoff.WordsArg("read")))
	tell("rita", words("practice", course.Lines(c, "rita"), handoff.NumberArg(1)))
	talk := words("one-to-one", report.Agenda{Twosome: handoff.Twosome{Team: "emea", Lead: "mia", Rep: "bob"}, Start: now,
		Leads: leads}.Sections(c), handoff.PersonArg("mia"), handoff.PersonArg("bob"), handoff.TimeArg(now, berlin.String()))
	talk.Meets = &handoff.Talk{UID: "one-to-one-sample@acme.example", Start: now, End: now.Add(handoff.OneToOneLength),
		With: []handoff.PersonID{"mia", "bob"}, Title: handoff.Twosome{Lead: "mia", Rep: "bob"}.Title()}
	tell("bob", talk)
	pair := []handoff.Arg{handoff.PersonArg("mia"), handoff.PersonArg("bob"), handoff.TimeArg(now, berlin.String())}
	tell("bob", words("one-to-one-kept", nil, append(pair, handoff.TimeArg(now.Add(time.Hour), berlin.String()))...))
	off := words("one-to-one-off", []handoff.Reason{handoff.Because("one-to-one-off/declined", handoff.PersonArg("mia"))},
		pair...)
	called := *talk.Meets
	called.Sequence, called.Off = 1, off.Lines[0]
	off.Meets = &called
	tell("bob", off)
	tell("bob", words("one-to-one-over", nil, handoff.WordsArg("New Time Proposed")))
	s.noLead()
}

// noLead are answers to mails that are about no lead.
func (s *stage) noLead() {
	for _, why := range []handoff.Code{handoff.NoLeadAtAll, handoff.NoLeadUnread, handoff.NoLeadNamed,
		handoff.NoLeadOfReps, handoff.NoLeadWhich} {
		s.show(handoff.NoLead("quinn", 1, why, "emea", "Lunch on Friday?", "m@acme.example"))
	}
	t := handoff.Token{Person: "quinn", Role: handoff.RoleQualifier, Handoff: s.h.ID, Mail: 1, Issued: s.now,
		Expires: s.now.AddDate(0, 0, 3)}
	private := handoff.Because("sender-unproved/private", handoff.AddressArg("quinn@home.example"))
	s.show(handoff.Challenge(t, private, s.now, "emea",
		[]handoff.Reason{handoff.Because("would/cancel")}))
	s.show(handoff.ChallengeAgain(t, "abcdefghij234567", "emea"))
}
