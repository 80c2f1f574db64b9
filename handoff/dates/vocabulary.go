package dates

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// kind is the part a word plays in a date; one word may play several.
type kind uint8

const (
	kindNone kind = iota
	kindFiller
	kindArticle      // a filler that lets a bare number after it be a day: "the 26"
	kindAt           // a filler that lets a bare number after it be an hour: "at 3"
	kindTrail        // a filler after a time: から
	kindWeekday      // n: time.Weekday
	kindWeekdayDated // the same, but only right before a date: it is a common word elsewhere
	kindMonth        // n: time.Month
	kindRelative     // n: days from today
	kindThis         // before a weekday or part of the day
	kindNext         // before or after a weekday
	kindComing       // "coming": the next one for sure
	kindWeek         // n: weeks from this week
	kindDays         // n: days in the unit
	kindMonths       // a unit too vague to count with
	kindMinutes      // n: minutes in the unit
	kindNumber       // n: 1 to 59
	kindOne          // counts units only: "a week"
	kindOrdinal      // n: day of the month
	kindOrdinalMark  // "th"
	kindWeekdayMark  // behind the number of a weekday; n: 1 if only "ª" will do
	kindYearMark     // 年
	kindMonthMark    // 月
	kindDayMark      // 日
	kindMeridiem     // n: am or pm; before the hour in Japanese
	kindPart         // n: part of the day
	kindPartToday    // n: part of this day: "tonight"
	kindNoon
	kindMidnight
	kindHourMark      // n: 1 if it also counts hours ("h", but not "Uhr"), 2 if it mostly does
	kindMinuteMark    // 分
	kindClockBefore   // n: minutes to add to the hour that follows: "half past"
	kindClockAfter    // n: minutes to add to the hour before it: "et demie"
	kindMinutesBefore // n: sign of the minutes before it: "past", "to"
	kindMinutesAfter  // n: sign of the minutes after it: "y", "menos"
	kindRangeFrom
	kindRangeTo
	kindRangeEnd // after a range: まで
	kindBetween
	kindAnd
	kindLasting    // "for"
	kindIn         // before a number of days
	kindHence      // after it: "from now"
	kindCounting   // between it and a day: "a week from Thursday"
	kindOffset     // n: days after the weekday before it: "en huit"
	kindDuration   // n: minutes
	kindZone       // n: index into the zones
	kindZoneWord   // "time" after a place
	kindZoneOf     // "heure de" before a place
	kindMine       // the qualifier's own time
	kindYours      // somebody's time that only the reader knows
	kindWeekNumber // before the number of a week of the year: "KW"
	kindWeekMark   // behind the number of a week: 週
	kindMonthAhead // n: months from this one: "next month"
	kindOr
	kindVague

	kindAway // from here on words about absence, for Until only
	kindBack
	kindHere // "available": a return after "from", an absence after "not"
	kindNot
	kindUntil
	kindThrough   // until, with the day itself
	kindInclusive // after the day
	kindSince     // "from" before the day
	kindOther     // somebody else
	kindForeign   // a sentence about something else: an offer, a deadline

	kinds // how many there are
)

// Parts of the day, with the hours a stated hour must fall into.
const (
	morning = iota
	midday
	afternoon
	evening
	night
)

const (
	am = iota + 1
	pm
)

// languages is a set of the languages that know a word.
type languages uint16

const everyLanguage languages = 1<<16 - 1

// order is the order of day and month in numbers, where a language settles it.
type order uint8

const (
	orderOpen order = iota
	orderDayFirst
	orderMonthFirst
)

// language is the table of one language. Alternatives are separated by "|"; a word is matched without case and accents.
type language struct {
	order     order
	weekdays  [7]string         // from Sunday
	months    [12]string        // from January
	inclusive bool              // "in eight days" may mean a week
	numbers   []string          // from 1
	ordinals  []string          // from 1
	joined    []string          // parts of the day that are written in one word with the weekday: "nachmittag"
	places    map[string]string // names of cities and countries in the language, to an IANA zone
	words     []entry
}

