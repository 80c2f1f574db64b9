package dates

import (
	"slices"
	"time"
)

// absenceKinds are the words that tell what a date is about, in the order in which they hide each other.
var absenceKinds = setOf(kindAway, kindBack, kindHere, kindNot, kindOther, kindForeign)

// cues lists the words about absence in a sentence, in the languages that most of its words belong to.
func (n *notice) cues(from, to int, spoken languages) []cue {
	var out []cue
	for i := from; i < to; {
		next := i + 1
		var best match
		for _, m := range n.found[i] {
			if absenceKinds.has(m.kind) && m.langs&spoken != 0 && m.next > best.next && m.next <= to {
				best = m
			}
		}
		if best.next > 0 {
			out = append(out, cue{i, best.next, best.kind})
			next = best.next
		}
		i = next
	}
	return settleCues(out)
}

// settleCues lets neighbours change each other: "not available" is away, "back from vacation" and "wieder erreichbar"
// are back.
func settleCues(cues []cue) []cue {
	const close = 4
	for i := range cues {
		c := &cues[i]
		if c.kind != kindHere && c.kind != kindAway {
			continue
		}
		if i > 0 && c.from-cues[i-1].to < close {
			switch {
			case cues[i-1].kind == kindBack:
				c.kind = kindBack
			case cues[i-1].kind == kindNot && c.kind == kindHere:
				c.kind = kindAway
			}
		}
		if c.kind == kindHere && i+1 < len(cues) && cues[i+1].kind == kindBack && cues[i+1].from-c.to < close {
			c.kind = kindBack
		}
	}
	return cues
}

// spoken is the set of languages that know most words of a sentence.
func (n *notice) spoken(from, to int) languages {
	var count [16]int
	for i := from; i < to; i++ {
		var langs languages
		for _, m := range n.found[i] {
			if m.langs != everyLanguage {
				langs |= m.langs
			}
		}
		for l := range count {
			if langs&(1<<l) != 0 {
				count[l]++
			}
		}
	}
	most := slices.Max(count[:])
	var out languages
	for l, c := range count {
		if c == most {
			out |= 1 << l
		}
	}
	return out
}

// nearest is the cue next to tokens [i, stop), with the number of tokens between.
func nearest(cues []cue, i, stop int) (kind, int) {
	what, least := kindNone, 0
	for _, c := range cues {
		if c.kind == kindNot || c.kind == kindOther {
			continue
		}
		distance := max(c.from-stop, i-c.to)
		if what == kindNone || distance < least {
			what, least = c.kind, distance
		}
	}
	return what, least
}

// preposition is the word before a date at token i that tells until, through or since; a "to" counts behind a first
// date.
func (n *notice) preposition(i, from int) match {
	for k := i; k > from && k > i-4; k-- {
		best := match{}
		start := k
		for s := k - 1; s >= from && s >= k-5; s-- {
			for _, m := range n.found[s] {
				if m.next == k && setOf(kindUntil, kindThrough, kindSince, kindRangeTo).has(m.kind) &&
					(m.kind != kindRangeTo || n.afterDay(s)) &&
					!(m.kind == kindSince && isJapanese(n.text(s)) && n.afterDay(s)) { // から stands behind its day
					if s < start || m.kind != kindRangeTo {
						best, start = m, s
					}
				}
			}
		}
		if best.kind != kindNone {
			return best
		}
		if t := n.text(k - 1); (t == "-" || t == "~" || n.andOfBetween(k-1, from)) && n.afterDay(k-1) {
			return match{term{kind: kindRangeTo, langs: everyLanguage}, k}
		}
		if !n.skippable(k - 1) {
			break
		}
	}
	return match{}
}

// daysOfMonth reports that "5-9" at tokens [i, stop) are two days of the month behind it, and no 5 September: "5-9
// października", "5-9.10.".
func (n *notice) daysOfMonth(i, stop int) bool {
	if stop != i+3 || !n.tokens[i].number() || n.text(i+1) != "-" || !n.tokens[i+2].number() {
		return false
	}
	_, dotted := n.digits(stop+1, 1, 2)
	_, month := n.word(n.skip(stop, kindFiller), kindMonth)
	return month || n.text(stop) == "." && dotted && n.glued(stop+1)
}

// andOfBetween reports the "and" of "between 14 April and 17 April" at token i.
func (n *notice) andOfBetween(i, from int) bool {
	and, ok := n.word(i, kindAnd)
	for s := i - 1; ok && s >= max(from, i-6); s-- {
		if between, found := n.word(s, kindBetween); found && between.langs&and.langs != 0 {
			return true
		}
	}
	return false
}

// afterDay reports that something like a day stands before token i.
func (n *notice) afterDay(i int) bool {
	for k := i - 2; n.text(i-1) == ")" && k >= max(0, i-4); k-- {
		if n.text(k) == "(" {
			i = k // "4月14日(火)"
		}
	}
	if n.text(i-1) == "." {
		i--
	}
	return i > 0 && (n.tokens[i-1].number() || n.before[i].has(kindMonth, kindWeekday, kindDayMark, kindOrdinalMark,
		kindRelative))
}

// repeatMonths writes "March 16-20", which is days in a notice, as "March 16-March 20".
func repeatMonths(tokens []token) []token {
	for i := 0; i+3 < len(tokens); i++ {
		month := slices.ContainsFunc(words().find(tokens, i, nil), func(m match) bool {
			return m.kind == kindMonth && m.next == i+1
		})
		if !month || i > 0 && tokens[i-1].number() {
			continue
		}
		first, dash := dayAt(tokens, i+1)
		if first == 0 || dash >= len(tokens) || tokens[dash].text != "-" {
			continue
		}
		last, end := dayAt(tokens, dash+1)
		if last <= first || end < len(tokens) && !endsDays(tokens, end) {
			continue
		}
		again := tokens[i]
		again.space, again.lines = true, 0
		again.from, again.to = tokens[dash+1].from, tokens[dash+1].from
		tokens = slices.Insert(tokens, dash+1, again)
		tokens[dash+2].space = true
		i = dash + 2
	}
	return tokens
}

