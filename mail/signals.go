package mail

import (
	"fmt"
	"regexp"
	"strings"
)

// place says where a signal is looked for.
type place int

const (
	inSentence place = iota // all of it in one sentence of the text
	inText                  // all of it somewhere in the text
	inSubject               // all of it in the subject
	inHead                  // in header and sender
)

// signal is one sign that a machine wrote a mail, or a person. None is enough: they are added up.
type signal struct {
	name   string
	where  place
	what   concept
	weight int
}

// enough is the sum from which on a mail counts as automatic.
const enough = 4

// What header and sender can say, in a set of their own.
const (
	roleSender  concept = 1 << iota // support@, service@, "Client Team"
	listSender                      // sales-owner@, listserv@
	listHeader                      // a field of list software that administers
	ticketTag                       // "[Ticket #1001]", "CASE 00123" in the subject
	issueKey                        // "CLI-42" at its start
	quotesUs                        // the mail that is answered stands below
	replyMarker                     // "reply above this line"
	longText                        // longer than machines write
	headerHint                      // Precedence: bulk, automatic answers suppressed
	verifyTag                       // "verify#", "confirm:" and a code in the subject
	vocative                        // names whom it addresses, in mid sentence
	greeted                         // greets somebody by name
	signed                          // ends with the sender's given name
	deskID                          // the Message-ID is a help desk's
)

// signals are all signs, with their weights. Whoever adds one adds mails of both kinds to signals_test.go.
var signals = []signal{
	// help desks
	{"your message was received", inSentence, got | yours | message, 2},
	{"received, says the subject", inSubject, got | yours | message, 3},
	{"your message, says the subject", inSubject, yours | message, 1},
	{"receipt, says the subject", inSubject, got, 2},
	{"thank you for your message", inSentence, thanking | yours | message, 1},
	{"thank you for your message, says the subject", inSubject, thanking | yours | message, 2},
	{"we have received", inSentence, got | we | message, 1},
	{"a ticket was opened", inSentence, ticket | opened, 3},
	{"a request was opened", inSentence, message | opened | numbered, 2},
	{"your request was opened", inSentence, message | opened | yours, 2},
	{"your request with its number", inSentence, ticket | numbered | yours, 2},
	{"a ticket with its number", inSentence, ticket | numbered, 1},
	{"a ticket, says the subject", inSubject, ticket | numbered, 2},
	{"a ticket opened, says the subject", inSubject, ticket | opened, 2},
	{"a ticket in brackets", inHead, ticketTag, 2},
	{"an issue key", inHead, issueKey, 1},
	{"our team", inText, staff, 1},
	{"our team answers", inSentence, staff | answers, 1},
	{"we answer soon", inSentence, answers | soon, 2},
	{"we answer", inSentence, answers | we, 1},
	{"the number stays in the subject", inSentence, keepID | ticket, 2},
	{"reply to add to it", inSentence, keepID | message, 1},
	{"reply above this line", inHead, replyMarker, 4},
	{"do not reply", inText, noReply, 2},
	{"a portal's links", inText, reportTo, 2},
	// self-declared
	{"this mail is automatic", inSentence, itself | automatic, 4},
	{"an automatic message, says the subject", inSubject, automatic | message, 4},
	{"many mails wait", inText, volume, 2},
	{"an answer waits for many mails", inText, volume | yours | message, 1},
	{"opening hours", inText, hours, 1},
	{"dear customer", inText, impersonal, 1},
	{"a survey", inText, survey, 2},
	{"the id of a help desk", inHead, deskID, 1},
	// challenges
	{"prove that you are human", inSentence, verify | human, 3},
	{"verification, says the subject", inSubject, verify, 1},
	{"a code to verify, says the subject", inHead, verifyTag, 2},
	{"strangers confirm by a link", inText, verify | human | linked, 2},
	{"your message is kept from a person", inSentence, yours | message | hold | human, 1},
	{"a link to verify", inSentence, verify | linked, 1},
	{"click to verify", inText, click | verify, 1},
	{"click to verify your message", inSentence, click | verify | yours | message, 3},
	{"your message is delivered if you verify", inText, delivery | verify | message | yours, 2},
	{"so that your message is delivered", inSentence, delivery | message | yours | verify, 1},
	// filters
	{"your message is caught", inSentence, caught | message, 2},
	{"caught, says the subject", inSubject, caught, 2},
	{"caught and held", inSentence, caught | hold, 2},
	// lists
	{"the list waits for approval", inSentence, moderated | message, 2},
	{"approval, says the subject", inSubject, moderated, 2},
	{"not a member of the list", inSentence, moderated | list, 2},
	{"held by a list", inText, moderated | list | hold, 1},
	{"list software", inText, software, 3},
	{"list software, says the subject", inSubject, software, 2},
	// who is away
	{"an absence", inText, absent, 2},
	{"absent, says the subject", inSubject, absent, 1},
	{"absent, and back some day", inText, absent | returning, 1},
	{"absent, and for urgent matters somebody else", inText, absent | urgent, 1},
	{"absent, and reads no mail", inText, absent | access, 2},
	{"absent, and another address stands there", inText, absent | turnTo | addressed, 1},
	{"back some day, and somebody else for urgent matters", inText, returning | urgent | turnTo, 2},
	// who is gone
	{"I have left", inSentence, iLeft, 3},
	{"the sender has left", inSentence, left | named, 3},
	{"somebody has left", inSentence, left, 1},
	{"whoever had your message has left", inSentence, left | addressed, 1},
	{"left, says the subject", inSubject, left, 2},
	{"turn to another address", inSentence, turnTo | addressed, 2},
	{"turn to somebody else", inSentence, turnTo, 1},
	{"the message is not forwarded", inSentence, unread, 2},
	{"the address has changed", inSentence, newAddr, 2},
	{"the address has changed, says the subject", inSubject, newAddr, 2},
	{"the new address stands there", inSentence, newAddr | addressed, 1},
	{"an address is switched off", inSentence, off | mailbox, 1},
	{"use another address", inSentence, fromNow | addressed, 2},
	// sender and header
	{"a role writes", inHead, roleSender, 2},
	{"a list writes", inHead, listSender, 2},
	{"list software wrote it", inHead, listHeader, 2},
	{"header hints", inHead, headerHint, 2},
	// a person
	{"a question", inText, asking, -3},
	{"agreement", inText, agreed, -4},
	{"a day or an hour", inText, day, -2},
	{"somebody speaks of themselves", inText, me, -2},
	{"somebody opened it themselves", inSentence, opened | me, -7},
	{"the mail that is answered is quoted", inHead, quotesUs, -2},
	{"a long text", inHead, longText, -2},
	{"an answer to the meeting", inSentence, stands, -4},
	{"whoever is addressed is named", inHead, vocative, -3},
	{"a greeting by name", inHead, greeted, -1},
	{"signed by a given name", inHead, signed, -1},
	{"what the thread is about", inText, matter, -1},
	{"an apology", inText, sorry, -1},
	{"wants to be called", inText, callMe, -2},
}

