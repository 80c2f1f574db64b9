package ics

import (
	"strings"
	"testing"
	"time"
)

// mixedSeries are Mondays, 2 to 30 March 2026, in each type of DTSTART.
var mixedSeries = map[string]string{
	"day":      "DTSTART;VALUE=DATE:20260302",
	"utc":      "DTSTART:20260302T090000Z\nDTEND:20260302T100000Z",
	"floating": "DTSTART:20260302T100000\nDTEND:20260302T110000",
	"berlin":   "DTSTART;TZID=Europe/Berlin:20260302T100000\nDTEND;TZID=Europe/Berlin:20260302T110000",
	"newyork":  "DTSTART;TZID=America/New_York:20260302T100000\nDTEND;TZID=America/New_York:20260302T110000",
	"fivehour": "DTSTART;VALUE=DATE:20260302\nDURATION:PT5H",
}

// TestMixedTypes holds what EXDATE, RDATE, UNTIL and RECURRENCE-ID say where they are not of the type of DTSTART. Spans
// are of March, in UTC. What is not sure frees nothing.
func TestMixedTypes(t *testing.T) {
	const days = "1T23:00-2T23:00 8T23:00-9T23:00 15T23:00-16T23:00"
	const hours = "2T09:00-10:00 9T09:00-10:00 16T09:00-10:00"
	const overseas = "2T15:00-16:00 9T14:00-15:00 16T14:00-15:00"
	const without9 = "2T09:00-10:00 16T09:00-10:00"
	const day9 = "1T23:00-2T23:00 15T23:00-16T23:00"
	const three = "RRULE:FREQ=WEEKLY;COUNT=3"
	for _, c := range []struct{ name, start, lines, zone, want string }{
		// EXDATE of an all-day series
		{"day, date", "day", three + "\nEXDATE;VALUE=DATE:20260309", "", day9},
		{"day, owner's midnight", "day", three + "\nEXDATE:20260308T230000Z", "", day9},
		{"day, midnight of UTC", "day", three + "\nEXDATE:20260309T000000Z", "", day9},
		{"day, floating midnight", "day", three + "\nEXDATE:20260309T000000", "", day9},
		{"day, midnight of Berlin", "day", three + "\nEXDATE;TZID=Europe/Berlin:20260309T000000", "", day9},
		{"day, midnight of Tokyo", "day", three + "\nEXDATE;TZID=Asia/Tokyo:20260309T000000", "", days},
		{"day, some hour of UTC", "day", three + "\nEXDATE:20260309T090000Z", "", days},
		{"day, some floating hour", "day", three + "\nEXDATE:20260309T090000", "", days},
		{"day, midnight of Berlin in New York", "day", "RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260302T230000Z",
			"America/New_York", "2T05:00-4T05:00"},
		{"day, own midnight in New York", "day", "RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260303T050000Z", "America/New_York",
			"2T05:00-3T05:00"},
		{"day, midnight of UTC in New York", "day", "RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260303T000000Z", "America/New_York",
			"2T05:00-4T05:00"},
		// EXDATE of a series with times
		{"berlin, date", "berlin", three + "\nEXDATE;VALUE=DATE:20260309", "", hours},
		{"utc, date", "utc", three + "\nEXDATE;VALUE=DATE:20260309", "", hours},
		{"floating, date", "floating", three + "\nEXDATE:20260309", "", hours},
		{"berlin, utc", "berlin", three + "\nEXDATE:20260309T090000Z", "", without9},
		{"berlin, same instant of London", "berlin", three + "\nEXDATE;TZID=Europe/London:20260309T090000", "", without9},
		{"berlin, same clock of London", "berlin", three + "\nEXDATE;TZID=Europe/London:20260309T100000", "", hours},
		{"berlin, same instant of New York", "berlin", three + "\nEXDATE;TZID=America/New_York:20260309T050000", "",
			without9},
		{"berlin, unknown zone", "berlin", three + "\nEXDATE;TZID=Nowhere:20260309T100000", "", hours},
		{"berlin, floating", "berlin", three + "\nEXDATE:20260309T100000", "", without9},
		{"newyork, floating", "newyork", three + "\nEXDATE:20260309T100000", "", overseas},
		{"newyork, floating of the owner", "newyork", three + "\nEXDATE:20260309T150000", "", overseas},
		{"utc, floating", "utc", three + "\nEXDATE:20260309T090000", "", hours},
		{"utc, berlin", "utc", three + "\nEXDATE;TZID=Europe/Berlin:20260309T100000", "", without9},
		{"floating, utc", "floating", three + "\nEXDATE:20260309T090000Z", "", without9},
		{"floating, utc as written", "floating", three + "\nEXDATE:20260309T100000Z", "", hours},
		{"floating, berlin", "floating", three + "\nEXDATE;TZID=Europe/Berlin:20260309T100000", "", without9},
		// UNTIL
		{"day, until owner's midnight", "day", "RRULE:FREQ=WEEKLY;UNTIL=20260315T230000Z", "", days},
		{"day, until a second less", "day", "RRULE:FREQ=WEEKLY;UNTIL=20260315T225959Z", "",
			"1T23:00-2T23:00 8T23:00-9T23:00"},
		{"day, until midnight of UTC", "day", "RRULE:FREQ=WEEKLY;UNTIL=20260316T000000Z", "", days},
		{"day, until floating", "day", "RRULE:FREQ=WEEKLY;UNTIL=20260316T000000", "", days},
		{"day, until New York's midnight", "day", "RRULE:FREQ=DAILY;UNTIL=20260303T050000Z", "America/New_York",
			"2T05:00-4T05:00"},
		{"day, until New York's evening", "day", "RRULE:FREQ=DAILY;UNTIL=20260304T045959Z", "America/New_York",
			"2T05:00-4T05:00"},
		{"day, until a date written as midnight", "day", "RRULE:FREQ=DAILY;UNTIL=20260303T000000Z", "America/New_York",
			"2T05:00-4T05:00"},
		{"berlin, until date", "berlin", "RRULE:FREQ=WEEKLY;UNTIL=20260316", "", hours},
		{"berlin, until the last as UTC", "berlin", "RRULE:FREQ=WEEKLY;UNTIL=20260316T090000Z", "", hours},
		{"berlin, until the last without its Z", "berlin", "RRULE:FREQ=WEEKLY;UNTIL=20260316T090000", "", hours},
		{"berlin, until before the last", "berlin", "RRULE:FREQ=WEEKLY;UNTIL=20260316T080000", "",
			"2T09:00-10:00 9T09:00-10:00"},
		{"newyork, until in the owner's zone", "newyork", "RRULE:FREQ=WEEKLY;UNTIL=20260316T150000", "", overseas},
		{"newyork, until its own time", "newyork", "RRULE:FREQ=WEEKLY;UNTIL=20260316T100000", "", overseas},
		{"utc, until floating of the owner", "utc", "RRULE:FREQ=WEEKLY;UNTIL=20260316T090000", "", hours},
		{"floating, until utc", "floating", "RRULE:FREQ=WEEKLY;UNTIL=20260316T090000Z", "", hours},
		{"floating, until as written", "floating", "RRULE:FREQ=WEEKLY;UNTIL=20260316T100000Z", "America/New_York",
			"2T15:00-16:00 9T14:00-15:00 16T14:00-15:00"},
		// RDATE
		{"day, rdate of owner's midnight", "day", "RDATE:20260308T230000Z", "", "1T23:00-2T23:00 8T23:00-9T23:00"},
		{"day, rdate of an hour", "day", "RDATE:20260309T120000Z", "", "1T23:00-2T23:00 8T23:00-10T12:00"},
		{"five hours, rdate of an hour", "fivehour", "RDATE:20260309T120000Z", "", "1T23:00-2T23:00 9T12:00-17:00"},
		{"day, excluded rdate of an hour", "fivehour", "RDATE:20260309T120000Z,20260310T120000Z\nEXDATE:20260309T120000Z",
			"", "1T23:00-2T23:00 10T12:00-17:00"},
		{"day, rdate of a zone", "fivehour", "RDATE;TZID=America/New_York:20260310T080000", "",
			"1T23:00-2T23:00 10T12:00-17:00"},
		{"day, period", "day", "RDATE;VALUE=PERIOD:20260309T120000Z/PT3H", "", "1T23:00-2T23:00 9T12:00-15:00"},
		{"berlin, rdate of a day", "berlin", "RDATE;VALUE=DATE:20260304", "", "2T09:00-10:00 3T23:00-4T23:00"},
		{"newyork, floating rdate", "newyork", "RDATE:20260304T100000", "", "2T15:00-16:00 4T09:00-10:00 4T15:00-16:00"},
		{"utc, floating rdate", "utc", "RDATE:20260304T100000", "", "2T09:00-10:00 4T09:00-11:00"},
		{"floating, rdate utc", "floating", "RDATE:20260304T120000Z", "", "2T09:00-10:00 4T12:00-13:00"},
		{"berlin, period of a day", "berlin", "RDATE;VALUE=PERIOD:20260304/P1D", "", "2T09:00-10:00 3T23:00-4T23:00"},
		{"newyork, floating period", "newyork", "RDATE;VALUE=PERIOD:20260304T100000/PT2H", "",
			"2T15:00-16:00 4T09:00-11:00 4T15:00-17:00"},
		{"berlin, excluded period", "berlin", "RDATE;VALUE=PERIOD:20260304T120000Z/PT3H\nEXDATE:20260304T120000Z", "",
			"2T09:00-10:00"},
		// EXRULE
		{"berlin, exrule until the earlier reading", "berlin", three + "\nEXRULE:FREQ=WEEKLY;UNTIL=20260309T090000", "",
			"9T09:00-10:00 16T09:00-10:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := march(t)
			if c.zone != "" {
				o.Zone, _ = time.LoadLocation(c.zone)
			}
			text := calendarText("BEGIN:VEVENT\nUID:u1\n" + mixedSeries[c.start] + "\n" + c.lines + "\nEND:VEVENT")
			busy, unknown, err := Busy([]byte(text), o)
			if err != nil || len(unknown) > 0 {
				t.Fatalf("unknown %q, error %v", unknown, err)
			}
			if got := briefSpans(busy); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestMixedInstances holds which changed instance takes the place of one in the series.
func TestMixedInstances(t *testing.T) {
	const id, following, cancelled = "RECURRENCE-ID", "RECURRENCE-ID;RANGE=THISANDFUTURE", "\nSTATUS:CANCELLED"
	const to11 = "\nDTSTART;VALUE=DATE:20260311" // 10T23:00-11T23:00
	const doubt = "event u1: RECURRENCE-ID is of another type than DTSTART"
	const at15 = "\nDTSTART:20260309T150000Z\nDTEND:20260309T160000Z"
	for _, c := range []struct{ name, start, change, want, unknown string }{
		{"day, date", "day", id + ";VALUE=DATE:20260309" + to11, "1T23:00-2T23:00 10T23:00-11T23:00 15T23:00-16T23:00", ""},
		{"day, owner's midnight", "day", id + ":20260308T230000Z" + to11,
			"1T23:00-2T23:00 10T23:00-11T23:00 15T23:00-16T23:00", ""},
		{"day, midnight of UTC", "day", id + ":20260309T000000Z" + to11,
			"1T23:00-2T23:00 10T23:00-11T23:00 15T23:00-16T23:00", ""},
		{"day, some hour", "day", id + ":20260309T090000Z" + to11,
			"1T23:00-2T23:00 8T23:00-9T23:00 10T23:00-11T23:00 15T23:00-16T23:00", ""},
		{"day, some hour cancelled", "day", id + ":20260309T090000Z" + to11 + cancelled,
			"1T23:00-2T23:00 8T23:00-9T23:00 15T23:00-16T23:00", ""},
		{"berlin, date", "berlin", id + ";VALUE=DATE:20260309" + at15,
			"2T09:00-10:00 9T09:00-10:00 9T15:00-16:00 16T09:00-10:00", ""},
		{"berlin, date cancelled", "berlin", id + ";VALUE=DATE:20260309" + at15 + cancelled,
			"2T09:00-10:00 9T09:00-10:00 16T09:00-10:00", ""},
		{"berlin, floating", "berlin", id + ":20260309T100000" + at15, "2T09:00-10:00 9T15:00-16:00 16T09:00-10:00", ""},
		{"newyork, floating", "newyork", id + ":20260309T100000" + at15 + cancelled,
			"2T15:00-16:00 9T14:00-15:00 16T14:00-15:00", ""},
		{"utc, floating", "utc", id + ":20260309T090000" + at15 + cancelled, "2T09:00-10:00 9T09:00-10:00 16T09:00-10:00",
			""},
		{"floating, utc", "floating", id + ":20260309T090000Z" + at15, "2T09:00-10:00 9T15:00-16:00 16T09:00-10:00", ""},
		{"berlin, unknown zone", "berlin", id + ";TZID=Nowhere:20260309T100000" + at15,
			"2T09:00-10:00 9T09:00-10:00 9T15:00-16:00 16T09:00-10:00", ""},
		{"berlin to a day", "berlin", id + ":20260309T090000Z" + to11, "2T09:00-10:00 10T23:00-11T23:00 16T09:00-10:00", ""},

		{"all following, day by midnight", "day", following + ":20260308T230000Z" + to11,
			"1T23:00-2T23:00 10T23:00-11T23:00 17T23:00-18T23:00", ""},
		{"all following, day by some hour", "day", following + ":20260309T090000Z" + to11,
			"1T23:00-2T23:00 8T23:00-9T23:00 10T23:00-11T23:00 15T23:00-16T23:00", doubt},
		{"all following, day to times", "day", following + ";VALUE=DATE:20260309" + at15,
			"1T23:00-2T23:00 9T15:00-16:00 16T15:00-16:00", ""},
		{"all following, times to day", "berlin", following + ":20260309T090000Z" + to11,
			"2T09:00-10:00 10T23:00-11T23:00 17T23:00-18T23:00", ""},
		{"all following, berlin by date", "berlin", following + ";VALUE=DATE:20260309" + at15,
			"2T09:00-10:00 9T09:00-10:00 9T15:00-16:00 16T09:00-10:00", doubt},
		{"all following, berlin by date, cancelled", "berlin", following + ";VALUE=DATE:20260309" + at15 + cancelled,
			"2T09:00-10:00 9T09:00-10:00 16T09:00-10:00", ""},
		{"all following, cancelled", "berlin", following + ":20260309T090000Z" + at15 + cancelled, "2T09:00-10:00", ""},
		{"all following, newyork by floating", "newyork", following + ":20260309T100000" + at15 + cancelled,
			"2T15:00-16:00 9T14:00-15:00 16T14:00-15:00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := calendarText("BEGIN:VEVENT\nUID:u1\n" + mixedSeries[c.start] + "\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\nBEGIN:VEVENT\nUID:u1\n" + c.change + "\nEND:VEVENT")
			busy, unknown, err := Busy([]byte(text), march(t))
			if err != nil || strings.Join(unknown, "|") != c.unknown {
				t.Fatalf("unknown %q, error %v", unknown, err)
			}
			if got := briefSpans(busy); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestNewerSeries lets a newer version of a series exclude an instance that an older one had moved.
func TestNewerSeries(t *testing.T) {
	master := func(lines string) string {
		return "BEGIN:VEVENT\nUID:u1\n" + mixedSeries["utc"] + "\nRRULE:FREQ=WEEKLY;COUNT=3\n" + lines + "\nEND:VEVENT\n"
	}
	moved := func(lines string) string {
		return "BEGIN:VEVENT\nUID:u1\nDTSTART:20260309T150000Z\nDTEND:20260309T160000Z\n" + lines + "\nEND:VEVENT\n"
	}
	const id = "RECURRENCE-ID:20260309T090000Z\n"
	const gone, stays = "2T09:00-10:00 16T09:00-10:00", "2T09:00-10:00 9T15:00-16:00 16T09:00-10:00"
	for _, c := range []struct{ name, text, want string }{
		{"newer", master("SEQUENCE:1") + moved(id+"SEQUENCE:1") + master("SEQUENCE:2\nEXDATE:20260309T090000Z"), gone},
		{"newer alone", moved(id+"SEQUENCE:1") + master("SEQUENCE:2\nEXDATE:20260309T090000Z"), gone},
		{"newer, in another zone", moved(id+"SEQUENCE:1") + master("SEQUENCE:2\nEXDATE;TZID=Europe/Berlin:20260309T100000"),
			gone},
		{"newer, no number for the first", moved(id) + master("SEQUENCE:1\nEXDATE:20260309T090000Z"), gone},
		{"newer with another instance", moved(id+"SEQUENCE:1") + master("SEQUENCE:2\nEXDATE:20260316T090000Z"),
			"2T09:00-10:00 9T15:00-16:00"},
		{"newer with a date", moved(id+"SEQUENCE:1") + master("SEQUENCE:2\nEXDATE;VALUE=DATE:20260309"), stays},
		{"newer without", moved(id+"SEQUENCE:1") + master("SEQUENCE:2"), stays},
		{"as old", moved(id+"SEQUENCE:2") + master("SEQUENCE:2\nEXDATE:20260309T090000Z"), stays},
		{"older", moved(id+"SEQUENCE:2") + master("SEQUENCE:1\nEXDATE:20260309T090000Z"), stays},
		{"no numbers", moved(id) + master("EXDATE:20260309T090000Z"), stays},
		{"two newest, one of which does not",
			moved(id+"SEQUENCE:1") + master("SEQUENCE:2\nEXDATE:20260309T090000Z") + master("SEQUENCE:2"), stays},
		{"and all following", moved("RECURRENCE-ID;RANGE=THISANDFUTURE:20260309T090000Z\nSEQUENCE:1") + master("SEQUENCE:2\nEXDATE:20260309T090000Z"), "2T09:00-10:00 9T15:00-16:00 16T15:00-16:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			busy, unknown, err := Busy([]byte(calendarText(c.text)), march(t))
			if err != nil || len(unknown) > 0 {
				t.Fatalf("unknown %q, error %v", unknown, err)
			}
			if got := briefSpans(busy); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestOvernight holds the end of a night over which the clocks change: as long as ever or until the same hour,
// whichever is later.
func TestOvernight(t *testing.T) {
	for _, c := range []struct{ name, lines, from, want string }{
		{"spring", "DTSTART;TZID=Europe/Berlin:20260321T220000\nDTEND;" +
			"TZID=Europe/Berlin:20260322T060000\nRRULE:FREQ=WEEKLY;COUNT=2", "", "21T21:00-22T05:00 28T21:00-29T05:00"},
		{"spring by duration", "DTSTART;TZID=Europe/Berlin:20260321T220000\nDURATION:PT8H\nRRULE:FREQ=WEEKLY;COUNT=2", "",
			"21T21:00-22T05:00 28T21:00-29T05:00"},
		{"first over the change", "DTSTART;TZID=Europe/Berlin:20260328T220000\nDTEND;" +
			"TZID=Europe/Berlin:20260329T060000\nRRULE:FREQ=DAILY;COUNT=2", "", "28T21:00-29T04:00 29T20:00-30T04:00"},
		{"autumn", "DTSTART;TZID=Europe/Berlin:20261017T220000\nDTEND;" +
			"TZID=Europe/Berlin:20261018T060000\nRRULE:FREQ=WEEKLY;COUNT=2", "2026-10-01",
			"Oct17T20:00-18T04:00 Oct24T20:00-25T05:00"},
		{"autumn, floating", "DTSTART:20261017T220000\nDTEND:20261018T060000\nRRULE:FREQ=WEEKLY;COUNT=2", "2026-10-01",
			"Oct17T20:00-18T04:00 Oct24T20:00-25T05:00"},
		{"autumn, RDATE in UTC", "DTSTART;TZID=Europe/Berlin:20261017T220000\nDTEND;" +
			"TZID=Europe/Berlin:20261018T060000\nRDATE:20261024T200000Z", "2026-10-01",
			"Oct17T20:00-18T04:00 Oct24T20:00-25T05:00"},
		{"autumn, by hours of the rule", "DTSTART;TZID=Europe/Berlin:20261017T080000\nDTEND;" +
			"TZID=Europe/Berlin:20261017T160000\nRRULE:FREQ=WEEKLY;BYHOUR=8,22;COUNT=4", "2026-10-01",
			"Oct17T06:00-14:00 Oct17T20:00-18T04:00 Oct24T06:00-14:00 Oct24T20:00-25T05:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := march(t)
			if c.from != "" {
				o.From, o.To = day(2026, 10, 1), day(2026, 12, 1)
			}
			busy, unknown, err := Busy([]byte(calendarText("BEGIN:VEVENT\nUID:u1\n"+c.lines+"\nEND:VEVENT")), o)
			if err != nil || len(unknown) > 0 {
				t.Fatalf("unknown %q, error %v", unknown, err)
			}
			if got := strings.ReplaceAll(briefSpans(busy), "Jan", "Oct"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
