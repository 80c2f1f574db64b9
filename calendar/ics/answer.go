package ics

import (
	"strings"

	"github.com/emersion/go-ical"

	"handoffd/calendar"
)

// Answers reads what attendees say in a REPLY or COUNTER: the VEVENTs with their ATTENDEEs and the PARTSTAT that
// is stated for each. Any other method gives no answers, nor do tasks, events without UID, and events whose text
// is cut off or damaged; the warnings say so.
//
// A COUNTER is a proposal: all its attendees are listed, those who state ACCEPTED as TENTATIVE. Who of them sent
// it is not in the calendar data. A REPLY should name one attendee; if it names several, there is a warning and
// only the answer of the sender is to be believed.
//
// Marked is the method parameter of the MIME part (RFC 6047 section 2.4), which stands for a METHOD that is missing.
func Answers(data []byte, marked string) (method string, answers []calendar.Answer, warnings []string, err error) {
	var warn diagnosis
	m, err := readMessage(data, &warn)
	if err != nil {
		return "", nil, warn, err
	}
	if m.method == "" {
		warn.add("no METHOD")
		m.method = token(marked)
	}
	if m.method != "REPLY" && m.method != "COUNTER" {
		return m.method, nil, warn, nil
	}
	for _, c := range m.events {
		answers = append(answers, eventAnswers(m, c, &warn)...)
	}
	return m.method, answers, warn, nil
}

func eventAnswers(m *message, c *component, warn *diagnosis) []calendar.Answer {
	e := decodeEvent(c, m.zones, warn)
	uid := calendar.NormalizeUID(e.UID)
	if !whole(c) || uid == "" || contradicts(c) || contradictory(e.Attendees) {
		warn.add("an event is damaged, its answers do not count")
		return nil
	}
	comment := e.Comment
	if comment == "" {
		comment = responseComment(c)
	}
	var answers []calendar.Answer
	unnumbered := c.Props.Get(ical.PropSequence) == nil
	for _, a := range e.Attendees {
		if a.PartStat == "" && m.method == "REPLY" {
			continue
		}
		if a.PartStat == calendar.Accepted && m.method == "COUNTER" {
			a.PartStat = calendar.Tentative
			warn.add("a proposal is no acceptance")
		}
		answers = append(answers, calendar.Answer{
			Method: m.method, UID: uid, RecurrenceID: e.RecurrenceID, Sequence: e.Sequence, Unnumbered: unnumbered,
			Attendee: strings.ToLower(a.Address), Name: a.Name, Room: a.Room,
			SentBy: strings.ToLower(a.SentBy), DelegatedTo: strings.ToLower(a.DelegatedTo),
			PartStat: a.PartStat, Comment: comment, Start: e.Start, End: e.End, Stamp: e.Stamp,
		})
	}
	for i := range answers {
		answers[i].Among = len(answers)
	}
	switch {
	case len(answers) == 0:
		warn.add("no ATTENDEE states an answer")
	case len(answers) > 1 && m.method == "REPLY":
		warn.add("the reply speaks for %d attendees", len(answers))
	}
	return answers
}

// contradicts reports whether the event names two UIDs or two RECURRENCE-IDs.
func contradicts(c *component) bool {
	for _, name := range []string{ical.PropUID, ical.PropRecurrenceID} {
		for _, p := range c.Props.All(name) {
			if strings.TrimSpace(p.Value) != value(c, name) {
				return true
			}
		}
	}
	return false
}

// contradictory reports whether one attendee has two statuses.
func contradictory(attendees []calendar.Attendee) bool {
	said := make(map[string]calendar.PartStat, len(attendees))
	for _, a := range attendees {
		address := strings.ToLower(a.Address)
		if before, ok := said[address]; ok && before != a.PartStat {
			return true
		}
		said[address] = a.PartStat
	}
	return false
}

// responseComment gives the comment that some servers put at the attendee.
func responseComment(c *component) string {
	for i := range c.Props.All(ical.PropAttendee) {
		p := &c.Props.All(ical.PropAttendee)[i]
		if comment := strings.TrimSpace(unescapeText(param(p, paramResponse))); comment != "" {
			return comment
		}
	}
	return ""
}
