package mail

import (
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"strings"
	"time"
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
	m := &composed{id: d.MessageID}
	for _, set := range []func(*composed, Draft) error{setFields, setAddresses, setParts} {
		if err := set(m, d); err != nil {
			return nil, err
		}
	}
	return m.bytes(), nil
}

func setAddresses(m *composed, d Draft) error {
	if len(d.To)+len(d.Cc) == 0 {
		return fmt.Errorf("%w: no recipient", ErrDraft)
	}
	for _, of := range []struct {
		name string
		list []Address
	}{{"From", []Address{d.From}}, {"To", d.To}, {"Cc", d.Cc}, {"Reply-To", d.ReplyTo}} {
		all, err := outgoing(of.name, of.list)
		if err != nil {
			return err
		}
		if len(all) > 0 {
			m.fields = append(m.fields, field{of.name, strings.Join(all, ", ")})
		}
	}
	return nil
}

// setFields begins the header with what is not about addresses, by name.
func setFields(m *composed, d Draft) error {
	id, ok := messageID(d.MessageID)
	if !ok {
		return fmt.Errorf("%w: message id %q is not an id", ErrDraft, d.MessageID)
	}
	if d.Date.IsZero() {
		return fmt.Errorf("%w: message %q has no date", ErrDraft, id)
	}
	m.fields = make([]field, 0, 16)
	m.set("MIME-Version", "1.0")
	m.set("Message-ID", "<"+id+">")
	m.set("Date", d.Date.Format(time.RFC1123Z))
	m.set("Subject", clip(clean(d.Subject), maxSubject))
	if parent, ok := messageID(d.InReplyTo); ok {
		m.set("In-Reply-To", "<"+parent+">")
	}
	if refs := references(d.References); refs != "" {
		m.set("References", refs)
	}
	if d.Auto {
		m.set("Auto-Submitted", "auto-generated")
		m.set("X-Auto-Response-Suppress", "All")
	}
	if d.HandoffID != "" {
		m.set("X-Handoff-Id", clip(clean(d.HandoffID), maxSubject))
	}
	m.set(mailReactions, "disallow")
	if err := setExtras(m, d.Headers); err != nil {
		return err
	}
	slices.SortFunc(m.fields, byName)
	return nil
}

func setExtras(m *composed, extras map[string]string) error {
	for name, value := range extras {
		switch canonical := textproto.CanonicalMIMEHeaderKey(name); canonical {
		case "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post":
			if value != clean(value) || !printable(value) || len(value) > maxSubject {
				return fmt.Errorf("%w: header %s: value %q is not plain ASCII text", ErrDraft, canonical, value)
			}
			m.set(canonical, value)
		case textproto.CanonicalMIMEHeaderKey(mailReactions):
		default:
			return fmt.Errorf("%w: header %q is not on the allow-list", ErrDraft, name)
		}
	}
	return nil
}

func setParts(m *composed, d Draft) error {
	if d.Text == "" {
		return fmt.Errorf("%w: message %q has no text", ErrDraft, d.MessageID)
	}
	m.parts = append(m.parts, alternative("text/plain", cleanBody(d.Text)))
	if d.HTML != "" {
		m.parts = append(m.parts, alternative("text/html", cleanBody(d.HTML)))
	}
	for _, in := range d.Inline {
		if err := embed(m, in); err != nil {
			return err
		}
	}
	for _, f := range d.Files {
		if err := attach(m, f); err != nil {
			return err
		}
	}
	attachOriginal(m, d.Original)
	if d.Calendar == nil {
		return nil
	}
	method := strings.ToUpper(d.Calendar.Method)
	if method == "" {
		method = methodLine(d.Calendar.Data)
	}
	if !slices.Contains(methods, method) {
		return fmt.Errorf("%w: message %q: %q is no method of RFC 5546", ErrDraft, d.MessageID, method)
	}
	event := base64Lines(d.Calendar.Data)
	m.parts = append(m.parts, entity{body: event, fields: []field{{"Content-Transfer-Encoding", event.how},
		{"Content-Type", "text/calendar; method=" + method + "; charset=UTF-8"}}})
	name := calendarName
	if method == "CANCEL" {
		name = cancelName
	}
	m.attached = append(m.attached, file("attachment", name, "application/ics", "", event))
	return nil
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
