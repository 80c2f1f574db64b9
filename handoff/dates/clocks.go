package dates

// clock is a time of day as it was written.
type clock struct {
	hour, minute, second int
	meridiem             int  // am, pm or 0
	exact                bool // the hour is meant as written, 0 to 23
	padded               bool // written with a leading zero
	needs                need // what must announce it
	counted              bool // minutes to or past an hour: "ten to three"
	iso                  bool // behind the T of ISO 8601
	midnight             bool
}

// need says what a number needs beside it to be a time.
type need uint8

const (
	needsNothing need = iota
	needsRange        // "3", "2h": the other end of a range will do
	needsWord         // "three", "1500", "10.12": only a word like "at"
)

// clockMatch is a clock that was found; next is the token after it.
type clockMatch struct {
	clock
	next  int
	langs languages
	zone  zoneName // ISO 8601: right behind the time
}

// clocks lists the times of day that begin at token i.
func (p *parser) clocks(i int) []clockMatch {
	if i >= len(p.tokens) {
		return nil
	}
	if p.text(i-1) == "t" && i > 1 && p.tokens[i-2].number() && p.glued(i) && p.glued(i-1) {
		return p.isoClock(i)
	}
	var out []clockMatch
	if m, ok := p.word(i, kindMeridiem); ok && !p.letterOnly(i) { // 午後3時
		for _, c := range p.afterHour(m.next) {
			if c.meridiem == 0 && !c.exact && m.langs != everyLanguage {
				c.meridiem, c.langs, c.needs = m.n, c.langs&m.langs, needsNothing
				out = append(out, c)
			}
		}
	}
	out = append(out, p.namedClock(i)...)
	out = append(out, p.minutesFirst(i)...)
	return append(out, p.afterHour(i)...)
}

// behindISODate reports that the token before i, a comma aside, ends a date like 2026-11-29: who writes so counts to
// 24.
func (p *parser) behindISODate(i int) bool {
	if p.text(i-1) == "," {
		i--
	}
	_, year := p.year(i - 5)
	_, month := p.digits(i-3, 2, 2)
	_, day := p.digits(i-1, 2, 2)
	return year && month && day && p.text(i-4) == "-" && p.text(i-2) == "-" && p.glued(i-3) && p.glued(i-1)
}

// isoClock reads the time of ISO 8601 behind its T, with its zone.
func (p *parser) isoClock(i int) []clockMatch {
	c := clockMatch{next: i + 1, langs: everyLanguage}
	c.exact, c.iso = true, true
	if v, ok := p.digits(i, 4, 6); ok && p.tokens[i].digits != 5 {
		if p.tokens[i].digits == 6 {
			c.second, v = v%100, v/100
		}
		c.hour, c.minute = v/100, v%100
	} else if h, ok := p.digits(i, 2, 2); ok {
		c.hour = h
		c.next = p.colons(i+1, &c.clock)
	} else {
		return nil
	}
	if c.hour > 23 || c.minute > 59 || c.second > 59 {
		return nil
	}
	if p.glued(c.next) {
		if z, next, ok := p.offsetAt(c.next, false); ok {
			c.zone, c.next = z, next
		}
	}
	return []clockMatch{c}
}

// colons reads ":30", ":30:00" and ":30:00.000" behind an hour.
func (p *parser) colons(i int, c *clock) int {
	m, ok := p.digits(i+1, 2, 2)
	if p.text(i) != ":" || !ok || m > 59 || !p.glued(i) || !p.glued(i+1) {
		return i
	}
	c.minute = m
	i += 2
	s, ok := p.digits(i+1, 2, 2)
	if p.text(i) != ":" || !ok || s > 59 || !p.glued(i) || !p.glued(i+1) {
		return i
	}
	c.second = s
	i += 2
	if _, ok := p.digits(i+1, 1, 9); ok && (p.text(i) == "." || p.text(i) == ",") && p.glued(i) && p.glued(i+1) {
		i += 2
	}
	return i
}

// namedClock reads noon and midnight, also behind a twelve.
func (p *parser) namedClock(i int) []clockMatch {
	j := i
	if n, ok := p.numeral(i); ok && n.n == 12 {
		j = n.next
	}
	c := clockMatch{}
	if m, ok := p.word(j, kindNoon); ok {
		c.hour, c.exact, c.next, c.langs = 12, true, m.next, m.langs
		if a, ok := p.word(m.next, kindClockAfter); ok && a.n > 0 && a.langs&m.langs != 0 {
			half := c
			half.minute, half.next = a.n, a.next
			return []clockMatch{c, half}
		}
		return []clockMatch{c}
	}
	if m, ok := p.word(j, kindMidnight); ok {
		c.midnight, c.next, c.langs = true, m.next, m.langs
		return []clockMatch{c}
	}
	return nil
}

