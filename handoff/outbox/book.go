package outbox

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
)

// What the outbox needs of a transaction. A store.Tx has it all.

// queue is the rows in hand.
type queue interface {
	KeepAll(all []store.Packed) (ours []bool, err error)
	MarkAllSent(all []store.Taken) (ours []bool, err error)
	MarkFailed(c store.Claimed, at time.Time, why string) (ours bool, err error)
	Skip(c store.Claimed, at time.Time, why handoff.Reason) (ours bool, err error)
	Retry(c store.Claimed, at, next time.Time, why string, dropBytes bool) (ours bool, err error)
}

// rendering is what mails and events are made of.
type rendering interface {
	Handoff(id handoff.ID) (handoff.Handoff, error)
	Booking(id handoff.ID, whose handoff.PersonID) (store.Booking, bool, error)
	MailRaw(message string, id handoff.ID) ([]byte, error)
	TokenInUse(secret string) (bool, error)
	Away(person handoff.PersonID, since time.Time) ([]calendar.Span, error)
	Had(person handoff.PersonID, day string) (handoff.Had, error)
	Outbox(id handoff.ID) ([]store.Row, error)
	OfCompany(domain, team string, except handoff.ID) ([]handoff.Handoff, error)
	PatternsOf(team string, w handoff.Whose) ([]handoff.Pattern, error)
	Talk(uid string) (handoff.Talk, bool, error)
	TalkBooking(uid string) (store.Booking, bool, error)
}

// keeping keeps what was rendered before it is handed over.
type keeping interface {
	desk.Deciding
	rendering
	queue
	KeepToken(secret string, t handoff.Token) error
	linking
	Hold(all []store.Delayed) error
	CountLive(person handoff.PersonID, day string, n int, at time.Time) error
	KeepLines(message string, person handoff.PersonID, at time.Time, lines []handoff.TodayLine) error
}

// marking keeps what became of it.
type marking interface {
	desk.Deciding
	queue
	hearing
	PutBooking(id handoff.ID, whose handoff.PersonID, b store.Booking) error
	Talk(uid string) (handoff.Talk, bool, error)
	PutTalk(t handoff.Talk) error
	PutTalkBooking(uid string, b store.Booking) error
}

// hearing keeps whether servers can be reached.
type hearing interface {
	OutageBegin(source handoff.Source, at time.Time, why string) (bool, error)
	Outages
}

// Outages is what the end of an outage needs: whoever was to hear of it is told.
type Outages interface {
	OpenOutages() ([]store.Outage, error)
	OutageEnd(source handoff.Source, at time.Time) (bool, time.Time, error)
	List(f store.Filter) ([]handoff.Handoff, error)
	Enqueued(key string) (bool, error)
	Enqueue(actions []handoff.Action, now time.Time) error
}

// resuming is where the last process ended.
type resuming interface {
	TakeOver(by store.Claimant, now time.Time) (int, error)
	SentSince(at time.Time) (int, error)
	OpenOutages() ([]store.Outage, error)
}
