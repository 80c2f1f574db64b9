package ics

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/emersion/go-ical"
)

// addMaster counts the instances of an event: its start, RRULEs and RDATEs, less EXDATEs, EXRULEs and what is
// replaced.
func (b *busyTime) addMaster(s *series, e *entry, changed []replacement) {
	start, length, err := b.times(e.component)
	blocks := !e.free || hasFollowing(changed)
	if blocks {
		b.doubtful(s, e)
	}
	switch {
	case err != nil && blocks:
		b.doubt(s.name(), err)
		return
	case err != nil:
		return
	case len(changed) == 0 && !recurs(e.component):
		b.count(e, start, length)
		return
	}
	m := &master{busyTime: b, series: s, entry: e, start: start, length: length, changed: changed, blocks: blocks}
	m.exclude()
	m.instances()
}

func recurs(c *component) bool {
	return len(c.Props.All(ical.PropRecurrenceRule))+len(c.Props.All(ical.PropRecurrenceDates))+
		len(c.Props.All(ical.PropExceptionDates)) > 0
}

// master is one event with its instances.
type master struct {
	*busyTime
	series  *series
	entry   *entry
	start   moment
	length  period
	changed []replacement
	blocks  bool // some instance may be busy

	gone   *exclusion     // what is excluded or replaced
	listed map[int64]bool // instants that are among the entries: rules may name one twice
}

// exclude gathers what does not count. An exclusion that cannot be read excludes nothing.
func (m *master) exclude() {
	m.listed = map[int64]bool{}
	m.excludeDates()
	for i := range m.entry.Props.All(propExRule) {
		m.exclusionRule(&m.entry.Props.All(propExRule)[i])
	}
	var following []replacement
	for _, r := range m.changed {
		sure := m.skip(r.id)
		switch {
		case !r.following() || !r.readable && !r.entry.free:
		case sure:
			r.key, r.local, _ = m.named(r.id)
			following = append(following, r)
		case !r.entry.free:
			m.doubt(m.series.name(), "RECURRENCE-ID is of another type than DTSTART")
		}
	}
	m.changed = following
	slices.SortFunc(m.changed, func(a, b replacement) int { return cmp.Compare(a.key, b.key) })
}

// excludeDates gathers what EXDATE names.
func (m *master) excludeDates() {
	m.gone = newExclusion()
	for i := range m.entry.Props.All(ical.PropExceptionDates) {
		p := &m.entry.Props.All(ical.PropExceptionDates)[i]
		for part := range strings.SplitSeq(p.Value, ",") {
			if at, err := parseMomentValue(part, param(p, ical.ParamTimezoneID), m.zones); err == nil {
				m.skip(at)
			}
		}
	}
}

func (m *master) exclusionRule(p *property) {
	var found []int64
	if err := m.expand(p, func(local int64) { found = append(found, local) }); err != nil {
		return
	}
	for _, local := range found {
		m.gone.instants[m.start.at(local).unix(m.floating)] = true
	}
}

func (m *master) instances() {
	if m.ended() {
		m.doubtStart()
	} else {
		m.instance(m.start.local, m.length)
	}
	for i := range m.entry.Props.All(ical.PropRecurrenceRule) {
		err := m.expand(&m.entry.Props.All(ical.PropRecurrenceRule)[i], func(local int64) { m.instance(local, m.length) })
		if err != nil && m.blocks {
			m.doubt(m.series.name(), err)
		}
	}
	for i := range m.entry.Props.All(ical.PropRecurrenceDates) {
		if err := m.further(&m.entry.Props.All(ical.PropRecurrenceDates)[i]); err != nil && m.blocks {
			m.doubt(m.series.name(), err)
		}
	}
}

// ended reports whether the rule ends before it begins: how some programs delete a whole series.
func (m *master) ended() bool {
	p := m.entry.Props.Get(ical.PropRecurrenceRule)
	if p == nil {
		return false
	}
	r, err := parseRule(p.Value)
	if err != nil || r.until == "" {
		return false
	}
	until, err := m.until(r.until, true)
	return err == nil && until < m.start.local
}

