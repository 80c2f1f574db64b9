package ics

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/emersion/go-ical"
)

// definition is a VTIMEZONE (RFC 5545 section 3.6.5), worked out for the years in which meetings are held.
type definition struct {
	onsets []onset // sorted, at least one
}

// observance is one STANDARD or DAYLIGHT.
type observance struct {
	start   int64 // local seconds, in the offset before
	before  int64 // TZOFFSETFROM, seconds east of UTC
	after   int64 // TZOFFSETTO
	rule    *rule
	until   int64
	further []int64 // RDATE, local seconds
}

// onset is the instant at which an offset begins.
type onset struct {
	unix          int64
	before, after int64
}

const (
	maxObservances = 500
	zoneFrom       = 1970
	zoneTo         = 2100
)

// newDefinition reads a VTIMEZONE, nil if any part of it cannot be read: half a definition would be a guess.
func newDefinition(c *component, b *budget) *definition {
	d := &definition{}
	for i, part := range c.Children {
		if part.Name != ical.CompTimezoneStandard && part.Name != ical.CompTimezoneDaylight {
			continue
		}
		o, ok := newObservance(part)
		if !ok || !whole(part) || i == maxObservances || !d.add(o, b) {
			return nil
		}
	}
	if len(d.onsets) == 0 {
		return nil
	}
	slices.SortStableFunc(d.onsets, func(a, b onset) int { return cmp.Compare(a.unix, b.unix) })
	return d
}

// add works out the onsets of one observance.
func (d *definition) add(o observance, b *budget) bool {
	add := func(local int64) { d.onsets = append(d.onsets, onset{local - o.before, o.before, o.after}) }
	add(o.start)
	for _, local := range o.further {
		add(local)
	}
	if o.rule == nil {
		return true
	}
	from, to := int64(dayNumber(zoneFrom, 1, 1))*daySeconds, int64(dayNumber(zoneTo, 1, 1))*daySeconds
	if o.until < from || o.rule.count > 0 {
		from = o.start // an ended rule still says what holds since
	}
	return expand(*o.rule, o.start, o.until, from, to, b, add) == nil
}

// offset gives the seconds east of UTC at an instant.
func (d *definition) offset(unix int64) int64 {
	i := sort.Search(len(d.onsets), func(i int) bool { return d.onsets[i].unix > unix })
	if i == 0 {
		return d.onsets[0].before
	}
	return d.onsets[i-1].after
}

func newObservance(c *component) (observance, bool) {
	before, ok1 := parseOffset(value(c, ical.PropTimezoneOffsetFrom))
	after, ok2 := parseOffset(value(c, ical.PropTimezoneOffsetTo))
	start, _, ok3 := scanMoment(value(c, ical.PropDateTimeStart))
	if !ok1 || !ok2 || !ok3 {
		return observance{}, false
	}
	o := observance{start: start.local, before: int64(before), after: int64(after), until: math.MaxInt64}
	for _, p := range c.Props.All(ical.PropRecurrenceRule) {
		r, err := parseRule(p.Value)
		if err != nil || o.rule != nil || r.freq > monthly {
			return observance{}, false
		}
		o.rule = &r
	}
	for _, p := range c.Props.All(ical.PropRecurrenceDates) {
		for part := range strings.SplitSeq(p.Value, ",") {
			m, _, ok := scanMoment(strings.TrimSpace(part))
			if !ok || len(o.further) > 2000 {
				return observance{}, false
			}
			o.further = append(o.further, m.local)
		}
	}
	if o.rule != nil && o.rule.until != "" {
		m, utc, ok := scanMoment(o.rule.until)
		if !ok {
			return observance{}, false
		}
		if o.until = m.local; utc {
			o.until += o.before
		}
	}
	return o, true
}
