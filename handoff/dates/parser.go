package dates

import (
	"slices"
	"strings"
	"unicode"
)

// parser finds every way to read the tokens of a phrase as a row of items.
type parser struct {
	phrase string
	vocab  *vocabulary
	tokens []token
	found  [][]match // dictionary terms that begin at each token
	before []kindSet // kinds of the terms that end right before each token
	items  [][]item  // by token, once looked for
	looked []bool
	steps  int
	whole  bool // the phrase is nothing but a date
	out    []reading
}

func newParser(text string) *parser { return parserOf(text, lex(text, words())) }

func parserOf(text string, tokens []token) *parser {
	p := &parser{phrase: text, vocab: words(), tokens: tokens}
	n := len(p.tokens)
	p.found = make([][]match, n)
	p.before = make([]kindSet, n+1)
	p.items = make([][]item, n)
	p.looked = make([]bool, n)
	var all []match
	for i := range p.tokens {
		from := len(all)
		all = p.vocab.find(p.tokens, i, all)
		all = all[:from+len(p.lettered(i, all[from:]))]
		p.found[i] = all[from:len(all):len(all)]
		for _, m := range p.found[i] {
			p.before[m.next].add(m.kind)
		}
		if t := p.tokens[i].text; t == "@" {
			p.before[i+1].add(kindAt)
		} else if t == "." || t == "," {
			p.before[i+1].take(p.before[i], kindWeekday)
			if t == "." && p.glued(i) {
				p.before[i+1].take(p.before[i], kindAt, kindArticle) // "kl. 14", "d. 24."
			}
		} else if t == "'" {
			p.before[i+1].take(p.before[i], kindArticle, kindAt)
		}
	}
	return p
}

// lettered drops what an abbreviation at token i cannot be: "čt" is Thursday and no Central Time, "PT" behind an hour
// is a zone and no Polish Friday, "pt" before all numbers is no zone.
func (p *parser) lettered(i int, found []match) []match {
	if next := i + 1; p.glued(next) && p.tokens[next].number() {
		found = slices.DeleteFunc(found, func(m match) bool { return m.kind == kindZone && m.next == next }) // "PT1H"
	}
	has := func(k kind) bool { return slices.ContainsFunc(found, func(m match) bool { return m.kind == k }) }
	if p.glued(i) && p.tokens[i-1].number() && has(kindOrdinalMark) {
		found = slices.DeleteFunc(found, func(m match) bool { return m.kind == kindWeekday && m.next == i+1 }) // "1st"
	}
	if !has(kindZone) || !has(kindWeekday) {
		return found
	}
	written, wrong := p.span(i, i+1), kindNone
	capitals, behind := written == strings.ToUpper(written), slices.ContainsFunc(p.tokens[:i], token.number)
	switch {
	case strings.ContainsFunc(written, func(r rune) bool { return r > unicode.MaxASCII }), !capitals && !behind:
		wrong = kindZone
	case capitals && behind:
		wrong = kindWeekday
	}
	return slices.DeleteFunc(found, func(m match) bool { return m.kind == wrong && m.next == i+1 })
}

// span is the words of tokens [from, to) as they were written.
func (p *parser) span(from, to int) string {
	if from >= to || len(p.tokens) == 0 {
		return ""
	}
	return p.phrase[p.tokens[from].from:p.tokens[to-1].to]
}

// unknownWord finds the first word that no table knows and that is no part of a zone's name.
func (p *parser) unknownWord() (int, bool) {
	known := 0
	for i, t := range p.tokens {
		for _, m := range p.found[i] {
			if m.kind < kindAway {
				known = max(known, m.next)
			}
		}
		if next, _ := p.ianaName(i); next > 0 {
			known = max(known, next)
		}
		if i < known {
			continue
		}
		if t.word || t.text == "?" {
			return i, true
		}
	}
	return 0, false
}

// vagueWord is the first word that can only be vague, or -1.
func (p *parser) vagueWord() int {
	for i := range p.tokens {
		if m, ok := p.word(i, kindVague); ok && len(p.found[i]) == 1 && m.kind == kindVague {
			return i
		}
	}
	return -1
}

// text is the text of token i, empty behind the end.
func (p *parser) text(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.tokens[i].text
}

// glued reports that token i stands right behind the one before.
func (p *parser) glued(i int) bool { return i > 0 && i < len(p.tokens) && !p.tokens[i].space }

// word is the longest term of the kind at token i.
func (p *parser) word(i int, k kind) (match, bool) {
	if i < 0 || i >= len(p.tokens) {
		return match{}, false
	}
	for j := len(p.found[i]) - 1; j >= 0; j-- {
		if p.found[i][j].kind == k {
			return p.found[i][j], true
		}
	}
	return match{}, false
}

// skipAt is the token behind a word like "at", "kl." too, or i.
func (p *parser) skipAt(i int) int {
	next := p.skip(i, kindAt)
	if next > i && p.text(next) == "." && p.glued(next) {
		next++
	}
	return next
}

// skip is the token after a term of one of the kinds at i, or i.
func (p *parser) skip(i int, kinds ...kind) int {
	for _, k := range kinds {
		if m, ok := p.word(i, k); ok {
			return m.next
		}
	}
	return i
}

// digits is the number at token i if it has between least and most digits.
func (p *parser) digits(i, least, most int) (int, bool) {
	if i < 0 || i >= len(p.tokens) || p.tokens[i].digits < least || p.tokens[i].digits > most {
		return 0, false
	}
	return p.tokens[i].num, true
}

