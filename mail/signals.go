package mail

import (
	"strings"
)

// where says where a signal is looked for.
type where int

const (
	inSentence where = iota // all of it in one sentence of the text
	inText                  // all of it somewhere in the text
	inSubject               // all of it in the subject
	inHead                  // in header and sender
)

// signal is one sign that a machine wrote a mail, or a person. None is enough: they are added up.
type signal struct {
	name   string
	where  where
	what   concept
	weight int
	slot   slots // beside what, in the same place
	group  group
}

// group is a set of signals that tell the same: together they weigh no more than its limit.
type group int

const (
	gAlone group = iota
	gReceipt
	gFiled
	gPromise
	gList
	gDesk // who writes, not what
	gFiltered
	gRedirect
	gMoved // from here on who says so speaks of themselves, which is no person's mark then
	gGone
	gAway
	gDated
	gGate
	gSystem
)

var groupLimits = [...]int{
	gAlone: 100, gReceipt: 3, gFiled: 5, gPromise: 3, gList: 5, gDesk: 4, gFiltered: 4, gRedirect: 3, gMoved: 4, gGone: 3,
	gAway: 4, gDated: 3, gGate: 5,
	gSystem: 5,
}

// enough is the sum from which on a mail counts as automatic, and surely the one from which on there is no doubt.
// Down to surelyPerson, nobody asks what the words weigh.
const (
	enough       = 4
	surely       = 7
	surelyPerson = -4
)

// What header and sender can say, in a set of their own.
const (
	roleSender    concept = 1 << iota // support@, service@, "Client Team"
	listSender                        // sales-owner@, listserv@
	listHeader                        // a field of list software that administers
	ticketTag                         // "[Ticket #1001]", "CASE 00123" in the subject
	issueKey                          // "CLI-42" at its start
	quotesUs                          // the mail that is answered stands below
	replyMarker                       // "reply above this line"
	longText                          // longer than machines write
	headerHint                        // Precedence: bulk, automatic answers suppressed
	verifyTag                         // "verify#", "confirm:" and a code in the subject
	vocative                          // names whom it addresses, in mid sentence
	greeted                           // greets somebody by name
	signed                            // ends with the sender's given name
	deskID                            // the Message-ID is a help desk's
	firmSign                          // the last line is the company's or a team's
	firmSender                        // the sender's name is the company's
	onlyLink                          // speaks of your message and a link, and of no meeting
	nobody                            // has no word of a person
	plainGreeting                     // greets nobody by name
	otherAddress                      // an address that is neither the sender's nor a recipient's
	fieldLines                        // lines that are fields with values
	ownSubject                        // answers a mail under a subject that is not that of an answer
	codeTag                           // "[HF-20417]", "n° 2026/4471" in the subject
)

const (
	signalText  = 1500 // bytes of the text that are read
	shortAnswer = 40   // bytes of a first sentence that only agrees
	longMail    = 1400 // and from which on it is longer than a machine's
)

// ideas is what a mail says, as concepts: of each sentence, of the text, of the subject and of header and sender.
type ideas struct {
	parts                []concept
	slots                []slots // of each sentence
	whole, subject, head concept
	filled               slots // of all sentences
	text                 string
	sender               concept // what the header and the sender say
	shape                concept // what the shape of the text says
	shaped               bool    // shape is read
}

// ideas reads the text, once for all rules that ask.
func (m *Message) ideas() ideas {
	if m.ideasRead != nil {
		return *m.ideasRead
	}
	i := m.readIdeas()
	m.ideasRead = &i
	return i
}

func (m *Message) readIdeas() ideas {
	names := m.senderNames()
	subject, said := concepts().read(withoutReply(unmarked(m.Subject)), 200, names, nil)
	i := ideas{subject: joined(subject)}
	i.text, i.head = m.signalText()
	i.text = unmarked(i.text)
	i.parts, i.slots = concepts().read(i.text, signalText, names, m.firm())
	i.whole = joined(i.parts)
	for _, list := range [][]slots{i.slots, said} {
		for _, s := range list {
			i.filled |= s
		}
	}
	i.sender = m.headSigns(len(i.text))
	return i
}

// signalled adds up the signs and names the first three of a machine.
func (m *Message) signalled(i ideas) (sum int, why string) {
	var told []string
	sum = m.weigh(i, func(name string, weight int) {
		if weight > 0 && len(told) < 3 {
			told = append(told, name)
		}
	})
	return sum, strings.Join(told, ", ")
}

