package mail

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// concept is a set of ideas, one bit each, that words of many languages stand for. Machines say the same few things in
// all of them: that a message was received, that a ticket was opened, that somebody has left.
type concept uint64

const (
	got        concept = 1 << iota // received
	yours                          // your
	message                        // a mail, a request
	ticket                         // a ticket, a case, its number
	opened                         // created, registered
	staff                          // a member of our team
	soon                           // as soon as possible, within one day
	answers                        // will get back to you
	we                             // first person plural
	me                             // first person singular
	thanking                       // thank you for
	noReply                        // do not reply, reply above this line
	keepID                         // leave the number in the subject
	automatic                      // automatic, automatically
	this                           // this mail
	verify                         // confirm, verification
	human                          // human, not a machine
	click                          // click, link
	delivery                       // to deliver, to release
	caught                         // quarantine, spam
	moderated                      // waits for approval, not allowed to post
	list                           // mailing list, group
	left                           // no longer with the company
	turnTo                         // please contact
	unread                         // is not forwarded, not read
	newAddr                        // my address has changed
	fromNow                        // please use, from now on
	day                            // a weekday, tomorrow, an hour
	reportTo                       // notifications, view request: what a portal writes under its mail
	asking                         // a question mark
	addressed                      // an address stands there
	linked                         // a link stands there
	numbered                       // a number of three digits or more
	named                          // the sender's own name
	agreed                         // sounds good, works for me
	hold                           // is held, was moved, passively
	iLeft                          // left and me in one clause
	off                            // switched off, closed
	mailbox                        // an address: with off it is a changed one
	job                            // an employment: with ended somebody has left
	ended                          // has ended
	itself                         // this, automatic and message in one clause
	declares                       // one of selfDeclared
	absent                         // out of the office, on leave
	departed                       // one of departures
	returning                      // back on, until
	urgent                         // in urgent cases
	access                         // reads little mail or none
	but                            // but: behind it stands what counts
	stands                         // but Wednesday stands
	matter                         // contract, offer, meeting, invitation
	sorry                          // an apology
	volume                         // many mails, long waiting, in the order of arrival
	hours                          // opening hours
	impersonal                     // dear customer
	survey                         // how would you rate us
	callMe                         // call me
	past                           // I was, of an absence that is over
	stayed                         // moved within the company
	software                       // what list software says of commands and subscriptions
)

// sentences makes a text plain for the index (lower case, single spaces, no punctuation) and returns what each
// sentence holds. Beyond limit bytes nothing is read.
func (x *conceptIndex) sentences(text string, limit int, names [][]byte) []concept {
	what, _ := x.read(text, limit, names, nil)
	return what
}

// read is sentences with the slots of each; firm is the name of the sender's company, made plain.
func (x *conceptIndex) read(text string, limit int, names [][]byte, firm []byte) ([]concept, []slots) {
	text = text[:min(len(text), limit)]
	out, filled := make([]concept, 0, 8), make([]slots, 0, 8)
	buf := append(make([]byte, 0, min(len(text)+2, 256)), ' ')
	var extra concept
	var commas []int
	digits := 0 // at the end of what was read
	skips := false
	end := func() {
		if buf[len(buf)-1] != ' ' {
			buf = append(buf, ' ')
		}
		if len(buf) > 1 {
			found, slot := x.in(buf)
			found |= extra | ownName(buf, names)
			slot = slot.complete(buf, extra, firm)
			filled = append(filled, slot)
			out = append(out, x.meant(found, slot, buf, commas))
		}
		buf, extra, commas, digits = buf[:1], 0, commas[:0], 0
	}
	for i, r := range text {
		if skips = skips && (extra&linked != 0 && r > ' ' || inAddress(r, text[i:])); skips {
			continue
		}
		switch {
		case r == 'I' && buf[len(buf)-1] == ' ' && strings.HasPrefix(text[i+1:], " "):
			buf = append(buf, 'I') // of English; "i" is a word of other languages
			continue
		case r >= 'a' && r <= 'z':
			buf = append(buf, byte(r))
			digits = 0
			continue
		case unicode.IsLetter(r) || unicode.IsMark(r):
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
			digits = 0
			continue
		case r >= '0' && r <= '9':
			if digits++; digits >= 3 {
				extra |= numbered
			}
			buf = append(buf, byte(r))
			continue
		case digits >= 4 && (r == '-' || r == '/') && joinsCode(buf, digits, text[i+1:]):
			continue
		case r == '#' || r == '№':
			buf = utf8.AppendRune(append(buf, ' '), r)
			continue
		case r == '’' || r == '\'':
			buf = append(buf, '\'')
			continue
		case r == ',' || r == '、' || r == '，' || r == ':':
			commas = append(commas, len(buf))
			if strings.HasPrefix(text[i:], "://") {
				extra |= linked
				skips = true
				continue
			}
		case r == '@':
			extra |= addressed
			buf = buf[:bytes.LastIndexByte(buf, ' ')+1] // what an address is made of are no words
			skips, digits = true, 0
			continue
		case r == '？' || r == '?' && !inLink(text[i+1:]):
			extra |= asking
		}
		ordinal := r == '.' && (digits == 1 || digits == 2) // "am 1. September"
		digits = 0
		if buf[len(buf)-1] != ' ' {
			buf = append(buf, ' ')
		}
		if !ordinal && stops(r, text[i:]) {
			end()
		}
	}
	end()
	return out, filled
}

