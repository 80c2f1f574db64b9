package mail

import (
	"strings"
	"time"
)

// Kind is what a message is, in one word.
type Kind string

// The kinds of message. The calendar kinds follow the METHOD of RFC 5546.
const (
	KindHumanReply             Kind = "human_reply"
	KindAutoReply              Kind = "auto_reply"
	KindBounce                 Kind = "bounce"
	KindDSNDelayed             Kind = "dsn_delayed"
	KindDSNDelivered           Kind = "dsn_delivered"
	KindFeedbackReport         Kind = "feedback_report"
	KindReadReceipt            Kind = "read_receipt"
	KindCalendarReply          Kind = "calendar_reply"
	KindCalendarCounter        Kind = "calendar_counter"
	KindCalendarCancel         Kind = "calendar_cancel"
	KindCalendarDeclineCounter Kind = "calendar_declinecounter"
	KindCalendarRequest        Kind = "calendar_request"
	KindCalendarPublish        Kind = "calendar_publish"
	KindCalendarAdd            Kind = "calendar_add"
	KindCalendarRefresh        Kind = "calendar_refresh"
	KindFreeBusyMessage        Kind = "freebusy_message"
	KindOther                  Kind = "other"
)

// Address is a mailbox of RFC 5322 section 3.4. The domain of Addr is lower-cased, the local part is as written.
type Address struct {
	Name string
	Addr string
}

// Key returns the address in a form fit for comparison: all lower case.
func (a Address) Key() string { return strings.ToLower(a.Addr) }

// Message is a message as understood by Read. Message ids stand without angle brackets.
type Message struct {
	Kind Kind
	// Why is one sentence that names the header or the words that decided Kind.
	Why string

	From    Address
	Sender  Address
	ReplyTo []Address
	To      []Address
	Cc      []Address
	// Delivered holds the bare addresses of Delivered-To, X-Original-To and Envelope-To.
	Delivered []string

	Subject    string
	MessageID  string
	InReplyTo  []string
	References []string
	// Date is the sender's own claim; zero when absent or unreadable.
	Date time.Time

	// Text is what the sender wrote now: without quoted or forwarded history, signature, client footer or
	// gateway banner. A courtesy closing stays.
	Text string
	// Forwarded is the text of a message forwarded inline when the sender wrote nothing of their own, else empty. It is
	// for people to see: none of it was written by the sender, so that nothing in it may act.
	Forwarded string
	// Body is the whole visible plain text; hidden text is left out.
	Body string
	// Markup is the HTML of the mail as it came, hidden text and addresses of links included; it may be cut.
	Markup string `json:"-"`
	// ForwardedFrom are the senders of what was forwarded or quoted with its header: attached, or in the text.
	ForwardedFrom []Address `json:"-"`
	// Enclosed are those messages, attached ones first, then as they stand in the text.
	Enclosed []Enclosed `json:"-"`
	// SendsOn says that the mail passes on another one, as against answering it.
	SendsOn bool `json:"-"`
	// Calendars are the calendar parts, never those inside a forwarded message.
	Calendars []Calendar
	// Bounce is set for bounces, delays and delivery reports; for a complaint it names who complained, and of which mail.
	Bounce *Bounce
	// Guessed says that Text is the whole text, since none of it could be told to be new: no command and no consent is in
	// it.
	Guessed bool `json:",omitempty"`
	// MaybeAutomatic says that only words tell whether a machine or a person wrote the mail, whichever Kind is, and that
	// they leave it open: people should see it, and it is nobody's answer.
	MaybeAutomatic bool `json:",omitempty"`
	// Worded says that only the words of the text, no header and no subject, made it an automatic reply.
	Worded bool `json:"-"`
	// Away is set for an automatic reply that tells of an absence: not for tickets, notices and shared documents.
	Away *Away
	// Gone is set for an automatic reply that says that its sender is no longer to be had at that address.
	Gone *Gone `json:",omitempty"`
	// LostAnswer says that somebody answered an invitation and the calendar part that says what is missing or empty.
	LostAnswer bool `json:",omitempty"`
	// HandoffID is the X-Handoff-Id header, empty when there is none.
	HandoffID string

	// Raw are the bytes of the mail, where its reader keeps them; Read leaves it empty.
	Raw []byte `json:"-"`
	// Attachments are the file names of attached parts.
	Attachments []string
	// Warnings say what could not be read, or was left out.
	Warnings []string
	// Size is the length of the raw message in bytes.
	Size int

	fields    []field
	ideasRead *ideas // of the text, while the mail is read
}

// Calendar is one text/calendar part, decoded from its transfer encoding (RFC 6047).
type Calendar struct {
	// Method is the method parameter or, without one, the METHOD line; upper case, empty when there is neither.
	Method   string
	Filename string
	// Data is the iCalendar stream in UTF-8, otherwise unchanged.
	Data []byte
}

// Bounce is what a delivery report says (RFC 3464), or the text of one without labels.
type Bounce struct {
	// Permanent is true when at least one address failed for good.
	Permanent  bool
	Recipients []BounceRecipient
	// MessageID and HandoffID are those of the returned message, empty when it was not returned.
	MessageID string
	HandoffID string
}

// BounceRecipient is one recipient of a delivery report; Status is that of RFC 3463, such as 5.1.1.
type BounceRecipient struct {
	Address string
	Status  string
}

// PermanentFor reports whether r, one of the Recipients, failed for good: some may be gone while others are only full.
func (b *Bounce) PermanentFor(r BounceRecipient) bool {
	if r.Status == "" || r.Status == "4.0.0" && len(b.Recipients) == 1 { // which says less than the words beside it
		return b.Permanent
	}
	return permanentStatus(r.Status)
}

// Away is what an automatic reply says of an absence.
type Away struct {
	// Text is the new text of the reply.
	Text string
	// Until and Cover are phrases found in the text, such as "Monday 30 November" and "Jane Doe"; empty if none.
	Until string
	Cover string
	// Marked says that a mail system marks the reply as an absence note, by a header field or its subject, and not only
	// its words: only then may it count as one.
	Marked bool
}

// Gone is what an automatic reply says of somebody who is no longer to be had at the address. Nothing in it is proved,
// so that it is for people to read: a new address is never used by itself.
type Gone struct {
	// Left says that the person has left the company.
	Left bool
	// NewAddress is where to write instead, empty when the mail names none.
	NewAddress string
}

// Header returns the values of all header fields with that name, top first, unfolded and with encoded words
// decoded (RFC 2047).
func (m *Message) Header(name string) []string {
	var values []string
	for _, f := range m.fields {
		if len(f.name) == len(name) && strings.EqualFold(f.name, name) {
			values = append(values, decodeWords(f.value))
		}
	}
	return values
}
