package mail

import (
	"strings"
	"unicode/utf8"
)

const (
	maxQuoteLines = 5   // of one quote header
	maxQuoteBytes = 500 // of one quote header
)

// attribution returns the line in which the quote header that ends in line e begins, such as "On Tuesday, Jane wrote:".
// It goes up from the end only as long as something is missing from the header that the line above has: what stands
// above a whole header is the sender's own.
func attribution(lines []line, e int) (start int, ok bool) {
	quoted := quoteFollows(lines, e+1)
	joined := strings.TrimSpace(lines[e].text)
	if !endsAttribution(joined) {
		return e, bareHeader(joined, quoted, e+1 == len(lines) || lines[e+1].text == "")
	}
	p := partsOf(joined)
	for first := e; ; {
		if p.attributes(quoted) {
			start, ok = first, true
		}
		up := above(lines, first, e, joined)
		if up < 0 || !p.wants(partsOf(lines[up].text)) {
			return start, ok
		}
		joined, first = join(lines[up].text, joined), up
		p = partsOf(joined)
	}
}

// above is the line that a header may have begun in, if it did not in line i; -1 if there is none.
func above(lines []line, i, e int, joined string) int {
	i--
	for i >= 0 && lines[i] == (line{drop: true}) {
		i-- // joined to the line above
	}
	if i >= 0 && lines[i].text == "" && (strings.HasPrefix(joined, "<") || len(strings.Fields(joined)) == 1) {
		i-- // some clients set an address, or the verb, apart
	}
	if i < 0 || e-i > maxQuoteLines || lines[i].text == "" || lines[i].drop || lines[i].quoted ||
		len(joined)+len(lines[i].text) > maxQuoteBytes || endsText(lines[i].text) {
		return -1
	}
	return i
}

func join(above, below string) string {
	above = strings.TrimSpace(above)
	if strings.HasSuffix(above, "<") || opensAngle(above) && strings.Contains(above, "@") {
		return above + below
	}
	return above + " " + below
}

// opensAngle reports whether an angle bracket is open at the end of s.
func opensAngle(s string) bool { return strings.LastIndexByte(s, '<') > strings.LastIndexByte(s, '>') }

// quoteFollows reports whether the next line with text is quoted.
func quoteFollows(lines []line, i int) bool {
	next := nextText(lines, i)
	return next < len(lines) && (lines[next].quoted || isPiped(lines[next].text) || initials(lines[next].text) != "")
}

// endsAttribution reports whether a quote header may end here.
func endsAttribution(s string) bool {
	s = strings.TrimRight(s, "*_ ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == ':' || r == '\uff1a' || r == '-' && (strings.HasPrefix(s, "--") || strings.HasSuffix(s, "---"))
}

// bareHeader recognises quote headers without a colon: a date and an address, or a bare name, above a quote.
func bareHeader(s string, quoted, alone bool) bool {
	if datedName().MatchString(s) {
		return quoted || alone
	}
	if !quoted || s == "" || len(s) > 200 || !isDigit(s[0]) && !strings.Contains(s, "<") {
		return false
	}
	p := partsOf(s)
	return p.dated() && p.address && p.lower <= 2 && !p.prose && p.runs <= 2
}

// attributes judges a quote header: who wrote, with a date or an address; or a date and an address alone; or a date
// right above a quote. In languages whose words are not known, the figures of the date, the address and the place of
// both say it. A line with words of its own is none.
func (p headerParts) attributes(quoted bool) bool {
	switch {
	case p.quoting && p.address:
		return true
	case p.prose || p.names > 10 || p.runs > 4 || !p.closed:
		return false
	case p.verb && quoted:
		return p.lower == 0 || p.lower <= 3 && (p.dated() || p.address)
	case p.verb && p.address:
		return p.lower == 0 || p.dated() && p.lower <= 2
	case p.verb:
		return p.dated() && p.lower <= 1 && (p.opening || p.year && p.time && p.names <= 4)
	case p.address && p.year && p.time && p.angle:
		dateFirst := p.dateFirst() && p.afterAddress <= 3
		nameFirst := p.tail == 0 && (p.opening || p.lower > 0 && p.firstAddress <= 5) // a small word is the verb
		return p.lower <= 5 && p.runs <= 3 && (dateFirst || nameFirst || quoted)
	case p.address && p.digits && p.afterAddress == 0 && p.angle:
		return p.lower <= 1 && (p.opening || p.time || quoted)
	case p.address && p.year && p.angle:
		return p.lower <= 1 && p.tail == 0 && (p.opening || quoted)
	}
	return quoted && p.opening && p.dated() && p.lower <= 2 && p.runs <= 2
}

// wants reports whether the line above, whose parts are up, can only belong to a header with these parts.
func (p headerParts) wants(up headerParts) bool {
	switch {
	case !up.closed:
		return true
	case up.prose, up.address && p.address && !p.mailto, up.verb && p.verb, up.year && p.year:
		return false
	case p.bracket && up.address:
		return up.closed && p.mailto
	case !p.who():
		return up.who()
	case p.bracket && (up.name() || up.quoting):
		return true
	case p.full():
		weekday := up.opening && up.names == 0 && !up.digits && up.dates > 0 && up.words >= 2 && up.words <= 4
		return weekday && p.startsDate
	case p.year:
		return up.opening && up.dates+up.numbers > 0 && up.names == 0
	}
	tail := 0
	if p.bracket {
		tail = 1 // a name in small letters
	}
	begins := up.opening && up.lower <= 1 || up.time && up.lower <= 3
	return (up.year || up.short) && begins && up.tail <= tail && up.runs <= 2 && up.names <= 9
}

// runsOn recognises a quote header behind which the quote goes on in the same line: "On …, Jane <…> wrote: Hello".
func runsOn(text string) bool {
	angle := strings.IndexByte(text, '>')
	if angle < 0 || angle > 250 || !strings.Contains(text[:angle], "@") {
		return false
	}
	colon := strings.IndexByte(text[angle:], ':')
	if colon < 0 || colon > 40 || strings.TrimSpace(text[angle+colon+1:]) == "" {
		return false
	}
	head := strings.TrimSpace(text[:angle+colon+1])
	return wroteEnd(head) && partsOf(head).attributes(false)
}
