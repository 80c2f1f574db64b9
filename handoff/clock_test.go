package handoff

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
)

// model is working time counted minute by minute on the local clock: no arithmetic with days in common with Clock.
type model struct {
	h    Hours
	zone *time.Location
	off  map[string][]Minutes // parts of days that are off, by date
	away []calendar.Span
}

func (m model) works(t time.Time) bool {
	local := t.In(m.zone)
	minute := local.Hour()*60 + local.Minute()
	in := func(s Minutes) bool { return s.From <= minute && minute < s.To }
	return slices.ContainsFunc(m.h.Days[local.Weekday()], in) && !m.isOff(local, minute) &&
		!slices.ContainsFunc(m.away, func(s calendar.Span) bool { return !t.Before(s.Start) && t.Before(s.End) })
}

// isOff says whether a working minute is off: by the days off of its day, but in a night that began the evening before
// by those of the evening, and by what is off by the hour.
func (m model) isOff(local time.Time, minute int) bool {
	night := false
	y, mo, d := local.Date()
	yesterday := time.Date(y, mo, d-1, 12, 0, 0, 0, m.zone)
	for _, e := range m.h.Days[yesterday.Weekday()] {
		for _, s := range m.h.Days[local.Weekday()] {
			night = night || e.To == 24*60 && s.From == 0 && e.To-e.From+s.To <= 12*60 && minute < s.To
		}
	}
	off := slices.ContainsFunc(m.off[local.Format(time.DateOnly)], func(s Minutes) bool {
		return s.From <= minute && minute < s.To && (!night || s != Minutes{0, 24 * 60})
	})
	return off || night && slices.ContainsFunc(m.off[yesterday.Format(time.DateOnly)], func(s Minutes) bool {
		return s.To == 24*60
	})
}

func (m model) between(from, to time.Time) time.Duration {
	n := 0
	for t := from; t.Before(to); t = t.Add(time.Minute) {
		if m.works(t) {
			n++
		}
	}
	return time.Duration(n) * time.Minute
}

func (m model) add(from time.Time, d time.Duration) time.Time {
	t := from
	for left := d; left > 0; t = t.Add(time.Minute) {
		if m.works(t) {
			left -= time.Minute
		}
	}
	return t
}

func (m model) next(from time.Time) time.Time {
	t := from
	for !m.works(t) {
		t = t.Add(time.Minute)
	}
	return t
}

// clockZones change their clocks by an hour, by half of one, at midnight, twice in a month, or never.
var clockZones = []string{"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/London", "Australia/Sydney",
	"UTC", "Australia/Lord_Howe", "America/Santiago", "Asia/Beirut", "Africa/Casablanca", "Pacific/Chatham",
	"Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Africa/Cairo", "America/Los_Angeles"}

