package dates

type itemKind uint8

const (
	itemFiller itemKind = iota
	itemDate
	itemWeekday
	itemRelative
	itemWeek
	itemWeekNumber
	itemSoon
	itemOffset
	itemPart
	itemTime
	itemDuration
	itemZone
	itemYear
	itemOr
	itemVague
)

// item is one part of a date that was found at a token.
type item struct {
	kind  itemKind
	next  int // the token after it
	langs languages
	n     int // weekday, days, weeks, part of the day, minutes

	date  monthDay // itemDate
	mod   kind     // itemWeekday: kindThis, kindNext, kindComing or kindNone
	weeks bool     // itemOffset: counted in weeks
	based bool     // itemOffset: counted from the day that is named
	after bool     // itemOffset: which stands before it
	today bool     // itemPart of this day
	hours clockSpan
	zone  zoneName
	words string // itemVague: as written
	loose bool   // itemFiller: means something in another language: Italian "di" is a German Tuesday
}

// monthDay is a date as written: without a year, or without a month too.
type monthDay struct {
	year, month, day int
	ahead            int   // months from this one, plus one: "the 25th of next month"
	order            order // for numbers whose order is open
}

// clockSpan is a time of day as written, or a range.
type clockSpan struct {
	from, to clock
	ranged   bool
	open     bool     // the two ends bound when it may begin: "between 2 and 4"
	zone     zoneName // named between the two ends
}

// timed is a time with the zones named beside it.
type timed struct {
	clockSpan
	zones []zoneName
}

// reading is what a row of items says together. It is a value: a step of the search extends a copy.
type reading struct {
	langs languages // that know all of its words
	cost  int       // how odd it is; the least odd readings count

	date     monthDay
	dated    bool
	weekday  int // -1 for none
	mod      kind
	relative int
	related  bool
	week     int
	weeked   bool
	number   int // of a week of the year, 0 for none
	ofYear   int // its year, 0 for none
	soon     int // minutes from now, 0 for none
	offset   int
	offsets  bool // offset is given
	weeks    bool // and was counted in weeks
	based    bool // and from the day that is named
	part     int  // -1 for none
	times    []timed
	early    []zoneName // zones named before any time
	minutes  int        // duration, 0 for none
	vague    string     // a word that is not exact
	twice    bool       // a day is named again behind the first time
	loose    bool       // a filler means something in another language
	or       bool
	instead  []item // what was named after the "or"
}

func noReading() reading {
	return reading{langs: everyLanguage, weekday: -1, part: -1}
}

// with adds an item; it reports false when the two do not go together.
func (r reading) with(it item) (reading, bool) {
	if r.langs&it.langs == 0 {
		if it.kind == itemZone || it.hours.zone.given() || it.kind == itemTime && it.hours.ranged {
			return r, false // "et" between French times, an Italian "a" between Czech ones
		}
		r.cost++
		r.langs = it.langs
	} else {
		r.langs &= it.langs
	}
	if r.or && r.alternative(it) {
		r.instead = append(r.instead[:len(r.instead):len(r.instead)], it)
		return r, len(r.instead) <= most
	}
	return r.fill(it)
}

// alternative reports that an item behind "or" stands for one before it.
func (r reading) alternative(it item) bool {
	switch it.kind {
	case itemDate:
		return r.dated
	case itemWeekday:
		return r.weekday >= 0
	case itemRelative:
		return r.related
	case itemTime:
		return len(r.times) > 0
	}
	return false
}

// other is the reading that is meant by what stands behind the "or".
func (r reading) other() reading {
	out := r
	out.or, out.instead = false, nil
	for _, it := range r.instead {
		switch it.kind {
		case itemDate:
			out.dated = false
		case itemWeekday:
			out.weekday = -1
		case itemRelative:
			out.related = false
		case itemTime:
			out.times = nil
		}
	}
	for _, it := range r.instead {
		if next, ok := out.fill(it); ok {
			out = next
		}
	}
	return out
}