// minutesFirst reads "half past three", "halb drei", "ten to three", "fünf vor halb drei".
func (p *parser) minutesFirst(i int) []clockMatch {
	var out []clockMatch
	for _, m := range p.found[i] {
		if m.kind == kindClockBefore {
			out = append(out, p.shifted(m.next, m.n, m.langs)...)
		}
	}
	n, ok := p.numeral(i)
	if !ok || n.n < 1 || n.n > 29 {
		return out
	}
	j := p.skip(n.next, kindMinuteMark)
	if unit, ok := p.word(n.next, kindMinutes); ok && unit.n == 1 {
		j = unit.next
	}
	for _, k := range []int{n.next, j} {
		m, ok := p.word(k, kindMinutesBefore)
		if !ok || j == n.next && n.n%5 != 0 || n.langs&m.langs == 0 {
			continue
		}
		langs := n.langs & m.langs
		for _, c := range p.shifted(m.next, m.n*n.n, langs) {
			c.counted = true
			out = append(out, c)
		}
		if half, ok := p.word(m.next, kindClockBefore); ok && half.langs&langs != 0 {
			out = append(out, p.shifted(half.next, half.n+m.n*n.n, langs&half.langs)...)
		}
		if k == j {
			break
		}
	}
	return out
}

// shifted reads an hour and moves it by minutes.
func (p *parser) shifted(i, minutes int, langs languages) []clockMatch {
	var out []clockMatch
	for _, c := range p.afterHour(p.skipAt(i)) {
		if c.minute != 0 || c.second != 0 || c.counted || c.langs&langs == 0 || c.hour == 12 && c.meridiem != 0 &&
			minutes < 0 {
			continue
		}
		c.shift(minutes)
		c.langs &= langs
		out = append(out, c)
	}
	return out
}

func (c *clock) shift(minutes int) {
	total := (c.hour*60 + minutes + 24*60) % (24 * 60)
	if !c.exact && c.hour <= 12 && total/60 == 0 {
		total += 12 * 60
	}
	c.hour, c.minute, c.needs = total/60, total%60, needsNothing
}

// afterHour reads a time that begins with its hour.
func (p *parser) afterHour(i int) []clockMatch {
	n, ok := p.numeral(i)
	if !ok {
		return p.military(i)
	}
	if n.n > 24 || p.tokens[i].digits > 2 {
		return nil
	}
	c := clockMatch{next: n.next, langs: n.langs}
	c.hour = n.n
	written := p.tokens[i].number()
	c.exact = n.n > 12 || n.n == 0
	c.padded = written && n.n < 10 && p.tokens[i].digits == 2
	if next := p.colons(n.next, &c.clock); next > n.next && written {
		c.next = next
		c.exact = c.exact || p.behindISODate(i)
		return p.closing(c)
	}
	part := p.before[i].has(kindPart)
	if m, ok := p.digits(n.next+1, 2, 2); ok && written && p.text(n.next) == "." && p.glued(n.next) && p.glued(n.next+1) &&
		m <= 59 {
		return p.dotted(c, m, part)
	}
	out := p.hourMark(c, part)
	out = append(out, p.meridiem(c)...)
	out = append(out, p.minutesAfter(c)...)
	c.needs = needsRange
	if !written {
		c.needs = needsWord
		out = append(out, p.spokenMinutes(c)...)
	}
	if (!written || !p.before[i].has(kindWeekday, kindArticle)) && p.partFollows(c.next) {
		c.needs = needsNothing // "9 in the morning", but "Friday 12 in the afternoon" may be a date
	}
	return append(out, c)
}

// spokenMinutes reads "three thirty".
func (p *parser) spokenMinutes(c clockMatch) []clockMatch {
	m, ok := p.word(c.next, kindNumber)
	if !ok || m.n < 10 || m.n%5 != 0 || m.langs&c.langs == 0 {
		return nil
	}
	c.minute, c.next, c.langs, c.needs = m.n, m.next, c.langs&m.langs, needsNothing
	return p.closing(c)
}

// dotted reads "15.30", which is a date too when its minutes could be a month and nothing says that it is a time.
func (p *parser) dotted(c clockMatch, minute int, part bool) []clockMatch {
	date := minute >= 1 && minute <= 12 && c.hour >= 1 && !part
	c.minute, c.next = minute, c.next+2
	closed := p.closing(c)
	for i := range closed {
		if date && closed[i].next == c.next {
			closed[i].needs = needsWord
		}
	}
	return closed
}

