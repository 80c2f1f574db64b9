// Package calendar holds what a calendar says: events, attendees, answers and busy time, in the words of
// RFC 5545 and RFC 5546.
//
// It is pure: no IO, no clock, standard library only, so the domain package may import it. Reading and writing
// the iCalendar format is package calendar/ics; talking to calendar servers is left to the packages beside it.
package calendar

import "time"

// PartStat is the participation status of an attendee of an event (RFC 5545 section 3.2.12).
// The empty value means that none was stated.
type PartStat string

// The statuses that a VEVENT knows.
const (
	NeedsAction PartStat = "NEEDS-ACTION"
	Accepted    PartStat = "ACCEPTED"
	Declined    PartStat = "DECLINED"
	Tentative   PartStat = "TENTATIVE"
	Delegated   PartStat = "DELEGATED"
)

// Attendee is an attendee or the organizer of an event. Addresses are plain mail addresses without "mailto:".
type Attendee struct {
	Address       string
	Name          string // CN
	PartStat      PartStat
	Role          string // REQ-PARTICIPANT, OPT-PARTICIPANT, CHAIR, NON-PARTICIPANT
	RSVP          bool
	Room          bool   // CUTYPE ROOM or RESOURCE: no person
	SentBy        string // who acts on behalf of Address
	DelegatedTo   string
	DelegatedFrom string
	AnsweredAt    time.Time // when they answered, where a calendar server says so; not in iCalendar
}

// Event is one VEVENT.
//
// Times are instants. An all-day event has its dates as midnight UTC, End being the day after the last one.
// A zero Start means that the start is missing or that its time zone is unknown.
type Event struct {
	UID          string
	Sequence     int
	RecurrenceID string // which instance of a series: 20060102, 20060102T150405Z, or without Z when the zone is unknown
	Start        time.Time
	End          time.Time
	AllDay       bool
	Zone         string // name in the tz database that Start and End are to be written in; empty: UTC. It is not read back
	Summary      string
	Description  string
	Location     string
	Organizer    Attendee
	Attendees    []Attendee
	Status       string // TENTATIVE, CONFIRMED, CANCELLED
	Transparency string // OPAQUE, TRANSPARENT
	Class        string // PUBLIC, PRIVATE, CONFIDENTIAL
	Stamp        time.Time
	Comment      string
	URL          string
}

// Message is one iTIP message (RFC 5546). Method is in upper case, empty when the message states none.
type Message struct {
	Method string
	Events []Event
}

// Answer is what one attendee says about one event. With Method COUNTER, Start and End are the proposed time and
// PartStat is never Accepted: a proposal is not an acceptance.
type Answer struct {
	Method       string // REPLY or COUNTER
	UID          string // normalised, see NormalizeUID
	RecurrenceID string // as in Event
	Sequence     int
	Unnumbered   bool   // no SEQUENCE is stated: Sequence is the 0 that this means by RFC 5545
	Attendee     string // lower-case address
	Name         string // CN of the attendee
	Room         bool   // as in Attendee
	SentBy       string // lower-case address
	DelegatedTo  string // lower-case address
	Among        int    // how many attendees the message speaks for in this event
	PartStat     PartStat
	Comment      string
	Start        time.Time // zero when not stated or unknown
	End          time.Time
	Stamp        time.Time
}
