package dates

import (
	"slices"
	"time"
)

// Bounds on what Until believes.
const (
	cueReach     = 8      // tokens between a date and the word that tells what it is
	ownYear      = 183    // days ahead of a date without a year: an older one may stand in a forgotten notice
	lookAhead    = 300    // steps of the search at one token
	lookAll      = 60_000 // and in the whole text
	longSentence = 200    // tokens of the longest sentence
	lineWidth    = 50     // bytes of a line that is no wrapped one: its end ends the sentence
)

// Until finds in the text of an out-of-office mail, or in a command like "away until Monday", when the person is back:
// "back on 7 December", "bis 4.12. nicht im Büro", "de retour le 5 janvier". A day without a time is its beginning in
// zone; for "until 4 December inclusive", and for a range such as "from 23 November to 4 December", that is the day
// after. It reports false when it is not sure: no date, an ambiguous or past one, two that differ, or one that may be
// about something else.
func Until(text string, now time.Time, zone *time.Location) (time.Time, bool) {
	if zone == nil {
		zone = time.UTC
	}
	if len(text) > maxText {
		text = text[:textHead]
	}
	n := notice{parser: parserOf(text, repeatMonths(lex(text, words()))), view: viewpoint{now: now.In(zone), zone: zone}}
	for from := 0; from < len(n.tokens); {
		to := n.sentenceEnd(from)
		n.read(from, to)
		from = to
	}
	return n.verdict()
}

// notice is the text of somebody who is away.
type notice struct {
	*parser
	view   viewpoint
	backs  []time.Time // days of return
	untils []time.Time // ends of the absence
	unsure bool        // a return without a clear date
}

// verdict weighs what the sentences said.
func (n *notice) verdict() (time.Time, bool) {
	switch {
	case len(n.backs) == 1:
		for _, u := range n.untils {
			if u.After(n.backs[0].AddDate(0, 0, 1)) {
				return time.Time{}, false
			}
		}
		return n.backs[0], true
	case len(n.backs) == 0 && len(n.untils) == 1 && !n.unsure:
		return n.untils[0], true
	}
	return time.Time{}, false
}

// sentenceEnd is the token after the sentence that begins at from.
func (n *notice) sentenceEnd(from int) int {
	begin := n.tokens[from].from
	for i := from; i < len(n.tokens); i++ {
		t := n.tokens[i]
		if i > from && (t.lines > 1 || i-from >= longSentence || t.lines == 1 && n.tokens[i-1].to-begin < lineWidth) {
			return i
		}
		if t.lines > 0 {
			begin = t.from
		}
		switch t.text {
		case "!", "?", ";", "。":
			return i + 1
		case ".":
			if n.stops(i) {
				return i + 1
			}
		}
	}
	return len(n.tokens)
}

// stops reports that the dot at token i ends a sentence: not that of "4. Dezember", "Dec. 4" or "z.B.".
func (n *notice) stops(i int) bool {
	if i == 0 || i+1 >= len(n.tokens) || !n.tokens[i+1].space {
		return false
	}
	prev, next := n.tokens[i-1], n.tokens[i+1]
	_, month := n.word(i+1, kindMonth)
	switch {
	case prev.number():
		return next.upper && !month
	case next.number():
		return !n.before[i].has(kindMonth, kindWeekday, kindThrough, kindUntil, kindInclusive) && len(prev.text) > 3
	}
	return true
}

// cue is a word that tells what a date is about.
type cue struct {
	from, to int
	kind     kind
}

// read looks for dates in the sentence of tokens [from, to).
func (n *notice) read(from, to int) {
	spoken := n.spoken(from, to)
	cues := n.cues(from, to, spoken)
	if slices.ContainsFunc(cues, func(c cue) bool { return c.kind == kindForeign }) {
		return
	}
	for i := from; i < to; i++ {
		before := n.preposition(i, from)
		found, stop := n.when(i, to, before, spoken)
		if stop == i || n.daysOfMonth(i, stop) || slices.ContainsFunc(cues, func(c cue) bool {
			return c.from < stop &&
				c.to > i
		}) {
			continue
		}
		n.weigh(cues, before, i, stop, to, found)
		i = stop - 1
	}
}

