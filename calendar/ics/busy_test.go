package ics

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handoffd/calendar"
)

// march is the first quarter of 2026 of somebody in Berlin, where summer time begins on 29 March.
func march(t testing.TB) Options {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return Options{From: day(2026, 1, 1), To: day(2026, 4, 1), Zone: berlin, Self: []string{"Dana@acme.example"}}
}

// briefSpans writes spans as day and hours, in UTC: "2T09:00-10:00 3T22:00-4T23:00" for days of March.
func briefSpans(list []calendar.Span) string {
	var parts []string
	for _, s := range list {
		end := "15:04"
		if s.End.YearDay() != s.Start.YearDay() {
			end = "2T15:04"
		}
		start := "2T15:04"
		if s.Start.Month() != time.March {
			start = "Jan2T15:04"
		}
		parts = append(parts, s.Start.Format(start)+"-"+s.End.Format(end))
	}
	return strings.Join(parts, " ")
}

// busyEvent writes an event of one hour in Berlin with further lines.
func busyEvent(start string, lines ...string) string {
	hour := start[:9] + fmt.Sprintf("%02d", digits(start[9:11])+1) + start[11:]
	head := []string{"BEGIN:VEVENT", "UID:u1", "DTSTART;TZID=Europe/Berlin:" + start, "DTEND;TZID=Europe/Berlin:" + hour}
	return strings.Join(append(append(head, lines...), "END:VEVENT"), "\r\n")
}

