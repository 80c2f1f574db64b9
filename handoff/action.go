package handoff

import (
	"strconv"
	"strings"
	"time"
)

// Purpose is what an outgoing mail is for. It names the template too.
type Purpose string

// Purposes. Thread mails are seen by the prospect; calendar mails carry an event; all others stay among colleagues.
const (
	PurposeIntro    Purpose = "intro"    // thread: introduces prospect and rep to each other
	PurposeRelay    Purpose = "relay"    // thread: passes on what only handoffd received
	PurposeProposal Purpose = "proposal" // thread: puts another time to the prospect, who may just say yes
	PurposeInvite   Purpose = "invite"   // calendar: REQUEST
	PurposeUpdate   Purpose = "update"   // calendar: REQUEST with a higher SEQUENCE; names the new rep or the new time
	PurposeCancel   Purpose = "cancel"   // calendar: CANCEL, to one guest ("withdrawn") or because the meeting is off

	PurposeCopy  Purpose = "copy"  // the copy of the event in the calendar of the handoff address; no mail
	PurposeBlock Purpose = "block" // private entry in the rep's own calendar: time for preparation; no mail

	PurposeBrief      Purpose = "brief"      // private brief to the rep
	PurposeReceipt    Purpose = "receipt"    // to the qualifier: what was understood, what is missing
	PurposeReminder   Purpose = "reminder"   // to the rep
	PurposeEscalation Purpose = "escalation" // to the manager: the case
	PurposeReturned   Purpose = "returned"   // to the qualifier: the lead is yours again
	PurposeOutcome    Purpose = "outcome"    // to rep and qualifier: was it held?
	PurposeQuestion   Purpose = "question"   // something has to be settled
	PurposeNotice     Purpose = "notice"     // something happened that concerns you
	PurposeMeeting    Purpose = "meeting"    // to the rep, as a line of Today: whom they meet on that day
	PurposeEcho       Purpose = "echo"       // effect of a command
	PurposeConfirm    Purpose = "confirm"    // asks a colleague whether a mail in their name is theirs
	PurposeService    Purpose = "service"    // about the service itself: outages, mails that wait, calendars
)

// Channel says which order an action belongs to: actions of one handoff, recipient and channel go out in order.
type Channel string

// Channels.
const (
	ChannelThread   Channel = "thread"
	ChannelCalendar Channel = "calendar"
	ChannelInternal Channel = "internal"
	ChannelService  Channel = "service" // about no handoff; answered by the numbers in it
	ChannelCopy     Channel = "copy"    // the calendar of the handoff address: written, never mailed
	ChannelOwn      Channel = "own"     // the recipient's own calendar: written, never mailed
)

// Channel of a purpose.
func (p Purpose) Channel() Channel {
	switch p {
	case PurposeIntro, PurposeRelay, PurposeProposal:
		return ChannelThread
	case PurposeInvite, PurposeUpdate, PurposeCancel:
		return ChannelCalendar
	case PurposeCopy:
		return ChannelCopy
	case PurposeBlock:
		return ChannelOwn
	case PurposeService:
		return ChannelService
	}
	return ChannelInternal
}

// Recipient of an action: a colleague, or an address of the prospect's side.
type Recipient struct {
	Person  PersonID `json:",omitempty"`
	Address string   `json:",omitempty"` // only if Person is empty
	Role    Role
}

// String is the recipient's part of an action's key.
func (r Recipient) String() string {
	if r.Person != "" {
		return string(r.Person)
	}
	return strings.ToLower(r.Address)
}

// Action is something to be done outside: data, not yet a mail. Delivery re-checks it with Wanted and renders it.
type Action struct {
	Handoff    ID
	Purpose    Purpose
	To         Recipient
	Revision   int // tells apart actions of one purpose and recipient
	Assignment int `json:",omitempty"` // number of the assignment it speaks of; 0: of none
	// calendar: of the recipient's own event; empty: the one of the prospect's people
	UID      string        `json:",omitempty"`
	Sequence int           `json:",omitempty"` // calendar: the SEQUENCE to send
	Schedule int           `json:",omitempty"` // calendar: Handoff.Revision it shows
	When     Timing        `json:",omitempty"` // live, in Today or in the mail of the week
	Delay    time.Duration `json:",omitempty"` // not before this long after the decision
	After    []string      `json:",omitempty"` // keys that must have been sent first
	Step     Code          `json:",omitempty"` // which case of the purpose: "50", "successor", "withdrawn" …
	Refused  bool          `json:",omitempty"` // echo: the command was turned down and changed nothing
	Why      Reason
	Detail   Detail        `json:",omitempty"` // what the template needs beside the handoff
	Answers  string        `json:",omitempty"` // Message-ID of the recipient's own mail that it answers
	Earlier  []EarlierLead `json:"-"`          // brief: looked up when the mail is written; never kept
	Token    string        `json:"-"`          // for Reply-To, drawn when the mail is written; never kept
	Page     string        `json:"-"`          // what the secrets of its links are made from; the same
}

// Key is unique per thing to be done: doing it twice is one row.
func (a Action) Key() string {
	if a.Purpose == PurposeService {
		return ServiceKey(DetailOf[ServiceDetail](a).Key)
	}
	return string(a.Handoff) + "/" + string(a.Purpose) + "/" + a.To.String() + "/" + strconv.Itoa(a.Revision)
}

// Code names a reason, or the case of a purpose; where a mail goes out for a reason, the two are one. What is compared
// anywhere has a constant.
type Code string

// JoinsLater says whether what has the digest key waits, after a mail with it, for others to go with it.
func JoinsLater(digest string) bool { return !strings.HasPrefix(digest, string(PurposeEscalation)+"/") }

// Digest is the key under which an action may be joined with others of the same recipient into one mail: the first goes
// at once, those of the next five minutes become one. What waits for Today is one mail. Empty: never joined.
// Escalations become one only where they are to go at the same moment: none waits for another.
func (a Action) Digest() string {
	if a.When != Live {
		return todayPrefix + a.To.String()
	}
	if a.Purpose == PurposeEscalation {
		return string(a.Purpose) + "/" + a.To.String()
	}
	return ""
}