// weigh decides what the date of tokens [i, stop) means: the nearest cue and the preposition tell.
func (n *notice) weigh(cues []cue, before match, i, stop, end int, found []time.Time) {
	if slices.ContainsFunc(cues, func(c cue) bool { return c.kind == kindOther && c.from < i }) {
		return
	}
	inclusive := before.kind == kindThrough
	ranged := before.kind == kindRangeTo || before.kind == kindUntil && n.ranged(i, before.langs)
	if before.kind == kindNone {
		behind := stop
		for n.text(behind) == ")" {
			behind++
		}
		if m, ok := n.longestOf(behind, kindUntil, kindSince); ok && isJapanese(n.text(behind)) {
			before = m // which stands behind the date there
		}
	}
	for j := stop; j < min(stop+2, end); j++ {
		if _, ok := n.word(j, kindInclusive); ok {
			inclusive = true
		}
	}
	what, distance := nearest(cues, i, stop)
	switch before.kind {
	case kindUntil, kindThrough, kindRangeTo:
		if what == kindBack && slices.ContainsFunc(cues, func(c cue) bool { return c.kind == kindAway && c.to <= i }) &&
			!slices.ContainsFunc(cues, func(c cue) bool { return c.kind == kindBack && c.to <= i }) {
			what = kindAway // "on leave until 4 December and will reply on my return"
		}
		denied := slices.ContainsFunc(cues, func(c cue) bool { return c.kind == kindNot && c.from < i })
		if what == kindAway || what == kindBack && denied || what == kindNone && (n.alone(i, stop) ||
			wholeDays(found) && slices.ContainsFunc(n.tokens[i:stop], token.number)) {
			n.note(&n.untils, found, inclusive || ranged && wholeDays(found))
		}
	case kindSince:
		if what == kindBack || what == kindHere {
			n.note(&n.backs, found, false)
			n.unsure = n.unsure || len(found) != 1
		}
	default:
		if what == kindBack && distance <= cueReach && !n.claimed(cues, stop, end) {
			n.note(&n.backs, found, false)
			n.unsure = n.unsure || len(found) != 1
		}
	}
}

// claimed reports that the words of a return behind a date belong to another date, which follows them at once: "Friday,
// 3 July, returning Monday, 6 July".
func (n *notice) claimed(cues []cue, stop, end int) bool {
	for _, c := range cues {
		if c.kind != kindBack || c.from < stop {
			continue
		}
		at := c.to
		for at < end && n.skippable(at) {
			at++
		}
		if at < end {
			_, next := n.when(at, end, match{}, n.spoken(c.from, end))
			return next > at
		}
	}
	return false
}

// ranged reports that another day stands before the preposition of the date at token i: "23 November until 4 December".
// A range of days ends with its last one, where a mere "until" names the day of return.
func (n *notice) ranged(i int, langs languages) bool {
	for s := i - 1; s >= max(0, i-6); s-- {
		for _, m := range n.found[s] {
			if m.kind == kindUntil && m.next <= i && n.dayEnds(s, langs) {
				return true
			}
		}
	}
	return false
}

// dayEnds reports that a day of one of the languages ends before token i: "out" is October, but not in English.
func (n *notice) dayEnds(i int, langs languages) bool {
	if i > 0 && n.text(i-1) == "." {
		i--
	}
	if i > 0 && n.tokens[i-1].number() {
		return true
	}
	for k := i - 1; k >= max(0, i-3); k-- {
		for _, m := range n.found[k] {
			if m.next == i && m.langs&langs != 0 && setOf(kindMonth, kindWeekday, kindDayMark, kindOrdinalMark,
				kindRelative).has(m.kind) {
				return true
			}
		}
	}
	return false
}

// wholeDays reports that no date has an hour.
func wholeDays(found []time.Time) bool {
	return !slices.ContainsFunc(found, func(t time.Time) bool { return !t.Equal(startOf(t)) })
}

// alone reports that the text is the date and its preposition only.
func (n *notice) alone(i, stop int) bool {
	rest := len(n.tokens)
	for rest > stop && n.text(rest-1) == "." {
		rest--
	}
	m, ok := n.longestOf(0, kindUntil, kindThrough)
	return stop == rest && ok && n.skip(m.next, kindArticle, kindFiller) == i
}

// note keeps a single date that lies ahead.
func (n *notice) note(list *[]time.Time, found []time.Time, inclusive bool) {
	if len(found) != 1 {
		return
	}
	t := found[0]
	if inclusive {
		t = startOf(t.AddDate(0, 0, 1))
	}
	if t.After(n.view.now) && !slices.ContainsFunc(*list, t.Equal) {
		*list = append(*list, t)
	}
}

// startOf is the first moment of a day in its zone.
func startOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}
