package config

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/calendar/ics"
	"handoffd/handoff"
)

// everybodysDays is the name of the list that [defaults] gives; a team's has the team's name behind it.
const everybodysDays = "days_off"

// holidays reads the names of lists: regions such as "DE-BY" and .ics files. Each list is worked out once.
func (f *faults) holidays(path string, names []string) []string {
	var out []string
	for i, written := range names {
		at := joinPath(path, i)
		name := strings.ToUpper(strings.TrimSpace(written))
		list, known := regions[name]
		switch {
		case strings.Contains(written, "://"):
			name = strings.TrimSpace(written)
			f.share(name, func() []handoff.DayOff { return f.pageDays(at, name) })
		case strings.HasSuffix(strings.ToLower(written), ".ics"):
			name = written
			f.share(name, func() []handoff.DayOff { return f.fileDays(at, written) })
		case !known:
			f.errorf(at, "holidays of %s are not known; %s", Quoted(written), unknownRegion(written))
			continue
		default:
			f.share(name, func() []handoff.DayOff { return regionDays(list) })
		}
		if slices.Contains(out, name) {
			f.errorf(at, "%s stands twice in holidays; name it once", Quoted(written))
			continue
		}
		out = append(out, name)
	}
	return out
}

// share keeps a list of days off that several people may have.
func (f *faults) share(name string, days func() []handoff.DayOff) {
	if f.daysOff == nil {
		f.daysOff = map[string][]handoff.DayOff{}
	}
	if _, known := f.daysOff[name]; !known {
		f.daysOff[name] = days()
	}
}

// fileDays are the all-day entries of an .ics file.
func (f *faults) fileDays(at, name string) []handoff.DayOff {
	file := below(f.file, name)
	about, err := os.Stat(file)
	var data []byte
	if err == nil && about.Size() > maxConfig {
		err = errors.New("it is larger than 1 MiB")
	} else if err == nil {
		data, err = os.ReadFile(filepath.Clean(file))
	}
	if err != nil {
		f.errorf(at, "holidays %s: %s", Quoted(name), unread(file, err))
		return nil
	}
	out, unknown, err := wholeDays(data)
	if n := timedEntries(data); n > 0 {
		f.warnf(at, "%s: entries with times (%d) are no days off; write a part of a day with days_off, such as \"12-24 from "+
			"13:00\"", file, n)
	}
	switch {
	case err != nil:
		f.errorf(at, "holidays cannot be read: %s: %v; export the calendar anew as iCalendar", file, err)
	case unknown != "":
		f.errorf(at, "holidays cannot all be read: %s: %s; correct the entry, or remove it", file, unknown)
	}
	if len(out) == 0 && err == nil {
		f.errorf(at, "%s holds no whole day; holidays are all-day entries", file)
	}
	return out
}

// wholeDays are the all-day entries of a calendar, and the first of what may be one and cannot be read.
func wholeDays(data []byte) (out []handoff.DayOff, unknown string, err error) {
	s, err := ics.Schedule(data, ics.Options{From: yearStart(firstYear), To: yearStart(lastYear + 1), Zone: time.UTC})
	if len(s.Unknown) > 0 {
		unknown = s.Unknown[0]
	}
	for _, e := range s.Entries {
		if !e.AllDay || e.Status == "CANCELLED" {
			continue
		}
		for d := e.Start; d.Before(e.End) && d.Before(e.Start.AddDate(1, 0, 0)); d = d.AddDate(0, 0, 1) {
			out = append(out, handoff.DayOff{First: handoff.DayOf(d.UTC()), Name: e.Title})
		}
	}
	handoff.SortDaysOff(out)
	return out, unknown, err
}

// timedEntries counts the entries of a calendar that have times.
func timedEntries(data []byte) (n int) {
	s, err := ics.Schedule(data, ics.Options{From: yearStart(firstYear), To: yearStart(lastYear + 1), Zone: time.UTC})
	if err != nil {
		return 0
	}
	for _, e := range s.Entries {
		if !e.AllDay && e.Status != "CANCELLED" {
			n++
		}
	}
	return n
}

func yearStart(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }

const (
	dayOffExample = `write a day such as "2026-12-24", "2026-12-28 to 2026-12-31", "12-24 from 13:00" (every year) or ` +
		`"12-31 until 12:00: New Year's Eve"`
	awayExample = `write days such as "2026-08-03 to 2026-08-14", "2026-08-03 to 2026-08-14, cover ben" or "2026-12-24 ` +
		`from 13:00"`
)

