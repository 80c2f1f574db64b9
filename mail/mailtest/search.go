package mailtest

import (
	"bytes"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// matches reports whether a message meets all criteria (RFC 9051 section 6.4.4).
// Texts are looked for in the raw message, without decoding.
func matches(m, last numbered, c *imap.SearchCriteria) bool {
	for _, set := range c.SeqNum {
		if !inSet(set, m.seq, last.seq, m.uid, last.uid) {
			return false
		}
	}
	for _, set := range c.UID {
		if !inSet(set, m.seq, last.seq, m.uid, last.uid) {
			return false
		}
	}
	size := int64(len(m.raw))
	if !between(m.arrived, c.Since, c.Before) || c.Larger > 0 && size <= c.Larger || c.Smaller > 0 && size >= c.Smaller {
		return false
	}
	for _, flag := range c.Flag {
		if !m.flags.has(flag) {
			return false
		}
	}
	for _, flag := range c.NotFlag {
		if m.flags.has(flag) {
			return false
		}
	}
	if !matchesText(m, c) {
		return false
	}
	for i := range c.Not {
		if matches(m, last, &c.Not[i]) {
			return false
		}
	}
	for i := range c.Or {
		if !matches(m, last, &c.Or[i][0]) && !matches(m, last, &c.Or[i][1]) {
			return false
		}
	}
	return true
}

func matchesText(m numbered, c *imap.SearchCriteria) bool {
	if len(c.Header)+len(c.Body)+len(c.Text) == 0 && c.SentSince.IsZero() && c.SentBefore.IsZero() {
		return true
	}
	head, body := splitHeader(m.raw)
	for _, want := range c.Header {
		found := false
		for _, v := range head.values(want.Key) {
			found = found || containsFold([]byte(v), want.Value)
		}
		if !found {
			return false
		}
	}
	for _, text := range c.Body {
		if !containsFold(body, text) {
			return false
		}
	}
	for _, text := range c.Text {
		if !containsFold(m.raw, text) {
			return false
		}
	}
	if c.SentSince.IsZero() && c.SentBefore.IsZero() {
		return true
	}
	dates := head.values("Date")
	if len(dates) == 0 {
		return false
	}
	sent, err := mail.ParseDate(dates[0])
	return err == nil && between(sent, c.SentSince, c.SentBefore)
}

func containsFold(b []byte, text string) bool {
	return bytes.Contains(bytes.ToLower(b), []byte(strings.ToLower(text)))
}

// between compares days as they are written, without zones.
func between(t, since, before time.Time) bool {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return (since.IsZero() || !day.Before(since)) && (before.IsZero() || day.Before(before))
}
