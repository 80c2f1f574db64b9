package dates

// Shortest and longest appointment in minutes; other durations are no durations. Without a word like "for", longer ones
// are not either: "9h" is a time.
const (
	shortest = 5
	longish  = 7*60 - 1
	longest  = 12 * 60
)

// length is a duration in minutes that was found; next is the token after it.
type length struct {
	minutes, next int
	langs         languages
}

// durations adds "for 45 minutes", "1h30", "an hour and a half", "1.5 hours" that begin at token i.
func (p *parser) durations(i int, out []item) []item {
	j, langs, limit := i, everyLanguage, longish
	if m, ok := p.word(i, kindLasting); ok {
		j, langs, limit = m.next, m.langs, longest
		if p.text(j) == ":" {
			j++
		}
	} else if p.before[i].has(kindHourMark) && p.glued(i) {
		return out // the minutes of "15時30分"
	}
	announced := limit == longish && p.before[i].has(kindAt, kindRangeFrom, kindRangeTo, kindBetween)
	for _, l := range p.lengths(j, announced) {
		if langs&l.langs != 0 && l.minutes >= shortest && l.minutes <= limit {
			out = append(out, item{kind: itemDuration, n: l.minutes, next: l.next, langs: langs & l.langs})
		}
	}
	return out
}

// lengths lists the durations at token i. announced tells that the word before wants a time: "à 3h".
func (p *parser) lengths(i int, announced bool) []length {
	if i >= len(p.tokens) {
		return nil
	}
	var out []length
	for _, m := range p.found[i] {
		if m.kind == kindDuration {
			out = append(out, length{m.n, m.next, m.langs})
		}
	}
	if tenths, next, ok := p.decimal(i); ok {
		if unit, ok := p.word(next, kindMinutes); ok && unit.n == 60 {
			out = append(out, length{tenths * 6, unit.next, unit.langs})
		}
		return out
	}
	n, ok := p.count(i)
	if !ok {
		return out
	}
	k := n.next
	if p.text(k) == "-" && p.glued(k) {
		k++ // "30-minute"
	}
	unit, ok := p.word(k, kindMinutes)
	if !ok {
		return out
	}
	if _, hour := p.word(k, kindHourMark); hour && announced {
		return out
	}
	words := n.langs & unit.langs
	out = append(out, length{n.n * unit.n, unit.next, words})
	if unit.n == 60 {
		out = append(out, p.andMinutes(n.n, unit.next, words)...)
	}
	return out
}

// andMinutes reads what follows hours: "30", "and 15 minutes".
func (p *parser) andMinutes(hours, i int, langs languages) []length {
	rest, ok := p.numeral(p.skip(i, kindAnd))
	if !ok || rest.n > 59 {
		return nil
	}
	if m, ok := p.word(rest.next, kindMinutes); ok && m.n == 1 {
		return []length{{hours*60 + rest.n, m.next, langs & rest.langs & m.langs}}
	}
	if p.glued(i) {
		return []length{{hours*60 + rest.n, rest.next, langs & rest.langs}}
	}
	return nil
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
