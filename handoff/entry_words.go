package handoff

import (
	"regexp"
	"strconv"
	"strings"
)

// EntryVerdict is what somebody said of an entry of their own calendar.
type EntryVerdict string

// What can be said of an entry.
const (
	EntryIgnored EntryVerdict = "ignore" // it never counts as busy
	EntryKept    EntryVerdict = "keep"   // it is an appointment whatever it looks like
)

// EntryWords is what a reply to the mail of the week says of calendars.
type EntryWords struct {
	Words map[int]EntryVerdict // by number, from 1
	Stop  bool                 // no more of that
}

var (
	entryPattern = regexp.MustCompile(`^(ignore|keep)\s+(?:no\.?\s*)?(\d{1,3}(?:(?:\s*,\s*|\s+and\s+|\s+)\d{1,3})*|` +
		`all|that)$`)
	entryNumbers    = regexp.MustCompile(`\d+`)
	stopMailPattern = regexp.MustCompile(`^(?:please\s+)?(?:stop|unsubscribe)(?:\s+calendar\s+mails?)?$`)
)

// entryThen is a line that says something to entries and goes on with another number: "ignore 1, 3 held".
var entryThen = regexp.MustCompile(`(?i)^((?:ignore|keep)\s+(?:no\.?\s*)?\d{1,3}` +
	`(?:(?:\s*,\s*|\s+and\s+|\s+)\d{1,3})*)\s*[,;]\s*(\d{1,3}\s*[.:)]?\s*\pL.*)$`)

// SplitEntryWords parts a line behind what it says to entries, if something to another number follows.
func SplitEntryWords(line string) []string {
	if m := entryThen.FindStringSubmatch(line); m != nil && !entryPattern.MatchString(strings.ToLower(line)) {
		return []string{m[1], m[2]}
	}
	return []string{line}
}

// EntryVerdictOf is what words without a number say of an entry; empty if that is nothing.
func EntryVerdictOf(words string) EntryVerdict {
	switch w := EntryVerdict(strings.Trim(strings.ToLower(words), ".! `\"")); w {
	case EntryIgnored, EntryKept:
		return w
	}
	return ""
}

// maxEntryLines bounds what is looked at of a reply.
const maxEntryLines = 50

// ReadEntryWords reads the new text of a reply to a mail that lists n entries. "ignore that" is for a list of one. It
// reports false if there is nothing in it that can be obeyed; lines after the last such line do not matter.
func ReadEntryWords(text string, n int) (EntryWords, bool) {
	a := EntryWords{Words: map[int]EntryVerdict{}}
	for i, line := range strings.Split(text, "\n") {
		line = strings.Trim(strings.ToLower(strings.TrimSpace(line)), ".! `\"")
		if i == maxEntryLines {
			break
		}
		if stopMailPattern.MatchString(line) {
			a.Stop = true
			continue
		}
		m := entryPattern.FindStringSubmatch(line)
		switch {
		case m == nil:
		case m[2] == "that" && n != 1:
		case m[2] == "that" || m[2] == "all":
			for k := range n {
				a.Words[k+1] = EntryVerdict(m[1])
			}
		default:
			for _, digits := range entryNumbers.FindAllString(m[2], -1) {
				if k, err := strconv.Atoi(digits); err == nil && k >= 1 && k <= n {
					a.Words[k] = EntryVerdict(m[1])
				}
			}
		}
	}
	return a, a.Stop || len(a.Words) > 0
}
