package intake

import (
	"slices"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// takeAnswers takes an iMIP REPLY. UID and attendee prove more than the sender: Google and Macs answer in other names.
// Whom it counts for is for the fact to say.
func (l *inbound) takeAnswers(id handoff.ID, found bool) error {
	if len(l.u.Answers) == 0 {
		return l.takeLost(id, found)
	}
	for _, a := range l.u.Answers {
		of, ok, err := l.f.ByUID(calendar.NormalizeUID(a.UID))
		if err != nil {
			return err
		}
		if !ok {
			if talk, err := l.takeTalk(a); talk || err != nil {
				return err
			}
			if l.t.Verdict == "" {
				if err := l.foreign(id, found, a.UID); err != nil {
					return err
				}
			}
			continue
		}
		own := l.known && l.isFor(a.Attendee, handoff.Recipient{Person: l.sender.ID})
		if l.forged && own {
			return l.ask(func(try *inbound) error { return try.takeAnswers(id, found) })
		}
		if l.forged && (l.known || !handoff.SameAddress(a.Attendee, l.m.From.Addr)) {
			return l.silent(unprovedAnswer, handoff.Because("unproved-answer", handoff.ReasonArg(l.doubt)))
		}
		h, err := l.lead(of)
		if err != nil {
			return err
		}
		if l.forged && !l.known && !h.IsProspect(l.m.From.Addr) {
			return l.silent(unprovedAnswer, handoff.Because("unproved-answer", handoff.ReasonArg(l.doubt)))
		}
		if err := l.fact(of, l.answered(h, a)); err != nil {
			return err
		}
	}
	return nil
}

// answersCheck says whether the mail answers the event of `handoffd check --probe`, which reads the answers itself.
// What a person writes under it is read like any mail.
func (l *inbound) answersCheck() bool {
	about := func(id string) bool { return handoff.AboutCheck(id, l.c) }
	switch l.m.Kind {
	case mail.KindCalendarReply, mail.KindCalendarCounter, mail.KindCalendarRefresh:
		var uids []string
		for _, a := range l.u.Answers {
			uids = append(uids, a.UID)
		}
		if ev, is := l.event(); is && len(uids) == 0 {
			uids = append(uids, ev.UID)
		}
		if len(uids) > 0 {
			return !slices.ContainsFunc(uids, func(u string) bool { return !about(calendar.NormalizeUID(u)) })
		}
	}
	return l.u.Lost && slices.ContainsFunc(l.answeredIDs(l.m), about)
}

// answered is the fact of an answer.
func (l *inbound) answered(h handoff.Handoff, a calendar.Answer) *handoff.Answered {
	f := &handoff.Answered{About: l.about(), Attendee: a.Attendee, UID: calendar.NormalizeUID(a.UID),
		PartStat: a.PartStat, Sequence: a.Sequence, Comment: mail.Remark(a.Comment),
		Start: a.Start, Instance: a.RecurrenceID != "", DelegatedTo: a.DelegatedTo, Stamp: a.Stamp,
		From: l.m.From.Key(), Proven: l.verified, Name: a.Name, Room: a.Room, SentBy: l.actsFor(a), Among: a.Among}
	if a.Unnumbered {
		f.Sequence = -1
	}
	f.By = h.Events().Answerer(l.c, f.UID, a.Attendee)
	own := handoff.SameAddress(a.Attendee, l.m.From.Addr) || f.By.Person != "" && f.By.Person == l.sender.ID
	assistant := l.known && handoff.SameAddress(f.SentBy, l.m.From.Addr)
	if !own && !assistant {
		f.Strength = handoff.Weak
	}
	return f
}

// actsFor is who answers on behalf of the attendee: SENT-BY, or the colleague in Sender where Exchange sends for
// somebody else.
func (l *inbound) actsFor(a calendar.Answer) string {
	if a.SentBy != "" {
		return a.SentBy
	}
	if p, ok := l.c.ByEmail(l.m.Sender.Addr); ok && p.ID != l.sender.ID {
		return l.m.Sender.Key()
	}
	return ""
}

// takeCounter takes another time that an attendee proposes. It is never an acceptance, whatever PARTSTAT says. Who of
// the attendees it names proposes it is told by the sender.
func (l *inbound) takeCounter(id handoff.ID, found bool) error {
	if len(l.u.Answers) == 0 {
		return l.takeLost(id, found)
	}
	a := l.u.Answers[0]
	own := func(b calendar.Answer) bool { return handoff.SameAddress(b.Attendee, l.m.From.Addr) }
	if i := slices.IndexFunc(l.u.Answers, own); i > 0 {
		a = l.u.Answers[i]
	}
	of, ok, err := l.f.ByUID(calendar.NormalizeUID(a.UID))
	if err != nil {
		return err
	}
	if talk, err := l.takeTalk(a); !ok && (talk || err != nil) {
		return err
	}
	switch {
	case !ok:
		return l.foreign(id, found, a.UID)
	case !l.verified && l.known:
		return l.ask(func(try *inbound) error { return try.takeCounter(id, found) })
	}
	h, err := l.lead(of)
	if err != nil {
		return err
	}
	if l.forged && !l.known && !h.IsProspect(l.m.From.Addr) {
		return l.silent(unprovedAnswer, handoff.Because("unproved-answer", handoff.ReasonArg(l.doubt)))
	}
	f := &handoff.Proposed{About: l.about(), UID: calendar.NormalizeUID(a.UID), Start: a.Start, End: a.End,
		Comment: mail.Remark(a.Comment), Sequence: a.Sequence, Numbered: !a.Unnumbered}
	sender := f.By
	if f.By, f.For = h.Events().Proposer(l.c, f.UID, a.Attendee, l.actsFor(a), sender); f.By != sender &&
		sender.Person == "" {
		f.Strength = handoff.Weak
	}
	return l.fact(of, f)
}

// mostLost bounds how many open offers one unreadable answer may concern.
const mostLost = 20

// takeLost takes an answer to an invitation of which the calendar part is missing or cannot be read: somebody has
// answered, and nobody knows what. If the mail does not say which invitation, it may be any that its sender was asked
// to answer.
func (l *inbound) takeLost(id handoff.ID, found bool) error {
	if !l.u.Lost {
		return l.unusable(id, found, handoff.Because("unusable/no-attendee"))
	}
	ids := []handoff.ID{id}
	if !found {
		ids = nil
	}
	if !found && l.known {
		open, err := l.f.OpenOf(l.sender.ID)
		if err != nil {
			return err
		}
		for _, each := range open[:min(len(open), mostLost)] {
			h, err := l.lead(each)
			if err != nil {
				return err
			}
			if h.State == handoff.Offered && h.Rep() == l.sender.ID {
				ids = append(ids, each)
			}
		}
	}
	if l.forged || l.known && !l.verified {
		return l.silent(unprovedAnswer, handoff.Because("unproved-answer/unread", handoff.ReasonArg(l.doubt)))
	}
	for _, each := range ids {
		if err := l.fact(each, &handoff.Unreadable{About: l.about(), What: text.Shorten(l.m.Subject, 100)}); err != nil {
			return err
		}
	}
	if len(ids) == 0 {
		return l.unusable(id, found, handoff.Because("unusable/unread", handoff.WordsArg(l.m.Why)))
	}
	return nil
}
