package ics

import (
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// moment is a DATE or DATE-TIME value: local seconds and what turns them into an instant.
type moment struct {
	local int64
	date  bool
	zone  *zone // nil for a floating time and a date
}

// unix gives the instant in Unix seconds, floating times and dates in the given zone.
func (m moment) unix(floating *zone) int64 {
	if m.zone != nil {
		return m.zone.instant(m.local)
	}
	return floating.instant(m.local)
}

// at is the same moment expressed by another local time.
func (m moment) at(local int64) moment {
	m.local = local
	return m
}

// parseMoment reads a property that holds one date or time. The error says whether the value or the zone is at
// fault.
func parseMoment(p *property, z *zones) (moment, error) {
	tzid, value := param(p, ical.ParamTimezoneID), strings.TrimSpace(p.Value)
	if i := strings.LastIndexByte(value, ':'); i >= 0 && tzid != "" {
		tzid, value = tzid+":"+value[:i], value[i+1:] // a zone with a colon, unquoted
	}
	m, err := parseMomentValue(value, tzid, z)
	if err == nil && !m.date && strings.EqualFold(param(p, ical.ParamValue), "DATE") {
		if m.local%daySeconds != 0 {
			return moment{}, fmt.Errorf("a date with an hour")
		}
		m.date, m.zone = true, nil
	}
	return m, err
}

func parseMomentValue(value, tzid string, z *zones) (moment, error) {
	m, utc, ok := scanMoment(strings.TrimSpace(value))
	if !ok {
		return moment{}, fmt.Errorf("bad time %q", shorten(value))
	}
	switch {
	case m.date:
	case utc:
		m.zone = utcZone
	case tzid != "":
		if m.zone = z.find(tzid); m.zone == nil {
			return moment{}, fmt.Errorf("unknown time zone %q", shorten(tzid))
		}
	}
	return m, nil
}

// scanMoment reads 20060102, 20060102T150405 and 20060102T1504, each with an optional Z. 24:00:00 is the start
// of the next day, a leap second the second before.
func scanMoment(s string) (m moment, utc, ok bool) {
	s, utc = strings.CutSuffix(s, "Z")
	if len(s) != 8 && (len(s) != 15 && len(s) != 13 || s[8] != 'T') {
		return m, false, false
	}
	year, month, day := digits(s[:4]), digits(s[4:6]), digits(s[6:8])
	if year < 1 || month < 1 || month > 12 || day < 1 || day > monthDays(year, month) {
		return m, false, false
	}
	m.local = int64(dayNumber(year, month, day)) * daySeconds
	if len(s) == 8 {
		m.date = true
		return m, false, true
	}
	hour, minute, second := digits(s[9:11]), digits(s[11:13]), 0
	if len(s) == 15 {
		second = digits(s[13:15])
	}
	if hour < 0 || minute < 0 || second < 0 || hour > 24 || minute > 59 || second > 60 || hour == 24 && minute+second > 0 {
		return m, false, false
	}
	m.local += int64(hour*3600 + minute*60 + min(second, 59))
	return m, utc, true
}

// digits reads an unsigned number, -1 if there is anything but digits.
func digits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || n > 1_000_000_000 {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	if s == "" {
		return -1
	}
	return n
}

// period is a DURATION: days as the calendar counts them, and exact seconds (RFC 5545 section 3.3.6).
type period struct {
	days    int
	seconds int64
	clocks  *clocks // of an event with an end
	or      *period // stated beside it: the later end counts
	whole   bool    // behind a date it lasts until the end of a day
}

// clocks tell how far the hands of the clock move from a start to an end.
type clocks struct {
	seconds  int64
	from, to *zone
}

// after gives the instant that lies this long after m. Over a change of the clocks, an event with an end is as long as
// it was or goes on until the same time of day: programs differ, so the later counts.
func (d period) after(m moment, floating *zone) int64 {
	if d.or != nil {
		other := *d.or
		d.or = nil
		return max(d.after(m, floating), other.after(m, floating))
	}
	if d.whole && m.date {
		d.days, d.seconds = d.days+int((d.seconds+daySeconds-1)/daySeconds), 0
	}
	unix := m.at(m.local + int64(d.days)*daySeconds).unix(floating)
	if c := d.clocks; c != nil && !(c.seconds == d.seconds && c.byDay(m)) {
		return max(unix+d.seconds, c.to.instant(unix+c.from.offset(unix)+c.seconds))
	}
	return unix + d.seconds
}

// reach bounds the seconds that the period lasts.
func (d period) reach() int64 {
	reach := int64(d.days+2)*daySeconds + d.seconds
	if d.or != nil {
		reach = max(reach, d.or.reach())
	}
	return reach
}

// byDay reports that no change of the clocks can lie between m and the end: they change before five.
func (c *clocks) byDay(m moment) bool {
	const night = 5 * 3600
	clock := floorMod(m.local, daySeconds)
	return m.zone == c.from && c.from == c.to && clock >= night && clock+c.seconds < daySeconds
}

const maxDays = 100 * 366

// parsePeriod reads a duration that is not negative. Weeks and days are taken on either side of the T, as some
// programs write them.
func parsePeriod(s string) (period, error) {
	var d period
	rest, ok := strings.CutPrefix(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "+"), "P")
	if !ok || rest == "" || rest == "T" {
		return d, fmt.Errorf("bad duration %q", shorten(s))
	}
	for rest = strings.Replace(rest, "T", "", 1); rest != ""; {
		i := strings.IndexAny(rest, "WDHMS")
		if i < 0 {
			return period{}, fmt.Errorf("bad duration %q", shorten(s))
		}
		n := digits(rest[:i])
		if n < 0 || n > maxDays*daySeconds {
			return period{}, fmt.Errorf("bad duration %q", shorten(s))
		}
		switch rest[i] {
		case 'W':
			d.days += 7 * n
		case 'D':
			d.days += n
		case 'H':
			d.seconds += int64(n) * 3600
		case 'M':
			d.seconds += int64(n) * 60
		case 'S':
			d.seconds += int64(n)
		}
		rest = rest[i+1:]
	}
	if d.days > maxDays || d.seconds > maxDays*daySeconds {
		return period{}, fmt.Errorf("bad duration %q", shorten(s))
	}
	return d, nil
}

// parseOffset reads a UTC-OFFSET, +0100 or -07:52:58, in seconds east of UTC.
func parseOffset(s string) (int, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), ":", "")
	if len(s) != 3 && len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hour, minute, second := digits(s[1:3]), 0, 0
	if len(s) >= 5 {
		minute = digits(s[3:5])
	}
	if len(s) == 7 {
		second = digits(s[5:7])
	}
	if hour < 0 || hour > 15 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return 0, false
	}
	seconds := hour*3600 + minute*60 + second
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

func instantTime(unix int64) time.Time { return time.Unix(unix, 0).UTC() }

func shorten(s string) string {
	s = cleanLine(s)
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
