package google

import (
	"encoding/json"
	"testing"
	"time"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

// FuzzList reads any page of a list: no panic, nothing busy but what lies in the window, and no entry without its time.
func FuzzList(f *testing.F) {
	f.Add(`{"kind":"calendar#events","timeZone":"UTC","items":[{"id":"a","start":{"dateTime":"2027-03-01T09:00:00Z"},` +
		`"end":{"dateTime":"2027-03-01T10:00:00Z"}}]}`)
	f.Add(`{"kind":"calendar#events","timeZone":"Europe/Berlin","items":[{"start":{"date":"2027-03-01"},` +
		`"end":{"date":"2027-03-02"},"attendees":[null,{"self":true,"responseStatus":"declined"}],"organizer":{}}]}`)
	f.Add(`{"kind":"calendar#events","timeZone":"UTC","items":[null,{"status":"cancelled"},` +
		`{"conferenceData":{"entryPoints":[null]}}]}`)
	window := calendar.Span{Start: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC),
		End: time.Date(2027, 3, 8, 0, 0, 0, 0, time.UTC)}
	f.Fuzz(func(t *testing.T, s string) {
		var page gcal.Events
		if json.Unmarshal([]byte(s), &page) != nil {
			return
		}
		r := reading{owner: "rita@acme.example", span: window}
		if r.page(&page) != nil {
			return
		}
		for _, e := range r.Entries {
			if e.Start.IsZero() || e.End.Before(e.Start) {
				t.Errorf("entry %+v", e)
			}
		}
		for _, b := range r.Busy {
			if !b.Overlaps(window) {
				t.Errorf("busy %v", b)
			}
		}
		for _, e := range page.Items {
			if e == nil {
				continue
			}
			changed(where{}, e)
			p := Provider{options: Options{Conference: true}}
			want := calendar.Event{UID: "a", Start: window.Start, End: window.End,
				Attendees: []calendar.Attendee{{Address: "rita@acme.example"}}}
			p.change(e, want)
		}
	})
}

// FuzzRetryAfter reads any header: never a wait of more than a day, never a negative one.
func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"", "120", "-1", "99999999999999999999", "Mon, 01 Feb 2027 08:05:00 GMT", "soon"} {
		f.Add(s)
	}
	now := time.Date(2027, 2, 1, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		h := map[string][]string{"Retry-After": {s}}
		if d := retryAfter(h, now); d < 0 || d > 24*time.Hour {
			t.Errorf("%q: %v", s, d)
		}
	})
}