const (
	signalText = 1500 // bytes of the text that are read
	longMail   = 1400 // and from which on it is longer than a machine's
)

// ideas is what a mail says, as concepts: of each sentence, of the text, of the subject and of header and sender.
type ideas struct {
	parts                []concept
	whole, subject, head concept
	text                 string
}

func (m *Message) ideas() ideas {
	names := m.senderNames()
	i := ideas{subject: joined(concepts.sentences(withoutReply(m.Subject), 200, names))}
	i.text, i.head = m.signalText()
	i.parts = concepts.sentences(i.text, signalText, names)
	i.whole = joined(i.parts)
	return i
}

// signalled adds up the signs. Who has left, has moved, is away or keeps strangers out speaks of themselves: that is no
// person's mark then.
func (m *Message) signalled(i ideas) (sum int, why string) {
	whole, subject, parts := i.whole, i.subject, i.parts
	if (whole|subject)&machineIdeas == 0 && i.head&replyMarker == 0 {
		return 0, ""
	}
	head := i.head | m.headSigns(len(i.text)) | m.personSigns(i.text)
	var told []string
	if head&quotesUs != 0 && whole&absent != 0 {
		sum -= 2 // absence notes quote nothing
	}
	for _, s := range signals {
		found := false
		switch s.where {
		case inSentence:
			found = whole&s.what == s.what && oneHas(parts, s.what)
		case inText:
			found = whole&s.what == s.what
		case inSubject:
			found = subject&s.what == s.what
		case inHead:
			found = head&s.what != 0
		}
		if !found || s.what == agreed && kindly(whole) || ofThemselves(s) && (whole|subject)&(iLeft|newAddr|human|absent) != 0 {
			continue
		}
		if sum += s.weight; s.weight > 0 && len(told) < 3 {
			told = append(told, s.name)
		}
	}
	return sum, strings.Join(told, ", ")
}

// kindly reports whether somebody who has left names another address: that the other is "glad to" help agrees to nothing.
func kindly(whole concept) bool {
	return whole&(iLeft|addressed) == iLeft|addressed && whole&(day|asking) == 0
}

// ofThemselves reports whether a sign is that of whoever speaks of themselves.
func ofThemselves(s signal) bool { return s.what == me || s.where == inHead && s.what == signed }

// machineIdeas are those without which no signal can reach enough.
const machineIdeas = got | ticket | opened | answers | noReply | automatic | verify | caught | moderated | left |
	newAddr | absent | urgent | volume | software | survey

func joined(parts []concept) concept {
	var all concept
	for _, p := range parts {
		all |= p
	}
	return all
}

