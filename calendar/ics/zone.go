package ics

import (
	"math"
	"strings"
	"time"
	_ "time/tzdata" // a calendar must mean the same on a host without a tz database

	"github.com/emersion/go-ical"
)

// zone turns local times into instants. It is either one of the tz database or one defined by a VTIMEZONE. Only one
// goroutine may use it.
type zone struct {
	loc    *time.Location
	custom *definition

	since, until int64 // between which the offset is the one that was looked up last
	last         int64
}

var utcZone = &zone{loc: time.UTC}

// offset gives the seconds east of UTC at an instant.
func (z *zone) offset(unix int64) int64 {
	if z.custom != nil {
		return z.custom.offset(unix)
	}
	if z.loc == time.UTC {
		return 0
	}
	if unix < z.since || unix >= z.until {
		z.lookUp(unix)
	}
	return z.last
}

func (z *zone) lookUp(unix int64) {
	at := time.Unix(unix, 0).In(z.loc)
	_, off := at.Zone()
	z.since, z.until, z.last = math.MinInt64, math.MaxInt64, int64(off)
	start, end := at.ZoneBounds()
	if !start.IsZero() {
		z.since = start.Unix()
	}
	if !end.IsZero() {
		z.until = end.Unix()
	}
}

// instant gives the Unix seconds of a local time. A time that exists twice is the first one; a time that a
// forward change skips is counted with the offset before it (RFC 5545 section 3.3.5).
func (z *zone) instant(local int64) int64 {
	if z.loc == time.UTC {
		return local
	}
	const reach = 15 * 3600 // more than any offset
	before, after := z.offset(local-reach), z.offset(local+reach)
	if before == after || z.offset(local-before) == before || z.offset(local-after) != after {
		return local - before
	}
	return local - after
}

// zones resolves the TZIDs of one calendar.
type zones struct {
	defined map[string]*component
	known   map[string]*zone
	budget  budget
}

const zoneBudget = 4_000_000

// newZones takes the VTIMEZONEs of the calendars, the first of a name counting.
func newZones(calendars []*component) *zones {
	z := &zones{defined: map[string]*component{}, known: map[string]*zone{}, budget: budget{zoneBudget}}
	for _, c := range calendars {
		for _, part := range c.Children {
			id := unescapeText(value(part, ical.PropTimezoneID))
			if part.Name == ical.CompTimezone && id != "" && z.defined[id] == nil {
				z.defined[id] = part
			}
		}
	}
	return z
}

const maxZones = 100

// find gives the zone of a TZID, nil if it is unknown.
func (z *zones) find(id string) *zone {
	id = strings.TrimSpace(id)
	found, seen := z.known[id]
	if !seen && len(z.known) < maxZones {
		found = z.resolve(id)
		z.known[id] = found
	}
	return found
}

// resolve trusts the tz database first, as definitions in files are often out of date, then the file, then the
// names that Windows and others use.
func (z *zones) resolve(id string) *zone {
	if loc := loadZone(id); loc != nil {
		return &zone{loc: loc}
	}
	if loc := prefixedZone(id); loc != nil {
		return &zone{loc: loc}
	}
	if part := z.defined[id]; part != nil {
		if d := newDefinition(part, &z.budget); d != nil {
			return &zone{custom: d}
		}
	}
	if loc := windowsZone(id); loc != nil {
		return &zone{loc: loc}
	}
	if loc := fixedZone(id); loc != nil {
		return &zone{loc: loc}
	}
	return nil
}

// loadZone looks a name up in the tz database. Only names that can be in it get that far: never a path.
func loadZone(name string) *time.Location {
	if name == "" || name == "Local" || len(name) > 50 || name[0] < 'A' || name[0] > 'Z' || strings.Contains(name, "//") {
		return nil
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '/' && c != '_' && c != '-' && c != '+' {
			return nil
		}
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return loc
}

// prefixedZone reads ids that end in a name of the tz database: /mozilla.org/20050126_1/Europe/Berlin,
// /freeassociation.sourceforge.net/Tzfile/Europe/Berlin, /Europe/Berlin, tzone://Microsoft/Utc.
func prefixedZone(id string) *time.Location {
	if strings.EqualFold(id, "tzone://Microsoft/Utc") {
		return time.UTC
	}
	if !strings.HasPrefix(id, "/") || len(id) > 200 {
		return nil
	}
	parts := strings.Split(id[1:], "/")
	for n := 3; n >= 1; n-- {
		if n > len(parts) || n == 1 && len(parts) > 1 {
			continue
		}
		if loc := loadZone(strings.Join(parts[len(parts)-n:], "/")); loc != nil {
			return loc
		}
	}
	return nil
}

// fixedZone reads an offset written as a name: GMT+0200, UTC-5, UTC+05:30, +0100. Etc/GMT-2 and its like, where
// the sign means the opposite, are names of the tz database and do not come here.
func fixedZone(id string) *time.Location {
	rest := strings.ToUpper(strings.ReplaceAll(id, " ", ""))
	for _, name := range []string{"GMT", "UTC", "Z"} {
		if tail, ok := strings.CutPrefix(rest, name); ok {
			rest = tail
			break
		}
	}
	if rest == "" && id != "" {
		return time.UTC
	}
	if len(rest) == 2 || len(rest) > 2 && rest[2] == ':' {
		rest = rest[:1] + "0" + rest[1:]
	}
	seconds, ok := parseOffset(rest)
	if !ok {
		return nil
	}
	return time.FixedZone(id, seconds)
}
