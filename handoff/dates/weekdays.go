package dates

import "slices"

// weekdays reads "Thursday", "next Thursday", "jeudi prochain".
func (p *parser) weekdays(i int, out []item) []item {
	if d, ok := p.weekday(i); ok {
		out = append(out, item{kind: itemWeekday, n: d.n, next: d.next, langs: d.langs})
		for _, k := range []kind{kindNext, kindComing} {
			if m, ok := p.word(d.next, k); ok {
				out = append(out, item{kind: itemWeekday, n: d.n, mod: k, next: m.next, langs: d.langs & m.langs})
			}
		}
	}
	if d, ok := p.word(i, kindWeekdayDated); ok && p.whole && p.dateFollows(d.next) {
		out = append(out, item{kind: itemWeekday, n: d.n, next: d.next, langs: d.langs})
	}
	for _, k := range []kind{kindThis, kindNext, kindComing} {
		m, ok := p.word(i, k)
		if !ok {
			continue
		}
		if d, ok := p.weekday(m.next); ok && d.langs&m.langs != 0 {
			out = append(out, item{kind: itemWeekday, n: d.n, mod: k, next: d.next, langs: d.langs & m.langs})
		}
	}
	return out
}

// dateFollows reports a date with its month at token i, perhaps behind a dot.
func (p *parser) dateFollows(i int) bool {
	if p.text(i) == "." && p.glued(i) {
		i++
	}
	if i >= len(p.tokens) || !p.tokens[i].number() {
		return false
	}
	dates := p.numericDates(i, p.isoDates(i, p.dayFirst(i, nil)))
	return slices.ContainsFunc(dates, func(it item) bool { return it.date.month > 0 })
}

// weekday is the name of a weekday at token i, or its number: "5ª".
func (p *parser) weekday(i int) (match, bool) {
	n, ok := p.digits(i, 1, 1)
	if !ok {
		return p.word(i, kindWeekday)
	}
	m, ok := p.word(i+1, kindWeekdayMark)
	if !ok || n < 2 || n > 6 || !p.glued(i+1) || m.n == 1 && p.span(i+1, i+2) != "ª" {
		return match{}, false
	}
	return match{term{kindWeekday, n - 1, m.langs}, m.next}, true
}
