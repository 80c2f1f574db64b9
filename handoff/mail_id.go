package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"handoffd/handoff/text"
)

// StopCalendarMail is the subject of a mail that asks for nothing more about calendars in the mails of the week: mail
// programs write it from List-Unsubscribe.
const StopCalendarMail = "stop calendar mail"

// StopReport is the subject of a mail that asks for no more figures in the mails of the week.
const StopReport = "stop report"

// StartReport is the subject of a mail that asks for them again.
const StartReport = "start report"

// SaidReport is the entry under which it is kept that somebody wants no more figures.
const SaidReport = "report"

// Marks of the mails of `handoffd check`, in X-Handoff-Id: of one to the handoff address itself, and of a life played
// with test mailboxes. Characters of a fresh secret follow.
const (
	CheckMark = "check-"
	ProbeMark = "probe-"
)

// testMark is how they look, and testID a Message-ID or the UID of an event that begins with one.
var (
	testMark = regexp.MustCompile("^(" + CheckMark + "|" + ProbeMark + ")[a-z2-7]{26}(-spoofed)?$")
	testID   = regexp.MustCompile(`^(` + CheckMark + "|" + ProbeMark + `)[a-z2-7]{26}(-spoofed|\.\d+)?@`)
)

// OfCheck says whether a mail with this X-Handoff-Id is one of `handoffd check`.
func OfCheck(handoffID string) bool { return testMark.MatchString(handoffID) }

// AboutCheck says whether a Message-ID, or the UID of an event, is one of `handoffd check`, at a domain of ours.
func AboutCheck(id string, c *Config) bool {
	domain := text.Domain(id)
	return testID.MatchString(id) && (domain == text.Domain(c.Address) || slices.ContainsFunc(c.Others,
		func(b Box) bool { return domain == text.Domain(b.Address) }))
}

// MessageID is the id of the mail of an action, without angle brackets: a hash of the action's key, so that the same
// thing said again is the same message.
func MessageID(a Action, c *Config) string {
	return MailHash("mail", a.Key()) + "@" + text.Domain(c.Address)
}

// ThreadRoot is the id that all mails of the handoff's prospect thread have in References, and no other mail has.
func ThreadRoot(h Handoff, c *Config) string {
	return MailHash("thread", string(h.ID), h.UID) + "@" + text.Domain(c.Address)
}

// MessageIDs are the Message-IDs that a mail with this X-Handoff-Id had when it went out, one for each domain that we
// send from; none if no mail of ours can have it.
func (c *Config) MessageIDs(handoffID string) []string {
	notHex := func(r rune) bool { return (r < 'a' || r > 'f') && (r < '0' || r > '9') }
	if len(handoffID) != hashLength || strings.ContainsFunc(handoffID, notHex) {
		return nil
	}
	ids := []string{handoffID + "@" + text.Domain(c.Address)}
	for _, b := range c.Others {
		if id := handoffID + "@" + text.Domain(b.Address); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// hashLength is that of a MailHash, in hexadecimal digits.
const hashLength = 32

// MailHash names a mail by what it says to whom: 32 hexadecimal digits, the same for the same parts.
func MailHash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:hashLength/2])
}