var (
	dayOffPattern = regexp.MustCompile(`^((?:\d{4}-)?\d{2}-\d{2})(?: to ((?:\d{4}-)?\d{2}-\d{2}))?` +
		`(?: (from|until) (\d{1,2}):(\d{2}))?(?:: *(.+))?$`)
	awayPattern = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2})| (from|until) (\d{1,2}):(\d{2}))?` +
		`(?:, cover (\S+))?$`)
)

// ownDays reads days_off. Days of several years, or of several days in a row, are listed one by one.
func (f *faults) ownDays(path string, texts []string) []handoff.DayOff {
	var out []handoff.DayOff
	for i, text := range texts {
		at := joinPath(path, i)
		m := dayOffPattern.FindStringSubmatch(strings.TrimSpace(text))
		if m == nil {
			f.errorf(at, "day off %s is not understood; %s", Quoted(text), dayOffExample)
			continue
		}
		part, ok := partOf(m[3], m[4], m[5])
		if !ok {
			f.errorf(at, "day off %s has a time that leaves nothing of the day; use 00:01 to 23:59", Quoted(text))
			continue
		}
		off := handoff.DayOff{Name: m[6], Part: part}
		out = append(out, f.everyDay(at, text, m[1], cmp.Or(m[2], m[1]), off)...)
	}
	handoff.SortDaysOff(out)
	return out
}

// partOf is the part of a day from or until a time of the clock; the whole of it if none is named.
func partOf(side, hour, minute string) (part handoff.Minutes, ok bool) {
	if side == "" {
		return part, true
	}
	at, ok := minutes(hour, minute)
	if part = (handoff.Minutes{From: at, To: 24 * 60}); side == "until" {
		part = handoff.Minutes{To: at}
	}
	return part, ok && part.From != part.To
}

// overNewYear is how long days may be that begin at the end of a year and end in the next: what is longer was swapped.
const overNewYear = 90 * 24 * time.Hour

// everyDay lists the days from first to last, in every year if they name none.
func (f *faults) everyDay(at, text, first, last string, off handoff.DayOff) []handoff.DayOff {
	from, to := firstYear, lastYear
	if len(first) != len(last) {
		f.errorf(at, "day off %s has a year on one side only; %s", Quoted(text), dayOffExample)
		return nil
	}
	yearly := len(first) == len("01-02")
	if !yearly {
		from, _ = strconv.Atoi(first[:4])
		to, first = from, first[5:]
	}
	if yearly && last < first {
		from-- // what began the year before
	}
	var out []handoff.DayOff
	for year := from; year <= to; year++ {
		a, errA := time.Parse(time.DateOnly, fmt.Sprintf("%04d-%s", year, first))
		end := last
		if yearly {
			end = fmt.Sprintf("%04d-%s", year, last)
		}
		b, errB := time.Parse(time.DateOnly, end)
		if next := b.AddDate(1, 0, 0); yearly && b.Before(a) && next.Sub(a) <= overNewYear {
			b = next
		}
		switch {
		case yearly && (first == "02-29" || last == "02-29") && (errA != nil || errB != nil):
			continue
		case errA != nil || errB != nil:
			f.errorf(at, "day off %s names a day that there is not; %s", Quoted(text), dayOffExample)
			return nil
		case b.Before(a) || b.Sub(a) > 366*24*time.Hour:
			f.errorf(at, "day off %s ends before it begins, or a year after; %s", Quoted(text), dayOffExample)
			return nil
		}
		for d := a; !d.After(b); d = d.AddDate(0, 0, 1) {
			one := off
			one.First = handoff.DayOf(d)
			out = append(out, one)
		}
	}
	return out
}

// away reads planned absences.
func (f *faults) away(path string, texts []string) []handoff.DayOff {
	var out []handoff.DayOff
	for i, text := range texts {
		at := joinPath(path, i)
		m := awayPattern.FindStringSubmatch(strings.TrimSpace(text))
		if m == nil {
			f.errorf(at, "absence %s is not understood; %s", Quoted(text), awayExample)
			continue
		}
		a, errA := time.Parse(time.DateOnly, m[1])
		b, errB := time.Parse(time.DateOnly, cmp.Or(m[2], m[1]))
		part, ok := partOf(m[3], m[4], m[5])
		switch {
		case !ok:
			f.errorf(at, "absence %s has a time that leaves nothing of the day; use 00:01 to 23:59", Quoted(text))
		case errA != nil || errB != nil:
			f.errorf(at, "absence %s names a day that there is not; %s", Quoted(text), awayExample)
		case b.Before(a):
			f.errorf(at, "absence %s ends before it begins; swap the two days", Quoted(text))
		case b.Sub(a) >= 366*24*time.Hour:
			f.errorf(at, "absence %s lasts longer than a year; take the person out of the team instead", Quoted(text))
		default:
			out = append(out, handoff.DayOff{First: handoff.DayOf(a), Last: handoff.DayOf(b), Leave: true,
				Part: part, Cover: handoff.PersonID(m[6])})
		}
	}
	handoff.SortDaysOff(out)
	return out
}
