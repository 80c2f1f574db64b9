package render

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

func (w *tale) offered() { w.tell(w.brief()) }

// hurried asks all three at once; one of them is in two minds.
func (w *tale) hurried() {
	for _, id := range []handoff.PersonID{"rita", "bob", "ines"} {
		p := w.c.People[id]
		p.Zone = "Europe/Berlin"
		w.c.People[id] = p
	}
	w.offered()
	w.answer("bob", calendar.Tentative, "")
}

func (w *tale) firstAccepts() {
	w.hurried()
	w.answer("ines", calendar.Accepted, "")
}

// own plays a story in which each turn of a rep has an event of its own.
func own(play func(*tale)) func(*tale) {
	return func(w *tale) {
		w.own = true
		play(w)
	}
}

func (w *tale) halfway() {
	w.c.Teams[0].Policy.Steps = []handoff.Step{{Percent: 50, Kind: handoff.StepRemind},
		{Percent: 80, Kind: handoff.StepSuccessor}}
	w.offered()
	w.answer("rita", calendar.Accepted, "")
	w.tell(&handoff.Replied{About: w.outside(), Reach: handoff.ReachProspect})
	w.pass("2026-11-17T11:00:00-05:00")
}

func (w *tale) reassigned() {
	w.offered()
	w.tell(&handoff.Answered{About: w.outside(), Attendee: "pat@globex.example", PartStat: calendar.Accepted, Sequence: 0})
	w.pass("2026-11-17T12:00:00-05:00")
}

func (w *tale) answersLate() {
	w.reassigned()
	w.answer("rita", calendar.Accepted, "")
}

func (w *tale) acceptsOnly() {
	w.offered()
	w.answer("rita", calendar.Accepted, "")
	w.pass("2026-11-17T11:00:00-05:00")
}

func (w *tale) prospectWaits() {
	w.acceptsOnly()
	w.tell(&handoff.Replied{About: w.outside(), Reach: handoff.ReachProspect})
	w.pass("2026-11-18T12:00:00-05:00")
}

func (w *tale) repliesOnly() {
	w.offered()
	w.replied("rita")
	w.pass("2026-11-17T11:00:00-05:00")
}

func (w *tale) excused() {
	w.reassigned()
	w.tell(&handoff.NotMyFault{About: w.by("rita"), Note: "The office network was down from ten to six."})
}

func (w *tale) dropped() {
	w.excused()
	w.tell(&handoff.RuleSilence{About: w.by("mia")})
}

// silentAgain is a silence that is recorded, the third in a row.
func (w *tale) silentAgain() {
	w.load["rita"] = handoff.Load{Silent: 2}
	w.reassigned()
	at := w.h.Assignments[0].Claim.Until
	w.now = at
	w.tell(&handoff.Deadline{About: handoff.About{At: at, Via: "clock"}, What: handoff.DueClaim, Due: at})
}

func (w *tale) broughtBack() {
	w.silentAgain()
	w.tell(&handoff.Rotation{About: w.by("mia"), What: handoff.RotateBack})
}

func (w *tale) escalated() {
	w.reassigned()
	w.tell(&handoff.Replied{About: w.outside(), Reach: handoff.ReachProspect})
	w.pass("2026-11-20T17:00:00+01:00")
}

func (w *tale) climbed() {
	w.escalated()
	w.pass("2026-11-23T16:00:00+01:00")
}

func (w *tale) accepted() {
	w.offered()
	w.now = w.now.Add(5 * time.Hour)
	w.replied("rita")
	w.answer("rita", calendar.Accepted, "")
}

func (w *tale) moved() {
	w.accepted()
	w.tell(&handoff.Move{About: w.by("quinn"), Start: time.Date(2026, 11, 26, 16, 30, 0, 0,
		handoff.Location("Europe/Berlin"))})
}

func (w *tale) placed() {
	w.accepted()
	w.tell(&handoff.Amended{About: w.by("quinn"), Place: "Globex, Hauptstr. 5, 2nd floor"})
}

func (w *tale) placedByManager() {
	w.accepted()
	w.tell(&handoff.Amended{About: w.by("mia"), Place: "Globex, Hauptstr. 5, 2nd floor"})
}

