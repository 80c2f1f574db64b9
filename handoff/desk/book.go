package desk

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// What the desk needs of the transaction that it is given. A store.Tx has it all.

// Deciding is what a decision needs.
type Deciding interface {
	record
	uids
}

// record keeps what came of decisions.
type record interface {
	Handoff(id handoff.ID) (handoff.Handoff, error)
	LookUp(id handoff.ID, n handoff.Need, env *handoff.Env) error
	Keep(id handoff.ID, f handoff.Fact, env handoff.Env, out handoff.Decision) error
	AfterCommit(f func())
}

// inUse says what was drawn before.
type inUse interface {
	uids
	IDInUse(id handoff.ID) (bool, error)
	tokens
}

// uids says which event UIDs were drawn before.
type uids interface {
	ByUID(uid string) (handoff.ID, bool, error)
}

// tokens says which reply addresses were drawn before.
type tokens interface {
	TokenInUse(secret string) (bool, error)
}

// Changing is what a change in a calendar needs.
type Changing interface {
	Deciding
	found
}

// found finds handoffs and earlier mail, for intake.
type found interface {
	OpenOf(person handoff.PersonID) ([]handoff.ID, error)
	ByToken(token string) (handoff.ID, bool, error)
	uids
	ByMessageIDs(ids []string) (handoff.ID, bool, error)
	OfMessages(ids []string) ([]handoff.ID, error)
	Handoff(id handoff.ID) (handoff.Handoff, error)
	Outbox(id handoff.ID) ([]store.Row, error)
	Booking(id handoff.ID, whose handoff.PersonID) (store.Booking, bool, error)
	Booked(provider, event string) (handoff.ID, bool, error)
	letters
	talks
}

// talks finds the talks of colleagues, and keeps what becomes of them.
type talks interface {
	Talk(uid string) (handoff.Talk, bool, error)
	TalkBooked(provider, event string) (handoff.Talk, bool, error)
	PutTalk(t handoff.Talk) error
}

// letters finds what was said, asked and sent before.
type letters interface {
	Token(secret string) (handoff.Token, bool, error)
	Asked(person handoff.PersonID, since time.Time) ([]store.Asked, error)
	ServiceMails(person handoff.PersonID, prefix string, limit int) ([]handoff.Action, error)
	Lines(person handoff.PersonID, messages []string) ([]handoff.TodayLine, error)
	HeldMail(n int64) (store.InMail, error)
	NthAnswered(sender string, proved bool, n int, since time.Time) (time.Time, bool, error)
	Deferred(sender string) (int, error)
	Aliases() (map[string]store.Alias, error)
	OpenWith(address string) ([]handoff.ID, error)
	AllWith(address string) ([]handoff.ID, error)
}

// Taking is what taking a mail needs.
type Taking interface {
	Changing
	inUse
	mailbook
	overtaken
	people
	held
	asking
	leads
	forgetting
	pausing
}

// mailbook keeps the mails that come in.
type mailbook interface {
	FirstTime(id handoff.ID, kind, sender, message string, proved bool) (bool, error)
	FirstTimes(id handoff.ID, kind, sender string, names []string, proved bool) (bool, error)
	PutMail(m store.InMail) (int64, error)
	Defer(m store.InMail, due time.Time) error
	Postpone(sender string, due time.Time) error
	NoteMessageID(id handoff.ID, message string) error
}

// overtaken finds answers to an intro that came in before it.
type overtaken interface {
	Mails(f store.MailFilter) ([]store.InMail, error)
	MailRaw(message string, id handoff.ID) ([]byte, error)
}

// people keeps what is known of persons.
type people interface {
	Say(person handoff.PersonID, event, word string, at time.Time) error
	Said(person handoff.PersonID) (map[string]string, error)
	NoMail() (map[handoff.PersonID]store.NoMail, error)
	TakesMail(person handoff.PersonID) error
	AddAlias(address string, person handoff.PersonID, at time.Time) error
}

// saying keeps what a person said and answers it.
type saying interface {
	people
	telling
	talks
}

// deferring keeps mails until their turn comes, and tells of it.
type deferring interface {
	mailbook
	telling
}

// keeping keeps a mail, of one that is held as much as there is place for.
type keeping interface {
	mailbook
	held
}

// held is where mails lie that nobody vouches for.
type held interface {
	HeldOf(sender string, most int) (int, error)
	DropHeld(n int64, why handoff.Reason) (bool, error)
	WhyNotHeld(n int64) (handoff.Reason, error)
}

// asking asks and tells.
type asking interface {
	Ask(t handoff.Token, digest []byte) error
	Unask(n int64) error
	HeldToken(n int64) (until time.Time, ok bool, err error)
	SpendToken(secret string, at time.Time) error
	EndLink(secret string, at time.Time) error
	telling
}

// telling has mails sent.
type telling interface {
	Enqueue(actions []handoff.Action, now time.Time) error
}

// Sifting is what a look at a held mail needs.
type Sifting interface {
	Changing
	asking
	WhyNotHeld(n int64) (handoff.Reason, error)
}

// sieve is what the admin's answer to a list of held mails needs.
type sieve interface {
	Sifting
	held
}

// Listing is what the list of held mails needs.
type Listing interface {
	Enqueued(key string) (bool, error)
	Unlisted(before time.Time, limit int) ([]store.Held, error)
	Listed(all []store.Held, at time.Time) error
	telling
}

// looking is what the look into a person's calendar needs.
type looking interface {
	Deciding
	FirstTime(id handoff.ID, kind, sender, message string, proved bool) (bool, error)
	AddAway(absences []handoff.Absence, source string) error
	Presence(id handoff.ID, person handoff.PersonID) (store.Presence, error)
	SetPresence(id handoff.ID, person handoff.PersonID, p store.Presence) error
}

// roster finds the handoffs of a person whose entry has changed.
type roster interface {
	Deciding
	OpenOf(person handoff.PersonID) ([]handoff.ID, error)
}

var _ intake.Finder = finder{}
