package ics

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/calendar"
)

// found is what readBusy says, by so many workers.
type found struct {
	Busy    []calendar.Span
	Entries []calendar.Entry
	Unknown []string
	Err     string
}

func (c crew) find(text string, o Options, listing bool) (f found) {
	known := inBusy
	if listing {
		known = inSchedule
	}
	b, err := c.readBusy([]byte(text), o, known, listing)
	if err != nil {
		return found{Err: err.Error()}
	}
	return found{spansOf(b.spans), b.entries, b.unknown, ""}
}

// sameBeside lets several read what one has read.
func sameBeside(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string, o Options, block int) {
	t.Helper()
	for _, listing := range []bool{false, true} {
		want := crew{1, block}.find(text, o, listing)
		if diff := cmp.Diff(want, crew{3, block}.find(text, o, listing)); diff != "" {
			t.Fatalf("in blocks of %d, entries %v (-one +three):\n%s\n%.2000q", block, listing, diff, text)
		}
	}
}

// TestBesideIsTheSame reads calendars of every kind with one worker and with three.
func TestBesideIsTheSame(t *testing.T) {
	o := march(t)
	o.Self, o.Except = []string{"dana@acme.example"}, []string{"u3"}
	lines := rapid.SampledFrom([]string{
		"DTSTART;TZID=Europe/Berlin:20260302T100000", "DTSTART:20260303T100000Z", "DTSTART;VALUE=DATE:20260304",
		"DTSTART;TZID=Nowhere:20260302T100000", "DTSTART:x", "DTSTART;TZID=House:20260305T090000", "DURATION:PT1H",
		"DTEND;TZID=Europe/Berlin:20260302T113000", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=NEVER",
		"RRULE:FREQ=SECONDLY", "EXDATE;TZID=Europe/Berlin:20260303T100000", "RDATE:20260310T100000Z,20260311T100000",
		"RECURRENCE-ID;TZID=Europe/Berlin:20260304T100000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260306T100000Z",
		"STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SEQUENCE:1", "SEQUENCE:2", "END:VEVENT\r\nBEGIN:VEVENT", "BEGIN:VALARM",
		"ATTENDEE;PARTSTAT=DECLINED:mailto:dana@acme.example", "END:VCALENDAR", "METHOD:CANCEL", "DTSTART;TZID=x",
	})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:House\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n" +
			"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n")
		for range rapid.IntRange(0, 25).Draw(t, "events") {
			fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:u%d\r\n", rapid.IntRange(1, 9).Draw(t, "uid"))
			for _, line := range rapid.SliceOfN(lines, 1, 6).Draw(t, "lines") {
				b.WriteString(line + "\r\n")
			}
			b.WriteString("END:VEVENT\r\n")
		}
		b.WriteString("BEGIN:VFREEBUSY\r\nFREEBUSY:20260312T100000Z/PT1H,x\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n")
		text := b.String()
		if n := rapid.IntRange(0, 3*len(text)).Draw(t, "cut"); n < len(text) {
			text = text[:n]
		}
		sameBeside(t, text, o, rapid.IntRange(1, 4).Draw(t, "block"))
	})
}

// TestBesideMeetsTheSameLimits reads calendars in which some limit says what still counts.
func TestBesideMeetsTheSameLimits(t *testing.T) {
	many := func(n int, line func(i int) string) string {
		var b strings.Builder
		b.WriteString("BEGIN:VCALENDAR\r\n")
		for i := range n {
			fmt.Fprintf(&b, "BEGIN:VEVENT\r\nUID:u%d\r\n%s\r\nEND:VEVENT\r\n", i, line(i))
		}
		return b.String() + "END:VCALENDAR\r\n"
	}
	zoned := func(i int) string { return fmt.Sprintf("DTSTART;TZID=GMT+%02d%02d:20260302T100000", i/60, i%60) }
	const everyMinute = "DURATION:PT1S\r\nRRULE:FREQ=MINUTELY"
	for name, text := range map[string]string{
		"doubts":        many(300, func(i int) string { return fmt.Sprintf("DTSTART:x%d", i%150) }),
		"doubts again":  many(150, func(int) string { return "DTSTART:20260302T100000Z\r\nRDATE:x\r\nRDATE:x" }),
		"doubts, few":   many(300, func(i int) string { return fmt.Sprintf("DTSTART:x%d", i%3) }),
		"zones":         many(150, zoned),
		"steps":         many(40, func(int) string { return "DTSTART:20260302T100000Z\r\nRRULE:FREQ=SECONDLY;COUNT=200000" }),
		"spans":         many(12, func(int) string { return "DTSTART:20260301T000000Z\r\n" + everyMinute }),
		"entries":       many(20_010, func(int) string { return "DTSTART:20260302T100000Z\r\nDURATION:PT1M" }),
		"not one event": many(0, nil),
	} {
		t.Run(name, func(t *testing.T) { sameBeside(t, text, march(t), 2) })
	}
}

// FuzzBeside reads hostile text with one worker and with three.
func FuzzBeside(f *testing.F) {
	event := strings.Join([]string{"BEGIN:VEVENT", "DTSTART;TZID=Europe/Berlin:20260302T100000", "RRULE:FREQ=DAILY",
		"DURATION:PT1H", "EXDATE:20260303T090000Z", "END:VEVENT"}, "\n")
	f.Add("BEGIN:VCALENDAR\n" + strings.Repeat(event+"\n", 3) + "END:VCALENDAR\n")
	f.Add("BEGIN:VCALENDAR\n" + event + "\nBEGIN:VEVENT\nUID:\nDTSTART:x\nEND:VEVENT\n" + event + "\nMETHOD:CANCEL")
	o := march(f)
	f.Fuzz(func(t *testing.T, text string) { sameBeside(t, text, o, 1) })
}
