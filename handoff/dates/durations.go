package dates

// Shortest and longest appointment in minutes; other durations are no durations. Without a word like "for", longer ones
// are not either: "9h" is a time.
const (
	shortest = 5
	longish  = 7*60 - 1
	longest  = 12 * 60
)

// durations adds "for 45 minutes", "1h30", "an hour and a half", "1.5 hours" that begin at token i.
func (p *parser) durations(i int, out []item) []item {
	j, langs, limit := i, everyLanguage, longish
	if m, ok := p.word(i, kindLasting); ok {
		j, langs, limit = m.next, m.langs, longest
	} else if p.before[i].has(kindHourMark) && p.glued(i) {
		return out
	}
	announced := limit == longish && p.before[i].has(kindAt, kindRangeFrom, kindRangeTo, kindBetween)
	if j >= len(p.tokens) {
		return out
	}
	add := func(minutes, next int, words languages) {
		if langs&words != 0 && minutes >= shortest && minutes <= limit {
			out = append(out, item{kind: itemDuration, n: minutes, next: next, langs: langs & words})
		}
	}
	for _, m := range p.found[j] {
		if m.kind == kindDuration {
			add(m.n, m.next, m.langs)
		}
	}
	n, ok := p.count(j)
	if !ok {
		return out
	}
	if tenths, next, ok := p.decimal(j); ok {
		if unit, ok := p.word(next, kindMinutes); ok && unit.n == 60 {
			add(tenths*6, unit.next, unit.langs)
		}
		return out
	}
	k := n.next
	if p.text(k) == "-" && p.glued(k) {
		k++ // "30-minute", "90-minütig"
	}
	if k >= len(p.tokens) {
		return out
	}
	for _, unit := range p.found[k] {
		if unit.kind != kindMinutes {
			continue
		}
		if _, hour := p.word(k, kindHourMark); hour && announced {
			continue // "à 3h"
		}
		words := n.langs & unit.langs
		add(n.n*unit.n, unit.next, words)
		if unit.n != 60 {
			continue
		}
		rest, ok := p.numeral(p.skip(unit.next, kindAnd))
		if !ok || rest.n > 59 || words&rest.langs == 0 {
			continue
		}
		if m, ok := p.word(rest.next, kindMinutes); ok && m.n == 1 {
			add(n.n*60+rest.n, m.next, words&rest.langs&m.langs)
		} else if p.glued(unit.next) {
			add(n.n*60+rest.n, rest.next, words&rest.langs)
		}
	}
	return out
}

// decimal reads 1.5 and 1,5 as tenths.
func (p *parser) decimal(i int) (tenths, next int, ok bool) {
	whole, okW := p.digits(i, 1, 2)
	part, okP := p.digits(i+2, 1, 1)
	if t := p.text(i + 1); !okW || !okP || t != "." && t != "," || !p.glued(i+1) || !p.glued(i+2) {
		return 0, 0, false
	}
	return whole*10 + part, i + 3, true
}
