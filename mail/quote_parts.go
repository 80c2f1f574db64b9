package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// headerParts are what a line that may be a quote header, or a part of one, is made of.
type headerParts struct {
	quoting    bool // begins like "Quoting Jane"
	opening    bool // begins as a header may, with a date or a word before one
	startsDate bool // begins with a figure or a word of a date
	bracket    bool // begins with a bracket, behind which an address stands
	mailto     bool // holds a second form of an address
	closed     bool // no angle bracket is open at its end
	comma      bool
	verb       bool
	address    bool
	angle      bool // the address stands in brackets
	digits     bool
	time       bool
	year       bool
	short      bool // a date in figures with a year of two
	day        bool
	prose      bool // words or a stop that no header has
	names      int  // other words
	lower      int  // of those, the ones that begin with a small letter
	tail       int  // of those in small letters, the ones behind the last figure and the last address
	runs       int  // of other words, divided by dates, addresses and verbs
	dates      int  // words of dates
	numbers    int
	words      int

	firstNumber, firstAddress, afterAddress int // words before, and behind
}

// who reports whether somebody is named: by an address, or by a name, which after a whole date may be in small letters.
func (p headerParts) who() bool {
	return p.address || p.names > p.lower || p.names > 0 && p.opening && p.full()
}

func (p headerParts) dated() bool { return p.year || p.short || p.time }

// full reports whether nothing is missing from the date.
func (p headerParts) full() bool { return p.short || p.year && p.day }

// dateFirst reports whether the date stands before the address, and only few words before it.
func (p headerParts) dateFirst() bool { return p.firstNumber <= 4 && p.firstNumber < p.firstAddress }

// name reports whether the line is nothing but the name of somebody, or that behind a verb.
func (p headerParts) name() bool {
	return p.lower == 0 && !p.comma && p.dates+p.numbers == 0 && !p.address && p.runs == 1 && p.names <= 8 &&
		(p.names >= 2 || p.verb || p.names == 1 && p.words > 1) && p.words <= p.names+4
}

func partsOf(s string) headerParts {
	s = asciiDigits(strings.TrimSpace(s))
	lower := strings.ToLower(s)
	p := headerParts{
		quoting: hasAnyPrefix(strings.TrimLeft(lower, "*_- "), quotingStarts),
		opening: opensHeader(lower), verb: wroteEnd(lower),
		bracket: strings.HasPrefix(s, "<") || strings.HasPrefix(s, "(<") || strings.HasPrefix(s, "[mailto"),
		mailto:  strings.Contains(lower, "mailto:"), closed: !opensAngle(s), comma: strings.Contains(s, ","),
		firstAddress: 99, firstNumber: 99,
	}
	if strings.ContainsAny(s, "0123456789") {
		p.year, p.short, p.time = hasYear(s) || thaiYear().MatchString(s), shortDate(s), hasTime(s)
		p.day = numericDate().MatchString(s)
	}
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > maxQuoteWords {
		p.prose = len(fields) > 0
		return p
	}
	p.startsDate = isDigit(s[0]) || isHeaderDate(bareWord(fields[0]))
	var kinds [maxQuoteWords]wordKind
	number := -1
	for i, f := range fields {
		kinds[i] = p.kindOf(f, i)
		if kinds[i] == wordNumber {
			if number >= 0 && i-number <= 4 && p.year {
				datesBetween(kinds[number:i])
			}
			number = i
		}
	}
	p.count(fields, kinds[:])
	return p
}

// datesBetween takes the unknown words between two figures of a date for words of dates.
func datesBetween(kinds []wordKind) {
	for i, k := range kinds[1:] {
		if k == wordName {
			kinds[i+1] = wordDate
		}
	}
}

// count tells how the words of each kind stand to each other.
func (p *headerParts) count(fields []string, kinds []wordKind) {
	inName := false
	for i, f := range fields {
		switch kinds[i] {
		case wordNone:
			continue
		case wordAddress:
			p.address, p.tail, p.afterAddress = true, 0, -1
			p.angle = p.angle || strings.ContainsAny(f, "<>[")
			p.firstAddress = min(p.firstAddress, p.words)
		case wordNumber:
			p.digits, p.tail = true, 0
			p.numbers++
			p.firstNumber = min(p.firstNumber, p.words)
		case wordVerb:
			p.verb = true
		case wordDate:
			p.dates++
		}
		p.words++
		if p.address {
			p.afterAddress++
		}
		if kinds[i] != wordName {
			inName = inName && kinds[i] == wordFiller
			continue
		}
		if !inName {
			p.runs++
		}
		inName = true
		p.names++
		bare := bareWord(f)
		if beginsLower(f) && !strings.ContainsAny(bare, "._") { // but for the names of accounts
			p.lower++
			p.tail++
		}
		p.prose = p.prose || proseWords[bare] || i+1 < len(fields) && (endsText(f) || strings.HasSuffix(f, ":"))
	}
}