// dayAt is the day of a month at token i, with the token behind it and its "th".
func dayAt(tokens []token, i int) (day, next int) {
	if i >= len(tokens) || tokens[i].digits < 1 || tokens[i].digits > 2 || tokens[i].num > 31 {
		return 0, i
	}
	next = i + 1
	if next < len(tokens) && !tokens[next].space {
		ordinal := func(m match) bool { return m.kind == kindOrdinalMark && m.next == next+1 }
		if slices.ContainsFunc(words().find(tokens, next, nil), ordinal) {
			next++
		}
	}
	return tokens[i].num, next
}

// endsDays reports that token i goes on behind a day: no time, no other month.
func endsDays(tokens []token, i int) bool {
	if tokens[i].text == ":" || tokens[i].text == "/" || tokens[i].text == "-" {
		return tokens[i].space || i+1 == len(tokens) || tokens[i+1].space
	}
	return !slices.ContainsFunc(words().find(tokens, i, nil), func(m match) bool {
		return m.kind == kindMonth || m.kind == kindMeridiem || m.kind == kindHourMark
	})
}

func (n *notice) skippable(i int) bool {
	switch n.text(i) {
	case ",", "(", ".", ":":
		return true
	}
	for _, m := range n.found[i] {
		if m.kind == kindFiller || m.kind == kindArticle || m.kind == kindAt || m.kind == kindNext {
			return true
		}
	}
	return false
}

// longestOf is the longest term of one of the kinds at token i.
func (n *notice) longestOf(i int, kinds ...kind) (match, bool) {
	var best match
	for _, k := range kinds {
		if m, ok := n.word(i, k); ok && m.next > best.next {
			best = m
		}
	}
	return best, best.next > 0
}

// when reads the longest date that begins at token i. It returns the moments it may mean, past ones left out, and the
// token after it; i if there is none.
func (n *notice) when(i, end int, before match, spoken languages) ([]time.Time, int) {
	if n.inside(i) {
		return nil, i
	}
	langs := spoken
	if before.kind != kindNone && before.langs&spoken != 0 {
		langs &= before.langs
	}
	var best []reading
	stop, last := i, n.steps+lookAhead
	var extend func(j int, r reading)
	extend = func(j int, r reading) {
		if n.steps++; j >= end || n.steps > min(last, lookAll) {
			return
		}
		for _, it := range n.itemsAt(j) {
			if it.next > end || !dayItem(it, j == i, before.kind) || j == i && it.langs&spoken == 0 { // German "do" in Polish
				continue
			}
			next, ok := r.with(it)
			if !ok {
				continue
			}
			if it.kind != itemFiller && it.next >= stop {
				if it.next > stop {
					best, stop = nil, it.next
				}
				best = append(best, next)
			}
			extend(it.next, next)
		}
	}
	start := noReading()
	start.langs = langs
	extend(i, start)
	return n.moments(best), stop
}

// inside reports that token i stands in the middle of a number or word that a date would tear: "10.12.4", "1-4".
func (n *notice) inside(i int) bool {
	return n.glued(i) && i > 1 && n.tokens[i].number() && n.tokens[i-2].number() && n.glued(i-1) && n.text(i-1) != "-"
}

// dayItem reports an item that may be part of the date, or begin it. A time begins one only behind "until".
func dayItem(it item, first bool, before kind) bool {
	switch it.kind {
	case itemDate, itemWeekday, itemRelative:
		return true
	case itemTime:
		return !first || before == kindUntil
	case itemFiller, itemYear, itemPart, itemZone:
		return !first
	}
	return false
}

// moments lists what the least odd readings of a date may mean. A date without a year whose order of day and month is
// open counts only if both orders agree.
func (n *notice) moments(readings []reading) []time.Time {
	least := maxSteps
	for _, r := range readings {
		least = min(least, r.cost)
	}
	var out []time.Time
	for _, r := range readings {
		if r.cost > 0 && !r.dated { // "di" is a day in German and not in Italian
			continue
		}
		if r.cost > least || !r.settles(n.vocab.orders, american(n.view.zone)) {
			continue
		}
		found, ok := n.moment(r)
		if !ok && r.dated && r.date.year == 0 && r.date.order != orderOpen {
			return nil
		}
		for _, t := range found {
			if !slices.ContainsFunc(out, t.Equal) {
				out = append(out, t)
			}
		}
	}
	return out
}

// moment lists the days, or the times if one is named, that a reading may mean; it reports false for one that is past
// or too far ahead.
func (n *notice) moment(r reading) ([]time.Time, bool) {
	v := n.view
	today := v.today(v.zone)
	if len(r.times) > 0 && !r.dated && !r.related && r.weekday < 0 {
		r.related = true
	}
	days, t := r.dates(today)
	if t.problem != solved {
		return nil, false
	}
	limit := today.AddDate(horizon, 0, 0)
	if r.dated && r.date.year == 0 {
		limit = today.AddDate(0, 0, ownYear)
	}
	if days[len(days)-1].After(limit) {
		return nil, false
	}
	if len(r.times) > 0 {
		o := v.resolve(r)
		return []time.Time{o.start}, o.problem == solved
	}
	var out []time.Time
	for _, d := range days {
		out = append(out, time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, v.zone))
	}
	return out, true
}
