package mail

import (
	"bytes"
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Draft is a message to be sent. From, one recipient, MessageID, Date and Text are required.
type Draft struct {
	From    Address
	To      []Address
	Cc      []Address
	ReplyTo []Address
	Subject string
	// MessageID, InReplyTo and References are ids, with or without angle brackets. Of InReplyTo and References, which
	// others chose, what is no id is left out.
	MessageID  string
	InReplyTo  string
	References []string
	Date       time.Time
	Text       string
	// HTML is the second alternative; empty for a plain mail.
	HTML string
	// Calendar is the third alternative (RFC 6047) and, as the same bytes, the attachment invite.ics or
	// cancel.ics.
	Calendar *Calendar
	// Inline are pictures that HTML shows, by "cid:" and their ids.
	Inline []Inline
	// Files go along as attachments.
	Files []File
	// Original is a mail that goes along whole, as the attachment original.eml; nil: none.
	Original []byte
	// Auto marks the mail as written by a machine (RFC 3834), so that machines do not answer it. It is false
	// for mail that stands for a person: an intro or an invite.
	Auto bool
	// Unsent is a mail that a person opens in their mail program, and sends from there: X-Unsent. It may lack sender and
	// recipients, which they choose.
	Unsent bool
	// HandoffID becomes X-Handoff-Id.
	HandoffID string
	// Headers are extra header fields; only those of the allow-list are taken: List-Id, List-Unsubscribe,
	// List-Unsubscribe-Post and x-ms-reactions.
	Headers map[string]string
}

// ErrDraft is wrapped by every error of Compose.
var ErrDraft = errors.New("mail draft")

const (
	maxSubject    = 400 // runes; longer subjects are cut, so that no header line can exceed RFC 5322's 998 bytes
	maxReferences = 20
	mailReactions = "x-ms-reactions"
	calendarName  = "invite.ics"
	cancelName    = "cancel.ics"
)

// Compose builds the bytes of a message, with CRLF line ends. Equal drafts give equal bytes. Line breaks and control
// characters in header fields are removed; an address, message id or extra header that cannot be written is refused.
func Compose(d Draft) ([]byte, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := setAddresses(msg, d); err != nil {
		return nil, err
	}
	if err := setFields(msg, d); err != nil {
		return nil, err
	}
	if err := setParts(msg, d); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(d.length())
	if _, err := msg.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("%w: write message %q: %w", ErrDraft, d.MessageID, err)
	}
	fixBoundaries(out.Bytes(), d.MessageID)
	return beginOnLine(out.Bytes()), nil
}

// length is about how long the message will be: encoded parts are longer than what they hold, and the calendar is there
// twice.
func (d *Draft) length() int {
	n := 4096 + (len(d.Text)+len(d.HTML))*9/8
	encoded := len(d.Original)
	if d.Calendar != nil {
		encoded += 2 * len(d.Calendar.Data)
	}
	for _, in := range d.Inline {
		encoded += len(in.Data)
	}
	for _, f := range d.Files {
		encoded += len(f.Data)
	}
	return n + encoded*3/2
}

func setAddresses(msg *gomail.Msg, d Draft) error {
	if !d.Unsent || d.From.Addr != "" {
		from, err := outgoing("From", []Address{d.From})
		if err != nil {
			return err
		}
		msg.FromMailAddress(from[0])
	}
	if len(d.To)+len(d.Cc) == 0 && !d.Unsent {
		return fmt.Errorf("%w: no recipient", ErrDraft)
	}
	to, err := outgoing("To", d.To)
	if err != nil {
		return err
	}
	cc, err := outgoing("Cc", d.Cc)
	if err != nil {
		return err
	}
	replyTo, err := outgoing("Reply-To", d.ReplyTo)
	if err != nil {
		return err
	}
	if len(to) > 0 {
		msg.ToMailAddress(to...)
	}
	if len(cc) > 0 {
		msg.CcMailAddress(cc...)
	}
	if len(replyTo) > 0 {
		msg.ReplyToMailAddress(replyTo...)
	}
	return nil
}

