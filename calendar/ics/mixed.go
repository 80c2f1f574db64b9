package ics

import (
	"fmt"
	"strings"

	"github.com/emersion/go-ical"
)

// RFC 5545 wants EXDATE, RDATE, RECURRENCE-ID and UNTIL to be of the type of DTSTART: a date, a time without a zone or
// an instant. Programs mix them. What is of another type counts where both can only mean the same; else it frees
// nothing, and what it may fill is busy.

// exclusion is the set of instances that do not count.
type exclusion struct {
	instants map[int64]bool
	days     map[int64]bool // local days of an all-day series
}

func newExclusion() *exclusion {
	return &exclusion{instants: map[int64]bool{}, days: map[int64]bool{}}
}

// skip leaves out the instance that a date or time names. It reports false if it is not sure which one that is.
func (m *master) skip(at moment) bool {
	key, local, sure := m.named(at)
	if m.start.date && sure {
		m.gone.days[floorDiv(local, daySeconds)] = true
	}
	if !at.date && (sure || m.start.date) {
		m.gone.instants[key] = true // of an all-day series: one that an RDATE names by its time
	}
	return sure
}

// named gives the instance that a date or time names, as instant and as local time of the event. For an all-day series
// the day counts that begins with it in the owner's zone; for one with times, a date names none, and a time without a
// zone only if it is the same instant in the zone of the event and in the owner's.
func (m *master) named(at moment) (key, local int64, sure bool) {
	key = at.unix(m.floating)
	switch {
	case m.start.date:
		local, sure = m.dayOf(at)
		if sure {
			key = m.start.at(local).unix(m.floating)
		}
		return key, local, sure
	case at.date:
		return key, m.localOf(at), false
	case at.zone == nil && m.start.zone != nil:
		return key, at.local, key == m.start.at(at.local).unix(m.floating)
	}
	return key, m.localOf(at), true
}

// dayOf gives the day of an all-day series that a date or time names: it is sure of a time that begins the day in the
// owner's zone, or as it was written if it falls on the same day there.
func (m *master) dayOf(at moment) (local int64, sure bool) {
	written := floorDiv(at.local, daySeconds) * daySeconds
	if at.zone == nil {
		return written, at.local == written
	}
	unix := at.unix(m.floating)
	local = floorDiv(unix+m.floating.offset(unix), daySeconds) * daySeconds
	return local, m.floating.instant(local) == unix || local == written && at.local == written
}

// excludes reports whether an EXDATE of the event names the instance.
func (m *master) excludes(at moment) bool {
	key, local, sure := m.named(at)
	return sure && (m.gone.instants[key] || m.start.date && m.gone.days[floorDiv(local, daySeconds)])
}

// further counts the dates, times or periods of an RDATE.
func (m *master) further(p *property) error {
	for value := range strings.SplitSeq(p.Value, ",") {
		if strings.TrimSpace(value) == "" {
			continue
		}
		if !strings.Contains(value, "/") {
			at, err := parseMomentValue(value, param(p, ical.ParamTimezoneID), m.zones)
			if err != nil {
				return fmt.Errorf("RDATE: %w", err)
			}
			m.furtherAt(at, m.length)
			continue
		}
		at, length, err := m.parsePeriodValue(value, param(p, ical.ParamTimezoneID))
		if err == nil && length.seconds < 0 {
			err = fmt.Errorf("bad period %q", shorten(value))
		}
		if err != nil {
			return fmt.Errorf("RDATE: %w", err)
		}
		m.place(m.start.matched(at), m.localOf(at), length)
		m.elsewhere(at, length)
	}
	return nil
}

// furtherAt counts one instance of an RDATE. Of the other type it is busy in each way it can be meant: as the day and
// as the time.
func (m *master) furtherAt(at moment, length period) {
	switch {
	case m.start.date && !at.date:
		day, _ := m.dayOf(at)
		if m.gone.instants[at.unix(m.floating)] {
			return // as it was named
		}
		if at.unix(m.floating) != m.floating.instant(day) {
			m.place(at, m.localOf(at), length)
		}
		if length.days > 0 {
			m.instance(day, length)
		}
	case !m.start.date && at.date:
		m.instance(m.localOf(at), length)
		m.place(at, at.local, period{days: 1})
	default:
		m.place(m.start.matched(at), m.localOf(at), length)
		m.elsewhere(at, length)
	}
}

// matched gives a time without a zone the zone of m.
func (m moment) matched(at moment) moment {
	if at.zone == nil && !at.date {
		at.zone = m.zone
	}
	return at
}

// elsewhere counts a time without a zone, in an event with one, in the owner's zone too.
func (m *master) elsewhere(at moment, length period) {
	if at.zone != nil || at.date || m.start.zone == nil {
		return
	}
	unix := at.unix(m.floating)
	at = moment{local: unix + m.floating.offset(unix), zone: m.floating}
	m.place(at, m.localOf(at), length)
}

// until gives the last local second of an UNTIL, the latest or the earliest that may be meant. For an all-day series
// the date in the owner's zone counts.
func (m *master) until(value string, latest bool) (int64, error) {
	at, utc, ok := scanMoment(value)
	if !ok {
		return 0, fmt.Errorf("bad UNTIL %q", shorten(value))
	}
	readings := []int64{at.local}
	switch {
	case m.start.date && utc:
		readings[0] += m.floating.offset(at.local)
		if floorMod(at.local, daySeconds) == 0 {
			readings = append(readings, at.local) // the date, written as midnight
		}
	case at.date || m.start.date:
	case utc && m.start.zone == nil:
		readings = append(readings, at.local+m.floating.offset(at.local))
	case utc:
		readings[0] += m.start.zone.offset(at.local)
	case m.start.zone != nil:
		owners := m.floating.instant(at.local)
		readings = append(readings, owners+m.start.zone.offset(owners), at.local+m.start.zone.offset(at.local))
	}
	last := readings[0]
	for _, r := range readings {
		if r > last == latest {
			last = r
		}
	}
	if at.date || m.start.date {
		last = floorDiv(last, daySeconds)*daySeconds + daySeconds - 1
	}
	return last, nil
}