// fill sets what an item says.
func (r reading) fill(it item) (reading, bool) {
	ok := true
	if len(r.times) > 0 {
		r.twice = r.twice || it.kind == itemWeekday && r.weekday >= 0 || it.kind == itemDate && r.dated ||
			it.kind == itemRelative && r.related
	}
	switch it.kind {
	case itemFiller:
		r.loose = r.loose || it.loose
	case itemDate:
		ok = !r.dated || r.date == it.date
		r.date, r.dated = it.date, true
	case itemYear:
		ok = r.dated && r.date.year == 0 && r.date.month > 0
		r.date.year = it.n
	case itemWeekday:
		ok = r.weekday < 0 || r.weekday == it.n && r.mod == it.mod
		r.weekday, r.mod = it.n, it.mod
	case itemRelative:
		ok = !r.related || r.relative == it.n
		r.relative, r.related = it.n, true
	case itemWeek:
		ok = !r.weeked || r.week == it.n
		r.week, r.weeked = it.n, true
	case itemWeekNumber:
		ok = r.number == 0 && !r.weeked
		r.number, r.ofYear = it.n, it.date.year
	case itemSoon:
		ok = r.soon == 0
		r.soon = it.n
	case itemOffset:
		ok = !r.offsets && (!it.after || r.weekday >= 0 || r.related)
		r.offset, r.offsets, r.weeks, r.based = it.n, true, it.weeks, it.based
	case itemPart:
		ok = r.part < 0 || r.part == it.n
		r.part = it.n
		if it.today {
			ok = ok && (!r.related || r.relative == 0)
			r.relative, r.related = 0, true
		}
	case itemDuration:
		ok = r.minutes == 0 || r.minutes == it.n
		r.minutes = it.n
	case itemTime, itemZone:
		r, ok = r.withTime(it)
	case itemOr:
		r.or = true
	case itemVague:
		r.vague = it.words
	}
	return r, ok
}

// openEnded reports a range in which the appointment may begin.
func (r reading) openEnded() bool {
	for _, t := range r.times {
		if t.open {
			return true
		}
	}
	return false
}

// Bounds on the times of one phrase and on the zones of one time.
const (
	most      = 4
	mostZones = 8
)

func (r reading) withTime(it item) (reading, bool) {
	if it.kind == itemZone {
		n := len(r.times)
		if n == 0 {
			if it.zone.offsetOnly() || len(r.early) == mostZones {
				return r, false
			}
			r.early = append(r.early[:len(r.early):len(r.early)], it.zone)
			return r, true
		}
		if len(r.times[n-1].zones) == mostZones {
			return r, false
		}
		r.times = append([]timed(nil), r.times...)
		last := &r.times[n-1]
		last.zones = append(last.zones[:len(last.zones):len(last.zones)], it.zone)
		return r, true
	}
	if len(r.times) == most {
		return r, false
	}
	t := timed{clockSpan: it.hours}
	if len(r.times) == 0 {
		t.zones = r.early
	}
	if it.hours.zone.given() {
		t.zones = append(t.zones[:len(t.zones):len(t.zones)], it.hours.zone)
	}
	if it.zone.given() {
		t.zones = append(t.zones[:len(t.zones):len(t.zones)], it.zone)
	}
	r.times = append(r.times[:len(r.times):len(r.times)], t)
	return r, true
}

// settles reports that the order of day and month is one of the reading's languages, or open. In English, and without
// any word, it is open except for an American; in an American's other language it is open too.
func (r reading) settles(orders []order, american bool) bool {
	if !r.dated || r.date.order == orderOpen {
		return true
	}
	if r.langs == everyLanguage {
		return !american || r.date.order == orderMonthFirst
	}
	for i, o := range orders {
		if r.langs&(1<<i) == 0 {
			continue
		}
		if o == r.date.order || o == orderOpen && !american || american && r.date.order == orderMonthFirst {
			return true
		}
	}
	return false
}
