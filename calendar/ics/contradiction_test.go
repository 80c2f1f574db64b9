package ics

import (
	"strings"
	"testing"
)

// TestContradictions holds what an event says that contradicts itself: it is busy for the longer of what may be meant,
// or listed as unknown, and never free. Spans are of March, in UTC, for somebody in Berlin.
func TestContradictions(t *testing.T) {
	const at10, day2 = "DTSTART:20260302T100000Z\n", "DTSTART;VALUE=DATE:20260302\n"
	const to11, weekly = "DTEND:20260302T110000Z\n", "RRULE:FREQ=WEEKLY;COUNT=3\n"
	const series, three = at10 + to11 + weekly, "2T10:00-11:00 9T10:00-11:00 16T10:00-11:00"
	const moved = "\nDTSTART:20260309T150000Z\nDTEND:20260309T160000Z\n"
	const id = "RECURRENCE-ID:20260309T100000Z"
	for _, c := range []struct{ name, lines, want, unknown string }{
		{"end and longer duration", at10 + to11 + "DURATION:PT3H", "2T10:00-13:00", ""},
		{"end and shorter duration", at10 + "DTEND:20260302T130000Z\nDURATION:PT1H", "2T10:00-13:00", ""},
		{"end and no duration", at10 + to11 + "DURATION:PT0S", "2T10:00-11:00", ""},
		{"end at the start and duration", at10 + "DTEND:20260302T100000Z\nDURATION:PT2H", "2T10:00-12:00", ""},
		{"end and duration of a series", at10 + to11 + weekly + "DURATION:PT2H",
			"2T10:00-12:00 9T10:00-12:00 16T10:00-12:00", ""},
		{"end and duration of days", at10 + to11 + "DURATION:P10D", "2T10:00-12T10:00", ""},
		{"end and duration of days before the window",
			"DTSTART:20251220T100000Z\nDTEND:20251220T110000Z\nRRULE:FREQ=YEARLY;COUNT=2\nDURATION:P30D",
			"Dec20T10:00-19T10:00", ""},
		{"end and duration of all days", day2 + "DTEND;VALUE=DATE:20260303\nDURATION:P3D", "1T23:00-4T23:00", ""},
		{"end and duration of a changed instance",
			series + "END:VEVENT\nBEGIN:VEVENT\nUID:u1\n" + id + moved + "DURATION:PT4H",
			"2T10:00-11:00 9T15:00-19:00 16T10:00-11:00", ""},
		{"end and negative duration", at10 + to11 + "DURATION:-PT1H", "", `event u1: DURATION: bad duration "-PT1H"`},
		{"end and no duration at all", at10 + to11 + "DURATION:soon", "", `event u1: DURATION: bad duration "soon"`},
		{"negative duration", at10 + "DURATION:-PT1H", "", `event u1: DURATION: bad duration "-PT1H"`},
		{"hours of an all-day event", day2 + "DURATION:PT5H", "1T23:00-2T23:00", ""},
		{"a day and an hour of an all-day event", day2 + "DURATION:P1DT1H", "1T23:00-3T23:00", ""},
		{"nothing of an all-day event", day2 + "DURATION:P0D", "1T23:00-2T23:00", ""},

		{"end before start", at10 + "DTEND:20260302T090000Z", "", "event u1: DTEND is before DTSTART"},
		{"end before start, and duration", at10 + "DTEND:20260302T090000Z\nDURATION:PT1H", "",
			"event u1: DTEND is before DTSTART"},
		{"end day before start", day2 + "DTEND;VALUE=DATE:20260301", "", "event u1: DTEND is before DTSTART"},
		{"end before start in another zone", "DTSTART;TZID=America/New_York:20260302T100000\nDTEND;" +
			"TZID=Europe/Berlin:20260302T110000", "",
			"event u1: DTEND is before DTSTART"},
		{"end day of a time", at10 + "DTEND;VALUE=DATE:20260303", "2T10:00-3T23:00", ""},
		{"same end day of a time", at10 + "DTEND;VALUE=DATE:20260302", "2T10:00-23:00", ""},
		{"earlier end day of a time", at10 + "DTEND;VALUE=DATE:20260228", "", "event u1: DTEND is before DTSTART"},
		{"end time of a day", day2 + "DTEND:20260302T120000Z", "1T23:00-2T23:00", ""},
		{"end time of a day, at midnight", day2 + "DTEND:20260303T000000", "1T23:00-2T23:00", ""},
		{"end time of a day, overseas", day2 + "DTEND;TZID=America/New_York:20260302T200000", "1T23:00-3T01:00", ""},
		{"end times of days", day2 + "DTEND:20260302T120000Z\nRRULE:FREQ=DAILY;COUNT=2", "1T23:00-3T23:00", ""},

		{"two starts", at10 + "DTSTART:20260302T120000Z\nDURATION:PT1H", "", "event u1: two different DTSTART"},
		{"two zones of a start", "DTSTART;TZID=Europe/Berlin:20260302T100000\nDTSTART;" +
			"TZID=Asia/Tokyo:20260302T100000\nDURATION:PT1H", "",
			"event u1: two different DTSTART"},
		{"the same start twice", at10 + at10 + to11, "2T10:00-11:00", ""},
		{"two ends", at10 + to11 + "DTEND:20260302T150000Z", "", "event u1: two different DTEND"},
		{"two durations", at10 + "DURATION:PT1H\nDURATION:PT5H", "", "event u1: two different DURATION"},
		{"day with an hour", "DTSTART;VALUE=DATE:20260302T100000", "", "event u1: DTSTART: a date with an hour"},
		{"day with midnight", "DTSTART;VALUE=DATE:20260302T000000", "1T23:00-2T23:00", ""},
		{"days with midnights", "DTSTART;VALUE=DATE:20260302T000000\nDTEND;VALUE=DATE:20260304T000000", "1T23:00-3T23:00",
			""},

		{"until before start", at10 + to11 + "RRULE:FREQ=DAILY;UNTIL=20260301T000000Z", "",
			"event u1: UNTIL is before DTSTART"},
		{"until day before start", day2 + "RRULE:FREQ=DAILY;UNTIL=20260228", "", "event u1: UNTIL is before DTSTART"},
		{"until before start outside of the window", "DTSTART:20240302T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;" +
			"UNTIL=20240301T000000Z", "", ""},
		{"until before start, free", at10 + to11 + "TRANSP:TRANSPARENT\nRRULE:FREQ=DAILY;UNTIL=20260301T000000Z", "", ""},
		{"until the shorter, count the longer", at10 + to11 + "RRULE:FREQ=DAILY;COUNT=3;UNTIL=20260303T235959Z",
			"2T10:00-11:00 3T10:00-11:00 4T10:00-11:00", ""},
		{"count the shorter, until the longer", at10 + to11 + "RRULE:FREQ=DAILY;COUNT=1;UNTIL=20260303T235959Z",
			"2T10:00-11:00 3T10:00-11:00", ""},
		{"excluded by the shorter only", series + "EXRULE:FREQ=WEEKLY;COUNT=2;UNTIL=20260303T000000Z",
			"9T10:00-11:00 16T10:00-11:00", ""},
		{"two counts", at10 + to11 + "RRULE:FREQ=DAILY;COUNT=1;COUNT=3", "2T10:00-11:00",
			"event u1: RRULE: rule with two different COUNT"},
		{"two rules", at10 + to11 + "RRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=2",
			"2T10:00-11:00 3T10:00-11:00 9T10:00-11:00", ""},

		{"instance without its series", id + moved, "9T15:00-16:00", ""},
		{"all following without their series", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260309T100000Z" + moved, "9T15:00-16:00",
			"event u1: changes a series that is not there"},
		{"instance that is none", series + "END:VEVENT\nBEGIN:VEVENT\nUID:u1\nRECURRENCE-ID:20260310T100000Z" + moved,
			"2T10:00-11:00 9T10:00-11:00 9T15:00-16:00 16T10:00-11:00", ""},
		{"two instances in one",
			series + "END:VEVENT\nBEGIN:VEVENT\nUID:u1\nRECURRENCE-ID:20260316T100000Z\n" + id + moved + "STATUS:CANCELLED",
			three,
			"event u1: two different RECURRENCE-ID"},

		{"cancelled and not", at10 + to11 + "STATUS:CANCELLED\nSTATUS:CONFIRMED", "2T10:00-11:00",
			"event u1: two different STATUS"},
		{"free and not", at10 + to11 + "TRANSP:TRANSPARENT\nTRANSP:OPAQUE", "2T10:00-11:00",
			"event u1: two different TRANSP"},
		{"free twice", at10 + to11 + "TRANSP:TRANSPARENT\nTRANSP:transparent", "", ""},
		{"Outlook's free and not", at10 + to11 + "X-MICROSOFT-CDO-BUSYSTATUS:FREE\nX-MICROSOFT-CDO-BUSYSTATUS:OOF",
			"2T10:00-11:00",
			"event u1: two different X-MICROSOFT-CDO-BUSYSTATUS"},
		{"two names", "UID:u2\n" + at10 + to11, "2T10:00-11:00", "event u1: two different UID"},

		{"older version confirmed",
			at10 + to11 + "SEQUENCE:1\nEND:VEVENT\nBEGIN:VEVENT\nUID:u1\n" + at10 + to11 + "SEQUENCE:2\nSTATUS:CANCELLED", "",
			""},
		{"same number, cancelled and not", at10 + to11 + "SEQUENCE:1\nDTSTAMP:20260101T000000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:u1\n" + at10 + to11 +
			"SEQUENCE:1\nDTSTAMP:20260201T000000Z\nSTATUS:CANCELLED", "2T10:00-11:00", ""},
		{"same number, two times", at10 + to11 + "SEQUENCE:1\nDTSTAMP:20260201T000000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:u1\nDTSTART:20260304T100000Z\n" +
			"DURATION:PT1H\nSEQUENCE:1\nDTSTAMP:20260101T000000Z", "2T10:00-11:00 4T10:00-11:00", ""},
		{"two numbers, free", at10 + to11 + "SEQUENCE:1\nEND:VEVENT\nBEGIN:VEVENT\nUID:u1\n" + at10 + to11 + "SEQUENCE:2\nSEQUENCE:0\nTRANSP:TRANSPARENT",
			"2T10:00-11:00", ""},
		{"two numbers, busy",
			at10 + to11 + "SEQUENCE:0\nSEQUENCE:2\nEND:VEVENT\nBEGIN:VEVENT\nUID:u1\n" + at10 + to11 + "SEQUENCE:1\nTRANSP:TRANSPARENT",
			"2T10:00-11:00", "event u1: two different SEQUENCE"},

		{"exclusion of another type", series + "EXDATE;VALUE=DATE:20260309", three, ""},
		{"exclusion in another zone", series + "EXDATE;TZID=Asia/Tokyo:20260309T100000", three, ""},
		{"exclusion in another zone, same instant", series + "EXDATE;TZID=Asia/Tokyo:20260309T190000",
			"2T10:00-11:00 16T10:00-11:00", ""},
		{"exclusion of an hour of an all-day series", day2 + weekly + "EXDATE:20260309T100000Z",
			"1T23:00-2T23:00 8T23:00-9T23:00 15T23:00-16T23:00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := calendarText("BEGIN:VEVENT\nUID:u1\n" + c.lines + "\nEND:VEVENT")
			busy, unknown, err := Busy([]byte(text), march(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := briefSpans(busy); got != c.want {
				t.Errorf("busy\ngot  %s\nwant %s", got, c.want)
			}
			if got := strings.Join(unknown, "|"); got != c.unknown {
				t.Errorf("unknown\ngot  %s\nwant %s", got, c.unknown)
			}
		})
	}
}

// TestBackwardPeriods lists a period that ends before it begins.
func TestBackwardPeriods(t *testing.T) {
	const list = "BEGIN:VFREEBUSY\nDTSTART:20260101T000000Z\nDTEND:20260401T000000Z\nFREEBUSY:20260302T110000Z/20260302T100000Z\nEND:VFREEBUSY"
	busy, unknown, err := Busy([]byte(calendarText(list)), march(t))
	want := `free/busy list: bad period "20260302T110000Z/20260302T100000Z"`
	if err != nil || len(busy) > 0 || strings.Join(unknown, "|") != want {
		t.Errorf("busy %v, unknown %q, error %v", busy, unknown, err)
	}
}

// TestContradictionsInMessages warns of what an invitation says twice.
func TestContradictionsInMessages(t *testing.T) {
	for _, c := range []struct{ name, lines, end, warning string }{
		{"longer duration", "DTSTART:20260302T100000Z\nDTEND:20260302T110000Z\nDURATION:PT3H", "13:00",
			"both DTEND and DURATION, the later end counts"},
		{"longer end", "DTSTART:20260302T100000Z\nDTEND:20260302T110000Z\nDURATION:PT5M", "11:00",
			"both DTEND and DURATION, the later end counts"},
		{"another type", "DTSTART:20260302T100000Z\nDTEND;VALUE=DATE:20260302", "00:00",
			"DTEND is of another type than DTSTART"},
	} {
		m, warnings, err := Decode([]byte(eventText(c.lines)))
		if err != nil || len(m.Events) != 1 {
			t.Fatalf("%s: %v, error %v", c.name, m, err)
		}
		if end := m.Events[0].End.Format("15:04"); end != c.end || strings.Join(warnings, "|") != c.warning {
			t.Errorf("%s: until %s, warnings %q", c.name, end, warnings)
		}
	}
}