type entry struct {
	kind  kind
	n     int
	words string
}

// tables lists the languages; a further one is one more line and one more file.
func tables() []language {
	return []language{
		english(), german(), french(), spanish(), italian(), portuguese(), dutch(), japanese(),
		swedish(), danish(), norwegian(), finnish(), polish(), russian(), czech(),
	}
}

// term is one meaning of a word.
type term struct {
	kind  kind
	n     int
	langs languages
}

// node is a step in the tree of words; several words may make one term ("day after tomorrow").
type node struct {
	terms []term
	next  map[string]*node
}

// vocabulary is what all tables together say; it does not change once built.
type vocabulary struct {
	root      node
	joined    map[string][2]string // words that are two: "dienstagnachmittag"
	longest   int                  // runes in the longest Japanese word
	orders    []order              // by language
	inclusive languages            // where "in eight days" may mean a week
	zones     []namedZone
}

// words is built once, at the first use.
var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{joined: map[string][2]string{}}
	v.addZones()
	for _, e := range everywhere() {
		v.add(e, everyLanguage)
	}
	for i, l := range tables() {
		v.addLanguage(l, 1<<i)
	}
	v.addLabels()
	return v
})

func (v *vocabulary) addLanguage(l language, self languages) {
	v.orders = append(v.orders, l.order)
	if l.inclusive {
		v.inclusive |= self
	}
	for i, names := range l.weekdays {
		v.add(entry{kindWeekday, i, names}, self)
	}
	for i, names := range l.months {
		v.add(entry{kindMonth, i + 1, names}, self)
	}
	for i, names := range l.numbers {
		v.add(entry{kindNumber, i + 1, names}, self)
	}
	for i, names := range l.ordinals {
		v.add(entry{kindOrdinal, i + 1, names}, self)
	}
	for _, e := range l.words {
		v.add(e, self)
	}
	for name, zone := range l.places {
		v.add(entry{kindZone, v.place(zone), name}, self)
	}
	heads := l.weekdays[:]
	for _, e := range l.words {
		if e.kind == kindRelative {
			heads = append(heads, e.words)
		}
	}
	for _, part := range l.joined {
		for _, names := range heads {
			day, _, _ := strings.Cut(names, "|")
			v.joined[foldWord(day+part)] = [2]string{foldWord(day), foldWord(part)}
		}
	}
}

func (v *vocabulary) add(e entry, langs languages) {
	for _, name := range strings.Split(e.words, "|") {
		if name == "" {
			continue
		}
		n := &v.root
		for _, word := range strings.Fields(name) {
			word = foldWord(word)
			if isJapanese(word) {
				v.longest = max(v.longest, utf8.RuneCountInString(word))
			}
			if n.next == nil {
				n.next = map[string]*node{}
			}
			if n.next[word] == nil {
				n.next[word] = &node{}
			}
			n = n.next[word]
		}
		n.addTerm(term{e.kind, e.n, langs})
	}
}

func (n *node) addTerm(t term) {
	for i, known := range n.terms {
		if known.kind == t.kind && known.n == t.n {
			n.terms[i].langs |= t.langs
			return
		}
	}
	n.terms = append(n.terms, t)
}

// match is a term found in a phrase; next is the token after it.
type match struct {
	term
	next int
}

// find lists the terms that begin at token i, shorter ones first.
func (v *vocabulary) find(tokens []token, i int, out []match) []match {
	n := &v.root
	for j := i; j < len(tokens); {
		if !tokens[j].word {
			return out
		}
		if n = n.next[tokens[j].text]; n == nil {
			return out
		}
		j++
		for _, t := range n.terms {
			out = append(out, match{t, j})
		}
		for j < len(tokens) && binds(tokens[j]) {
			j++
		}
	}
	return out
}

// binds reports a mark inside a term: the hyphen of "après-demain", the dot of "z.B.", the apostrophe of "o'clock".
func binds(t token) bool {
	if t.space {
		return false
	}
	return t.text == "-" || t.text == "'" || t.text == "." || t.text == "/"
}
