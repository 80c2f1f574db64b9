package ics

import (
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"handoffd/calendar"
)

const maxEntries = 20_000

// Schedule reads what fills the owner's calendar as far as it touches the window: the busy time of Busy, and every
// appointment or instance of a series behind it, the free ones too. Entries stand in the order of the file, all-day
// ones with the instants that they have in Options.Zone.
func Schedule(data []byte, o Options) (calendar.Schedule, error) {
	if o.Zone == nil || !o.From.Before(o.To) {
		return calendar.Schedule{}, fmt.Errorf("schedule from %v to %v in zone %v: %w", o.From, o.To, o.Zone, ErrInvalid)
	}
	b, err := readBusy(data, o, inSchedule, true)
	if err != nil {
		return calendar.Schedule{}, err
	}
	return calendar.Schedule{Busy: spansOf(b.spans), Entries: b.entries, Unknown: b.unknown,
		Away: calendar.Merge(b.away)}, nil
}

// list takes an instance into the entries if it touches the window.
func (b *busyTime) list(e *entry, date bool, start, end int64) {
	switch {
	case start >= b.to || end < b.from || end == b.from && end > start:
		return
	case len(b.entries) == maxEntries:
		b.doubt("calendar", "too many appointments")
		return
	}
	if e.seen == nil {
		seen := b.describe(e)
		e.seen = &seen
	}
	entry := *e.seen
	entry.Start, entry.End, entry.AllDay = instantTime(start), instantTime(end), date
	entry.Busy = !e.free && end > start
	b.entries = append(b.entries, entry)
	span := calendar.Span{Start: entry.Start, End: entry.End}
	if entry.Busy && agreed(e.component, propBusyStatus) == outOfOffice && span.Absence(date) {
		b.away = append(b.away, span)
	}
}

// outOfOffice is how Outlook marks an entry in which its owner is away.
const outOfOffice = "OOF"

// describe reads what all instances of an entry have in common.
func (b *busyTime) describe(e *entry) calendar.Entry {
	c := e.component
	entry := calendar.Entry{
		UID:     calendar.NormalizeUID(cleanLine(unescapeText(value(c, ical.PropUID)))),
		Status:  token(value(c, ical.PropStatus)),
		Free:    e.transparent,
		Series:  e.instance != nil || recurs(c),
		Created: stated(c, ical.PropCreated, b.zones),
		Updated: stated(c, ical.PropLastModified, b.zones),
	}
	if !private(c) {
		entry.Title = textValue(c, ical.PropSummary)
	}
	if e.cancelled {
		entry.Status = string(ical.EventCancelled)
	}
	var warn diagnosis
	if p := c.Props.Get(ical.PropOrganizer); p != nil {
		entry.Organizer = strings.ToLower(decodeAttendee(p, &warn).Address)
	}
	for i := range c.Props.All(ical.PropAttendee) {
		a := decodeAttendee(&c.Props.All(ical.PropAttendee)[i], &warn)
		if a.Address == "" || len(entry.Guests) == maxAttendees {
			continue
		}
		entry.Guests = append(entry.Guests, a)
		if b.self[strings.ToLower(a.Address)] && !b.self[entry.Organizer] {
			entry.Own = a.PartStat
		}
	}
	if b.self[entry.Organizer] {
		entry.Organizer = ""
	}
	return entry
}

// private says whether the owner keeps the entry to himself. A class that is not known counts as private (RFC 5545
// section 3.8.1.3).
func private(c *component) bool {
	class := strings.TrimSpace(value(c, ical.PropClass))
	return class != "" && !strings.EqualFold(class, "PUBLIC")
}

// stated gives a time in UTC, zero if there is none that can be read.
func stated(c *component, name string, z *zones) time.Time {
	p := c.Props.Get(name)
	if p == nil {
		return time.Time{}
	}
	m, err := parseMoment(p, z)
	if err != nil || m.zone == nil {
		return time.Time{}
	}
	return instantTime(m.unix(nil))
}