func setFields(msg *gomail.Msg, d Draft) error {
	id, ok := messageID(d.MessageID)
	if !ok {
		return fmt.Errorf("%w: message id %q is not an id", ErrDraft, d.MessageID)
	}
	if d.Date.IsZero() {
		return fmt.Errorf("%w: message %q has no date", ErrDraft, id)
	}
	msg.SetMessageIDWithValue(id)
	msg.SetDateWithValue(d.Date)
	msg.Subject(clip(clean(d.Subject), maxSubject))
	if parent, ok := messageID(d.InReplyTo); ok {
		msg.SetGenHeader(gomail.HeaderInReplyTo, "<"+parent+">")
	}
	if refs := references(d.References); refs != "" {
		msg.SetGenHeader(gomail.HeaderReferences, refs)
	}
	if d.Auto {
		msg.SetGenHeader("Auto-Submitted", "auto-generated")
		msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	}
	if d.HandoffID != "" {
		msg.SetGenHeader("X-Handoff-Id", clip(clean(d.HandoffID), maxSubject))
	}
	if d.Unsent {
		msg.SetGenHeader("X-Unsent", "1")
	} else {
		msg.SetGenHeader(mailReactions, "disallow")
	}
	return setExtras(msg, d.Headers)
}

func setExtras(msg *gomail.Msg, extras map[string]string) error {
	for name, value := range extras {
		switch canonical := textproto.CanonicalMIMEHeaderKey(name); canonical {
		case "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post":
			if value != clean(value) || !printable(value) || len(value) > maxSubject {
				return fmt.Errorf("%w: header %s: value %q is not plain ASCII text", ErrDraft, canonical, value)
			}
			msg.SetGenHeader(gomail.Header(canonical), value)
		case textproto.CanonicalMIMEHeaderKey(mailReactions):
		default:
			return fmt.Errorf("%w: header %q is not on the allow-list", ErrDraft, name)
		}
	}
	return nil
}

func setParts(msg *gomail.Msg, d Draft) error {
	if d.Text == "" {
		return fmt.Errorf("%w: message %q has no text", ErrDraft, d.MessageID)
	}
	msg.SetBodyString(gomail.TypeTextPlain, cleanBody(d.Text))
	if d.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, cleanBody(d.HTML))
	}
	for _, in := range d.Inline {
		if err := embed(msg, in); err != nil {
			return err
		}
	}
	for _, f := range d.Files {
		if err := attach(msg, f); err != nil {
			return err
		}
	}
	if err := attachOriginal(msg, d.Original); err != nil || d.Calendar == nil {
		return err
	}
	method := strings.ToUpper(d.Calendar.Method)
	if method == "" {
		method = methodLine(d.Calendar.Data)
	}
	if !slices.Contains(methods, method) {
		return fmt.Errorf("%w: message %q: %q is no method of RFC 5546", ErrDraft, d.MessageID, method)
	}
	// Base64 keeps the bytes of the calendar as they are; quoted-printable would rewrite its line ends.
	msg.AddAlternativeString(gomail.ContentType("text/calendar; method="+method), string(d.Calendar.Data),
		gomail.WithPartEncoding(gomail.EncodingB64))
	name := calendarName
	if method == "CANCEL" {
		name = cancelName
	}
	return msg.AttachReader(name, bytes.NewReader(d.Calendar.Data),
		gomail.WithFileContentType("application/ics"), gomail.WithFileEncoding(gomail.EncodingB64))
}

// references writes the ids of a References field: the first, which names the thread, and the newest ones.
func references(ids []string) string {
	var list []string
	for _, id := range ids {
		if id, ok := messageID(id); ok && !slices.Contains(list, "<"+id+">") {
			list = append(list, "<"+id+">")
		}
	}
	if len(list) > maxReferences {
		list = slices.Delete(list, 1, len(list)-maxReferences+1)
	}
	return strings.Join(list, " ")
}

var emptyFirstLine = lazily(`(?m)^([!-9;-~]+:)[ \t]*\r\n[ \t]+`)

// foldsEarly reports a line that ends in a colon before one that is folded, which costs less than the expression.
func foldsEarly(head []byte) bool {
	for {
		line, rest, folded := bytes.Cut(head, []byte("\r\n"))
		if !folded {
			return false
		}
		goesOn := len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t')
		if goesOn && bytes.HasSuffix(bytes.TrimRight(line, " \t"), []byte(":")) {
			return true
		}
		head = rest
	}
}

// beginOnLine lets every field of the header begin on the line of its name: some servers drop or break one whose first
// line is empty, as that of a long word is folded (RFC 5322 section 2.2.3 allows it).
func beginOnLine(raw []byte) []byte {
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !foldsEarly(head) || !emptyFirstLine().Match(head) {
		return raw
	}
	return slices.Concat(emptyFirstLine().ReplaceAll(head, []byte("$1 ")), []byte("\r\n\r\n"), body)
}