func oneHas(parts []concept, what concept) bool {
	for _, p := range parts {
		if p&what == what {
			return true
		}
	}
	return false
}

// signalText is the text to read: the new one, or the whole body below the mark of a help desk, which takes everything
// under it for a quote.
func (m *Message) signalText() (string, concept) {
	top := m.Body[:min(len(m.Body), 400)]
	marked := strings.ContainsAny(top, "#=—*_") || strings.Contains(top, "--") // in a line around it
	if marked && containsAny(strings.ToLower(top), replyMarkers) {
		return m.Body, replyMarker
	}
	var head concept
	if strings.Contains(m.Body, "\n>") {
		head = quotesUs
	}
	return m.Text, head
}

// withoutReply takes "Re:" and its like away, and with it a subject that is the answered mail's.
func withoutReply(subject string) string {
	s := strings.TrimSpace(subject)
	if hasAnyPrefix(strings.ToLower(s), replyPrefixes) {
		return ""
	}
	return s
}

// headSigns is what the header and the sender say.
func (m *Message) headSigns(length int) concept {
	var found concept
	local, _, _ := strings.Cut(m.From.Key(), "@")
	if roleName(m.From.Name) || roleLocal(local) && !m.personNamed() {
		found |= roleSender
	}
	if hasAnySuffix(local, listSuffixes) || hasAnyPrefix(local, listNames) {
		found |= listSender
	}
	for _, f := range m.fields {
		name := strings.ToLower(f.name)
		if listFields[name] && !has(m.fields, "X-ML-Count") && !has(m.fields, "X-Mail-Count") {
			found |= listHeader
		}
	}
	if _, domain, _ := strings.Cut(m.MessageID, "@"); domain != "" && containsAny(domain, deskDomains) {
		found |= deskID
	}
	if automaticHint(m.fields) {
		found |= headerHint
	}
	lower := strings.ToLower(m.Subject)
	switch {
	case ticketMark.MatchString(lower):
		found |= ticketTag
	case issueMark.MatchString(m.Subject):
		found |= issueKey
	}
	if verifyMark.MatchString(lower) {
		found |= verifyTag
	}
	if length > longMail {
		found |= longText
	}
	return found
}

var (
	ticketMark = regexp.MustCompile(`[\[(#][^\])]{0,40}(?:ticket|case|request|incident|vorgang|fall|dossier|caso|` +
		`zaak|ärende|sag|sak|ref)[^\])\d]{0,20}\d{2,}|[\[(]#\s?\d{3,}[\])]|` +
		`\b(?:ticket|case|incident|request|inc|cas|sr|req|ritm)[ :#-]{0,3}\d{4,}`)
	issueMark  = regexp.MustCompile(`^(?:\[?[A-Z]{2,10}-\d{1,7}\b|\[[A-Za-z ]+\] \([A-Z]{2,10}-\d{1,7}\))`)
	verifyMark = regexp.MustCompile(`(?:verify|confirm|bestätig)[#:=][0-9a-z]{3,}|\(confirm [0-9a-z]{6,}|^confirm [0-9a-f]{6,}$`)
)

// roleLocal reports whether a local part is that of a desk, not of a person.
func roleLocal(local string) bool {
	split := func(r rune) bool { return strings.ContainsRune("-_.+0123456789", r) }
	for word := range strings.FieldsFuncSeq(local, split) {
		if roleWords[word] {
			return true
		}
	}
	return false
}

// personNamed reports whether the sender's name is that of a person: two words or three, none of them the company's.
func (m *Message) personNamed() bool {
	_, domain, _ := strings.Cut(m.From.Key(), "@")
	words := strings.Fields(m.From.Name)
	for _, word := range words {
		if !isName(word) || strings.Contains(domain, strings.ToLower(word)) {
			return false
		}
	}
	return len(words) == 2 || len(words) == 3
}

func roleName(name string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(name)) {
		if roleWords[strings.Trim(word, ",.()\"'-")] {
			return true
		}
	}
	return false
}

// senderNames are the words by which a mail may speak of its own sender, made plain.
func (m *Message) senderNames() [][]byte {
	local, _, _ := strings.Cut(m.From.Key(), "@")
	var names [][]byte
	split := func(r rune) bool { return strings.ContainsRune(" ,.-_+\"'()", r) }
	for _, text := range []string{strings.ToLower(m.From.Name), local} {
		for word := range strings.FieldsFuncSeq(text, split) {
			if len(word) >= 3 && !roleWords[word] {
				names = append(names, []byte(" "+word+" "))
			}
		}
	}
	return names
}

// signalKind recognises an automatic mail by many weak signs.
func (m *Message) signalKind(i ideas) verdict {
	if sum, why := m.signalled(i); sum >= enough {
		return is(KindAutoReply, "%s", fmt.Sprintf("signs of a machine: %s", why))
	}
	return verdict{}
}
