package ics

import (
	"slices"
	"strings"

	"github.com/emersion/go-ical"

	"handoffd/calendar"
)

// series is what the calendar says about one UID: the event itself and the instances that differ.
type series struct {
	uid     string
	itself  []*entry            // the event
	entries map[string][]*entry // and its instances, by RECURRENCE-ID
	order   []string            // of these
	crowded bool                // some entries had no place
}

// name is what a doubt calls it.
func (s *series) name() string { return "event " + firstOf(shorten(s.uid), "without UID") }

// entry is one VEVENT.
type entry struct {
	*component
	sequence int
	instance *property // RECURRENCE-ID
	free     bool      // transparent, cancelled or declined

	transparent, cancelled bool
	seen                   *calendar.Entry // what describe said
	dates                  *master         // its EXDATEs, once asked for
}

func (b *busyTime) newEntry(c *component, cancelled bool) *entry {
	e := &entry{component: c, sequence: digits(value(c, ical.PropSequence)), instance: c.Props.Get(ical.PropRecurrenceID)}
	e.cancelled = cancelled || agreed(c, ical.PropStatus) == string(ical.EventCancelled)
	switch {
	case agreed(c, ical.PropTransparency) == "TRANSPARENT":
		e.transparent = true
	case c.Props.Get(ical.PropTransparency) == nil:
		e.transparent = agreed(c, propBusyStatus) == "FREE"
	}
	e.free = e.transparent || e.cancelled || len(b.self) > 0 && b.declined(c)
	return e
}

// count takes one instance that an entry speaks for.
func (b *busyTime) count(e *entry, start moment, length period) {
	from, to := start.unix(b.floating), length.after(start, b.floating)
	if b.listing {
		b.list(e, start.date, from, to)
	}
	if !e.free {
		b.add(from, to)
	}
}

// declined reports whether the owner said no.
func (b *busyTime) declined(c *component) bool {
	for i := range c.Props.All(ical.PropAttendee) {
		p := &c.Props.All(ical.PropAttendee)[i]
		if decodePartStat(p, &diagnosis{}) == calendar.Declined && b.self[strings.ToLower(attendeeAddress(p))] {
			return true
		}
	}
	return false
}

// add takes in an entry. Of two with different SEQUENCE the higher one counts (RFC 5546 section 2.1.4).
func (s *series) add(e *entry) {
	if e.instance == nil {
		s.itself, _ = s.among(s.itself, e)
		return
	}
	id := e.instance.Value
	same, known := s.entries[id]
	if !known {
		s.order = append(s.order, id)
	}
	list, taken := s.among(same, e)
	if !taken {
		return
	}
	if s.entries == nil {
		s.entries = map[string][]*entry{}
	}
	s.entries[id] = list
}

// among gives a list of versions with one more, if it is taken.
func (s *series) among(same []*entry, e *entry) (list []*entry, taken bool) {
	if slices.ContainsFunc(same, func(other *entry) bool { return other.replaces(e) }) {
		return same, false
	}
	same = slices.DeleteFunc(same, func(other *entry) bool { return e.replaces(other) })
	if len(same) == mostAlike {
		s.crowded = true
		return same, false
	}
	return append(same, e), true
}

// replacement is an override whose RECURRENCE-ID was understood.
type replacement struct {
	entry    *entry
	id       moment
	key      int64 // the instant of id
	local    int64 // and its local time in the zone of the event
	start    moment
	length   period
	readable bool
}

const (
	maxVersions = 20  // of one event with the same UID and SEQUENCE
	mostAlike   = 200 // entries that are kept of them, and of one instance
)

func (b *busyTime) addSeries(s *series) {
	var changed []replacement
	for _, id := range s.order {
		for _, e := range s.entries[id] {
			if b.superseded(s, e) {
				continue
			}
			if r, ok := b.override(s, e); ok {
				changed = append(changed, r)
			}
		}
	}
	if s.crowded {
		b.doubt(s.name(), "is there too many times")
	}
	if len(s.itself) == 0 {
		b.orphans(s, changed)
	}
	for i, e := range s.itself {
		if i == maxVersions {
			b.doubt(s.name(), "is there too many times")
			return
		}
		if !e.free || b.listing || hasFollowing(changed) {
			b.addMaster(s, e, changed)
		}
	}
}

// superseded reports a changed instance that a newer version of the whole series excludes.
func (b *busyTime) superseded(s *series, e *entry) bool {
	newest := s.itself
	if len(newest) == 0 || len(newest) > maxVersions || differs(e.component, ical.PropRecurrenceID) {
		return false
	}
	for _, whole := range newest {
		if !whole.replaces(e) || max(whole.sequence, 0) <= max(e.sequence, 0) {
			return false
		}
	}
	id, err := parseMoment(e.instance, b.zones)
	if err != nil || token(param(e.instance, ical.ParamRange)) == "THISANDFUTURE" {
		return false
	}
	return !slices.ContainsFunc(newest, func(whole *entry) bool { return !b.excludes(s, whole, id) })
}

// excludes reports whether an EXDATE of the event names the instance.
func (b *busyTime) excludes(s *series, whole *entry, id moment) bool {
	if whole.dates == nil {
		start, _, err := b.times(whole.component)
		if err != nil || len(whole.Props.All(ical.PropExceptionDates)) == 0 {
			return false
		}
		whole.dates = &master{busyTime: b, series: s, entry: whole, start: start}
		whole.dates.excludeDates()
	}
	return whole.dates.excludes(id)
}

// override counts a changed instance at its own time, and reports whether it takes the place of one in the series.
func (b *busyTime) override(s *series, e *entry) (replacement, bool) {
	r := replacement{entry: e}
	b.doubtful(s, e) // also where it says that it is free
	if start, length, err := b.times(e.component); err == nil {
		r.start, r.length, r.readable = start, length, true
		b.count(e, start, length)
	} else if !e.free {
		b.doubt(s.name(), err)
		return r, false // the original instance stays busy
	}
	id, err := parseMoment(e.instance, b.zones)
	if err != nil || differs(e.component, ical.PropRecurrenceID) {
		return r, false
	}
	r.id = id
	return r, true
}

// doubtful notes what keeps an entry from being believed.
func (b *busyTime) doubtful(s *series, e *entry) {
	if !whole(e.component) {
		b.doubt(s.name(), "cut off or damaged")
	}
	if name := contradiction(e.component); name != "" {
		b.doubt(s.name(), "two different "+name)
	}
}

// orphans notes a change of all following instances of a series that is not there: nobody knows when those are.
func (b *busyTime) orphans(s *series, changed []replacement) {
	for i := range changed {
		if changed[i].following() && !changed[i].entry.free {
			b.doubt(s.name(), "changes a series that is not there")
		}
	}
}

func (r *replacement) following() bool {
	return token(param(r.entry.instance, ical.ParamRange)) == "THISANDFUTURE"
}

func hasFollowing(list []replacement) bool {
	return slices.ContainsFunc(list, func(r replacement) bool { return r.following() })
}