// numeral is a number of up to three digits or in words.
func (p *parser) numeral(i int) (match, bool) {
	if n, ok := p.digits(i, 1, 3); ok {
		return match{term{kindNumber, n, everyLanguage}, i + 1}, true
	}
	return p.word(i, kindNumber)
}

// count is a number before a unit.
func (p *parser) count(i int) (match, bool) {
	if m, ok := p.word(i, kindOne); ok {
		return m, true
	}
	return p.numeral(i)
}

// walk extends a reading with every item that may stand at token i.
func (p *parser) walk(i int, r reading) {
	if p.steps++; p.steps > maxSteps {
		return
	}
	if i == len(p.tokens) {
		if r.cost == 0 || !r.loose { // "Di/Mi um 14 Uhr" has no Italian word
			p.out = append(p.out, r)
		}
		return
	}
	for _, it := range p.itemsAt(i) {
		if next, ok := r.with(it); ok {
			p.walk(it.next, next)
		}
	}
}

// itemsAt lists what may stand at token i.
func (p *parser) itemsAt(i int) []item {
	if p.looked[i] {
		return p.items[i]
	}
	p.looked[i] = true
	out := p.days(i, nil)
	out = p.times(i, out)
	out = p.durations(i, out)
	out = p.zones(i, out)
	out = p.plain(i, out)
	for _, m := range p.found[i] { // "week of" is no "Thursday week"
		if m.kind == kindVague && m.next > i+1 {
			out = slices.DeleteFunc(out, func(it item) bool { return it.next < m.next })
		}
	}
	p.items[i] = out
	return out
}

// plain lists the items that are one term: parts of the day, vague words, "or", fillers.
func (p *parser) plain(i int, out []item) []item {
	for _, m := range p.found[i] {
		switch m.kind {
		case kindPart:
			if p.ownDay(i, m) {
				continue
			}
			out = append(out, item{kind: itemPart, n: m.n, next: m.next, langs: m.langs})
		case kindPartToday:
			out = append(out, item{kind: itemPart, n: m.n, today: true, next: m.next, langs: m.langs})
		case kindThis:
			if part, ok := p.word(m.next, kindPart); ok {
				out = append(out, item{kind: itemPart, n: part.n, today: true, next: part.next, langs: m.langs & part.langs})
			}
		case kindVague:
			out = append(out, item{kind: itemVague, words: p.span(i, m.next), next: m.next, langs: m.langs})
		case kindOr:
			out = append(out, item{kind: itemOr, next: m.next, langs: m.langs})
		case kindFiller, kindTrail:
			out = p.addFiller(out, i, m)
		case kindArticle, kindAt:
			if m.next < len(p.tokens) && (p.tokens[m.next].word || p.tokens[m.next].number() || p.text(m.next) == "'" ||
				p.text(m.next) == "." && p.glued(m.next)) {
				out = p.addFiller(out, i, m)
			}
		}
	}
	if p.separates(i) {
		out = append(out, item{kind: itemFiller, next: i + 1, langs: everyLanguage})
	} else if p.text(i) == "~" {
		out = append(out, item{kind: itemVague, words: "~", next: i + 1, langs: everyLanguage})
	}
	return out
}

// ownDay reports a word for tomorrow that means the morning only behind a day: "Freitag morgen", but not "morgen,
// Freitag".
func (p *parser) ownDay(i int, part match) bool {
	day, ok := p.word(i, kindRelative)
	return ok && day.langs&part.langs != 0 && day.next == part.next && !p.before[i].has(kindWeekday, kindRelative)
}

// partFollows reports a part of the day at token i, perhaps behind "in the" or "de l'".
func (p *parser) partFollows(i int) bool {
	for n := 0; n < 3; n++ {
		if m, ok := p.word(i, kindPart); ok && !p.ownDay(i, m) {
			return true
		}
		next := p.skip(i, kindFiller, kindArticle, kindRelative, kindWeekday) // "10 tomorrow morning"
		if p.text(i) == "'" {
			next = i + 1
		}
		if next == i {
			return false
		}
		i = next
	}
	return false
}

// addFiller adds a filler, as one item for all languages that skip the same words.
func (p *parser) addFiller(out []item, i int, m match) []item {
	for i := range out {
		if out[i].kind == itemFiller && out[i].next == m.next {
			out[i].langs |= m.langs
			return out
		}
	}
	loose := false
	for _, other := range p.found[i] {
		loose = loose || setOf(kindWeekday, kindMonth, kindRelative, kindPart, kindZone, kindVague, kindOr,
			kindOne).has(other.kind) && other.langs&m.langs == 0
	}
	return append(out, item{kind: itemFiller, next: m.next, langs: m.langs, loose: loose})
}

// separates reports a mark that only parts items. Between two digits a mark means something.
func (p *parser) separates(i int) bool {
	t := p.tokens[i]
	switch t.text {
	case ",", ".", ";", ":", "-", "/", "(", ")", "@", "!", "。", `"`, "'", "=":
	default:
		return false
	}
	if i == 0 || i+1 == len(p.tokens) || t.text == "@" || t.text == "(" || t.text == ")" {
		return true
	}
	return !(p.tokens[i-1].number() && p.tokens[i+1].number() && !t.space && !p.tokens[i+1].space)
}
