package ics

import (
	"cmp"
	"fmt"

	"github.com/emersion/go-ical"
)

// times are the start of an event and its end or its length. RFC 5545 forbids to state both: then the later end counts.
type times struct {
	start  moment
	end    *moment
	length period
}

// eventTimes reads DTSTART, DTEND and DURATION. An all-day event lasts whole days, at least one.
func eventTimes(c *component, z *zones) (times, error) {
	var t times
	var err error
	p := c.Props.Get(ical.PropDateTimeStart)
	if p == nil {
		return t, fmt.Errorf("no DTSTART")
	}
	if t.start, err = parseMoment(p, z); err != nil {
		return t, fmt.Errorf("DTSTART: %w", err)
	}
	for _, name := range []string{ical.PropDateTimeStart, ical.PropDateTimeEnd, ical.PropDuration} {
		if differs(c, name) {
			return t, fmt.Errorf("two different %s", name)
		}
	}
	if p := c.Props.Get(ical.PropDateTimeEnd); p != nil {
		if err := t.readEnd(p, z); err != nil {
			return t, err
		}
	}
	if p := c.Props.Get(ical.PropDuration); p != nil {
		if t.length, err = parsePeriod(p.Value); err != nil {
			return t, fmt.Errorf("DURATION: %w", err)
		}
		t.length.whole = t.start.date
	}
	if t.start.date && t.length.days == 0 && t.length.seconds == 0 && t.end == nil {
		t.length = period{days: 1}
	}
	return t, nil
}

// readEnd reads DTEND. One of another type than DTSTART may mean all of its last day.
func (t *times) readEnd(p *property, z *zones) error {
	end, err := parseMoment(p, z)
	if err != nil {
		return fmt.Errorf("DTEND: %w", err)
	}
	if end.date && end.local == t.start.local || end.date && !t.start.date {
		end.local += daySeconds // meant as the last day
	}
	if end.unix(utcZone) < t.start.unix(utcZone) && (end.zone == nil) == (t.start.zone == nil) {
		return fmt.Errorf("DTEND is before DTSTART")
	}
	t.end = &end
	return nil
}

// ending gives the instant of DTEND, the start without one. Of an all-day event it is the last one that may be meant.
func (t *times) ending(floating *zone) int64 {
	if t.end == nil {
		return t.start.unix(floating)
	}
	unix := t.end.unix(floating)
	if t.start.date && !t.end.date {
		unix = max(unix, floating.instant(-floorDiv(-t.end.local, daySeconds)*daySeconds))
	}
	return unix
}

// times gives the start and length of an event.
func (b *busyTime) times(c *component) (moment, period, error) {
	t, err := eventTimes(c, b.zones)
	switch {
	case err != nil:
		return t.start, period{}, err
	case t.end == nil:
		return t.start, t.length, nil
	}
	length, err := b.untilEnd(t, recurs(c) || c.Props.Get(ical.PropRecurrenceID) != nil)
	if t.length != (period{}) {
		length.or = &t.length
	}
	return t.start, length, err
}

// untilEnd gives the length from DTSTART to DTEND.
func (b *busyTime) untilEnd(t times, repeated bool) (period, error) {
	if t.start.date && t.end.date {
		return period{days: int((t.end.local - t.start.local) / daySeconds)}, nil
	}
	length := period{seconds: t.ending(b.floating) - t.start.unix(b.floating)}
	if t.end.zone == nil && t.start.zone != nil && !t.end.date { // in the owner's zone or in that of the start
		length.seconds = max(length.seconds, t.start.at(t.end.local).unix(b.floating)-t.start.unix(b.floating))
	}
	if length.seconds < 0 {
		return period{}, fmt.Errorf("DTEND is before DTSTART")
	}
	if repeated && t.start.date == t.end.date {
		length.clocks = b.clocks(t)
	}
	return length, nil
}

// clocks tells what the clocks show from the start of a series to its end, nil where they never change.
func (b *busyTime) clocks(t times) *clocks {
	from, to := cmp.Or(t.start.zone, b.floating), cmp.Or(t.end.zone, b.floating)
	if from == utcZone && to == utcZone {
		return nil
	}
	return &clocks{seconds: t.end.local - t.start.local, from: from, to: to}
}
