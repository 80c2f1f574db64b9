package mail

import (
	"bytes"
	"slices"
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

// conceptIndex finds the words of the concepts in one pass over a text: by a hash of their first three bytes.
type conceptIndex struct {
	heads [conceptSlots]uint16 // 1 + index into words, 0: none
	words []conceptWord
}

type conceptWord struct {
	text string
	what concept
	slot slots
	next uint16 // in the same slot, as in heads
}

const (
	conceptSlots = 1 << 14
	headLen      = 3 // bytes of the shortest word, " i "
)

// conceptSlot hashes the first four bytes of a word, or three and a zero.
func conceptSlot(a, b, c, d byte) uint32 {
	h := uint32(a) | uint32(b)<<8 | uint32(c)<<16 | uint32(d)<<24
	return h * 2654435761 >> 18
}

// newConcepts reads word lists: words are separated by "|" and match at the start of a word; "$" at the end wants the
// whole word, "*" at the start finds it inside of others, as do scripts that have no spaces.
func newConcepts(singles [][]slotList, lists ...[]wordList) *conceptIndex {
	index := &conceptIndex{words: make([]conceptWord, 0, 8192)}
	for _, l := range slices.Concat(lists...) {
		for _, words := range l.words {
			for w := range strings.SplitSeq(words, "|") {
				index.add(w, l.what, 0)
			}
		}
	}
	for _, l := range slices.Concat(singles...) {
		for _, words := range l.words {
			for w := range strings.SplitSeq(words, "|") {
				index.add(w, 0, l.what)
			}
		}
	}
	return index
}

type wordList struct {
	what  concept
	words []string
}

func (x *conceptIndex) add(w string, what concept, single slots) {
	w, inside := strings.CutPrefix(w, "*")
	w, whole := strings.CutSuffix(w, "$")
	r, _ := utf8.DecodeRuneInString(w)
	if !inside && !spaceless(r) {
		w = " " + w
	}
	if whole {
		w += " "
	}
	slot := conceptSlot(w[0], w[1], w[2], 0)
	if len(w) > headLen {
		slot = conceptSlot(w[0], w[1], w[2], w[3])
	}
	x.words = append(x.words, conceptWord{text: w, what: what, slot: single, next: x.heads[slot]})
	x.heads[slot] = uint16(len(x.words)) //nolint:gosec // there are some four thousand
}

// spaceless reports whether a letter is of a script that puts no spaces between words: Thai and those of East Asia.
func spaceless(r rune) bool { return r >= 0x0e00 && r < 0x0e80 || r >= 0x2e80 }

// in returns the concepts and the slots of a text that was made plain.
func (x *conceptIndex) in(s []byte) (found concept, slot slots) {
	for i := 0; i+headLen <= len(s); i++ {
		n := uint16(0)
		if i+headLen < len(s) {
			n = x.heads[conceptSlot(s[i], s[i+1], s[i+2], s[i+3])]
		}
		found, slot = x.chain(n, s[i:], found, slot)
		if s[i+2] == ' ' && s[i] == ' ' || s[i] >= 0xe0 { // a word of three bytes
			found, slot = x.chain(x.heads[conceptSlot(s[i], s[i+1], s[i+2], 0)], s[i:], found, slot)
		}
	}
	return found, slot
}

// chain adds what the words of one slot stand for that s begins with.
func (x *conceptIndex) chain(n uint16, s []byte, found concept, slot slots) (concept, slots) {
	for n != 0 {
		w := &x.words[n-1]
		n = w.next
		if found&w.what == w.what && slot&w.slot == w.slot {
			continue
		}
		if len(w.text) <= len(s) && string(s[:len(w.text)]) == w.text {
			found |= w.what
			slot |= w.slot
		}
	}
	return found, slot
}

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
