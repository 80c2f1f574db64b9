package mail

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The signs of signals.go add up for words that their lists know. What likely adds is for those that no list has: each
// idea, and each stem of a word, weighs a little for a machine or for a person, and a mail of many such marks is one.
// The weights are in weights.txt, which TestWeights learns from the mails of both kinds beside the tests.

//go:embed weights.txt
var weightTable string

// weights are hundredths of the logarithm of the odds, by mark.
var weights = sync.OnceValue(func() map[string]int16 {
	table := make(map[string]int16, 4096)
	for line := range strings.Lines(weightTable) {
		mark, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if n, err := strconv.ParseInt(value, 10, 16); err == nil {
			table[mark] = int16(n)
		}
	}
	return table
})

const (
	likelyMachine = 50  //  hundredths from which on a mail is taken for a machine's
	maybeMachine  = -75 // and from which on it may be one
	surelyMachine = 400 // and from which on there is no doubt
	doubtful      = 100 // what a sign of a person is worth
)

// Marks by which weights.txt names ideas; the rest of the mark is the number of the bit, or the stem.
const (
	markWhole   = "t" // an idea in the text
	markSubject = "s" // an idea in the subject
	markHead    = "h" // of header and sender
	markSlot    = "w" // a single word that stands for something
	markStem    = ":" // a stem of the text
)

// fewMarks is how many marks of its text must speak for a machine: who writes decides nothing without what they say.
// From somebody in person, fewIdeas of a service must be among them.
// Less than shortText says nothing.
const (
	fewMarks  = 4
	fewIdeas  = 2
	shortText = 24 // bytes
)

// judged is what sums of both kinds make of a mail.
type judged int

const (
	aPerson judged = iota
	maybePerson
	maybeMachineMail
	aMachine
)

// judge weighs the signs (sum) and the words (likely) of a mail that no header marks. Where both leave it open the mail
// is the one or the other, but maybe.
func (i *ideas) judge(sum, likely int) judged {
	first := i.answersFirst() || i.head&quotesUs != 0 // as people do
	switch {
	case sum >= surely, !first && likely >= surelyMachine && sum >= 0, sum >= enough && likely >= 2*doubtful:
		return aMachine
	case sum >= enough, !first && likely >= likelyMachine+doubtful/2*max(0, -sum):
		return maybeMachineMail
	case i.whole&(agreed|stands) == 0 && likely >= maybeMachine:
		return maybePerson
	}
	return aPerson
}

// service counts the ideas of a text that are those of a service, whoever it is.
func (i *ideas) service() int {
	const more = hold | staff | soon | list | delivery | turnTo | unread | reportTo | click | human | addressed | linked |
		numbered | volume
	ideas := uint64((i.whole | i.subject) & (machineIdeas | more))
	return bits.OnesCount64(ideas) + bits.OnesCount64(uint64(i.filled&machineSlots))
}

// likely is how much speaks for a machine, in hundredths; below zero a person is likelier.
func (m *Message) likely(i ideas) int { return m.likelyBy(weights(), i) }

func (m *Message) likelyBy(weights map[string]int16, i ideas) int {
	desk := i.sender&(roleSender|listSender) != 0
	served := i.service()
	if !desk && (served == 0 || len(i.text) < shortText) {
		return maybeMachine - 1
	}
	sum, said := 0, 0
	m.marks(i, func(mark []byte) {
		n := int(weights[string(mark)])
		if sum += n; n > 0 && mark[0] != markHead[0] && mark[0] != markSubject[0] {
			said++
		}
	})
	switch {
	case said < fewMarks:
		return min(sum, maybeMachine-1)
	case served < fewIdeas && !desk:
		return min(sum, likelyMachine-1)
	}
	return sum
}

// marks tells each mark of a mail once. The slice is the callee's only during the call.
func (m *Message) marks(i ideas, tell func(mark []byte)) {
	head := m.allSigns(i)
	buf := make([]byte, 0, 64)
	for _, set := range []struct {
		name string
		bits uint64
	}{{markWhole, uint64(i.whole)}, {markSubject, uint64(i.subject)}, {markHead, uint64(head)},
		{markSlot, uint64(i.filled)}} {
		for b := set.bits; b != 0; b &= b - 1 {
			tell(strconv.AppendInt(append(buf[:0], set.name...), int64(bits.TrailingZeros64(b)), 10))
		}
	}
	if m.personNamed() {
		tell([]byte("named"))
	}
	m.stems(i.text[:min(len(i.text), signalText)], tell)
}

// stemLen is how many letters of a word its stem keeps, stemPair how many letters of a script without spaces.
const (
	stemLen  = 6
	stemPair = 2
)

// stems tells the beginning of each word once. What is in a name, an address or a link says nothing of the kind of a
// mail.
func (m *Message) stems(text string, tell func(mark []byte)) {
	names := m.namesInMail()
	told := make(map[string]bool, 128)
	say := func(stem []byte) {
		if !told[string(stem)] {
			told[string(stem)] = true
			tell(stem)
		}
	}
	var buf [4*stemLen + 1]byte
	for field := range strings.FieldsSeq(text) {
		if strings.Contains(field, "://") || strings.ContainsRune(field, '@') {
			continue
		}
		for word := range strings.FieldsFuncSeq(field, func(r rune) bool { return !unicode.IsLetter(r) && r != '?' }) {
			if r, _ := utf8.DecodeRuneInString(word); spaceless(r) {
				pairs(word, say)
				continue
			}
			stem := append(buf[:0], markStem...)
			n := 0
			for _, r := range word {
				if n++; n > stemLen {
					break
				}
				stem = utf8.AppendRune(stem, unicode.ToLower(r))
			}
			if !isOneOf(names, word) {
				say(stem)
			}
		}
	}
}

// pairs tells each two letters that follow each other, for scripts that put no spaces between words.
func pairs(word string, say func([]byte)) {
	runes := []rune(word)
	for n := 0; n+stemPair <= len(runes); n++ {
		say([]byte(markStem + string(runes[n:n+stemPair])))
	}
}

// namesInMail are the words of the names of sender and recipients, and of the sender's domain.
func (m *Message) namesInMail() []string {
	_, domain, _ := strings.Cut(m.From.Key(), "@")
	words := strings.FieldsFunc(domain, func(r rune) bool { return r == '.' || r == '-' })
	words = append(words, strings.Fields(m.From.Name)...)
	for _, to := range m.To[:min(len(m.To), 5)] {
		words = append(words, strings.Fields(to.Name)...)
	}
	return words
}

func isOneOf(words []string, word string) bool {
	for _, w := range words {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// signalKind recognises an automatic mail by many weak signs: those that signals knows, or what each word weighs.
func (m *Message) signalKind(*contents) verdict {
	i := m.ideas()
	sum, why := m.signalled(i)
	likely := maybeMachine - 1
	if sum > surelyPerson && sum < surely {
		likely = m.likely(i)
	}
	found := i.judge(sum, likely)
	m.MaybeAutomatic = found == maybePerson
	if found < maybeMachineMail {
		return verdict{}
	}
	if why == "" {
		why = "its words are those of machines"
	}
	v := is(KindAutoReply, "%s", fmt.Sprintf("signs of a machine: %s", why))
	v.maybe, v.words = found == maybeMachineMail, true
	return v
}
