package dates

import (
	"slices"
	"strings"
)

// zoneName is a zone as it was named in a phrase.
type zoneName struct {
	form   zoneForm
	index  int    // zoneWord: among the zones of the vocabulary
	offset int    // zoneOffset: seconds east of UTC
	name   string // zoneIANA
}

type zoneForm uint8

const (
	zoneNone zoneForm = iota
	zoneWord
	zoneOffset // "UTC+1"
	zoneBare   // "+01:00" behind a time
	zoneIANA
	zoneMine
	zoneYours
)

func (z zoneName) given() bool      { return z.form != zoneNone }
func (z zoneName) offsetOnly() bool { return z.form == zoneBare }

// zones adds the zone that begins at token i.
func (p *parser) zones(i int, out []item) []item {
	for _, m := range p.found[i] {
		switch m.kind {
		case kindMine:
			out = append(out, item{kind: itemZone, zone: zoneName{form: zoneMine}, next: m.next, langs: m.langs})
		case kindYours:
			out = append(out, item{kind: itemZone, zone: zoneName{form: zoneYours}, next: m.next, langs: m.langs})
		case kindZone:
			if p.vocab.zones[m.n].letter == "" || p.capitals(i) || p.numbered(i) { // "est viernes"
				out = append(out, p.namedZone(i, m)...)
			}
		case kindZoneOf:
			if place, ok := p.word(m.next, kindZone); ok && place.langs&m.langs != 0 {
				place.langs &= m.langs
				out = append(out, p.namedZone(m.next, place)...)
			}
		}
	}
	if next, name := p.ianaName(i); next > 0 {
		out = append(out, item{kind: itemZone, zone: zoneName{form: zoneIANA, name: name}, next: next, langs: everyLanguage})
	}
	if z, next, ok := p.offsetAt(i, true); ok {
		out = append(out, item{kind: itemZone, zone: z, next: next, langs: everyLanguage})
	}
	return out
}

// zoneAt is the zone at token i, for a place between the ends of a range.
func (p *parser) zoneAt(i int) (item, bool) {
	m, ok := p.word(i, kindZone)
	if !ok {
		return item{}, false
	}
	if it := p.namedZone(i, m); len(it) > 0 {
		return it[0], true
	}
	return item{}, false
}

// namedZone reads a place or abbreviation at token i with what may follow it: "time", or an offset behind UTC and GMT.
func (p *parser) namedZone(i int, m match) []item {
	it := item{kind: itemZone, zone: zoneName{form: zoneWord, index: m.n}, next: m.next, langs: m.langs}
	if p.text(i) == "z" && (i == 0 || !p.tokens[i-1].number()) {
		return nil
	}
	if and, ok := p.word(i, kindAnd); ok && !p.capitals(i) { // "et" is no zone in French, "ET" is
		it.langs &^= and.langs
	}
	name := p.text(i)
	if name == "utc" || name == "gmt" {
		if z, next, ok := p.shiftAt(m.next); ok {
			z.form = zoneOffset
			return []item{{kind: itemZone, zone: z, next: next, langs: m.langs}}
		}
	}
	if w, ok := p.word(it.next, kindZoneWord); ok && w.langs&it.langs != 0 {
		it.next, it.langs = w.next, it.langs&w.langs
	}
	return []item{it}
}

// numbered reports that a number stands before token i.
func (p *parser) numbered(i int) bool {
	return slices.ContainsFunc(p.tokens[:i], token.number)
}

// capitals reports a word written in capitals only.
func (p *parser) capitals(i int) bool {
	word := p.span(i, i+1)
	return word == strings.ToUpper(word)
}

// shiftAt reads +1, +01:00, +0530 or -5.
func (p *parser) shiftAt(i int) (zoneName, int, bool) {
	sign := 1
	switch p.text(i) {
	case "+":
	case "-":
		sign = -1
	default:
		return zoneName{}, 0, false
	}
	if !p.glued(i + 1) {
		return zoneName{}, 0, false
	}
	if v, ok := p.digits(i+1, 4, 4); ok && v/100 <= 14 && v%100 < 60 {
		return zoneName{form: zoneBare, offset: sign * (v/100*60 + v%100) * 60}, i + 2, true
	}
	h, ok := p.digits(i+1, 1, 2)
	if !ok || h > 14 {
		return zoneName{}, 0, false
	}
	if m, ok := p.digits(i+3, 2, 2); ok && p.text(i+2) == ":" && p.glued(i+2) && p.glued(i+3) && m < 60 {
		return zoneName{form: zoneBare, offset: sign * (h*60 + m) * 60}, i + 4, true
	}
	return zoneName{form: zoneBare, offset: sign * h * 3600}, i + 2, true
}

// offsetAt reads a zone of ISO 8601 or RFC 5322 behind a time. In words (apart) a minus with one or two digits would
// as well begin the end of a range, so there it takes four.
func (p *parser) offsetAt(i int, apart bool) (zoneName, int, bool) {
	if p.text(i) == "z" && !apart {
		return zoneName{form: zoneBare}, i + 1, true
	}
	z, next, ok := p.shiftAt(i)
	if !ok || p.tokens[i+1].digits == 1 && next == i+2 || apart && p.text(i) == "-" && !(p.tokens[i+1].digits == 4 &&
		!p.glued(i)) {
		return zoneName{}, 0, false
	}
	return z, next, true
}

// ianaName reads "Europe/London" in any case.
func (p *parser) ianaName(i int) (next int, name string) {
	area := p.text(i)
	switch area {
	case "africa", "america", "antarctica", "arctic", "asia", "atlantic", "australia", "europe", "indian", "pacific",
		"etc":
	default:
		return 0, ""
	}
	if p.text(i+1) != "/" || !p.glued(i+1) || !p.glued(i+2) || !p.tokens[i+2].word {
		return 0, ""
	}
	next = i + 3
	for next+1 < len(p.tokens) && (p.text(next) == "/" || p.text(next) == "-") && p.glued(next) && p.glued(next+1) &&
		p.tokens[next+1].word {
		next += 2
	}
	return next, zoneCase(p.span(i, next))
}

// zoneCase writes a zone's name with the capitals of the database: "america/port_of_spain" as "America/Port_of_Spain".
func zoneCase(s string) string {
	lower := strings.ToLower(s)
	b := []byte(lower)
	start := true
	for i, c := range b {
		rest := lower[i:]
		small := strings.HasPrefix(rest, "of_") || strings.HasPrefix(rest, "es_") || strings.HasPrefix(rest, "au-")
		if start && c >= 'a' && c <= 'z' && !small {
			b[i] = c - 'a' + 'A'
		}
		start = c == '/' || c == '_' || c == '-'
	}
	return string(b)
}
