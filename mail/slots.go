package mail

import (
	"bytes"
	"strings"
)

// slots is a second set of ideas beside concept, of single words: alone they say nothing, several in one sentence do.
type slots uint64

const (
	not         slots = 1 << iota // a negation
	longer                        // any longer: with a negation something is over
	former                        // former, ex-
	employ                        // to work, staff, the company
	ending                        // left, ended, goodbye
	stead                         // takes over, instead of me
	place                         // a mailbox, an address
	current                       // now, new, changed
	amend                         // to update
	contacts                      // contacts, an address book
	reads                         // to read, to check
	offline                       // no network, the laptop is off
	away2                         // away, closed
	dated                         // a month
	reply                         // to answer, to look into
	span                          // days, hours, soon
	someone                       // somebody of a team
	record                        // a task, a case, an identifier
	follow                        // progress, status
	stop                          // stopped, held, withheld
	guard                         // a filter, a policy
	member                        // a member, a subscriber
	reviewer                      // a moderator, to approve
	only                          // only, first, must
	stranger                      // unknown, not yet approved
	act                           // click, open, a page
	pass                          // to get through
	command                       // a command of list software
	plans                         // what people plan, want and have
	coded                         // a code or a number, of no year
	company                       // the name of the sender's company
	third                         // they, she, he
	recipient                     // the person you write to, this mailbox
	over                          // a negation and longer, or former
	misses                        // does not contain, lacks
	paper                         // an attachment, an invoice
	unprocessed                   // could not be processed
	ignored                       // to be ignored if it was not you
	once                          // expires, a code for once
	joins                         // a subscription, a registration
	web                           // a form, a website
	later2                        // is read on the next working day, works part time
	deputy                        // stands in for me, if it is urgent
	phoned                        // a telephone number
)

type slotList struct {
	what  slots
	words []string
}

// code reports whether a sentence that was made plain has a number of four digits or more, or of three behind letters,
// that is no year and no part of a telephone number.
func code(s []byte) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			continue
		}
		end := i
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		n, letters := end-i, i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z'
		year := n == 4 && !letters && (s[i] == '2' && s[i+1] == '0' || s[i] == '1' && s[i+1] == '9')
		phone := i > 1 && s[i-1] == ' ' && isDigit(s[i-2]) || end+1 < len(s) && s[end] == ' ' && isDigit(s[end+1])
		if (n >= 4 || n == 3 && letters) && !year && !phone {
			return true
		}
		i = end
	}
	return false
}

// complete adds what no list of words can tell of a sentence.
func (s slots) complete(text []byte, extra concept, firm []byte) slots {
	if extra&numbered != 0 && code(text) {
		s |= coded
	}
	if extra&numbered != 0 && phone(text) {
		s |= phoned
	}
	if len(firm) > 0 && bytes.Contains(text, firm) {
		s |= company
	}
	if s&(not|longer) == not|longer || s&former != 0 {
		s |= over
	}
	return s
}

// phone reports whether a sentence that was made plain has groups of digits that are a telephone number and no date.
func phone(s []byte) bool {
	groups, digits := 0, 0
	for i := 0; i < len(s); {
		end := i
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		switch n := end - i; {
		case n == 0 && (s[i] != ' ' || i > 0 && s[i-1] == ' '):
			groups, digits = 0, 0
		case n == 4 && (s[i] == '2' && s[i+1] == '0' || s[i] == '1' && s[i+1] == '9'):
			groups, digits = 0, 0 // a year
		case n > 0:
			groups, digits = groups+1, digits+n
		}
		if digits >= 7 && digits <= 15 && groups > 1 {
			return true
		}
		i = max(end, i+1)
	}
	return false
}

// machineSlots are those without which no signal of slots counts for a machine.
const machineSlots = coded | reply | act | stop | only | command | over | ending | stead | current | amend | away2 |
	reads | offline | recipient | unprocessed | ignored | later2 | deputy