// doubtStart notes that the first instance of an ended series may be there all the same: RFC 5545 section 3.8.5.3
// counts it.
func (m *master) doubtStart() {
	from, to := m.start.unix(m.floating), m.length.after(m.start, m.floating)
	if m.blocks && from < m.to && to > m.from && from < to {
		m.doubt(m.series.name(), "UNTIL is before DTSTART")
	}
}

// localOf gives a time as local time of the event. A date gets the clock time of the event.
func (m *master) localOf(at moment) int64 {
	switch {
	case at.date && !m.start.date:
		return at.local + floorMod(m.start.local, daySeconds)
	case at.zone == nil || at.zone == m.start.zone:
		return at.local
	}
	unix := at.unix(m.floating)
	return unix + m.zone().offset(unix)
}

func (m *master) zone() *zone {
	if m.start.zone != nil {
		return m.start.zone
	}
	return m.floating
}

// instance counts one instance that begins at a local time of the event, unless it is excluded.
func (m *master) instance(local int64, length period) {
	m.place(m.start.at(local), local, length)
}

// place counts one instance that begins at a moment, which is so in local time of the event, unless it is excluded.
func (m *master) place(at moment, local int64, length period) {
	unix := at.unix(m.floating)
	if m.gone.instants[unix] || m.listed[unix] || at.date && m.start.date && m.gone.days[floorDiv(local, daySeconds)] {
		return
	}
	e := m.entry
	if n := sort.Search(len(m.changed),
		func(i int) bool { return m.changed[i].key > unix }); n > 0 { // from that instance on
		r := &m.changed[n-1]
		if e = r.entry; r.readable {
			at, length = m.follow(r, local), r.length
		}
	}
	before := len(m.entries)
	if m.count(e, at, length); len(m.entries) > before {
		m.listed[unix] = true
	}
}

// follow gives the start of an instance that a change of it and all following ones moves. From times to days or back,
// it is as many days after the changed one as it was.
func (m *master) follow(r *replacement, local int64) moment {
	if r.start.date != m.start.date {
		days := floorDiv(local, daySeconds) - floorDiv(r.local, daySeconds)
		return r.start.at(r.start.local + days*daySeconds)
	}
	return m.start.at(local + m.localOf(r.start) - r.local)
}

// expand yields the local times that an RRULE or EXRULE names around the window.
func (m *master) expand(p *property, yield func(local int64)) error {
	r, err := parseRule(p.Value)
	if err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	until := int64(math.MaxInt64)
	if r.until != "" {
		if until, err = m.until(r.until, p.Name != propExRule); err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	if m.start.date {
		r.hours, r.minutes, r.seconds = nil, nil, nil
		if r.freq >= hourly {
			return fmt.Errorf("%s: hours of an all-day event", p.Name)
		}
	}
	if r.count > 0 && r.until != "" && p.Name != propExRule { // one too many: either may be meant
		counted, ending := r, r
		counted.until, ending.count = "", 0
		return cmp.Or(m.expandRule(counted, math.MaxInt64, yield), m.expandRule(ending, until, yield))
	}
	return m.expandRule(r, until, yield)
}

func (m *master) expandRule(r rule, until int64, yield func(local int64)) error {
	reach := m.length.reach()
	for i := range m.changed {
		reach = max(reach, m.reach(&m.changed[i]))
	}
	step := budget{min(maxRule, m.budget.left)}
	before := step.left
	err := expand(r, m.start.local, until, m.from-reach, m.to+reach, &step, yield)
	m.budget.left -= before - max(step.left, 0)
	return err
}

// reach says how far from its place in the series an instance may be felt.
func (m *master) reach(r *replacement) int64 {
	if !r.readable {
		return 0
	}
	shift := r.start.local - r.local
	return max(shift, -shift) + r.length.reach() + 2*daySeconds
}