// TestClockAgainstMinutes holds all arithmetic with working time to a naive walk, minute by minute, over changes of the
// clocks, holidays, half days and absences.
func TestClockAgainstMinutes(t *testing.T) {
	changes := []string{"2026-02-14", "2026-03-07", "2026-03-21", "2026-03-28", "2026-04-04", "2026-04-25", "2026-09-05",
		"2026-10-03", "2026-10-24", "2026-10-31", "2026-11-23", "2026-12-31"}
	rapid.Check(t, func(t *rapid.T) {
		m := model{zone: Location(rapid.SampledFrom(clockZones).Draw(t, "zone")), off: map[string][]Minutes{}}
		for d := range m.h.Days {
			// hours begin and end on the full hour: half of an hour that comes twice has no one meaning
			m.h.Days[d] = drawMinutes(t)
		}
		if m.h.Weekly() == 0 {
			m.h.Days[time.Tuesday] = []Minutes{{9 * 60, 17 * 60}}
		}
		day, err := time.ParseInLocation(time.DateOnly, rapid.SampledFrom(changes).Draw(t, "day"), m.zone)
		if err != nil {
			t.Fatal(err)
		}
		clock := m.h.In(m.zone)
		for range rapid.IntRange(0, 2).Draw(t, "lists") {
			clock.Off = append(clock.Off, m.drawOff(t, day))
		}
		for range rapid.IntRange(0, 2).Draw(t, "absences") {
			start := day.Add(time.Duration(rapid.IntRange(0, 6*24*60).Draw(t, "leaves")) * time.Minute)
			s := calendar.Span{Start: start, End: start.Add(time.Duration(rapid.IntRange(1, 60*60).Draw(t,
				"gone")) * time.Minute)}
			m.away, clock = append(m.away, s), clock.Less(s)
		}
		from := day.Add(time.Duration(rapid.IntRange(0, 3*24*60).Draw(t, "from")) * time.Minute)
		d := time.Duration(rapid.IntRange(1, 16*60).Draw(t, "length")) * time.Minute
		if got, want := clock.Add(from, d), m.add(from, d); !got.Equal(want) {
			t.Fatalf("%v after %v by %+v is %v, want %v", d, from, clock, got, want)
		}
		to := from.Add(time.Duration(rapid.IntRange(0, 5*24*60).Draw(t, "to")) * time.Minute)
		if got, want := clock.Between(from, to), m.between(from, to); got != want {
			t.Fatalf("between %v and %v by %+v are %v, want %v", from, to, clock, got, want)
		}
		if got, want := clock.Next(from), m.next(from); !got.Equal(want) {
			t.Fatalf("next of %v by %+v is %v, want %v", from, clock, got, want)
		}
		var missing []calendar.Span
		for _, b := range (Clock{Hours: clock.Hours, Zone: clock.Zone, Off: clock.Off}).Breaks(from, to) {
			if slices.ContainsFunc(missing, b.Overlaps) {
				t.Fatalf("%v is told twice of %+v", b, clock)
			}
			missing = append(missing, b.Span)
		}
		missing = append(missing, m.away...)
		lost := m.h.In(m.zone).Between(from, to) - clock.Between(from, to)
		if got := m.h.In(m.zone).overlap(missing, from, to); got != lost {
			t.Fatalf("breaks between %v and %v by %+v are %v, want %v", from, to, clock, got, lost)
		}
	})
}

func drawMinutes(t *rapid.T) []Minutes {
	var out []Minutes
	at := 0
	for at < 24 && rapid.Bool().Draw(t, "span") {
		from := rapid.IntRange(at, 23).Draw(t, "from")
		to := rapid.IntRange(from+1, 24).Draw(t, "to")
		out = append(out, Minutes{from * 60, to * 60})
		at = to + 1
	}
	return out
}

// drawOff is a list of days off, some of several days, some of a part of the day; the model hears of each.
func (m model) drawOff(t *rapid.T, day time.Time) []DayOff {
	var list []DayOff
	for range rapid.IntRange(0, 3).Draw(t, "days") {
		first := day.Add(12*time.Hour).AddDate(0, 0, rapid.IntRange(-3, 6).Draw(t, "first"))
		off := DayOff{First: DayOf(first)}
		days := rapid.IntRange(1, 4).Draw(t, "many")
		if days > 1 {
			off.Last = DayOf(first.AddDate(0, 0, days-1))
		}
		part := Minutes{0, 24 * 60}
		if rapid.Bool().Draw(t, "half") {
			from := rapid.IntRange(0, 23).Draw(t, "off from")
			part = Minutes{from * 60, rapid.IntRange(from+1, 24).Draw(t, "off to") * 60}
			off.Part = part
		}
		for i := range days {
			date := first.AddDate(0, 0, i).Format(time.DateOnly)
			m.off[date] = append(m.off[date], part)
		}
		list = append(list, off)
	}
	SortDaysOff(list)
	return list
}

// The mail of the week goes with the first Today of a week; who does not work on Monday has it later in that week.
func TestNextWeekly(t *testing.T) {
	zone := Location("Europe/Berlin")
	var office Hours
	for day := time.Monday; day <= time.Friday; day++ {
		office.Days[day] = []Minutes{{From: 9 * 60, To: 17 * 60}}
	}
	off := office
	off.Days[time.Monday] = nil
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, zone) }
	for _, tc := range []struct {
		hours     Hours
		now, want time.Time
	}{
		{office, at(22, 12), at(23, 9)}, {office, at(23, 8), at(23, 9)}, {office, at(23, 9), at(30, 9)},
		{office, at(26, 9), at(30, 9)}, {off, at(23, 9), at(24, 9)}, {off, at(24, 9), at(24, 9).AddDate(0, 0, 7)},
	} {
		if got := tc.hours.In(zone).NextWeekly(tc.now); !got.Equal(tc.want) {
			t.Errorf("after %s: %s, want %s", tc.now, got, tc.want)
		}
	}
}

