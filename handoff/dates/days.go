package dates

// days adds the dates, weekdays and counted days that begin at token i.
func (p *parser) days(i int, out []item) []item {
	if p.tokens[i].number() {
		out = p.isoDates(i, out)
		out = p.numericDates(i, out)
	}
	out = p.dayFirst(i, out)
	out = p.monthFirst(i, out)
	out = p.weekdays(i, out)
	out = p.counted(i, out)
	out = p.soon(i, out)
	out = p.weekNumbers(i, out)
	out = p.monthsAhead(i, out)
	for _, m := range p.found[i] {
		switch m.kind {
		case kindRelative:
			out = append(out, item{kind: itemRelative, n: m.n, next: m.next, langs: m.langs})
		case kindWeek:
			out = append(out, item{kind: itemWeek, n: m.n, next: m.next, langs: m.langs})
		case kindOffset:
			if !p.before[i].has(kindThis, kindNext) { // "Thursday next week" is no "Thursday week"
				out = append(out, item{kind: itemOffset, n: m.n, weeks: true, based: true, after: true, next: m.next,
					langs: m.langs})
			}
		}
	}
	if y, ok := p.year(i); ok && i > 0 {
		out = append(out, item{kind: itemYear, n: y, next: i + 1, langs: everyLanguage})
	}
	return out
}

func (p *parser) year(i int) (int, bool) {
	y, ok := p.digits(i, 4, 4)
	return y, ok && y >= 1900 && y < 2200
}

func dateItem(year, month, day int, o order, next int, langs languages) item {
	return item{kind: itemDate, date: monthDay{year: year, month: month, day: day, order: o}, next: next, langs: langs}
}

// isoDates reads 2026-11-24, 2026/11/24, 2026.11.24 and, before a T, 20261124.
func (p *parser) isoDates(i int, out []item) []item {
	if v, ok := p.digits(i, 8, 8); ok && p.text(i+1) == "t" && p.glued(i+1) {
		return append(out, dateItem(v/10000, v/100%100, v%100, orderOpen, i+1, everyLanguage))
	}
	y, ok := p.year(i)
	if !ok {
		return out
	}
	sep := p.text(i + 1)
	m, okM := p.digits(i+2, 1, 2)
	d, okD := p.digits(i+4, 1, 2)
	if okM && okD && sep == p.text(i+3) && (sep == "-" || sep == "/" || sep == ".") && p.glued(i+1) && p.glued(i+2) &&
		p.glued(i+3) && p.glued(i+4) && m <= 12 {
		out = append(out, dateItem(y, m, d, orderOpen, i+5, everyLanguage))
	}
	if _, ok := p.word(i+1, kindYearMark); ok {
		if m, next, ok := p.japaneseMonth(i + 2); ok {
			out = append(out, dateItem(y, m.month, m.day, orderOpen, next, everyLanguage))
		}
	}
	return out
}

// japaneseMonth reads 11月24日.
func (p *parser) japaneseMonth(i int) (monthDay, int, bool) {
	m, ok := p.numeral(i)
	if !ok || m.n > 12 {
		return monthDay{}, 0, false
	}
	if _, ok := p.word(m.next, kindMonthMark); !ok {
		return monthDay{}, 0, false
	}
	d, ok := p.numeral(m.next + 1)
	if !ok || d.n > 31 {
		return monthDay{}, 0, false
	}
	if _, ok := p.word(d.next, kindDayMark); !ok {
		return monthDay{}, 0, false
	}
	return monthDay{month: m.n, day: d.n}, d.next + 1, true
}