func TestBusy(t *testing.T) {
	daily := busyEvent("20260326T100000", "RRULE:FREQ=DAILY;COUNT=5") // 26 to 30 March
	const zone = ";TZID=Europe/Berlin:"
	moved := "\r\n" + busyEvent("20260327T150000", "RECURRENCE-ID"+zone+"20260327T100000")
	for _, c := range []struct{ name, text, want string }{
		{"one", busyEvent("20260302T100000"), "2T09:00-10:00"},
		{"floating", "BEGIN:VEVENT\nUID:a\nDTSTART:20260302T100000\nDTEND:20260302T110000\nEND:VEVENT", "2T09:00-10:00"},
		{"all day", "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20260329\nEND:VEVENT", "28T23:00-29T22:00"},
		{"days", "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260304\nEND:VEVENT",
			"1T23:00-3T23:00"},
		{"duration", "BEGIN:VEVENT\nUID:a\nDTSTART:20260302T100000Z\nDURATION:P1DT1H\nEND:VEVENT", "2T10:00-3T11:00"},
		{"instant", "BEGIN:VEVENT\nUID:a\nDTSTART:20260302T100000Z\nEND:VEVENT", ""},
		{"outside", busyEvent("20260402T100000") + "\n" + busyEvent("20251202T100000", "SEQUENCE:0", "X-A:1"), ""},
		{"reaching in", "BEGIN:VEVENT\nUID:a\nDTSTART:20251231T230000Z\nDTEND:20260101T010000Z\nEND:VEVENT",
			"Dec31T23:00-1T01:00"},
		{"transparent", busyEvent("20260302T100000", "TRANSP:TRANSPARENT"), ""},
		{"cancelled", busyEvent("20260302T100000", "STATUS:CANCELLED"), ""},
		{"tentative", busyEvent("20260302T100000", "STATUS:TENTATIVE"), "2T09:00-10:00"},
		{"outlook free", busyEvent("20260302T100000", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"), ""},
		{"opaque", busyEvent("20260302T100000", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"), "2T09:00-10:00"},
		{"declined", busyEvent("20260302T100000", "ATTENDEE;PARTSTAT=DECLINED:MAILTO:dana@acme.example"), ""},
		{"declined alias", busyEvent("20260302T100000", "ATTENDEE;PARTSTAT=declined;EMAIL=dana@acme.example:urn:uuid:1"), ""},
		{"declined and not", busyEvent("20260302T100000", "ATTENDEE;PARTSTAT=DECLINED,ACCEPTED:mailto:dana@acme.example"),
			"2T09:00-10:00"},
		{"declined by other", busyEvent("20260302T100000", "ATTENDEE;PARTSTAT=DECLINED:mailto:eve@acme.example"),
			"2T09:00-10:00"},
		{"unanswered", busyEvent("20260302T100000", "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:dana@acme.example"),
			"2T09:00-10:00"},
		{"except", busyEvent("20260302T100000") + "\n" + strings.ReplaceAll(busyEvent("20260302T100000"), "UID:u1",
			"UID:own"), "2T09:00-10:00"},
		{"touching", busyEvent("20260302T100000") + "\n" + busyEvent("20260302T110000"), "2T09:00-11:00"},
		{"new version", busyEvent("20260302T100000", "SEQUENCE:1") + "\n" + busyEvent("20260303T100000", "SEQUENCE:2"),
			"3T09:00-10:00"},
		{"old version behind", busyEvent("20260302T100000", "SEQUENCE:2") + "\n" + busyEvent("20260303T100000",
			"SEQUENCE:1"), "2T09:00-10:00"},
		{"daily", daily, "26T09:00-10:00 27T09:00-10:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"until utc", busyEvent("20260327T100000", "RRULE:FREQ=DAILY;UNTIL=20260329T080000Z"),
			"27T09:00-10:00 28T09:00-10:00 29T08:00-09:00"},
		{"until before utc", busyEvent("20260327T100000", "RRULE:FREQ=DAILY;UNTIL=20260329T075959Z"),
			"27T09:00-10:00 28T09:00-10:00"},
		{"until date", busyEvent("20260327T100000", "RRULE:FREQ=DAILY;UNTIL=20260328"), "27T09:00-10:00 28T09:00-10:00"},
		{"until floating", busyEvent("20260327T100000", "RRULE:FREQ=DAILY;UNTIL=20260328T100000"),
			"27T09:00-10:00 28T09:00-10:00"},
		{"old series", busyEvent("20150105T100000", "RRULE:FREQ=MONTHLY;BYDAY=1MO"),
			"Jan5T09:00-10:00 Feb2T09:00-10:00 2T09:00-10:00"},
		{"old counted", busyEvent("20150105T100000", "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=134"),
			"Jan5T09:00-10:00 Feb2T09:00-10:00"},
		{"exdate", daily[:len(daily)-12] + "\r\nEXDATE" + zone + "20260327T100000,20260329T100000\r\nEND:VEVENT",
			"26T09:00-10:00 28T09:00-10:00 30T08:00-09:00"},
		{"exdate utc", daily[:len(daily)-12] + "\r\nEXDATE:20260327T090000Z\r\nEND:VEVENT",
			"26T09:00-10:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"exdate floating", daily[:len(daily)-12] + "\r\nEXDATE:20260327T100000\r\nEND:VEVENT",
			"26T09:00-10:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"exdate empty", daily[:len(daily)-12] + "\r\nEXDATE;VALUE=DATE:\r\nEND:VEVENT",
			"26T09:00-10:00 27T09:00-10:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"exdate first", daily[:len(daily)-12] + "\r\nEXDATE" + zone + "20260326T100000\r\nEND:VEVENT",
			"27T09:00-10:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"exrule", daily[:len(daily)-12] + "\r\nEXRULE:FREQ=DAILY;INTERVAL=2\r\nEND:VEVENT", "27T09:00-10:00 29T08:00-09:00"},
		{"rdate", busyEvent("20260302T100000", "RDATE"+zone+"20260304T100000,20260330T120000"),
			"2T09:00-10:00 4T09:00-10:00 30T10:00-11:00"},
		{"rdate utc", busyEvent("20260302T100000", "RDATE:20260304T120000Z"), "2T09:00-10:00 4T12:00-13:00"},
		{"rdate period", busyEvent("20260302T100000", "RDATE;VALUE=PERIOD:20260304T120000Z/PT3H,"+
			"20260305T120000Z/20260305T123000Z"), "2T09:00-10:00 4T12:00-15:00 5T12:00-12:30"},
		{"moved", daily + moved, "26T09:00-10:00 27T14:00-15:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"moved first in file", moved[2:] + "\r\n" + daily, "26T09:00-10:00 27T14:00-15:00 28T09:00-10:00 29T08:00-09:00 " +
			"30T08:00-09:00"},
		{"moved by utc id", daily + strings.ReplaceAll(moved, "RECURRENCE-ID"+zone+"20260327T100000",
			"RECURRENCE-ID:20260327T090000Z"),
			"26T09:00-10:00 27T14:00-15:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"moved twice", daily + strings.ReplaceAll(moved, "END:", "SEQUENCE:1\r\nEND:") + strings.NewReplacer("T15", "T18",
			"T16", "T19", "END:", "SEQUENCE:2\r\nEND:").Replace(moved),
			"26T09:00-10:00 27T17:00-18:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"cancelled instance", daily + strings.ReplaceAll(moved, "END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT"),
			"26T09:00-10:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"declined instance", daily + strings.ReplaceAll(moved, "END:VEVENT",
			"ATTENDEE;PARTSTAT=DECLINED:mailto:dana@acme.example\r\nEND:VEVENT"),
			"26T09:00-10:00 28T09:00-10:00 29T08:00-09:00 30T08:00-09:00"},
		{"accepted instance", strings.ReplaceAll(daily, "END:VEVENT",
			"ATTENDEE;PARTSTAT=DECLINED:mailto:dana@acme.example\r\nEND:VEVENT") + moved, "27T14:00-15:00"},
		{"instance alone", moved[2:], "27T14:00-15:00"},
		{"all following", daily + strings.ReplaceAll(moved, "RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"),
			"26T09:00-10:00 27T14:00-15:00 28T14:00-15:00 29T13:00-14:00 30T13:00-14:00"},
		{"all following cancelled", daily + strings.NewReplacer("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;",
			"END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT").Replace(moved), "26T09:00-10:00"},
		{"all-day series", "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20260327\nRRULE:FREQ=DAILY;UNTIL=20260330T220000Z;" +
			"BYHOUR=3\nEXDATE;VALUE=DATE:20260328\nEND:VEVENT", "26T23:00-27T23:00 28T23:00-31T22:00"},
		{"no uid", strings.ReplaceAll(busyEvent("20260302T100000")+"\n"+busyEvent("20260303T100000", "SEQUENCE:5"), "UID:u1",
			"X-A:b"), "2T09:00-10:00 3T09:00-10:00"},
		{"task", "BEGIN:VTODO\nUID:a\nDTSTART:20260302T100000Z\nDUE:20260302T110000Z\nEND:VTODO", ""},
		{"free/busy", "BEGIN:VFREEBUSY\nDTSTART:20260101T000000Z\nDTEND:20260401T000000Z\nFREEBUSY:20260302T100000Z/PT1H," +
			"20260303T100000Z/20260303T110000Z\n" +
			"FREEBUSY;FBTYPE=FREE:20260304T100000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20260305T100000Z/PT1H\nEND:VFREEBUSY",
			"2T10:00-11:00 3T10:00-11:00 5T10:00-11:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := march(t)
			o.Except = []string{"own"}
			busy, unknown, err := Busy([]byte(calendarText(c.text)), o)
			if err != nil || len(unknown) > 0 {
				t.Fatalf("unknown %q, error %v", unknown, err)
			}
			if diff := cmp.Diff(c.want, briefSpans(busy)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBusyUnknown(t *testing.T) {
	for _, c := range []struct{ name, text, want, unknown string }{
		{"zone", strings.ReplaceAll(busyEvent("20260302T100000"), "Europe/Berlin", "Nowhere"), "",
			`event u1: DTSTART: unknown time zone "Nowhere"`},
		{"zone of a free event", strings.ReplaceAll(busyEvent("20260302T100000", "TRANSP:TRANSPARENT"), "Europe/Berlin",
			"Nowhere"), "", ""},
		{"no start", "BEGIN:VEVENT\nSUMMARY:secret\nEND:VEVENT", "", "event without UID: no DTSTART"},
		{"spoilt rule line", busyEvent("20260302T100000", "RRULE;FREQ=DAILY"), "2T09:00-10:00",
			"event u1: cut off or damaged"},
		{"rule", busyEvent("20260302T100000", "RRULE:FREQ=YEARLY;BYEASTER=1"), "2T09:00-10:00",
			"event u1: RRULE: rule part BYEASTER=1: not supported"},
		{"until", busyEvent("20260302T100000", "RRULE:FREQ=DAILY;UNTIL=soon"), "2T09:00-10:00",
			`event u1: RRULE: bad UNTIL "SOON"`},
		{"rdate", busyEvent("20260302T100000", "RDATE:soon"), "2T09:00-10:00", `event u1: RDATE: bad time "soon"`},
		{"hours of a day", "BEGIN:VEVENT\nUID:u1\nDTSTART;VALUE=DATE:20260302\nRRULE:FREQ=HOURLY\nEND:VEVENT",
			"1T23:00-2T23:00", "event u1: RRULE: hours of an all-day event"},
		{"backwards", "BEGIN:VEVENT\nUID:u1\nDTSTART:20260302T100000Z\nDTEND:20260302T080000Z\nEND:VEVENT", "",
			"event u1: DTEND is before DTSTART"},
		{"instance", busyEvent("20260302T100000", "RRULE:FREQ=DAILY;COUNT=2") + "\nBEGIN:VEVENT\nUID:u1\nRECURRENCE-ID:20260303T090000Z\nDTSTART:x\nEND:VEVENT",
			"2T09:00-10:00 3T09:00-10:00", `event u1: DTSTART: bad time "x"`},
		{"cut", busyEvent("20260302T100000") + "\nBEGIN:VEVENT\nUID:u2\n", "2T09:00-10:00",
			"calendar: cut off or damaged|event u2: cut off or damaged|event u2: no DTSTART"},
		{"lost begin", strings.Replace(busyEvent("20260302T100000"), "BEGIN:", "BEGIN ", 1), "",
			"calendar: cut off or damaged"},
		{"lost end", busyEvent("20260302T100000") + "\nBEGIN:X-A\n" + busyEvent("20260303T100000"), "2T09:00-10:00",
			"calendar: cut off or damaged"},
		{"free/busy window", "BEGIN:VFREEBUSY\nDTSTART:20260201T000000Z\nDTEND:20260401T000000Z\nFREEBUSY:20260302T100000Z/PT1H\nEND:VFREEBUSY", "2T10:00-11:00",
			"free/busy list: does not cover the whole time asked for"},
		{"free/busy period",
			"BEGIN:VFREEBUSY\nDTSTART:20260101T000000Z\nDTEND:20260401T000000Z\nFREEBUSY:soon\nEND:VFREEBUSY", "",
			`free/busy list: bad period "soon"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := calendarText(c.text)
			if c.name == "cut" {
				text = strings.TrimSuffix(text, "END:VCALENDAR\r\n")
			}
			busy, unknown, err := Busy([]byte(text), march(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, briefSpans(busy)); diff != "" {
				t.Errorf("busy (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.unknown, strings.Join(unknown, "|")); diff != "" {
				t.Errorf("unknown (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBusyRefuses(t *testing.T) {
	good := march(t)
	for name, c := range map[string]struct {
		text string
		o    Options
		want error
	}{
		"no calendar": {"hello", good, ErrUnreadable},
		"nothing":     {"", good, ErrUnreadable},
		"only a zone": {"BEGIN:VTIMEZONE\nTZID:x\nEND:VTIMEZONE", good, ErrUnreadable},
		"no zone":     {calendarText(), Options{From: good.From, To: good.To}, ErrInvalid},
		"no window":   {calendarText(), Options{From: good.To, To: good.From, Zone: time.UTC}, ErrInvalid},
	} {
		if busy, _, err := Busy([]byte(c.text), c.o); !errors.Is(err, c.want) || busy != nil {
			t.Errorf("%s: %v, error %v", name, busy, err)
		}
	}
}

func TestBusyIsBounded(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"secondly": busyEvent("20260302T100000", "RRULE:FREQ=SECONDLY"),
		"minutely": many(30, "BEGIN:VEVENT\nUID:%d\nDTSTART:20250101T000000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY\nEND:VEVENT\n"),
		"counted": many(500, "BEGIN:VEVENT\nUID:%d\nDTSTART:00010101T000000Z\nDURATION:PT1S\nRRULE:FREQ=YEARLY;BYDAY=MO;"+
			"COUNT=1000000\nEND:VEVENT\n"),
		"times": many(300, "BEGIN:VEVENT\nUID:%d\nDTSTART:20260101T000000Z\nDURATION:PT1S\nRRULE:FREQ=DAILY;BYHOUR="+list(0,
			23)+";BYMINUTE="+list(0, 59)+
			";BYSECOND="+list(0, 59)+"\nEND:VEVENT\n"),
		"zones": many(400, "BEGIN:VTIMEZONE\nTZID:z%[1]d\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"+
			"RRULE:FREQ=MONTHLY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:%[1]d\nDTSTART;"+
			"TZID=z%[1]d:20260101T000000\nDURATION:PT1S\nEND:VEVENT\n"),
		"versions": many(3000, "BEGIN:VEVENT\nUID:u\nSEQUENCE:%d\nDTSTART:20260101T000000Z\nRECURRENCE-ID:20260101T000000Z\nEND:VEVENT\n"),
	} {
		t.Run(name, func(t *testing.T) {
			busy, unknown, err := Busy([]byte(calendarText(text)), march(t))
			if err != nil || len(busy) > maxSpans || len(unknown) > maxUnknown+1 {
				t.Errorf("%d spans, %d unknown, error %v", len(busy), len(unknown), err)
			}
			if name != "versions" && len(unknown) == 0 {
				t.Error("nothing is unknown")
			}
		})
	}
}

// TestBusyOfWindows asks for a long window and for its parts: both know the same.
func TestBusyOfWindows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day(2020, 1, 1).Add(time.Duration(rapid.IntRange(0, 6*365*24).Draw(t, "hour")) * time.Hour)
		text := calendarText("BEGIN:VEVENT", "UID:u1", "DTSTART;TZID=Europe/Berlin:"+start.Format("20060102T150405"),
			fmt.Sprintf("DURATION:PT%dH", rapid.IntRange(1, 80).Draw(t, "length")), "RRULE:"+drawRule(t), "END:VEVENT")
		window := func(from, to time.Time) []calendar.Span {
			busy, unknown, err := Busy([]byte(text), Options{From: from, To: to, Zone: time.UTC})
			if err != nil || len(unknown) > 0 {
				t.Fatalf("unknown %q, error %v", unknown, err)
			}
			return busy
		}
		var parts []calendar.Span
		for m := time.Month(1); m <= 12; m++ {
			parts = append(parts, window(day(2026, m, 1), day(2026, m+1, 1))...)
		}
		whole := window(day(2026, 1, 1), day(2027, 1, 1))
		if diff := cmp.Diff(whole, calendar.Merge(parts)); diff != "" && len(whole)+len(parts) > 0 {
			t.Fatalf("(-whole +parts):\n%s\n%s", diff, text)
		}
	})
}

func FuzzBusy(f *testing.F) {
	f.Add([]byte(calendarText(busyEvent("20260302T100000", "RRULE:FREQ=DAILY;BYDAY=MO;COUNT=5", "EXDATE:20260302T090000Z",
		"RDATE;VALUE=PERIOD:20260304T120000Z/PT3H"))))
	f.Add([]byte(calendarText(busyEvent("20260302T100000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260301T090000Z"),
		busyEvent("20260301T100000", "RRULE:FREQ=DAILY"))))
	f.Add([]byte(calendarText("BEGIN:VFREEBUSY", "FREEBUSY:20260302T100000Z/PT1H", "END:VFREEBUSY")))
	o := march(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		busy, unknown, err := Busy(data, o)
		if err != nil && (busy != nil || unknown != nil) {
			t.Fatalf("%v, %q with error %v", busy, unknown, err)
		}
		for i, s := range busy {
			if !s.Overlaps(calendar.Span{Start: o.From, End: o.To}) || i > 0 && !busy[i-1].End.Before(s.Start) {
				t.Fatalf("span %d of %v", i, busy)
			}
		}
		switch all, allErr := Schedule(data, o); {
		case (allErr == nil) != (err == nil):
			t.Fatalf("busy: %v, schedule: %v", err, allErr)
		case len(unknown)+len(all.Unknown) == 0 && !cmp.Equal(busy, all.Busy, cmpopts.EquateEmpty()):
			t.Fatalf("busy %v, schedule %v", busy, all.Busy)
		}
	})
}

// yearOfEvents is a calendar of 10,000 events in Berlin, a tenth of them recurring, and a year to ask for.
func yearOfEvents(b *testing.B) (data []byte, events int, o Options) {
	events = 10_000
	lines := []string{"BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:DAYLIGHT", "DTSTART:19810329T020000",
		"TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:19961027T030000",
		"TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
		"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE"}
	for i := range events {
		at := day(2026, 1, 1).AddDate(0, 0, i*53%365).Add(time.Duration(28+i*7%48) * 15 * time.Minute) // 7 to 19 o'clock
		lines = append(lines, "BEGIN:VEVENT", fmt.Sprintf("UID:%d@acme.example", i), "DTSTAMP:20260101T000000Z",
			"DTSTART;TZID=Europe/Berlin:"+at.Format("20060102T150405"),
			"DTEND;TZID=Europe/Berlin:"+at.Add(45*time.Minute).Format("20060102T150405"),
			"SUMMARY:Meeting about something that takes a while", "DESCRIPTION:Some words on what it is about\\, and a link",
			" https://meet.acme.example/abcdefgh",
			"ORGANIZER;CN=Quinn:mailto:quinn@acme.example", "ATTENDEE;CN=Dana;PARTSTAT=ACCEPTED;"+
				"ROLE=REQ-PARTICIPANT:mailto:dana@acme.example",
			"STATUS:CONFIRMED", "TRANSP:OPAQUE", "SEQUENCE:0", "CREATED:20260101T000000Z", "LAST-MODIFIED:20260101T000000Z")
		if i%10 == 0 {
			// the first time fits the rule: programs differ on one that does not
			days := []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}
			first, second := days[at.Weekday()], days[(at.Weekday()+2)%7]
			lines = append(lines, []string{"RRULE:FREQ=WEEKLY;BYDAY=" + first + "," + second, "RRULE:FREQ=DAILY",
				fmt.Sprintf("RRULE:FREQ=MONTHLY;BYDAY=%d%s", (at.Day()-1)/7+1, first)}[i/10%3])
		}
		lines = append(lines, "END:VEVENT")
	}
	o = march(b)
	o.To = day(2027, 1, 1)
	return []byte(calendarText(lines...)), events, o
}

func BenchmarkBusyYear(b *testing.B) {
	data, events, o := yearOfEvents(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, unknown, err := Busy(data, o); err != nil || len(unknown) > 0 {
			b.Fatal(unknown, err)
		}
	}
	b.ReportMetric(float64(events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