// weigh adds up the signs and tells each. Who has left, has moved, is away or keeps strangers out speaks of themselves:
// that is no person's mark then.
func (m *Message) weigh(i ideas, tell func(name string, weight int)) (sum int) {
	whole, subject := i.whole, i.subject
	head := i.head | i.sender
	if (whole|subject)&machineIdeas == 0 && i.filled&machineSlots == 0 &&
		head&(replyMarker|roleSender|listSender) == 0 && (whole&linked == 0 || i.filled&stranger == 0) {
		return 0
	}
	head = m.allSigns(i)
	if i.filled&ignored != 0 || whole&(survey|linked) == survey|linked {
		whole &^= asking // which nobody is to answer by mail
	}
	if head&(roleSender|listSender) == 0 || head&(greeted|vocative|signed|quotesUs) != 0 {
		head &^= nobody
	}
	if head&quotesUs != 0 && whole&absent != 0 {
		sum -= 2 // absence notes quote nothing
	}
	plain := whole&(matter|day|asking) == 0 && i.filled&plans == 0 // has nothing of a meeting
	self := (whole|subject)&(iLeft|newAddr|human|absent) != 0
	var sums [len(groupLimits)]int
	said, times, shaped := 0, 0, false // what the text says, by how many signs, and whether it looks like a form letter
	personal := m.personNamed() && head&(roleSender|listSender|ticketTag|deskID|headerHint|verifyTag) == 0
	for _, s := range signals {
		found := false
		switch s.where {
		case inSentence:
			found = whole&s.what == s.what && i.filled&s.slot == s.slot && i.together(s.what, s.slot)
		case inText:
			found = whole&s.what == s.what && i.filled&s.slot == s.slot
		case inSubject:
			found = subject&s.what == s.what
		case inHead:
			found = head&s.what != 0
		}
		if !found || s.what == agreed && kindly(whole) || self && ofThemselves(s) {
			continue
		}
		self = self || s.group >= gMoved && plain
		limit := groupLimits[s.group]
		if personal && (s.group == gFiled || s.group == gFiltered || s.group == gList) {
			limit = 3
		}
		if s.group == gDated && whole&absent != 0 || s.group == gGone && whole&left != 0 {
			continue // told by phrases already
		}
		weight := min(s.weight, limit-sums[s.group])
		sums[s.group] += weight
		sum += weight
		tell(s.name, weight)
		switch {
		case s.where == inHead && s.group == gDesk && s.what&(firmSign|plainGreeting) != 0:
			shaped = true
		case weight > 0 && s.group != gDesk && !faint(s):
			said += weight
			times++
		}
	}
	if whole&(thanking|yours|message) == thanking|yours|message && sums[gPromise] > 1 {
		times++
	}
	if i.answersFirst() {
		return min(sum, enough-1)
	}
	local, _, _ := strings.Cut(m.From.Key(), "@")
	desk := sums[gDesk] > 0 && head&listSender == 0 && !containsAny(local, guardNames)
	if sum >= enough && desk && (said < 1 || said < 3 && times < 2 && !shaped) {
		return enough - 1 // who writes decides nothing without what they say
	}
	return sum
}

// faint reports whether a sign is what people write as often as machines.
func faint(s signal) bool {
	return s.where != inSubject && (s.what == thanking|yours|message || s.what == turnTo)
}

// answersFirst reports whether a text begins with a short answer, as in "Agreed.": machines have nothing to agree to,
// and what follows may be a footer that speaks like one.
func (i *ideas) answersFirst() bool {
	const machine = thanking | got | yours | message | ticket | absent | declares | automatic | we
	end := strings.IndexAny(i.text, ".!\n")
	return end > 0 && end <= shortAnswer && len(i.parts) > 0 && i.parts[0]&agreed != 0 && i.parts[0]&machine == 0
}

// together reports whether one sentence holds all of what and slot.
func (i *ideas) together(what concept, slot slots) bool {
	for n, p := range i.parts {
		if p&what == what && i.slots[n]&slot == slot {
			return true
		}
	}
	return false
}

// kindly reports whether somebody who has left names another address: that the other is "glad to" help agrees to
// nothing.
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

// ownMark is the id of a handoff. People write it because they were asked to; its letters and digits are by chance and
// say nothing of who wrote.
var ownMark = lazily(`(?i)[\[(]?\bHO-[A-Z2-7]{6}\b[\])]?`)

func unmarked(s string) string {
	if !strings.Contains(s, "HO-") && !strings.Contains(s, "ho-") {
		return s
	}
	return ownMark().ReplaceAllString(s, "")
}

// withoutReply takes "Re:" and its like away, and with it a subject that is the answered mail's.
func withoutReply(subject string) string {
	s := strings.TrimSpace(subject)
	if hasAnyPrefix(strings.ToLower(s), replyPrefixes) {
		return ""
	}
	return s
}
