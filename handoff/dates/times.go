package dates

// times adds the times and ranges that begin at token i.
func (p *parser) times(i int, out []item) []item {
	j, from, between := i, false, false
	langs := everyLanguage
	if m, ok := p.word(i, kindRangeFrom); ok {
		j, from, langs = m.next, true, m.langs
	} else if m, ok := p.word(i, kindBetween); ok {
		j, between, langs = m.next, true, m.langs
	}
	marked := from || between || p.before[i].has(kindAt)
	if at := p.skipAt(j); (from || between) && at > j {
		j = at
	}
	for _, first := range p.clocks(j) {
		both := langs & first.langs
		if both == 0 {
			continue
		}
		if !between && (marked || first.needs == needsNothing) && !(from && first.counted) {
			onwards, next := from, first.next
			if t := p.text(next); t == "-" && (next+1 == len(p.tokens)) {
				onwards, next = true, next+1 // "2pm-"
			}
			out = append(out, item{kind: itemTime, hours: clockSpan{from: first.clock, open: onwards && !p.lasted(i)},
				zone: first.zone, next: next, langs: both})
		}
		if meridiem, ok := p.orTime(first, both); ok && !marked && first.needs == needsRange {
			hour := first.clock
			if hour.meridiem == 0 {
				hour.meridiem = meridiem
			}
			out = append(out, item{kind: itemTime, hours: clockSpan{from: hour}, next: first.next, langs: both})
		}
		if !first.zone.given() && (marked || first.needs <= needsRange) {
			bare := !marked && first.needs == needsRange
			if m, ok := p.word(first.next, kindMinutesBefore); ok && p.before[i].has(kindAt) && m.langs&both != 0 &&
				!p.tokens[i].number() && first.minute == 0 && first.hour%5 == 0 {
				continue // "at ten to eleven"
			}
			out = p.ranges(first, both, between, bare, out)
		}
	}
	return out
}

// orTime reports an "or" behind a bare number and a time behind it, "1 or 2pm": then the number is an hour, of the same
// half of the day if that is named.
func (p *parser) orTime(first clockMatch, langs languages) (meridiem int, ok bool) {
	or, found := p.word(first.next, kindOr)
	if !found || or.langs&langs == 0 || first.minute != 0 {
		return 0, false
	}
	for _, second := range p.clocks(or.next) {
		if second.needs == needsNothing && second.langs&langs != 0 {
			return second.meridiem, true
		}
	}
	return 0, false
}

// lasted reports a duration right before token i: "2h from 3pm" names both.
func (p *parser) lasted(i int) bool {
	return p.before[i].has(kindMinutes, kindDuration, kindHourMark)
}

// ranges adds what goes on from the first time to a second one. The first may be a bare number.
func (p *parser) ranges(first clockMatch, langs languages, between, bare bool, out []item) []item {
	if at, ok := p.word(first.next, kindAt); ok && bare && p.before[first.next-1].has(kindWeekday) &&
		p.tokens[first.next-1].number() {
		langs &^= at.langs // "jueves 14 a las 16:30" is a day and an hour
	}
	out = p.rangeEnd(first, first.next, langs, zoneName{}, between, out)
	if z, ok := p.zoneAt(first.next); ok && z.langs&langs != 0 {
		out = p.rangeEnd(first, z.next, langs&z.langs, z.zone, between, out)
	}
	return out
}

// rangeEnd reads what parts the two times of a range at token j, and the second one.
func (p *parser) rangeEnd(first clockMatch, j int, langs languages, named zoneName, between bool, out []item) []item {
	to, langsTo := j, languages(0)
	if t := p.text(j); (t == "-" || t == "~") && !p.offsetLike(j) {
		to, langsTo = j+1, everyLanguage
	}
	kinds := []kind{kindRangeTo}
	if between {
		kinds = []kind{kindAnd, kindRangeTo}
	}
	for _, k := range kinds {
		if m, ok := p.word(j, k); ok {
			to, langsTo = m.next, m.langs
		}
	}
	if langsTo&langs == 0 {
		return out
	}
	if at := p.skipAt(to); at > to {
		to = at
	}
	for _, second := range p.clocks(to) {
		all := langs & langsTo & second.langs
		if all == 0 || second.counted || first.counted {
			continue
		}
		next := p.skip(second.next, kindRangeEnd)
		if m, ok := p.word(next, kindBetween); ok && m.langs&all != 0 {
			next, between = m.next, true // 14時から16時の間
		}
		out = append(out, item{kind: itemTime, hours: clockSpan{from: first.clock, to: second.clock, ranged: true,
			open: between, zone: named}, next: next, langs: all})
	}
	return out
}

// offsetLike reports a dash that may as well be the sign of an offset: "09:00 -10:00".
func (p *parser) offsetLike(i int) bool {
	h, ok := p.digits(i+1, 2, 2)
	return ok && h <= 12 && !p.glued(i) && p.glued(i+1) && p.text(i+2) == ":"
}