// closing reads what may follow hours and minutes: "Uhr", "pm".
func (p *parser) closing(c clockMatch) []clockMatch {
	if m, ok := p.word(c.next, kindHourMark); ok {
		c.next, c.langs = m.next, c.langs&m.langs
	}
	if c.langs == 0 {
		return nil
	}
	return append(p.meridiem(c), c)
}

// meridiem reads "3pm". In "14 Uhr am Dienstag" the language of the time has another use for "am".
func (p *parser) meridiem(c clockMatch) []clockMatch {
	m, ok := p.word(c.next, kindMeridiem)
	if !ok || m.langs&c.langs == 0 || p.letterOnly(c.next) && !p.glued(c.next) {
		return nil
	}
	if article, ok := p.word(c.next, kindArticle); ok && c.langs != everyLanguage && article.langs&c.langs != 0 {
		return nil
	}
	c.next, c.meridiem, c.needs = m.next, m.n, needsNothing
	return []clockMatch{c}
}

// letterOnly reports the "a" of "10a", which is a word by itself elsewhere.
func (p *parser) letterOnly(i int) bool { return len(p.text(i)) == 1 }

// hourMark reads "15 Uhr", "15h30", "15時30分", "15 heures et quart". Where the mark counts hours too, a small number
// alone ("1h") is not taken for a time.
func (p *parser) hourMark(c clockMatch, part bool) []clockMatch {
	const smallest = 7
	var out []clockMatch
	if c.next >= len(p.tokens) {
		return nil
	}
	for _, m := range p.found[c.next] {
		if m.kind != kindHourMark || m.n == 2 || m.langs&c.langs == 0 {
			continue
		}
		t := c
		t.next, t.langs = m.next, c.langs&m.langs
		if !part && m.n == 1 && c.hour < smallest && !p.partFollows(m.next) {
			t.needs = needsRange
		}
		out = append(append(out, t), p.meridiem(t)...)
		out = append(out, p.minutesAfter(t)...)
		minute, ok := p.numeral(t.next)
		_, or := p.word(c.next, kindOr) // "10 u 11" in Spanish
		if ok && minute.n <= 59 && minute.langs&t.langs != 0 && p.isMinutes(t.next, minute.n) && !(or && !p.glued(c.next)) {
			t.minute, t.next, t.langs = minute.n, minute.next, t.langs&minute.langs
			out = append(out, t)
			if end := p.skip(t.next, kindMinuteMark); end > t.next {
				t.next = end
				out = append(out, t)
			}
		}
	}
	return out
}

// isMinutes reports a number that is written as minutes are: two digits, or a word from five on.
func (p *parser) isMinutes(i, n int) bool {
	if p.tokens[i].number() {
		return p.tokens[i].digits == 2
	}
	return n >= 5
}

// minutesAfter reads what follows an hour: "et demie", "menos cuarto", "y diez".
func (p *parser) minutesAfter(c clockMatch) []clockMatch {
	var out []clockMatch
	if c.next >= len(p.tokens) {
		return nil
	}
	for _, m := range p.found[c.next] {
		t := c
		t.langs &= m.langs
		switch {
		case t.langs == 0:
			continue
		case m.kind == kindClockAfter:
			t.shift(m.n)
			t.next = m.next
		case m.kind == kindMinutesAfter:
			n, ok := p.numeral(m.next)
			if !ok || n.n > 59 || n.langs&t.langs == 0 || !p.isMinutes(m.next, n.n) {
				continue
			}
			t.shift(m.n * n.n)
			t.next = n.next
		default:
			continue
		}
		out = append(append(out, t), p.meridiem(t)...)
	}
	return out
}

// military reads "1500 hrs", "at 1500" and, where the whole phrase is a date, "Tuesday 1500".
func (p *parser) military(i int) []clockMatch {
	v, ok := p.digits(i, 4, 4)
	if _, year := p.year(i); !ok || year || v/100 > 23 || v%100 > 59 {
		return nil
	}
	c := clockMatch{next: i + 1, langs: everyLanguage}
	c.hour, c.minute, c.exact = v/100, v%100, true
	if m, ok := p.word(i+1, kindHourMark); ok {
		c.next, c.langs = m.next, m.langs
	} else if _, zone := p.word(i+1, kindZone); !zone && !p.whole {
		c.needs = needsWord // in running text it may be any number
	}
	return []clockMatch{c}
}
