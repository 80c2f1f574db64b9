package dates

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// place is a zone that a time is said in.
type place struct {
	loc    *time.Location
	name   string
	letter string // the abbreviation said, when it stands for one offset
	offset int
}

// places lists what the first of the zones named may mean; without one it is the qualifier's own.
func (v viewpoint) places(named []zoneName) ([]place, trouble) {
	own := []place{{loc: v.zone, name: v.zone.String()}}
	if len(named) == 0 {
		return own, trouble{}
	}
	z := named[0]
	switch z.form {
	case zoneYours:
		return nil, trouble{problem: noZone, reason: sentence("ask-date/whose")}
	case zoneOffset, zoneBare:
		if z.offset == 0 {
			return []place{{loc: time.UTC, name: "UTC"}}, trouble{}
		}
		sign, off := '+', z.offset
		if off < 0 {
			sign, off = '-', -off
		}
		name := fmt.Sprintf("UTC%c%02d:%02d", sign, off/3600, off/60%60)
		return []place{{loc: time.FixedZone(name, z.offset), name: name}}, trouble{}
	case zoneIANA:
		loc, err := time.LoadLocation(z.name)
		if err != nil {
			return nil, noSuchZone(z.name)
		}
		return []place{{loc: loc, name: z.name}}, trouble{}
	case zoneWord:
		return v.wordPlaces(words().zones[z.index])
	}
	return own, trouble{}
}

func noSuchZone(name string) trouble {
	return trouble{problem: noZone, reason: sentence("ask-date/zone", wordsArg(name))}
}

// wordPlaces are the places a word stands for. A word shared by several countries means the qualifier's own, if it is
// used there.
func (v viewpoint) wordPlaces(z namedZone) ([]place, trouble) {
	own := place{loc: v.zone, name: v.zone.String()}
	offset, used := v.ownOffset(z.letter)
	if z.among == nil {
		loc, err := z.load()
		if err != nil {
			return nil, noSuchZone(z.name)
		}
		out := []place{{loc: loc, name: z.name, letter: z.letter, offset: z.offset}}
		if used && offset != z.offset {
			out = append(out, own) // PST in Manila
		}
		return out, trouble{}
	}
	if used {
		return []place{own}, trouble{}
	}
	var out []place
	for _, name := range z.among {
		loc, err := time.LoadLocation(name)
		if err != nil {
			return nil, noSuchZone(name)
		}
		out = append(out, place{loc: loc, name: name})
	}
	if american(v.zone) && strings.HasPrefix(out[0].name, "America/") {
		return out[:1], trouble{}
	}
	return out, trouble{}
}

// ownOffset is the offset of the abbreviation in the qualifier's zone, if that is used there.
func (v viewpoint) ownOffset(letter string) (int, bool) {
	for _, t := range []time.Time{v.now, v.now.AddDate(0, 6, 0)} {
		if name, offset := t.Zone(); name == letter {
			return offset, true
		}
	}
	return 0, false
}

// american reports a zone of the United States, where the month is written first.
func american(zone *time.Location) bool {
	name := zone.String()
	for _, prefix := range []string{"US/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	switch name {
	case "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
		"America/Detroit",
		"America/Boise", "America/Anchorage", "Pacific/Honolulu":
		return true
	}
	return false
}

// moments are the slots that begin at a minute of a day in a place.
func (v viewpoint) moments(day time.Time, minute, second int, at place) ([]slot, trouble) {
	wall := day.Add(time.Duration(minute)*time.Minute + time.Duration(second)*time.Second)
	local := wallClock(wall, at.loc)
	if at.letter != "" {
		t := wall.Add(-time.Duration(at.offset) * time.Second)
		if letter, offset := t.In(v.zone).Zone(); letter == at.letter && offset == at.offset {
			return []slot{{start: t.In(v.zone), zone: v.zone.String()}}, trouble{}
		}
		if slices.ContainsFunc(local, t.Equal) {
			return []slot{{start: t.In(at.loc), zone: at.name}}, trouble{}
		}
		local = append(local, t.In(at.loc))
		return slotsIn(local, at.name), trouble{problem: choice,
			reason: sentence("ask-date/letter", wordsArg(at.letter), wordsArg(at.name))}
	}
	switch len(local) {
	case 0:
		t := wallClock(wall.Add(-time.Hour), at.loc)
		t = append(t, wallClock(wall.Add(time.Hour), at.loc)...)
		return nil, trouble{problem: noSuch, choices: t,
			reason: sentence("ask-date/skipped", timeArg(day), wordsArg(at.name), timeArg(wall))}
	case 1:
		return slotsIn(local, at.name), trouble{}
	}
	return slotsIn(local, at.name), trouble{problem: choice,
		reason: sentence("ask-date/twice", timeArg(day), wordsArg(at.name), timeArg(wall))}
}

func slotsIn(times []time.Time, zone string) []slot {
	var out []slot
	for _, t := range times {
		out = append(out, slot{start: t, zone: zone})
	}
	return out
}

// wallClock lists the moments at which clocks in loc show the wall time, which is given in UTC.
func wallClock(wall time.Time, loc *time.Location) []time.Time {
	y, m, d := wall.Date()
	near := time.Date(y, m, d, wall.Hour(), wall.Minute(), wall.Second(), 0, loc)
	var out []time.Time
	for _, shift := range []time.Duration{-4 * time.Hour, 0, 4 * time.Hour} {
		_, offset := near.Add(shift).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(loc)
		if _, same := t.Zone(); same == offset && !slices.ContainsFunc(out, t.Equal) {
			out = append(out, t)
		}
	}
	return out
}
