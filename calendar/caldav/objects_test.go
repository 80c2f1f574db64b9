package caldav

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
)

// repeating are series that began long before the week in which the owner is asked for, and touch it; see week.
var repeating = map[string]struct {
	lines []string
	busy  time.Time // an hour from then
}{
	"weekly":        {[]string{"DTSTART:20260105T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"}, week(1, 9)},
	"monthly on 31": {[]string{"DTSTART:20260131T090000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY"}, week(1, 9)},
	"every other week, WKST": {[]string{"DTSTART;TZID=Europe/Berlin:20260104T100000", "DURATION:PT1H",
		"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU"}, week(2, 8)},
	"RDATE": {[]string{"DTSTART:20260105T090000Z", "DURATION:PT1H",
		"RDATE:20260831T090000Z,20260803T090000Z"}, week(1, 9)},
	"RDATE periods": {[]string{"DTSTART:20260105T090000Z", "DURATION:PT30M",
		"RDATE;VALUE=PERIOD:20260902T090000Z/20260902T100000Z"}, week(3, 9)},
	"moved into the week": {[]string{"DTSTART:20260105T090000Z", "DURATION:PT1H",
		"RRULE:FREQ=MONTHLY;COUNT=4", "END:VEVENT",
		"BEGIN:VEVENT", "UID:UID", "DTSTAMP:20260101T000000Z", "RECURRENCE-ID:20260205T090000Z",
		"DTSTART:20260904T120000Z", "DURATION:PT1H"}, week(5, 12)},
}

// week gives an hour of the week from Monday 31 August 2026, in UTC.
func week(day, hour int) time.Time { return time.Date(2026, 8, 30+day, hour, 0, 0, 0, time.UTC) }

func seriesObject(uid string, lines []string) string {
	text := append([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:UID",
		"DTSTAMP:20260101T000000Z", "SUMMARY:Series"}, lines...)
	return strings.ReplaceAll(strings.Join(append(text, "END:VEVENT", "END:VCALENDAR", ""), "\r\n"), "UID:UID", "UID:"+uid)
}

// TestFlow31SeriesThatTheServerMisses: what repeats is found however badly the server looks for time, and if it
// refuses to look for what repeats; nothing counts twice.
func TestFlow31SeriesThatTheServerMisses(t *testing.T) {
	for _, narrow := range []bool{false, true} {
		for _, refuses := range []int{0, http.StatusForbidden, http.StatusBadRequest,
			http.StatusNotImplemented, http.StatusInternalServerError} {
			for name, s := range repeating {
				f := newFake()
				f.narrow, f.filters = narrow, refuses
				f.items["/dav/home/rita/series.ics"] = &item{text: seriesObject("series", s.lines)}
				f.items["/dav/home/rita/one.ics"] = &item{
					text: seriesObject("one", []string{"DTSTART:20260904T150000Z", "DURATION:PT1H"})}
				c := open(t, Options{URL: serve(t, f) + "/dav/home/rita/", Username: "handoff",
					Password: password, Self: []string{owner}})
				got, err := c.Schedule(t.Context(), owner, week(1, 0), week(6, 0))
				want := []calendar.Span{{Start: s.busy, End: s.busy.Add(time.Hour)}, {Start: week(5, 15), End: week(5, 16)}}
				if diff := cmp.Diff(want, got.Busy); err != nil || diff != "" || len(got.Entries) != 2 || len(got.Unknown) > 0 {
					t.Errorf("%s, narrow %v, refuses %d: %v, unknown %q, %d entries, busy (-want +got):\n%s",
						name, narrow, refuses, err, got.Unknown, len(got.Entries), diff)
				}
			}
		}
	}
}

// TestFiltersBreakDown: only a refusal of the filter leads to the whole list; an outage and a lost login are what
// they are.
func TestFiltersBreakDown(t *testing.T) {
	for _, code := range []int{http.StatusUnauthorized, http.StatusServiceUnavailable,
		http.StatusTooManyRequests, http.StatusNotFound} {
		f := newFake()
		f.filters = code
		c := open(t, Options{URL: serve(t, f) + "/dav/home/rita/", Username: "handoff",
			Password: password, Self: []string{owner}})
		if _, err := c.Schedule(t.Context(), owner, week(1, 0), week(6, 0)); !isStatus(err, code) {
			t.Errorf("%d: %v", code, err)
		}
		if n := len(f.seen); n > 5 {
			t.Errorf("%d: %d requests, %s", code, n, fmt.Sprint(f.seen))
		}
	}
}

// TestFlow31OnServers: on real servers each series is busy, whatever the server expands.
func TestFlow31OnServers(t *testing.T) {
	for name, start := range calendartest.Servers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			n := 0
			for what, series := range repeating {
				if name == "Radicale" && what == "RDATE periods" { // it does not take them
					continue
				}
				n++
				user := fmt.Sprintf("rita%d", n)
				s.MakeCalendar(t, user, "work")
				s.Do(t, http.MethodPut, s.Path(user, "work")+"series.ics", seriesObject("series", series.lines))
				c := open(t, Options{URL: s.URL + s.Path(user, "work"), Username: user, Password: password, Self: []string{owner}})
				got, err := c.Schedule(t.Context(), owner, week(1, 0), week(6, 0))
				want := []calendar.Span{{Start: series.busy, End: series.busy.Add(time.Hour)}}
				if diff := cmp.Diff(want, got.Busy); err != nil || diff != "" || len(got.Unknown) > 0 {
					t.Errorf("%s: %v, unknown %q, busy (-want +got):\n%s", what, err, got.Unknown, diff)
				}
			}
		})
	}
}
