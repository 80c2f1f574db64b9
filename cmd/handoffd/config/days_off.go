package config

import (
	"cmp"
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
		err = fmt.Errorf("%s is larger than 1 MiB", file)
	} else if err == nil {
		data, err = os.ReadFile(filepath.Clean(file))
	}
	if err != nil {
		f.errorf(at, "holidays cannot be read: %v; name an .ics file beside the config", err)
		return nil
	}
	out, unknown, err := wholeDays(data)
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

func yearStart(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }

const (
	dayOffExample = `write a day such as "2026-12-24", "2026-12-28 to 2026-12-31", "12-24 from 13:00" (every year) or ` +
		`"12-31 until 12:00: New Year's Eve"`
	awayExample = `write days such as "2026-08-03 to 2026-08-14" or "2026-08-03 to 2026-08-14, cover ben"`
)

var (
	dayOffPattern = regexp.MustCompile(`^((?:\d{4}-)?\d{2}-\d{2})(?: to ((?:\d{4}-)?\d{2}-\d{2}))?` +
		`(?: (from|until) (\d{1,2}):(\d{2}))?(?:: *(.+))?$`)
	awayPattern = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2}))?(?:, cover (\S+))?$`)
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
		off := handoff.DayOff{Name: m[6]}
		if m[3] != "" {
			minute, ok := minutes(m[4], m[5])
			if off.Part = (handoff.Minutes{From: minute, To: 24 * 60}); m[3] == "until" {
				off.Part = handoff.Minutes{To: minute}
			}
			if !ok || off.Part.From == off.Part.To {
				f.errorf(at, "day off %s has a time that leaves nothing of the day; use 00:01 to 23:59", Quoted(text))
				continue
			}
		}
		out = append(out, f.everyDay(at, text, m[1], cmp.Or(m[2], m[1]), off)...)
	}
	handoff.SortDaysOff(out)
	return out
}

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
	var out []handoff.DayOff
	for year := from; year <= to; year++ {
		a, errA := time.Parse(time.DateOnly, fmt.Sprintf("%04d-%s", year, first))
		end := last
		if yearly {
			end = fmt.Sprintf("%04d-%s", year, last)
		}
		b, errB := time.Parse(time.DateOnly, end)
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
		switch {
		case errA != nil || errB != nil:
			f.errorf(at, "absence %s names a day that there is not; %s", Quoted(text), awayExample)
		case b.Before(a):
			f.errorf(at, "absence %s ends before it begins; swap the two days", Quoted(text))
		case b.Sub(a) >= 366*24*time.Hour:
			f.errorf(at, "absence %s lasts longer than a year; take the person out of the team instead", Quoted(text))
		default:
			out = append(out, handoff.DayOff{First: handoff.DayOf(a), Last: handoff.DayOf(b), Leave: true,
				Cover: handoff.PersonID(m[3])})
		}
	}
	handoff.SortDaysOff(out)
	return out
}

// covers checks who stands in for whom: somebody known, of the same team, and who is not gone at the same time with the
// first standing in for them.
func (f *faults) covers(raw []filePerson, people map[handoff.PersonID]handoff.Person, teams []handoff.Team) {
	for i, r := range raw {
		for j, text := range r.Away {
			path := joinPath(joinPath("person", i)+".away", j)
			m := awayPattern.FindStringSubmatch(strings.TrimSpace(text))
			if m == nil || m[3] == "" || !f.known(path, m[3], people) {
				continue
			}
			for _, off := range people[handoff.PersonID(r.ID)].Away {
				if string(off.Cover) == m[3] && handoff.DayOf(dayOf(m[1])) == off.First &&
					!f.coverLoop(path, handoff.PersonID(r.ID), off, people) {
					f.coverTeam(path, handoff.PersonID(r.ID), off.Cover, people, teams)
				}
			}
		}
	}
}

func dayOf(text string) time.Time {
	t, _ := time.Parse(time.DateOnly, text)
	return t
}

// coverTeam refuses a cover who could not have the leads: the rotation goes over the reps of a team.
func (f *faults) coverTeam(path string, id, cover handoff.PersonID, people map[handoff.PersonID]handoff.Person,
	teams []handoff.Team) {
	var names, reps []string
	for _, t := range teams {
		if !slices.Contains(t.Reps, id) {
			continue
		}
		if slices.Contains(t.Reps, cover) {
			return
		}
		names = append(names, Quoted(t.Name))
		for _, r := range t.Reps {
			if _, known := people[r]; known && r != id && !slices.Contains(reps, string(r)) {
				reps = append(reps, string(r))
			}
		}
	}
	switch {
	case len(names) == 0:
		f.errorf(path, "a cover takes the leads of a rep, and %s is no rep of any team; leave the cover out",
			Quoted(string(id)))
	case len(reps) == 0:
		f.errorf(path, "%s is no rep of team %s, and could not have the leads of %s; nobody else there could, so leave the "+
			"cover out", Quoted(string(cover)), strings.Join(names, " or "), Quoted(string(id)))
	default:
		f.errorf(path, "%s is no rep of team %s, and could not have the leads of %s; %s", Quoted(string(cover)),
			strings.Join(names, " or "), Quoted(string(id)), Meant("", reps))
	}
}

// coverLoop refuses an absence whose cover, or the cover of that, comes back to the person who is away, and says so.
func (f *faults) coverLoop(path string, id handoff.PersonID, off handoff.DayOff,
	people map[handoff.PersonID]handoff.Person) bool {
	way, first, last := []string{string(id)}, off.First, max(off.First, off.Last)
	for next := off.Cover; next != ""; {
		way = append(way, string(next))
		if next == id {
			f.errorf(path, "the cover goes round: %s, all of them away on %s; name somebody who is there",
				strings.Join(way, " → "), first.In(time.UTC).Format(time.DateOnly))
			return true
		}
		if slices.Contains(way[:len(way)-1], string(next)) {
			return false
		}
		i := slices.IndexFunc(people[next].Away, func(d handoff.DayOff) bool {
			return d.First <= last && first <= max(d.First, d.Last) && d.Cover != ""
		})
		if i < 0 {
			return false
		}
		d := people[next].Away[i]
		first, last = max(first, d.First), min(last, max(d.First, d.Last))
		next = d.Cover
	}
	return false
}
