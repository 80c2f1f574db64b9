package handoff

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

// night is a shift over midnight, Monday to Friday evenings, written as the two parts of each night.
func night() Hours {
	var h Hours
	for d := time.Monday; d <= time.Friday; d++ {
		h.Days[d] = append(h.Days[d], Minutes{22 * 60, 24 * 60})
		h.Days[d+1] = append([]Minutes{{0, 6 * 60}}, h.Days[d+1]...)
	}
	return h
}

// until works from midnight to the given time.
func until(hour, minute int) Hours {
	h := allDay()
	for d := range h.Days {
		h.Days[d][0].To = hour*60 + minute
	}
	return h
}

// allDay works around the clock.
func allDay() Hours {
	var h Hours
	for d := range h.Days {
		h.Days[d] = []Minutes{{0, 24 * 60}}
	}
	return h
}

func at(t testing.TB, zone, local string) time.Time {
	t.Helper()
	got, err := time.ParseInLocation("2006-01-02 15:04", local, Location(zone))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

var office, split = OfficeHours(9, 17), lunch()

// lunch leaves the hour from 12 to 13 free.
func lunch() Hours {
	var h Hours
	for d := time.Monday; d <= time.Friday; d++ {
		h.Days[d] = []Minutes{{9 * 60, 12 * 60}, {13 * 60, 17 * 60}}
	}
	return h
}

var addRows = []struct {
	name  string
	hours Hours
	zone  string
	from  string
	d     time.Duration
	want  string
}{
	{"nothing", office, "Europe/Berlin", "2026-11-23 10:00", 0, "2026-11-23 10:00"},
	{"less than nothing", office, "Europe/Berlin", "2026-11-23 10:00", -time.Hour, "2026-11-23 10:00"},
	{"within a day", office, "Europe/Berlin", "2026-11-23 10:00", 3 * time.Hour, "2026-11-23 13:00"},
	{"exactly the day", office, "Europe/Berlin", "2026-11-23 09:00", 8 * time.Hour, "2026-11-23 17:00"},
	{"over night", office, "Europe/Berlin", "2026-11-23 16:00", 2 * time.Hour, "2026-11-24 10:00"},
	{"before work", office, "Europe/Berlin", "2026-11-23 05:00", time.Hour, "2026-11-23 10:00"},
	{"after work", office, "Europe/Berlin", "2026-11-23 20:00", time.Hour, "2026-11-24 10:00"},
	{"over the weekend", office, "Europe/Berlin", "2026-11-27 16:30", time.Hour, "2026-11-30 09:30"},
	{"from a Sunday", office, "Europe/Berlin", "2026-11-29 12:00", 8 * time.Hour, "2026-11-30 17:00"},
	{"over new year", office, "Europe/Berlin", "2026-12-31 16:00", 2 * time.Hour, "2027-01-01 10:00"},
	{"a lunch break", split, "Europe/Berlin", "2026-11-23 11:00", 2 * time.Hour, "2026-11-23 14:00"},
	{"five days", office, "Europe/Berlin", "2026-11-23 09:00", 40 * time.Hour, "2026-11-27 17:00"},
	{"a minute more than a day", office, "Europe/Berlin", "2026-11-23 09:00", 8*time.Hour + time.Minute,
		"2026-11-24 09:01"},

	{"Berlin, clocks go forward", allDay(), "Europe/Berlin", "2026-03-29 01:00", 2 * time.Hour, "2026-03-29 04:00"},
	{"Berlin, clocks go back", allDay(), "Europe/Berlin", "2026-10-25 01:00", 3 * time.Hour, "2026-10-25 03:00"},
	{"Berlin, office over the change", office, "Europe/Berlin", "2026-03-27 16:00", 2 * time.Hour, "2026-03-30 10:00"},
	{"Berlin, office over the change back", office, "Europe/Berlin", "2026-10-23 16:00", 2 * time.Hour,
		"2026-10-26 10:00"},
	{"New York, clocks go forward", allDay(), "America/New_York", "2026-03-08 01:30", time.Hour, "2026-03-08 03:30"},
	{"New York, clocks go back", allDay(), "America/New_York", "2026-11-01 00:30", 2 * time.Hour, "2026-11-01 01:30"},
	{"New York, office", office, "America/New_York", "2026-03-06 16:00", 2 * time.Hour, "2026-03-09 10:00"},
	{"Kolkata has no change", allDay(), "Asia/Kolkata", "2026-03-29 01:00", 3 * time.Hour, "2026-03-29 04:00"},
	{"Kolkata, office", office, "Asia/Kolkata", "2026-11-27 16:45", 30 * time.Minute, "2026-11-30 09:15"},

	{"night, over midnight", night(), "Europe/Berlin", "2026-11-23 23:00", 3 * time.Hour, "2026-11-24 02:00"},
	{"night, to the next one", night(), "Europe/Berlin", "2026-11-24 05:00", 2 * time.Hour, "2026-11-24 23:00"},
	{"night, Saturday morning then Monday", night(), "Europe/Berlin", "2026-11-28 05:00", 2 * time.Hour,
		"2026-11-30 23:00"},
	{"night, clocks go forward on a Sunday nobody works", night(), "Europe/Berlin", "2026-03-28 05:00", 2 * time.Hour,
		"2026-03-30 23:00"},
	{"New York, hours end where the clocks jump", until(2, 0), "America/New_York", "2026-03-08 00:00", 2 * time.Hour,
		"2026-03-08 03:00"},
	{"Berlin, hours end where the clocks jump", until(2, 0), "Europe/Berlin", "2026-03-29 00:00", 2 * time.Hour,
		"2026-03-29 03:00"},
	{"Berlin, hours end in the hour that comes twice", until(2, 0), "Europe/Berlin", "2026-10-25 00:00", 3 * time.Hour,
		"2026-10-26 01:00"},
	{"Berlin, hours end in the hour that is left out", until(2, 30), "Europe/Berlin", "2026-03-29 00:00",
		150 * time.Minute, "2026-03-30 00:30"},
	{"no hours at all", Hours{}, "Europe/Berlin", "2026-11-23 10:00", 8 * time.Hour, "2026-11-23 18:00"},
}

func TestHoursAdd(t *testing.T) {
	for _, row := range addRows {
		t.Run(row.name, func(t *testing.T) {
			zone := Location(row.zone)
			from, want := at(t, row.zone, row.from), at(t, row.zone, row.want)
			if row.name == "New York, clocks go back" {
				want = time.Date(2026, 11, 1, 6, 30, 0, 0, time.UTC) // the second 01:30
			}
			if row.name == "Berlin, clocks go back" {
				want = time.Date(2026, 10, 25, 2, 0, 0, 0, time.UTC) // 01:00, 02:00 twice, 03:00
			}
			got := row.hours.In(zone).Add(from, row.d)
			if !got.Equal(want) {
				t.Errorf("%v after %s is %s, want %s", row.d, row.from, got.In(zone), want.In(zone))
			}
			if row.hours.Weekly() > 0 && row.d > 0 {
				if back := row.hours.In(zone).Between(from, got); back != row.d {
					t.Errorf("between are %v, want %v", back, row.d)
				}
			}
		})
	}
}

// Hours that never come must not hang or promise a time before the start.
func TestHoursAddIsBounded(t *testing.T) {
	once := Hours{}
	once.Days[time.Sunday] = []Minutes{{0, 1}}
	if got := once.In(berlin).Add(monday, 400*time.Hour); !got.After(monday.AddDate(1, 0, 0)) {
		t.Errorf("400 hours at a minute a week end at %v", got)
	}
	for name, broken := range map[string]Minutes{"reversed": {17 * 60, 9 * 60}, "empty": {9 * 60, 9 * 60}} {
		h := Hours{}
		h.Days[time.Monday] = []Minutes{broken}
		if got := h.In(berlin).Add(monday, time.Hour); got.Before(monday) {
			t.Errorf("%s hours end before they begin: %v", name, got)
		}
		if spans := h.In(berlin).Spans(monday, monday.AddDate(0, 0, 14)); len(spans) > 0 {
			t.Errorf("%s hours have the spans %v", name, spans)
		}
	}
}

func TestHoursNext(t *testing.T) {
	for _, row := range []struct {
		hours      Hours
		from, want string
	}{
		{OfficeHours(9, 17), "2026-11-23 10:00", "2026-11-23 10:00"},
		{OfficeHours(9, 17), "2026-11-23 07:00", "2026-11-23 09:00"},
		{OfficeHours(9, 17), "2026-11-23 17:00", "2026-11-24 09:00"},
		{OfficeHours(9, 17), "2026-11-28 10:00", "2026-11-30 09:00"},
		{night(), "2026-11-24 00:30", "2026-11-24 00:30"},
		{night(), "2026-11-24 12:00", "2026-11-24 22:00"},
		{Hours{}, "2026-11-24 12:00", "2026-11-24 12:00"},
	} {
		if got, want := row.hours.In(berlin).Next(at(t, "Europe/Berlin", row.from)),
			at(t, "Europe/Berlin", row.want); !got.Equal(want) {
			t.Errorf("next of %s in %s is %v, want %v", row.from, row.hours, got, want)
		}
	}
}

func TestHoursSpans(t *testing.T) {
	span := func(from, to string) calendar.Span {
		return calendar.Span{Start: at(t, "Europe/Berlin", from), End: at(t, "Europe/Berlin", to)}
	}
	got := OfficeHours(9, 17).In(berlin).Spans(at(t, "Europe/Berlin", "2026-11-27 10:00"),
		at(t, "Europe/Berlin", "2026-12-01 12:00"))
	want := []calendar.Span{span("2026-11-27 10:00", "2026-11-27 17:00"), span("2026-11-30 09:00", "2026-11-30 17:00"),
		span("2026-12-01 09:00", "2026-12-01 12:00")}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if got := OfficeHours(9, 17).In(berlin).Spans(monday, monday.Add(-time.Hour)); len(got) > 0 {
		t.Errorf("a reversed span holds %v", got)
	}
	if got := OfficeHours(9, 17).In(berlin).Between(monday, monday.Add(-time.Hour)); got != 0 {
		t.Errorf("a reversed span holds %v of working time", got)
	}
}

func TestHoursString(t *testing.T) {
	mixed := OfficeHours(9, 17)
	mixed.Days[time.Wednesday] = []Minutes{{9 * 60, 12 * 60}, {13*60 + 30, 17 * 60}}
	mixed.Days[time.Sunday] = []Minutes{{10 * 60, 11 * 60}}
	for want, h := range map[string]Hours{
		"Mon-Fri 09:00-17:00": OfficeHours(9, 17), "": {}, "Mon-Sun 00:00-24:00": allDay(),
		"Mon-Tue 09:00-17:00, Wed 09:00-12:00 13:30-17:00, Thu-Fri 09:00-17:00, Sun 10:00-11:00": mixed,
	} {
		if got := h.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWorkingOverlap(t *testing.T) {
	span := func(fromHour, toHour int) calendar.Span {
		return calendar.Span{Start: monday.Add(time.Duration(fromHour-9) * time.Hour),
			End: monday.Add(time.Duration(toHour-9) * time.Hour)}
	}
	for _, row := range []struct {
		name    string
		outages []calendar.Span
		want    time.Duration
	}{
		{"none", nil, 0},
		{"inside", []calendar.Span{span(10, 12)}, 2 * time.Hour},
		{"at night", []calendar.Span{span(18, 24)}, 0},
		{"overlapping count once", []calendar.Span{span(10, 12), span(11, 13)}, 3 * time.Hour},
		{"one in the other, out of order", []calendar.Span{span(11, 12), span(10, 14)}, 4 * time.Hour},
		{"touching", []calendar.Span{span(10, 11), span(11, 12)}, 2 * time.Hour},
		{"before the window", []calendar.Span{span(0, 9)}, 0},
		{"clipped to the window", []calendar.Span{span(0, 48)}, 8 * time.Hour},
		{"reversed", []calendar.Span{span(12, 10)}, 0},
	} {
		if got := OfficeHours(9, 17).In(berlin).overlap(row.outages, monday, monday.Add(24*time.Hour)); got != row.want {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}