func (w *tale) calledOff() {
	w.accepted()
	w.tell(&handoff.Cancel{About: w.by("quinn")})
	w.tell(&handoff.Cancel{About: w.by("quinn")})
}

func (w *tale) cancelsOnce() {
	w.accepted()
	w.tell(&handoff.Cancel{About: w.by("quinn")})
}

// dstNight is a meeting in the hour that Berlin has twice.
func (w *tale) dstNight() {
	w.now = instant(w.t, "2026-10-20T10:00:00+02:00")
	b := w.brief()
	b.At, b.Start = w.now, instant(w.t, "2026-10-25T02:30:00+02:00")
	b.End = b.Start.Add(time.Hour)
	w.tell(b)
}

func (w *tale) relayed() {
	w.offered()
	w.source = &mail.Message{MessageID: "cafe01@globex.example", Subject: "Re: Introduction: Pat Kim and Rita Vance",
		Date: w.now,
		Text: "Hi Rita,\n\ncould my colleague Sam join us?\n\nPat", Attachments: []string{"agenda.pdf"}}
	about := w.outside()
	about.Strength, about.MessageID = handoff.Weak, "cafe01@globex.example"
	w.tell(&handoff.Replied{About: about, Reach: handoff.ReachOnlyHere})
}

// relayedMaybe passes on what a machine may have written.
func (w *tale) relayedMaybe() {
	w.offered()
	w.source = &mail.Message{MessageID: "cafe02@globex.example", Subject: "Re: Introduction: Pat Kim and Rita Vance",
		Date: w.now, Text: "Thank you for your message. We have received it."}
	about := w.outside()
	about.MessageID = "cafe02@globex.example"
	w.tell(&handoff.Replied{About: about, Reach: handoff.ReachOnlyHere, Maybe: true})
}

func (w *tale) onlyHere() {
	w.offered()
	about := w.by("rita")
	about.MessageID = "beef02@acme.example"
	w.source = &mail.Message{MessageID: about.MessageID, Subject: "Re: Introduction",
		Text: "Hi Pat,\n\nlooking forward to it. Anything I should prepare?\n\nRita"}
	w.tell(&handoff.Replied{About: about, Reach: handoff.ReachOnlyHere})
}

func (w *tale) passedOn() {
	w.onlyHere()
	w.tell(&handoff.Send{About: w.by("rita")})
}

func (w *tale) incomplete() {
	b := w.brief()
	delete(b.Fields, "pain")
	delete(b.Fields, "timeframe")
	b.Start, b.End = time.Time{}, time.Time{}
	b.Ask = []handoff.Reason{{Text: "Did you mean Thursday 26 November or Thursday 3 December, 15:00 CET?"}}
	w.tell(b)
}

func (w *tale) incompleteForLong() {
	w.incomplete()
	w.pass("2026-11-16T15:00:00+01:00")
}

func (w *tale) twin() {
	w.lookups.Twins = []handoff.Twin{{Handoff: "HO-2MZ4TB", Start: w.now.Add(48 * time.Hour), Qualifier: "quinn",
		Rep: "bob"}}
	w.tell(w.brief())
}

func (w *tale) nobodyFits() {
	away := []calendar.Span{{Start: w.now.Add(-time.Hour), End: w.now.Add(20 * 24 * time.Hour)}}
	start := w.brief().Start
	w.lookups.Away = map[handoff.PersonID][]calendar.Span{"rita": away, "bob": away}
	w.lookups.Meets = map[handoff.PersonID][]handoff.Meeting{"ines": {{Handoff: "HO-2MZ4TB",
		Span: calendar.Span{Start: start, End: start.Add(time.Hour)}}}}
	w.tell(w.brief())
}

// noTime is a lead of Friday evening for Monday morning, whose reps are not at work in between.
func (w *tale) noTime() {
	for _, id := range w.c.Teams[0].Reps {
		p := w.c.People[id]
		p.Zone, p.Hours = "Europe/Berlin", handoff.OfficeHours(11, 19)
		w.c.People[id] = p
	}
	w.now = time.Date(2026, 11, 20, 20, 30, 0, 0, handoff.Location("Europe/Berlin"))
	b := w.brief()
	b.Start = time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	b.End = b.Start.Add(30 * time.Minute)
	w.tell(b)
}

