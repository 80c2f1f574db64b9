package calendar

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Ref says where a provider keeps an event. The zero Ref, but for Calendar, means that it is not there yet.
type Ref struct {
	Calendar string // whose calendar: a mail address, or a collection's URL; empty: the organizer's own
	ID       string // the provider's own id of the event
	UID      string // iCalUID as the provider gave it; Exchange wraps ours
	ETag     string // version last seen
}

// Provider keeps events in a calendar that lives on a server. Every call may be repeated after a crash or an uncertain
// answer: the event is there once, and nobody is told anything twice.
type Provider interface {
	// Put makes the event stand as wanted: made if it is not there, changed where it differs, left alone (and nobody told)
	// where it does not. Guests who are no longer wanted are withdrawn, new ones invited, all in one change. While the
	// time stays, a guest keeps the answer that the provider knows; PartStat of want fills in answers that came another
	// way. Without attendees it is a private entry of the calendar's owner.
	Put(ctx context.Context, want Event, at Ref) (Ref, error)
	// Get reads the event back. An event that is not there, or is cancelled, is an *Error of kind Gone.
	Get(ctx context.Context, at Ref) (Event, Ref, error)
	// Withdraw takes the event from everybody and tells them. One that is gone already is no error.
	Withdraw(ctx context.Context, at Ref) error
	// Changes lists what changed in the organizer's calendar since the token; the empty token begins now and lists
	// nothing.
	Changes(ctx context.Context, token string) (Changes, error)
}

// Changes is one incremental reading of a calendar.
type Changes struct {
	Events []Changed
	Token  string // for the next reading
	Reset  bool   // the old token was refused: Events holds everything there is, so what is missing is gone
}

// Changed is an event as it stands after a change.
type Changed struct {
	Event
	Ref  Ref
	At   time.Time // when the provider says it changed
	Gone bool      // deleted or cancelled; of Event only UID is sure then, and perhaps not even that
}

// Reader says when people are busy. Whatever it could not read is in Schedule.Unknown or an error, never free time.
type Reader interface {
	Schedule(ctx context.Context, owner string, from, to time.Time) (Schedule, error)
}

// Schedule is what a source says of one person's time.
type Schedule struct {
	Busy    []Span   // merged, own declined and transparent entries left out
	Entries []Entry  // what fills the calendar, the free ones too; nil where the source shows free/busy only
	Unknown []string // why some of the time cannot be told, in words, without titles; not empty: nothing counts as free
	Away    []Span   // from the automatic-reply setting, and entries marked as out of office: whole days, and half ones
	ReadAt  time.Time
}

// Entry is one appointment, or one instance of a series, in somebody's calendar.
type Entry struct {
	UID       string
	Start     time.Time // of an all-day entry: midnight where the owner is, as far as that is known
	End       time.Time
	AllDay    bool
	Busy      bool     // counts as busy by the rules of RFC 5545: opaque, not cancelled, not declined by the owner
	Status    string   // TENTATIVE, CONFIRMED, CANCELLED
	Free      bool     // TRANSP:TRANSPARENT, or shown as free
	Own       PartStat // the owner's answer; empty if the owner organizes it or is no guest
	Organizer string   // lower-case address; empty: the owner
	Guests    []Attendee
	Series    bool      // an instance of a recurring event
	Created   time.Time // zero where the source does not say
	Updated   time.Time
	Title     string // for the owner's eyes alone: never in a mail to anybody else; empty of an entry marked private
}

// ErrorKind says what is to be done about an error of a provider.
type ErrorKind string

// What providers fail of.
const (
	Temporary  ErrorKind = "temporary"  // try again, not before RetryAfter
	Permission ErrorKind = "permission" // somebody has to grant something: see Mend
	Gone       ErrorKind = "gone"       // the event, calendar or person is not there
	Stale      ErrorKind = "stale"      // changed meanwhile: read again
	Refused    ErrorKind = "refused"    // the provider will never take it as it is
)

// Error is what a provider could not do.
type Error struct {
	Op         string // "put event", "read free/busy of rita@acme.example"
	Kind       ErrorKind
	Status     int           // HTTP status, 0 if none
	RetryAfter time.Duration // how long the provider asks to wait; 0 if it does not say
	Mend       string        // what an admin can do, in the provider's own words; may be empty
	Err        error
}

func (e *Error) Error() string {
	s := e.Op
	if e.Status != 0 {
		s += fmt.Sprintf(": HTTP %d", e.Status)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	if e.Mend != "" {
		s += "; " + e.Mend
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf is the kind of a provider's error; an unknown error may go away by itself.
func KindOf(err error) ErrorKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Temporary
}

// Finding is one thing that was tried at a provider before anything depends on it.
type Finding struct {
	What string // "read the calendar of handoff@acme.example"
	Err  error  // nil: it works; an *Error says in Mend what to grant, and where
	// Optional: handoffd does without it, and sees less unless Instead says otherwise.
	Optional bool
	Instead  string
}

// Checker tries what a provider will be asked for: login, the organizer's calendar, and the calendars of the people
// named. It leaves nothing behind.
type Checker interface {
	Check(ctx context.Context, people []string) []Finding
}