// joinsCode reports whether a mark between two groups of digits is part of one code, as in "2026/118842", and of no
// date.
func joinsCode(before []byte, digits int, after string) bool {
	n := 0
	for n < len(after) && isDigit(after[n]) {
		n++
	}
	year := digits == 4 && string(before[len(before)-4:len(before)-2]) == "20"
	return n >= 3 || n > 1 && !year
}

// meant is what a sentence says once its words are read together: one may take the meaning of another, or make a new
// one.
func (x *conceptIndex) meant(found concept, slot slots, buf []byte, commas []int) concept {
	if slot&dated != 0 && slot&(ending|over|away2) != 0 && found&asking == 0 {
		found &^= day // since when somebody is gone
	}
	for _, mine := range []concept{left | me, job | ended | me} {
		if found&mine == mine && x.together(buf, commas, mine) {
			found |= iLeft
		}
	}
	if own := this | automatic | message; found&own == own && x.together(buf, commas, own) {
		found |= itself
	}
	if found&(but|day) == but|day && found&(answers|turnTo|message|volume) == 0 {
		found |= stands
	}
	if found&(returning|day) == returning|day && found&stands == 0 {
		found &^= day // the day of a return is no answer to a meeting
	}
	if (found&hours != 0 || slot&later2 != 0) && found&asking == 0 {
		found &^= day // opening hours, and the days on which mail is read
	}
	if found&past != 0 {
		found &^= absent | access
	}
	if found&stayed != 0 {
		found &^= left | iLeft
	}
	if found&(job|ended) == job|ended {
		found |= left
	}
	if found&(off|mailbox) == off|mailbox {
		found |= newAddr
	}
	return found
}

// together reports whether one clause of a sentence holds all of what: "Paul has left, but I can join" says of Paul
// that he left. Clauses end at commas, at colons and at words for
// "and" and "but".
func (x *conceptIndex) together(s []byte, commas []int, what concept) bool {
	from := 0
	for _, to := range append(commas, len(s)) {
		clause := append([]byte{' '}, s[from:to]...)
		for _, word := range joiners {
			clause = bytes.ReplaceAll(clause, word, []byte(" | "))
		}
		for part := range bytes.SplitSeq(append(clause, ' '), []byte("|")) {
			if found, _ := x.in(part); found&what == what {
				return true
			}
		}
		from = to
	}
	return false
}

// joiners are the words for "and" and "but" that stand in no phrase of somebody who has left.
var joiners = func() (words [][]byte) {
	for _, w := range strings.Fields("and und et y och og oraz и so but aber mais pero maar men ale но але και") {
		words = append(words, []byte(" "+w+" "))
	}
	return words
}()
