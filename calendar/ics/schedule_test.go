package ics

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

func briefEntries(list []calendar.Entry) string {
	var parts []string
	for _, e := range list {
		var flags []string
		for _, f := range []struct {
			name string
			set  bool
		}{{"busy", e.Busy}, {"free", e.Free}, {"all day", e.AllDay}, {"series", e.Series}, {string(e.Own), e.Own != ""},
			{"by " + e.Organizer, e.Organizer != ""},
			{e.Status, e.Status != ""}, {fmt.Sprintf("%d guests", len(e.Guests)), len(e.Guests) > 0}, {e.Title, e.Title != ""}} {
			if f.set {
				flags = append(flags, f.name)
			}
		}
		parts = append(parts, e.UID+" "+briefSpans([]calendar.Span{{Start: e.Start, End: e.End}})+" "+strings.Join(flags,
			", "))
	}
	return strings.Join(parts, "\n")
}

func TestSchedule(t *testing.T) {
	const dana, quinn = "ATTENDEE;PARTSTAT=%s:mailto:dana@acme.example", "ORGANIZER:mailto:Quinn@acme.example"
	for _, c := range []struct{ name, text, want string }{
		{"own", busyEvent("20260302T100000", "SUMMARY:Dentist\\, again"), "u1 2T09:00-10:00 busy, Dentist, again"},
		{"accepted", busyEvent("20260302T100000", quinn, fmt.Sprintf(dana, "ACCEPTED")),
			"u1 2T09:00-10:00 busy, ACCEPTED, by quinn@acme.example, 1 guests"},
		{"declined", busyEvent("20260302T100000", quinn, fmt.Sprintf(dana, "DECLINED")),
			"u1 2T09:00-10:00 DECLINED, by quinn@acme.example, 1 guests"},
		{"organizes", busyEvent("20260302T100000", "ORGANIZER:mailto:dana@acme.example", fmt.Sprintf(dana, "ACCEPTED")),
			"u1 2T09:00-10:00 busy, 1 guests"},
		{"cancelled", busyEvent("20260302T100000", "STATUS:CANCELLED"), "u1 2T09:00-10:00 CANCELLED"},
		{"transparent", busyEvent("20260302T100000", "TRANSP:TRANSPARENT"), "u1 2T09:00-10:00 free"},
		{"tentative", busyEvent("20260302T100000", "STATUS:TENTATIVE"), "u1 2T09:00-10:00 busy, TENTATIVE"},
		{"no length", "BEGIN:VEVENT\nUID:u1\nDTSTART:20260302T100000Z\nEND:VEVENT", "u1 2T10:00-10:00 "},
		{"all day", "BEGIN:VEVENT\nUID:u1\nDTSTART;VALUE=DATE:20260302\nEND:VEVENT", "u1 1T23:00-2T23:00 busy, all day"},
		{"free series", busyEvent("20260330T100000", "RRULE:FREQ=DAILY", "TRANSP:TRANSPARENT"),
			"u1 30T08:00-09:00 free, series\nu1 31T08:00-09:00 free, series"},
		{"override", busyEvent("20260330T100000", "RRULE:FREQ=DAILY") + "\n" + busyEvent("20260331T150000",
			"RECURRENCE-ID;TZID=Europe/Berlin:20260331T100000", "STATUS:TENTATIVE"),
			"u1 31T13:00-14:00 busy, series, TENTATIVE\nu1 30T08:00-09:00 busy, series"},
		{"private", busyEvent("20260302T100000", "SUMMARY:Doctor", "CLASS:PRIVATE"), "u1 2T09:00-10:00 busy"},
		{"confidential", busyEvent("20260302T100000", "SUMMARY:Doctor", "CLASS:Confidential"), "u1 2T09:00-10:00 busy"},
		{"of a class unknown here", busyEvent("20260302T100000", "SUMMARY:Doctor", "CLASS:X-SECRET"),
			"u1 2T09:00-10:00 busy"},
		{"public", busyEvent("20260302T100000", "SUMMARY:Fair", "CLASS:public"), "u1 2T09:00-10:00 busy, Fair"},
		{"outside", busyEvent("20260402T100000"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Schedule([]byte(calendarText(c.text)), march(t))
			if err != nil || len(s.Unknown) > 0 {
				t.Fatalf("unknown %q, error %v", s.Unknown, err)
			}
			if diff := cmp.Diff(c.want, briefEntries(s.Entries)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestScheduleTellsWhenAnEntryWasMadeAndChanged(t *testing.T) {
	s, err := Schedule([]byte(calendarText(busyEvent("20260302T100000", "CREATED:20260102T030405Z",
		"LAST-MODIFIED:20260203T040506Z"))), march(t))
	if err != nil || len(s.Entries) != 1 {
		t.Fatal(s, err)
	}
	want := [2]time.Time{time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)}
	if got := [2]time.Time{s.Entries[0].Created, s.Entries[0].Updated}; got != want {
		t.Fatalf("%v, want %v", got, want)
	}
}

// TestScheduleTellsAbsences: an entry of whole days that Outlook marks as out of office is one.
func TestScheduleTellsAbsences(t *testing.T) {
	const days = "BEGIN:VEVENT\nUID:a\nDTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260305\n"
	const oof = "X-MICROSOFT-CDO-BUSYSTATUS:OOF\n"
	for _, c := range []struct {
		name, text, want string
	}{
		{"out of office", days + oof + "END:VEVENT", "1T23:00-4T23:00"},
		{"every week", days + oof + "RRULE:FREQ=WEEKLY;COUNT=2\nEND:VEVENT", "1T23:00-4T23:00 8T23:00-11T23:00"},
		{"busy all day", days + "END:VEVENT", ""},
		{"shown as free", days + oof + "TRANSP:TRANSPARENT\nEND:VEVENT", ""},
		{"cancelled", days + oof + "STATUS:CANCELLED\nEND:VEVENT", ""},
		{"declined", days + oof + "ATTENDEE;PARTSTAT=DECLINED:mailto:dana@acme.example\nEND:VEVENT", ""},
		{"an hour", busyEvent("20260302T100000", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"), ""},
		{"half a day", strings.ReplaceAll(busyEvent("20260302T130000", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"), "T140000",
			"T180000"), "2T12:00-17:00"},
	} {
		s, err := Schedule([]byte(calendarText(c.text)), march(t))
		if got := briefSpans(s.Away); err != nil || got != c.want {
			t.Errorf("%s: away %q, want %q, error %v", c.name, got, c.want, err)
		}
	}
}

// TestScheduleIsNotAfraidOfFreeTime checks that what is free raises no doubt, and what blocks does.
func TestScheduleIsNotAfraidOfFreeTime(t *testing.T) {
	for _, c := range []struct {
		name, text string
		unknown    int
	}{
		// too many to list
		{"endless and free", busyEvent("20260302T100000", "RRULE:FREQ=SECONDLY", "TRANSP:TRANSPARENT"), 1},
		{"bad zone and free", strings.ReplaceAll(busyEvent("20260302T100000", "TRANSP:TRANSPARENT"), "Europe/Berlin",
			"Nowhere"), 0},
		{"bad zone", strings.ReplaceAll(busyEvent("20260302T100000"), "Europe/Berlin", "Nowhere"), 1},
	} {
		s, err := Schedule([]byte(calendarText(c.text)), march(t))
		if err != nil || len(s.Unknown) != c.unknown || len(s.Busy) > 0 {
			t.Errorf("%s: busy %v, unknown %q, error %v", c.name, s.Busy, s.Unknown, err)
		}
	}
}