// bareWord is a word in small letters without the marks around it.
func bareWord(word string) string { return strings.ToLower(strings.Trim(word, wordMarks)) }

const wordMarks = "*_,.;:()<>\"'[]\uff1a-\u2013\u2014\u201c\u201d\u060c\uff0c"

// beginsLower reports whether a word begins with a small letter.
func beginsLower(word string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, wordMarks))
	return unicode.IsLower(r)
}

// wordKind is what a word of a quote header is.
type wordKind uint8

const (
	wordNone wordKind = iota
	wordName
	wordAddress
	wordNumber
	wordVerb
	wordFiller
	wordDate
)

const maxQuoteWords = 60 // of one quote header

// kindOf tells what the word at that place is.
func (p *headerParts) kindOf(word string, i int) wordKind {
	bare := bareWord(word)
	switch {
	case bare == "" || bare == "&" || bare == "|" || bare == "/":
		return wordNone
	case isAddress(word):
		return wordAddress
	case strings.ContainsAny(bare, "0123456789"):
		p.day = p.day || isDay(bare)
		return wordNumber
	case verbWords[bare]:
		return wordVerb
	case headerFillers[bare], isShort(bare) && !proseWords[bare] && (len(bare) == 1 || beginsLower(word)):
		return wordFiller
	case isHeaderDate(bare), i == 0 && (headerOpenings[bare] || hasAnyPrefix(bare, headerGlued)):
		return wordDate
	}
	return wordName
}

// isShort reports whether a word has two letters at most, as the words between the parts of a date have.
func isShort(bare string) bool {
	return len(bare) <= 8 && utf8.RuneCountInString(bare) <= 2
}

// isDay reports whether a word is the number of a day, such as 23 or 23rd.
func isDay(bare string) bool {
	n := 0
	for n < len(bare) && isDigit(bare[n]) {
		n++
	}
	return n > 0 && n <= 2 && bare[:n] != "00" && !strings.ContainsAny(bare[n:], ":.h+-0123456789")
}

// asciiDigits writes the figures of other scripts as those of ASCII.
func asciiDigits(s string) string {
	if isASCII(s) || !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7f && unicode.Is(unicode.Nd, r) }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r <= 0x7f || !unicode.Is(unicode.Nd, r) {
			return r
		}
		zero := r
		for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + r - zero
	}, s)
}

// isASCII reports whether s has no letter beyond ASCII.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isAddress reports whether a word holds an address, and not only an "@".
func isAddress(word string) bool {
	at := strings.LastIndexByte(word, '@')
	return at > 0 && at+1 < len(word) && strings.IndexByte(word[at:], '.') > 1 &&
		isWordByte(word[at-1]) && isWordByte(word[at+1])
}

func isWordByte(c byte) bool {
	return c >= 0x80 || isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '-' || c == '"'
}

// endsText reports whether a sentence ends with this word or line; the stops of ordinals and short forms do not count.
func endsText(s string) bool {
	s = strings.TrimRight(s, " *_\"')")
	if strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "\u3002") {
		return true
	}
	if !strings.HasSuffix(s, ".") {
		return false
	}
	word := bareWord(s[strings.LastIndexAny(s[:len(s)-1], " \t")+1:])
	return !strings.ContainsAny(word, "0123456789") && !isHeaderDate(word) && !headerFillers[word] &&
		utf8.RuneCountInString(word) > 3
}

// isHeaderDate reports whether a word without its marks belongs to a date.
func isHeaderDate(bare string) bool {
	return dateWords[bare] || weekdayWords[bare] || headerMonths[bare]
}

// opensHeader reports whether a quote header may begin so: with a word before a date, a date, a number, a quoted name
// or an address.
func opensHeader(lower string) bool {
	lower = strings.TrimLeft(lower, "-*_\u2013 ")
	if lower == "" {
		return false
	}
	if c := lower[0]; isDigit(c) || c == '"' || c == '<' || c == '[' {
		return true
	}
	word, _, _ := strings.Cut(lower, " ")
	bare := strings.Trim(word, ".,")
	return headerOpenings[bare] || isHeaderDate(bare) || hasAnyPrefix(lower, headerGlued)
}

// wroteEnd reports whether the line ends in a word for "wrote" and a colon.
func wroteEnd(s string) bool {
	s = strings.ToLower(strings.TrimRight(s, "*_-: \uff1a"))
	for _, verb := range wroteVerbs {
		if before, ok := strings.CutSuffix(s, verb); ok {
			r, _ := utf8.DecodeLastRuneInString(before)
			if first, _ := utf8.DecodeRuneInString(verb); before == "" || !unicode.IsLetter(r) || first > 0x2e80 {
				return true
			}
		}
	}
	return false
}

// verbWords are the words for "wrote" that stand alone.
var verbWords = func() map[string]bool {
	words := map[string]bool{}
	for _, verb := range wroteVerbs {
		all := strings.Fields(verb)
		if last := all[len(all)-1]; !headerFillers[last] {
			words[last] = true
		}
	}
	return words
}()
