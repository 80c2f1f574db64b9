package ics

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/emersion/go-ical"

	"handoffd/calendar"
)

const (
	localForm      = "20060102T150405"
	zoneMargin     = 400 * 24 * time.Hour // around an event: its zone stays right when it is moved by less than a year
	maxTransitions = 100
)

// namedZone gives the zone in which an event is written, nil for UTC.
func namedZone(name string) (*time.Location, error) {
	if name == "" || name == "UTC" {
		return nil, nil
	}
	loc := loadZone(name)
	if loc == nil {
		return nil, fmt.Errorf("zone %q: %w", name, ErrInvalid)
	}
	return loc, nil
}

// encodeZones writes a VTIMEZONE for each zone that events are written in.
func encodeZones(events []calendar.Event) ([]*ical.Component, error) {
	var list []*ical.Component
	spans := map[string]calendar.Span{}
	for _, e := range events {
		span, seen := spans[e.Zone]
		if !seen || e.Start.Before(span.Start) {
			span.Start = e.Start
		}
		if last := latest(e.Start, e.End); last.After(span.End) {
			span.End = last
		}
		spans[e.Zone] = span
	}
	for _, name := range slices.Sorted(maps.Keys(spans)) {
		loc, err := namedZone(name)
		if err != nil {
			return nil, err
		}
		if loc != nil {
			list = append(list, encodeZone(loc, spans[name].Start, spans[name].End))
		}
	}
	return list, nil
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// encodeZone writes the VTIMEZONE of the zone, with every change of its clocks around a stretch of time. They stand one
// by one, without rules: that is true also where the clocks follow no rule, as in Morocco.
func encodeZone(loc *time.Location, from, to time.Time) *ical.Component {
	c := ical.NewComponent(ical.CompTimezone)
	put(c, ical.PropTimezoneID, loc.String())
	at, to := from.Add(-zoneMargin).In(loc), to.Add(zoneMargin)
	for range maxTransitions {
		start, end := at.ZoneBounds()
		c.Children = append(c.Children, encodeObservance(at, start))
		if end.IsZero() || end.After(to) {
			break
		}
		at = end
	}
	return c
}

// encodeObservance writes what the clocks show at an instant, which they do since start; zero: since ever.
func encodeObservance(at, start time.Time) *ical.Component {
	name, after := at.Zone()
	before := after
	if start.IsZero() {
		start = time.Date(1970, 1, 1, 0, 0, 0, 0, at.Location())
	} else {
		_, before = start.Add(-time.Second).Zone()
	}
	kind := ical.CompTimezoneStandard
	if at.IsDST() {
		kind = ical.CompTimezoneDaylight
	}
	c := ical.NewComponent(kind)
	put(c, ical.PropDateTimeStart, start.UTC().Add(time.Duration(before)*time.Second).Format(localForm))
	put(c, ical.PropTimezoneOffsetFrom, encodeOffset(before))
	put(c, ical.PropTimezoneOffsetTo, encodeOffset(after))
	c.Props.SetText(ical.PropTimezoneName, name)
	return c
}

// encodeOffset writes a UTC-OFFSET (RFC 5545 section 3.3.14).
func encodeOffset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}

// putZoned sets a time in a zone. One that the clocks show twice is said in UTC: RFC 5545 section 3.3.5 means the
// first, and some programs read the second.
func putZoned(c *ical.Component, name string, t time.Time, loc *time.Location) {
	if twice(t.In(loc)) {
		c.Props.SetDateTime(name, t.UTC())
		return
	}
	p := ical.NewProp(name)
	p.Params.Set(ical.ParamTimezoneID, loc.String())
	p.Value = t.In(loc).Format(localForm)
	c.Props.Set(p)
}

// twice reports whether the clocks of the zone that t is in show its time at another instant too.
func twice(t time.Time) bool {
	start, end := t.ZoneBounds()
	_, offset := t.Zone()
	under := func(other time.Time) time.Time { // the instant at which the same is shown where other's offset holds
		_, its := other.Zone()
		return t.Add(time.Duration(offset-its) * time.Second)
	}
	return !start.IsZero() && under(start.Add(-time.Second)).Before(start) || !end.IsZero() && !under(end).Before(end)
}