// numericDates reads 24.11.2026, 24/11, 11-24-26 and the like, in each order of day and month that its values allow.
func (p *parser) numericDates(i int, out []item) []item {
	a, ok := p.digits(i, 1, 2)
	sep := p.text(i + 1)
	if !ok || sep != "." && sep != "/" && sep != "-" || !p.glued(i+1) {
		return out
	}
	b, ok := p.digits(i+2, 1, 2)
	if !ok || sep != "." && !p.glued(i+2) {
		return out
	}
	spaced := !p.glued(i + 2)
	third := p.text(i+3) == sep && p.glued(i+3)
	if third {
		if y, ok := p.digits(i+4, 2, 2); ok && p.glued(i+4) {
			out = p.ordered(a, b, 2000+y, sep, i+5, out)
			if sep == "-" && b <= 12 && y <= 31 {
				out = append(out, dateItem(2000+a, b, y, orderOpen, i+5, everyLanguage))
			}
		}
		if y, ok := p.year(i + 4); ok && (p.glued(i+4) || sep == ".") {
			return p.ordered(a, b, y, sep, i+5, out)
		}
	}
	if third && sep == "." {
		return p.ordered(a, b, 0, sep, i+4, out)
	}
	if spaced || third && sep != "." {
		return out
	}
	return p.ordered(a, b, 0, sep, i+3, out)
}

func (p *parser) ordered(a, b, year int, sep string, next int, out []item) []item {
	first, last := orderDayFirst, orderMonthFirst
	if sep == "." || a > 12 || b > 12 || a == b {
		first, last = orderOpen, orderOpen
	}
	if a >= 1 && a <= 31 && b >= 1 && b <= 12 {
		out = append(out, dateItem(year, b, a, first, next, everyLanguage))
	}
	if sep != "." && a != b && a >= 1 && a <= 12 && b >= 1 && b <= 31 {
		out = append(out, dateItem(year, a, b, last, next, everyLanguage))
	}
	return out
}

// dayFirst reads "24 November 2026", "24. de noviembre", "1er décembre", "first of December" and a day alone: "the
// 26th".
func (p *parser) dayFirst(i int, out []item) []item {
	d, marked, ok := p.dayNumber(i)
	if !ok || p.glued(i) && p.before[i].has(kindHourMark) {
		return out // the minutes of "15h30"
	}
	if m, next, ok := p.japaneseMonth(i); ok {
		out = append(out, dateItem(0, m.month, m.day, orderOpen, next, everyLanguage))
	}
	lone := p.tokens[i].number() && p.before[i].has(kindArticle, kindWeekday)
	if lone && !marked && p.before[i].has(kindWeekday) {
		for _, c := range p.afterHour(i) {
			if _, hour := p.orTime(c, c.langs); hour && c.needs == needsRange && c.next == d.next {
				lone = false // "Tuesday 1 or 2pm"
			}
		}
	}
	if (marked || lone) && !p.nth(d.next) {
		out = append(out, dateItem(0, 0, d.n, orderOpen, d.next, d.langs))
	}
	out = p.dayAhead(d, d.next, out)
	j := d.next
	if t := p.text(j); (t == "-" || t == "/" || t == ".") && p.glued(j) {
		j++
	}
	j = p.skip(j, kindFiller)
	m, ok := p.word(j, kindMonth)
	if !ok {
		return out
	}
	langs := d.langs & m.langs
	if langs == 0 && !p.tokens[i].number() {
		return out // "to March" has no Danish two
	}
	if langs == 0 {
		langs = m.langs
	}
	return p.withYear(0, m.n, d.n, m.next, langs, out)
}

// nth reports that a number before token i counts a weekday: "third Thursday".
func (p *parser) nth(i int) bool {
	_, ok := p.word(i, kindWeekday)
	if !ok {
		return false
	}
	_, day := p.word(i-1, kindDayMark)
	return !day
}

// withYear adds the date without a year and with the year that may follow.
func (p *parser) withYear(year, month, day, next int, langs languages, out []item) []item {
	out = append(out, dateItem(year, month, day, orderOpen, next, langs))
	j := next
	if t := p.text(j); t == "," || p.glued(j) && (t == "-" || t == "/" || t == ".") {
		j++
	}
	j = p.skip(j, kindFiller)
	if p.text(j) == "'" {
		j++
	}
	if y, ok := p.year(j); ok {
		return append(out, dateItem(y, month, day, orderOpen, j+1, langs))
	}
	if y, ok := p.digits(j, 2, 2); ok && p.text(next) != "," {
		return append(out, dateItem(2000+y, month, day, orderOpen, j+1, langs))
	}
	return out
}

