package mail

import (
	"bytes"
	netmail "net/mail"
	"strings"
	"time"
)

// Read reads a message. It never fails: what cannot be read is of kind other, and Warnings say why.
func Read(raw []byte) *Message {
	m := &Message{Kind: KindOther, Size: len(raw)}
	var s splitter
	if len(raw) > maxSize {
		fields, _, _ := parseHeader(raw)
		m.readFields(fields)
		m.Why = "the message is larger than 50 MiB"
		m.Warnings = []string{"the message is larger than 50 MiB; only its header was read"}
		return m
	}
	if !bytes.ContainsRune(raw, '\n') {
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	}
	root := s.entity(bytes.TrimPrefix(raw, utf8BOM), "text/plain", 0)
	m.readFields(root.fields)
	c := contents{splitter: &s, from: m.From.Addr}
	pieces := c.walk(root, 0)
	m.Calendars, m.Attachments, m.Markup = c.calendars, c.attachments, c.markup
	marked := visible(pieces)
	m.Body, m.Text = withoutMarks(marked), newText(marked)
	if m.Text == "" {
		m.Forwarded = forwardedText(marked)
	}
	if m.classify(&c); m.Kind == KindHumanReply {
		m.Enclosed = enclosed(m.Body, c.enclosed)
		m.ForwardedFrom, m.SendsOn = forwardedFrom(m.Enclosed), sendsOn(m.Subject, m.Body, c.enclosed)
	}
	m.Warnings = s.warnings
	m.guess(marked)
	return m
}

// guess takes the whole text of a person's mail that would have none: what looks like history may be all they wrote.
func (m *Message) guess(marked string) {
	if m.Kind != KindHumanReply || m.Text != "" || m.Forwarded != "" {
		return
	}
	if m.Text = wholeText(marked); m.Text != "" {
		m.Guessed = true
		m.Warnings = append(m.Warnings,
			"no part of the text could be told to be new, so that all of it is shown and nothing in it acts")
	} else if strings.TrimSpace(m.Body) != "" {
		m.Warnings = append(m.Warnings, "all of the text is quoted: the sender wrote no words of their own")
	}
}

// readFields fills the envelope of the message from its header.
func (m *Message) readFields(fields []field) {
	m.fields = fields
	for _, f := range fields {
		switch strings.ToLower(f.name) {
		case "from":
			if list := parseAddresses(f.value); len(list) > 0 && m.From.Addr == "" {
				m.From = list[0]
			}
		case "sender":
			if list := parseAddresses(f.value); len(list) > 0 && m.Sender.Addr == "" {
				m.Sender = list[0]
			}
		case "reply-to":
			m.ReplyTo = appendAddresses(m.ReplyTo, f.value)
		case "to":
			m.To = appendAddresses(m.To, f.value)
		case "cc":
			m.Cc = appendAddresses(m.Cc, f.value)
		case "delivered-to", "x-original-to", "envelope-to":
			for _, a := range parseAddresses(f.value) {
				if len(m.Delivered) < maxAddresses {
					m.Delivered = append(m.Delivered, a.Addr)
				}
			}
		}
	}
	m.Subject = decodeWords(first(fields, "Subject"))
	if ids := messageIDs(first(fields, "Message-Id")); len(ids) > 0 {
		m.MessageID = ids[0]
	}
	m.InReplyTo = messageIDs(first(fields, "In-Reply-To"))
	m.References = messageIDs(first(fields, "References"))
	m.HandoffID = first(fields, "X-Handoff-Id")
	m.Date = parseDate(first(fields, "Date"))
}

func appendAddresses(list []Address, value string) []Address {
	list = append(list, parseAddresses(value)...)
	return list[:min(len(list), maxAddresses)]
}

// usualDate is how nearly all programs write a date.
const usualDate = "Mon, 2 Jan 2006 15:04:05 -0700"

func parseDate(value string) time.Time {
	if value == "" || len(value) > 200 {
		return time.Time{}
	}
	date, err := time.Parse(usualDate, value) // ParseDate comes to this form after a dozen others
	if err != nil {
		date, err = netmail.ParseDate(value)
	}
	if err != nil {
		return time.Time{}
	}
	return date
}

// Acting is the message as it may act: no command, consent or brief is taken from a text that had to be guessed, since
// it may be what somebody else wrote. People still get to see it.
func (m *Message) Acting() *Message {
	if !m.Guessed {
		return m
	}
	silent := *m
	silent.Text = ""
	return &silent
}
