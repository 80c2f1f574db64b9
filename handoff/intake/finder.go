package intake

import (
	"errors"
	"fmt"
	"time"

	"handoffd/handoff"
)

// Finder is what must be known to tell what a mail means.
type Finder interface {
	Leads
	Letters
	Talks
}

// Leads finds handoffs.
type Leads interface {
	// Handoff gives a handoff; false if there is none of that id.
	Handoff(id handoff.ID) (handoff.Handoff, bool, error)
	// ByToken finds the handoff of a thread token.
	ByToken(token string) (handoff.ID, bool, error)
	// ByUID finds the handoff of an event, whosever it is and was; uid as calendar.NormalizeUID gives it.
	ByUID(uid string) (handoff.ID, bool, error)
	// ByMessageIDs finds the handoff of the first Message-ID that belongs to exactly one.
	ByMessageIDs(ids []string) (handoff.ID, bool, error)
	// OfMessages lists the handoffs of the first Message-ID that belongs to any: those of a mail about several.
	OfMessages(ids []string) ([]handoff.ID, error)
	// OpenOf lists the open handoffs of a person, the oldest first.
	OpenOf(person handoff.PersonID) ([]handoff.ID, error)
	// WithProspect lists the open handoffs that have a prospect at the address.
	WithProspect(address string) ([]handoff.ID, error)
	// SentAt is when the first of the Message-IDs that is one of ours about the handoff went out; zero if none did.
	SentAt(id handoff.ID, ids []string) (time.Time, error)
	// Sent is the action whose mail about the handoff went out with the first of the Message-IDs that is one of ours.
	Sent(id handoff.ID, ids []string) (handoff.Action, bool, error)
}

// Letters is what is known of earlier mail.
type Letters interface {
	// Token is what a secret in a reply address stands for; false if it was never given out.
	Token(secret string) (handoff.Token, bool, error)
	// Asked lists what a person was asked to confirm at or after the instant.
	Asked(person handoff.PersonID, since time.Time) ([]Question, error)
	// Notices lists the latest notices to a person whose keys begin with the prefix.
	Notices(person handoff.PersonID, prefix string) ([]Notice, error)
	// Lines is what the numbers stand for of the Today to a person that has the first known of the Message-IDs.
	Lines(person handoff.PersonID, ids []string) ([]handoff.TodayLine, error)
	// Held gives a held mail by its number; false if it is not held, or not kept, any more.
	Held(n int64) (Stored, bool, error)
	// NthAnswered is when the n-th mail of a sender, counted back from the latest, was acted upon; zero if there were
	// fewer since the instant. The proved ones are counted, or the others.
	NthAnswered(sender string, proved bool, n int, since time.Time) (time.Time, bool, error)
	// Alias is the colleague who has called an address theirs that is no prospect's; false if nobody has.
	Alias(address string) (handoff.PersonID, bool, error)
	// Deferred says how many mails of a sender wait for their turn.
	Deferred(sender string) (int, error)
}

// Question is one that a person was asked, about the mail with the digest.
type Question struct {
	At     time.Time
	Digest []byte
}

// Notice is a mail of the service that lists something: Items are what its numbers stand for, the first is 1.
type Notice struct {
	Key   string
	Items []string
}

// Stored is a mail as it is kept.
type Stored struct {
	Source  string // the mailbox it came into
	Handoff handoff.ID
	Arrived time.Time
	Auth    string
	Raw     []byte
}

// Keys of notices that can be answered begin with these.
const (
	KeyHeld   = "held "         // the daily list of held mails
	KeyForget = "forget-"       // what forgetting somebody comes to
	KeyWeekly = "hygiene "      // what the mail of the week tells of one's own calendar
	KeyTeam   = "hygiene-team " // that about a team's calendars
)

// errNoLead is a handoff that is found by something and is not there: the store is damaged.
var errNoLead = errors.New("there is no such handoff")

// lead reads a handoff that was found.
func (l *inbound) lead(id handoff.ID) (handoff.Handoff, error) {
	h, there, err := l.f.Handoff(id)
	if err == nil && !there {
		err = fmt.Errorf("read handoff %s: %w", id, errNoLead)
	}
	return handoff.SeenBy(h, l.sender.ID), err
}