func (w *tale) rejected() {
	w.offered()
	w.now = w.now.Add(6 * time.Hour)
	w.tell(&handoff.Reject{About: w.by("rita"), Criteria: []string{"budget", "authority"},
		Note: "Reject: budget, authority.\nNobody has signed anything off and Pat cannot."})
}

func (w *tale) vague() {
	w.offered()
	w.tell(&handoff.Reject{About: w.by("rita")})
}

func (w *tale) asksNurture() {
	w.accepted()
	w.tell(&handoff.NurtureUntil{About: w.by("rita"), Until: instant(w.t, "2027-03-01T09:00:00-05:00")})
}

func (w *tale) prospectDeclined() {
	w.accepted()
	w.tell(&handoff.Answered{About: w.outside(), Attendee: "pat@globex.example", PartStat: calendar.Declined, Sequence: 0,
		Comment: "We have bought something else, sorry."})
}

func (w *tale) over() {
	w.accepted()
	w.pass("2026-11-24T16:05:00+01:00")
}

func (w *tale) heldQuietly() {
	w.over()
	w.tell(&handoff.Judge{About: w.by("rita"), Outcome: handoff.OutcomeHeld})
	w.pass("2026-12-03T18:00:00+01:00")
}

func (w *tale) disagree() {
	w.over()
	w.tell(&handoff.Judge{About: w.by("quinn"), Outcome: handoff.OutcomeNoShow})
	w.tell(&handoff.Judge{About: w.by("rita"), Outcome: handoff.OutcomeHeld})
}

func (w *tale) prospectProposes() {
	w.offered()
	w.tell(&handoff.Proposed{About: w.outside(), Start: time.Date(2026, 11, 25, 0, 30, 0, 0,
		handoff.Location("Europe/Berlin"))})
}

// prospectAsks in words that only the handoff address got.
func (w *tale) prospectAsks() {
	w.offered()
	w.wordsOnlyHere()
	f := &handoff.Proposed{About: w.outside(), Start: w.brief().Start.Add(25 * time.Hour)}
	f.MessageID, f.PassOn = w.source.MessageID, true
	w.tell(f)
}

// prospectAskedAndIsOut: the meeting was called off before the question went out.
func (w *tale) prospectAskedAndIsOut() {
	w.offered()
	w.wordsOnlyHere()
	f := &handoff.Proposed{About: unproved(w.outside()), Start: w.brief().Start.Add(25 * time.Hour)}
	f.MessageID, f.PassOn = w.source.MessageID, true
	w.decide(f)
	w.decide(&handoff.Refuse{About: w.by("rita")})
	w.deliver()
}

func (w *tale) wordsOnlyHere() {
	w.source = &mail.Message{MessageID: "wish@globex.example", Subject: "Re: Introduction", Date: w.now,
		Attachments: []string{"plan.pdf"},
		Text:        "Sorry, something came up. Could we do Wednesday 25 November 16:00?\n\nBest\nPat",
		Raw:         []byte("Subject: Re: Introduction\r\n\r\nSorry\r\n")}
}

func (w *tale) tentative() {
	w.offered()
	w.answer("rita", calendar.Tentative, "")
}

func (w *tale) amended() {
	w.offered()
	w.tell(&handoff.Amended{About: w.by("quinn"), Fields: map[string]string{"budget": "60,000 EUR, signed off",
		"source": "Trade fair"}})
}

func (w *tale) asksStatus() {
	w.reassigned()
	w.tell(&handoff.Status{About: w.by("quinn")})
}

func (w *tale) mumbles() {
	w.escalated()
	w.tell(&handoff.Unclear{About: w.by("mia"), Text: "assign Rob please",
		Ask: handoff.Reason{Text: "Which Rob? The team has Rita Vance, Bob Okafor and Ines Rao"}})
}

func (w *tale) wrongPerson() {
	w.offered()
	w.tell(&handoff.Accept{About: w.by("quinn")})
}
