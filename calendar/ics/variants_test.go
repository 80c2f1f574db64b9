package ics

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
)

// utcSpans writes spans with month, day and hour in UTC: "1102T0900-1000 1104T2300-1105T2300".
func utcSpans(list []calendar.Span) string {
	var parts []string
	for _, s := range list {
		end := "1504"
		if s.End.YearDay() != s.Start.YearDay() {
			end = "0102T1504"
		}
		parts = append(parts, s.Start.Format("0102T1504")+"-"+s.End.Format(end))
	}
	return strings.Join(parts, " ")
}

// TestVariants holds calendars as real programs write them, with answers worked out by hand: instants of UTC on all-day
// series, newer versions of a series over older changes of its instances, and nights over which the clocks change.
func TestVariants(t *testing.T) {
	const event, again = "BEGIN:VEVENT\nUID:u1\n", "\nEND:VEVENT\nBEGIN:VEVENT\nUID:u1\n"
	const days = "DTSTART;VALUE=DATE:20261102\nRRULE:FREQ=WEEKLY;" // Mondays
	const three = days + "COUNT=3\n"
	const to12 = "DTSTART;VALUE=DATE:20261112\n"
	const hour = "DTSTART:20261102T090000Z\nDTEND:20261102T100000Z\nRRULE:FREQ=WEEKLY;COUNT=3\n"
	const at11 = "DTSTART:20261109T110000Z\nDTEND:20261109T120000Z\n"
	const sundays = "DTSTART;VALUE=DATE:20261018\nRRULE:FREQ=WEEKLY;COUNT=3\n"
	const night = "DTSTART;TZID=Europe/Berlin:20261017T220000\nDTEND;" +
		"TZID=Europe/Berlin:20261018T060000\nRRULE:FREQ=WEEKLY;COUNT=3\n"
	const berlin, tokyo, angeles = "Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"
	const kolkata, auckland, newYork = "Asia/Kolkata", "Pacific/Auckland", "America/New_York"
	for _, c := range []struct{ name, zone, lines, want string }{
		{"until midnight of Tokyo", tokyo, days + "UNTIL=20261115T150000Z",
			"1101T1500-1102T1500 1108T1500-1109T1500 1115T1500-1116T1500"},
		{"until a second before it", tokyo, days + "UNTIL=20261115T145959Z", "1101T1500-1102T1500 1108T1500-1109T1500"},
		{"until midnight of Los Angeles", angeles, days + "UNTIL=20261116T080000Z",
			"1102T0800-1103T0800 1109T0800-1110T0800 1116T0800-1117T0800"},
		{"until a second before it", angeles, days + "UNTIL=20261116T075959Z", "1102T0800-1103T0800 1109T0800-1110T0800"},
		{"until a date written as midnight", angeles, days + "UNTIL=20261116T000000Z",
			"1102T0800-1103T0800 1109T0800-1110T0800 1116T0800-1117T0800"},
		{"until midnight of Kolkata", kolkata, days + "UNTIL=20261115T183000Z",
			"1101T1830-1102T1830 1108T1830-1109T1830 1115T1830-1116T1830"},
		{"until midnight of Auckland", auckland, days + "UNTIL=20261115T110000Z",
			"1101T1100-1102T1100 1108T1100-1109T1100 1115T1100-1116T1100"},
		{"until midnight, of two days", berlin, "DTEND;VALUE=DATE:20261104\n" + days + "UNTIL=20261108T230000Z",
			"1101T2300-1103T2300 1108T2300-1110T2300"},
		{"until midnight of winter", berlin, "DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=MONTHLY;UNTIL=20261031T230000Z",
			"0831T2200-0901T2200 0930T2200-1001T2200 1031T2300-1101T2300"},
		{"until midnight of summer", berlin, "DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=MONTHLY;UNTIL=20260930T220000Z",
			"0831T2200-0901T2200 0930T2200-1001T2200"},
		{"until the end of the last day", berlin, "DTSTART;VALUE=DATE:20261130\nRRULE:FREQ=DAILY;UNTIL=20261202T225959Z",
			"1129T2300-1202T2300"},

		{"exdate, midnight of Tokyo", tokyo, three + "EXDATE:20261108T150000Z", "1101T1500-1102T1500 1115T1500-1116T1500"},
		{"exdate, midnight of Los Angeles", angeles, three + "EXDATE:20261109T080000Z",
			"1102T0800-1103T0800 1116T0800-1117T0800"},
		{"exdate, midnight of Auckland", auckland, three + "EXDATE:20261108T110000Z",
			"1101T1100-1102T1100 1115T1100-1116T1100"},
		{"exdates in a list", tokyo, three + "EXDATE:20261108T150000Z,20261115T150000Z", "1101T1500-1102T1500"},
		{"exdate with a type", tokyo, three + "EXDATE;VALUE=DATE-TIME:20261108T150000Z",
			"1101T1500-1102T1500 1115T1500-1116T1500"},
		{"exdate, midnight of another place", tokyo, three + "EXDATE:20261108T230000Z",
			"1101T1500-1102T1500 1108T1500-1109T1500 1115T1500-1116T1500"},
		{"exdate, midnight of summer", berlin, sundays + "EXDATE:20261024T220000Z",
			"1017T2200-1018T2200 1031T2300-1101T2300"},
		{"exdate, an hour off", berlin, sundays + "EXDATE:20261031T220000Z",
			"1017T2200-1018T2200 1024T2200-1025T2300 1031T2300-1101T2300"},

		{"rdate, midnight of Tokyo", tokyo, "DTSTART;VALUE=DATE:20261102\nRDATE:20261110T150000Z",
			"1101T1500-1102T1500 1110T1500-1111T1500"},
		{"rdate, midnight of Los Angeles", angeles, "DTSTART;VALUE=DATE:20261102\nRDATE:20261111T080000Z",
			"1102T0800-1103T0800 1111T0800-1112T0800"},

		{"changed instance, midnight of Tokyo", tokyo, three + again + "RECURRENCE-ID:20261108T150000Z\n" + to12,
			"1101T1500-1102T1500 1111T1500-1112T1500 1115T1500-1116T1500"},
		{"changed instance, midnight with a zone", tokyo,
			three + again + "RECURRENCE-ID;TZID=Asia/Tokyo:20261109T000000\n" + to12,
			"1101T1500-1102T1500 1111T1500-1112T1500 1115T1500-1116T1500"},
		{"cancelled instance, midnight of Los Angeles", angeles,
			three + again + "RECURRENCE-ID:20261109T080000Z\n" + to12 + "STATUS:CANCELLED",
			"1102T0800-1103T0800 1116T0800-1117T0800"},
		{"cancelled instance, midnight of summer", berlin,
			sundays + again + "RECURRENCE-ID:20261024T220000Z\n" + to12 + "STATUS:CANCELLED",
			"1017T2200-1018T2200 1031T2300-1101T2300"},
		{"all following, midnight of Tokyo", tokyo,
			three + again + "RECURRENCE-ID;RANGE=THISANDFUTURE:20261108T150000Z\n" + to12,
			"1101T1500-1102T1500 1111T1500-1112T1500 1118T1500-1119T1500"},

		{"newer, excluded by date", berlin, three + "SEQUENCE:3\nEXDATE;VALUE=DATE:20261109" + again + "RECURRENCE-ID;VALUE=DATE:20261109\n" + to12 + "SEQUENCE:1",
			"1101T2300-1102T2300 1115T2300-1116T2300"},
		{"newer, excluded by an instant", berlin,
			three + "SEQUENCE:3\nEXDATE:20261108T230000Z" + again + "RECURRENCE-ID;VALUE=DATE:20261109\n" + to12 + "SEQUENCE:1",
			"1101T2300-1102T2300 1115T2300-1116T2300"},
		{"older, excluded by date", berlin, three + "SEQUENCE:2\nEXDATE;VALUE=DATE:20261109" + again + "RECURRENCE-ID;VALUE=DATE:20261109\n" + to12 + "SEQUENCE:3",
			"1101T2300-1102T2300 1111T2300-1112T2300 1115T2300-1116T2300"},
		{"newer at another hour", berlin, strings.NewReplacer("T09", "T14", "T10",
			"T15").Replace(hour) + "SEQUENCE:2" + again + "RECURRENCE-ID:20261109T090000Z\n" +
			at11 + "SEQUENCE:1", "1102T1400-1500 1109T1100-1200 1109T1400-1500 1116T1400-1500"},
		{"newer, excluded in a zone", berlin,
			hour + "SEQUENCE:2\nEXDATE;TZID=America/New_York:20261109T040000" + again + "RECURRENCE-ID:20261109T090000Z\n" +
				at11 + "SEQUENCE:1", "1102T0900-1000 1116T0900-1000"},
		{"newer, one of two excluded", berlin, hour + "SEQUENCE:2\nEXDATE:20261109T090000Z" + again + "RECURRENCE-ID:20261109T090000Z\n" + at11 + "SEQUENCE:1" +
			again + "RECURRENCE-ID:20261116T090000Z\nDTSTART:20261117T110000Z\nDTEND:20261117T120000Z\nSEQUENCE:1",
			"1102T0900-1000 1117T1100-1200"},
		{"newer ends before the changed instance", berlin, strings.Replace(hour, "COUNT=3", "COUNT=1",
			1) + "SEQUENCE:2" + again +
			"RECURRENCE-ID:20261109T090000Z\n" + at11 + "SEQUENCE:1", "1102T0900-1000 1109T1100-1200"},

		{"night, autumn of New York", newYork, "DTSTART;TZID=America/New_York:20261024T230000\nDTEND;" +
			"TZID=America/New_York:20261025T070000\n" +
			"RRULE:FREQ=WEEKLY;COUNT=2", "1025T0300-1100 1101T0300-1200"},
		{"night, spring of New York", newYork, "DTSTART;TZID=America/New_York:20260228T230000\nDTEND;" +
			"TZID=America/New_York:20260301T070000\n" +
			"RRULE:FREQ=WEEKLY;COUNT=2", "0301T0400-1200 0308T0400-1200"},
		{"night, autumn of Sydney", berlin, "DTSTART;TZID=Australia/Sydney:20260328T220000\nDTEND;" +
			"TZID=Australia/Sydney:20260329T060000\n" +
			"RRULE:FREQ=WEEKLY;COUNT=2", "0328T1100-1900 0404T1100-2000"},
		{"night by a duration", berlin, strings.Replace(night, "DTEND;TZID=Europe/Berlin:20261018T060000", "DURATION:PT8H",
			1),
			"1017T2000-1018T0400 1024T2000-1025T0400 1031T2100-1101T0500"},
		{"night, one excluded", berlin, night + "EXDATE:20261024T200000Z", "1017T2000-1018T0400 1031T2100-1101T0500"},
		{"night, one moved", berlin, night + again + "RECURRENCE-ID:20261024T200000Z\nDTSTART;" +
			"TZID=Europe/Berlin:20261024T200000\n" +
			"DTEND;TZID=Europe/Berlin:20261025T040000", "1017T2000-1018T0400 1024T1800-1025T0300 1031T2100-1101T0500"},
		{"weekend", berlin, "DTSTART;TZID=Europe/Berlin:20261016T180000\nDTEND;" +
			"TZID=Europe/Berlin:20261018T180000\nRRULE:FREQ=WEEKLY;COUNT=2",
			"1016T1600-1018T1600 1023T1600-1025T1700"},
		{"night from one zone to another", berlin, "DTSTART;TZID=Europe/Berlin:20261017T220000\nDTEND;" +
			"TZID=America/New_York:20261018T010000\n" +
			"RRULE:FREQ=WEEKLY;COUNT=2", "1017T2000-1018T0500 1024T2000-1025T0500"},
	} {
		t.Run(c.name+" "+c.zone, func(t *testing.T) {
			zone, err := time.LoadLocation(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			o := Options{From: day(2026, 1, 1), To: day(2027, 1, 1), Zone: zone}
			busy, unknown, err := Busy([]byte(calendarText(event+c.lines+"\nEND:VEVENT")), o)
			if err != nil || len(unknown) > 0 {
				t.Fatalf("unknown %q, error %v", unknown, err)
			}
			if got := utcSpans(busy); got != c.want {
				t.Errorf("\ngot  %s\nwant %s", got, c.want)
			}
		})
	}
}
