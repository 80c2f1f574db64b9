package ics

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"handoffd/calendar"
)

// Options say which busy time is asked for.
type Options struct {
	From, To time.Time      // the window, half-open
	Zone     *time.Location // for floating and all-day times
	Self     []string       // the owner's addresses: what they declined does not block
	Except   []string       // UIDs that do not count, such as the event that is being planned
}

const (
	maxUnknown = 100
	maxSteps   = 5_000_000 // for all rules of a calendar
	maxRule    = 500_000   // for one series
	maxSpans   = 1 << 18
)

// Busy reads when the owner of the calendars in data is busy, as far as it touches the window: merged, in UTC, not
// cut to the window. What is transparent, cancelled, declined or has no length does not count; tentative does.
//
// What may be busy but cannot be read is listed in unknown, by UID and reason without titles: the owner is not
// known to be free then. Data that is no calendar is ErrUnreadable, never an empty list.
func Busy(data []byte, o Options) (busy []calendar.Span, unknown []string, err error) {
	if o.Zone == nil || !o.From.Before(o.To) {
		return nil, nil, fmt.Errorf("busy time from %v to %v in zone %v: %w", o.From, o.To, o.Zone, ErrInvalid)
	}
	b, err := readBusy(data, o, inBusy, false)
	if err != nil {
		return nil, nil, err
	}
	return spansOf(b.spans), b.unknown, nil
}

func readBusy(data []byte, o Options, known map[string]bool, listing bool) (*busyTime, error) {
	return everybody().readBusy(data, o, known, listing)
}

func (crew crew) readBusy(data []byte, o Options, known map[string]bool, listing bool) (*busyTime, error) {
	var warn diagnosis
	calendars, err := parse(data, maxCalendar, known, &warn)
	if err != nil {
		return nil, err
	}
	b := newBusyTime(calendars, o)
	b.listing, b.crew = listing, crew
	for _, c := range calendars {
		b.calendar(c)
	}
	b.addAll()
	if b.hidden > 0 {
		b.unknown = append(b.unknown, fmt.Sprintf("and %d more", b.hidden))
	}
	return b, nil
}

// busyTime is one run of Busy.
type busyTime struct {
	crew     crew
	from, to int64 // Unix seconds
	floating *zone
	zones    *zones
	self     map[string]bool
	except   map[string]bool
	budget   budget

	series  map[string]*series
	order   []*series
	spans   []stretch
	taken   int  // spans, before some were joined to make room
	full    bool // no more spans are taken
	unknown []string
	hidden  int

	listing bool // entries are wanted too
	entries []calendar.Entry
	away    []calendar.Span
}

func newBusyTime(calendars []*component, o Options) *busyTime {
	b := &busyTime{
		from: o.From.Unix(), to: o.To.Unix(), floating: &zone{loc: o.Zone}, zones: newZones(calendars),
		self: map[string]bool{}, except: map[string]bool{}, budget: budget{maxSteps}, series: map[string]*series{},
	}
	for _, address := range o.Self {
		b.self[strings.ToLower(address)] = true
	}
	for _, uid := range o.Except {
		b.except[calendar.NormalizeUID(uid)] = true
	}
	return b
}

// doubt notes that something about an event is not known.
func (b *busyTime) doubt(what string, reason any) {
	b.note(fmt.Sprintf("%s: %v", what, reason))
}

func (b *busyTime) note(text string) {
	switch {
	case slices.Contains(b.unknown, text):
	case len(b.unknown) == maxUnknown:
		b.hidden++
	default:
		b.unknown = append(b.unknown, text)
	}
}

// add takes a stretch of Unix seconds if it touches the window.
func (b *busyTime) add(start, end int64) {
	if b.full || start >= end || start >= b.to || end <= b.from {
		return
	}
	if len(b.spans) == maxSpans {
		b.spans = merge(b.spans)
		b.budget.spend(8 * maxSpans) // what sorting costs
		if len(b.spans) > maxSpans/2 {
			b.doubt("calendar", "too many busy times")
			b.full, b.budget.left = true, 0
		}
	}
	b.taken++
	b.spans = append(b.spans, stretch{start, end})
}

func (b *busyTime) calendar(c *component) {
	if !whole(c) {
		b.doubt("calendar", "cut off or damaged")
	}
	method := token(value(c, ical.PropMethod))
	read := b.readEvents(c.Children, method == "CANCEL")
	for i, part := range c.Children {
		switch part.Name {
		case ical.CompEvent:
			uid := read[i].uid
			key := uid
			if uid == "" {
				key = fmt.Sprintf("\x00%p %d", c, i)
			}
			if len(b.except) > 0 && b.except[calendar.NormalizeUID(unescapeText(uid))] {
				continue
			}
			s := b.series[key]
			if s == nil {
				s = &series{uid: uid}
				b.series[key] = s
				b.order = append(b.order, s)
			}
			s.add(read[i].entry)
		case ical.CompFreeBusy:
			if method != "REQUEST" {
				b.freeBusy(part)
			}
		}
	}
}

// freeBusy takes a VFREEBUSY. It says nothing of the time outside of its own DTSTART and DTEND.
func (b *busyTime) freeBusy(c *component) {
	if !whole(c) {
		b.doubt("free/busy list", "cut off or damaged")
	}
	if !b.covered(c) {
		b.doubt("free/busy list", "does not cover the whole time asked for")
	}
	for i := range c.Props.All(ical.PropFreeBusy) {
		p := &c.Props.All(ical.PropFreeBusy)[i]
		if token(param(p, ical.ParamFreeBusyType)) == "FREE" {
			continue
		}
		for part := range strings.SplitSeq(p.Value, ",") {
			start, length, err := b.parsePeriodValue(part, param(p, ical.ParamTimezoneID))
			if err != nil {
				b.doubt("free/busy list", err)
				continue
			}
			from, to := start.unix(b.floating), length.after(start, b.floating)
			if to < from {
				b.doubt("free/busy list", fmt.Errorf("bad period %q", shorten(part)))
			}
			b.add(from, to)
		}
	}
}

func (b *busyTime) covered(c *component) bool {
	first, last := c.Props.Get(ical.PropDateTimeStart), c.Props.Get(ical.PropDateTimeEnd)
	if first == nil || last == nil {
		return false
	}
	start, err1 := parseMoment(first, b.zones)
	end, err2 := parseMoment(last, b.zones)
	return err1 == nil && err2 == nil && start.unix(b.floating) <= b.from && end.unix(b.floating) >= b.to
}

// parsePeriodValue reads a PERIOD (RFC 5545 section 3.3.9): start and end, or start and duration.
func (b *busyTime) parsePeriodValue(s, tzid string) (moment, period, error) {
	first, second, ok := strings.Cut(s, "/")
	start, err := parseMomentValue(first, tzid, b.zones)
	if err != nil || !ok {
		return start, period{}, fmt.Errorf("bad period %q", shorten(s))
	}
	if strings.HasPrefix(strings.TrimSpace(second), "P") {
		length, err := parsePeriod(second)
		return start, length, err
	}
	end, err := parseMomentValue(second, tzid, b.zones)
	if err != nil {
		return start, period{}, err
	}
	return start, period{seconds: end.unix(b.floating) - start.unix(b.floating)}, nil
}