// The mail of the week goes on the day and from the hour on that are configured, in a zone of their own; it is in the
// place of the reader's Today, which waits for it four hours at most and never beyond their work.
func TestNextWeeklyAsConfigured(t *testing.T) {
	berlin, auckland := Location("Europe/Berlin"), Location("Pacific/Auckland")
	var office, early Hours
	for day := time.Monday; day <= time.Friday; day++ {
		office.Days[day] = []Minutes{{From: 9 * 60, To: 12 * 60}, {From: 13 * 60, To: 17 * 60}}
		early.Days[day] = []Minutes{{From: 5 * 60, To: 12 * 60}}
	}
	at := func(zone *time.Location, month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, zone)
	}
	sunday := at(berlin, 11, 22, 12, 0)
	for name, tc := range map[string]struct {
		hours     Hours
		zone      *time.Location
		week      Week
		now, want time.Time
	}{
		"another day":        {office, berlin, Week{Day: 3}, sunday, at(berlin, 11, 26, 9, 0)},
		"its hour":           {office, berlin, Week{Minute: 10*60 + 30}, sunday, at(berlin, 11, 23, 10, 30)},
		"before their hours": {office, berlin, Week{Minute: 7 * 60}, sunday, at(berlin, 11, 23, 9, 0)},
		"in a break":         {office, berlin, Week{Minute: 12 * 60}, sunday, at(berlin, 11, 24, 9, 0)},
		"too long after":     {early, berlin, Week{Minute: 10 * 60}, sunday, at(berlin, 11, 24, 5, 0)},
		"gone already":       {office, berlin, Week{Minute: 10 * 60}, at(berlin, 11, 23, 10, 0), at(berlin, 11, 30, 10, 0)},
		"not over there":     {office, auckland, Week{Zone: "Europe/Berlin"}, sunday, at(auckland, 11, 24, 9, 0)},
		"over the spring":    {office, berlin, Week{Minute: 10 * 60}, at(berlin, 3, 23, 12, 0), at(berlin, 3, 30, 10, 0)},
		"over the autumn":    {office, berlin, Week{Minute: 10 * 60}, at(berlin, 10, 19, 12, 0), at(berlin, 10, 26, 10, 0)},
		"an hour not there is": {Hours{Days: [7][]Minutes{time.Sunday: {{From: 60, To: 600}}}}, berlin,
			Week{Day: 6, Minute: 150}, at(berlin, 3, 27, 12, 0), at(berlin, 3, 29, 3, 0)},
	} {
		c := tc.hours.In(tc.zone)
		c.Week = tc.week
		if got := c.NextWeekly(tc.now); !got.Equal(tc.want) {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
		if today := c.NextToday(tc.want.Add(-time.Minute)); !today.Equal(tc.want) {
			t.Errorf("%s: the Today of that day goes at %s, the mail of the week at %s", name, today, tc.want)
		}
	}
}

// TestTodayOfANight: at its beginning, never in the middle of it.
func TestTodayOfANight(t *testing.T) {
	lateOff := []DayOff{{First: DayOf(monday), Last: DayOf(monday), Name: "Holiday"}}
	for name, row := range map[string]struct {
		hours     Hours
		off       []DayOff
		now, want string
	}{
		"before it":          {night(), nil, "2026-11-24 12:00", "2026-11-24 22:00"},
		"at its beginning":   {night(), nil, "2026-11-24 22:00", "2026-11-25 22:00"},
		"in the evening":     {night(), nil, "2026-11-24 23:00", "2026-11-25 22:00"},
		"after midnight":     {night(), nil, "2026-11-24 02:00", "2026-11-24 22:00"},
		"over the weekend":   {night(), nil, "2026-11-27 22:00", "2026-11-30 22:00"},
		"a night off":        {night(), lateOff, "2026-11-23 12:00", "2026-11-24 22:00"},
		"around the clock":   {allDay(), nil, "2026-11-24 12:00", "2026-11-25 00:00"},
		"over a spring":      {night(), nil, "2026-03-27 23:00", "2026-03-30 22:00"},
		"to a day of office": {office, nil, "2026-11-24 09:00", "2026-11-25 09:00"},
	} {
		c := row.hours.In(berlin)
		c.Off = [][]DayOff{row.off}
		now, want := at(t, "Europe/Berlin", row.now), at(t, "Europe/Berlin", row.want)
		if got := c.NextToday(now); !got.Equal(want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