// firm is the company in the sender's address, made plain, nil for providers of mail.
func (m *Message) firm() []byte {
	_, domain, _ := strings.Cut(m.From.Key(), "@")
	labels := strings.Split(domain, ".")
	if len(labels) < 2 || len(labels[len(labels)-2]) < 4 || strings.Contains(domain, "mail") {
		return nil
	}
	return []byte(" " + labels[len(labels)-2])
}

// shapeSigns are the signs of a text that speaks for nobody: a greeting without a name, a company as the last line, and
// another address than the sender's.
func (m *Message) shapeSigns(i ideas) concept {
	var found concept
	top := strings.TrimSpace(i.text[:min(len(i.text), signalText)])
	first, _, _ := strings.Cut(top, "\n")
	if plainlyGreets(first) {
		found |= plainGreeting
	}
	last := top[strings.LastIndexByte(top, '\n')+1:]
	if last != top && m.signsForFirm(last) {
		found |= firmSign
	}
	if m.namedAfterFirm() {
		found |= firmSender
	}
	if i.whole&(me|day|asking|agreed|stands|matter|sorry|callMe) == 0 && i.filled&(plans|third) == 0 {
		found |= nobody
	}
	if i.whole&(yours|message|linked) == yours|message|linked && i.whole&(day|asking|agreed|stands|matter|sorry) == 0 &&
		i.filled&plans == 0 {
		found |= onlyLink
	}
	if formLines(top) {
		found |= fieldLines
	}
	if i.whole&addressed == 0 {
		return found
	}
	own := m.From.Key()
	for _, addr := range addressInText().FindAllString(top, 5) {
		key := normalAddress(strings.TrimRight(addr, "."))
		if key != "" && !strings.EqualFold(key, own) && !m.isTo(key) {
			return found | otherAddress
		}
	}
	return found
}

// formLines reports whether two lines or more are a field with its value, as in "Status: open".
func formLines(text string) bool {
	fields := 0
	for line := range strings.Lines(text) {
		name, value, found := strings.Cut(strings.TrimSpace(line), ": ")
		if found && len(name) < 25 && len(value) < 40 && strings.Count(name, " ") < 3 && !strings.ContainsAny(name, ".,!?") {
			fields++
		}
	}
	return fields > 1
}

// plainlyGreets reports whether a line is a greeting and nothing else, and names nobody.
func plainlyGreets(line string) bool {
	line = strings.TrimRight(strings.TrimSpace(line), ",.!: ")
	if len(line) > 50 || line == "" {
		return false
	}
	words := strings.Fields(strings.ToLower(line))
	if len(words) > 6 || !greetingWords[strings.Trim(words[0], ",.!")] {
		return false
	}
	for n, word := range strings.Fields(line) {
		if n > 0 && isName(strings.Trim(word, ",.!")) && !greetingWords[strings.ToLower(strings.Trim(word, ",.!"))] {
			return false
		}
	}
	return true
}

var greetingWords = set(`
	hello hi hey dear greetings good day morning afternoon there to whom it may concern hallo guten tag moin sehr
	geehrte geehrter grüezi servus bonjour bonsoir madame, monsieur hola buenos días buenas tardes estimado estimada
	buongiorno salve gentile ciao egregio beste geachte dag goedendag olá boa tarde bom dia prezado caro exmo dzień
	dobry szanowni witamy hej hejsan god dag hei terve hyvä dobrý den vážený kære kjære bästa`)

// signsForFirm reports whether a last line is the company's or a team's, not a person's.
func (m *Message) signsForFirm(line string) bool {
	if len(line) > 60 || strings.ContainsAny(line, ".?!") {
		return false
	}
	lower := append([]byte{' '}, strings.ToLower(line)...)
	if f := m.firm(); f != nil && bytes.Contains(lower, f) || roleName(line) {
		return true
	}
	return m.From.Name != "" && !m.personNamed() && strings.HasPrefix(line, m.From.Name)
}

// namedAfterFirm reports whether the sender's name is the company's.
func (m *Message) namedAfterFirm() bool {
	f := m.firm()
	return f != nil && bytes.HasPrefix(append([]byte{' '}, strings.ToLower(m.From.Name)...), f)
}