// dayNumber reads a day of the month; marked tells that its form says so ("26th", "26.", "26日", "first").
func (p *parser) dayNumber(i int) (d match, marked, ok bool) {
	if m, found := p.word(i, kindOrdinal); found {
		return m, true, true
	}
	d, ok = p.numeral(i)
	if !ok || d.n < 1 || d.n > 31 {
		return match{}, false, false
	}
	mark := d.next
	if t := p.text(mark); (t == ":" || t == "-") && p.glued(mark) && p.tokens[i].number() {
		mark++ // "24:e", "24-го"
	}
	if m, found := p.word(mark, kindOrdinalMark); found && p.glued(mark) {
		return match{term{kindNumber, d.n, d.langs & m.langs}, m.next}, true, true
	}
	if m, found := p.word(d.next, kindDayMark); found {
		return match{term{kindNumber, d.n, d.langs & m.langs}, m.next}, true, true
	}
	dotted := p.text(d.next) == "." && p.glued(d.next) && p.tokens[i].number()
	if dotted && !(p.glued(d.next+1) && p.tokens[d.next+1].number()) {
		d.next++
		return d, p.before[i].has(kindArticle, kindWeekday), true
	}
	return d, false, true
}

// monthFirst reads "November 24th, 2026".
func (p *parser) monthFirst(i int, out []item) []item {
	m, ok := p.word(i, kindMonth)
	if !ok {
		return out
	}
	j := m.next
	if t := p.text(j); p.glued(j) && (t == "." || t == "-") {
		j++
	}
	if a, ok := p.word(j, kindArticle); ok {
		j = a.next
	}
	d, marked, ok := p.dayNumber(j)
	if !ok || !marked && !p.tokens[j].number() {
		return out
	}
	langs := m.langs & d.langs
	if langs == 0 {
		langs = m.langs
	}
	out = append(out, dateItem(0, m.n, d.n, orderOpen, d.next, langs))
	j = d.next
	if p.text(j) == "," || p.text(j) == "-" && p.glued(j) {
		j++
	}
	if y, ok := p.year(j); ok {
		out = append(out, dateItem(y, m.n, d.n, orderOpen, j+1, langs))
	} else if y, ok := p.digits(j+1, 2, 2); ok && p.text(j) == "'" {
		out = append(out, dateItem(2000+y, m.n, d.n, orderOpen, j+2, langs))
	}
	return out
}

// counted reads "in two weeks", "10 days from now", "a week from" (Thursday), "Thursday week".
func (p *parser) counted(i int, out []item) []item {
	in, hasIn := p.word(i, kindIn)
	j := i
	if hasIn {
		j = in.next
	}
	number, ok := p.count(j)
	unit, okUnit := p.word(number.next, kindDays)
	if !ok || !okUnit || number.n < 1 {
		return out
	}
	it := item{kind: itemOffset, n: number.n * unit.n, weeks: unit.n > 1, next: unit.next,
		langs: number.langs & unit.langs}
	if it.langs == 0 {
		it.langs = unit.langs
	}
	if hasIn {
		it.langs &= in.langs
		if it.langs != 0 {
			out = p.idiom(append(out, it), it, number.n, unit.n)
		}
		return out
	}
	if m, ok := p.word(unit.next, kindHence); ok {
		it.next = m.next
		out = append(out, it)
	}
	if m, ok := p.word(unit.next, kindRelative); ok && m.n >= 0 && it.weeks && it.langs&m.langs != 0 {
		it.based, it.langs = true, it.langs&m.langs // "a week tomorrow"
		return append(out, it)
	}
	if m, ok := p.word(unit.next, kindCounting); ok {
		it.next, it.based = m.next, true
		if _, day := p.word(p.skip(m.next, kindArticle), kindWeekday); day {
			return append(out, it)
		}
		if _, day := p.word(m.next, kindRelative); day {
			return append(out, it)
		}
	}
	return out
}

// idiom adds the week that "in acht Tagen" and "dans quinze jours" stand for.
func (p *parser) idiom(out []item, it item, number, unit int) []item {
	if unit != 1 || number != 8 && number != 15 || it.langs&p.vocab.inclusive == 0 {
		return out
	}
	it.n--
	return append(out, it)
}
