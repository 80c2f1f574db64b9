package caldav

import (
	"net/http"
	"strings"
	"testing"

	"handoffd/calendar"
)

// TestWhatServersSpellOut: what a server writes otherwise than it was given is no reason to write it again, and what
// was changed still is.
func TestWhatServersSpellOut(t *testing.T) {
	f := newFake()
	f.directory = true
	c := open(t, Options{URL: serve(t, f) + "/dav/home/meetings/", Username: "handoff", Password: password,
		Self: []string{organizer}})
	puts := func() (n int) {
		for _, r := range f.seen {
			if strings.HasPrefix(r, http.MethodPut+" ") {
				n++
			}
		}
		return n
	}
	e := calendar.Event{UID: "1@handoff.acme.example", Stamp: week(1, 0), Start: week(1, 10), End: week(1, 11),
		Summary: "Globex and Acme", Status: "CONFIRMED", Transparency: "OPAQUE",
		Organizer: calendar.Attendee{Address: organizer, Name: "Acme"},
		Attendees: []calendar.Attendee{{Address: owner, Name: "Rita Ray", Role: "REQ-PARTICIPANT", RSVP: true,
			PartStat: calendar.NeedsAction}}}
	ref, err := c.Put(t.Context(), e, calendar.Ref{})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range f.items {
		if !strings.Contains(it.text, "ORGANIZER;CN=Handoff") || !strings.Contains(it.text, "CLASS:PUBLIC") ||
			!strings.Contains(it.text, "CN=Handoff;SCHEDULE-AGENT=CLIENT:") || // SOGo looks for it there alone
			strings.Contains(it.text, "OPAQUE") || strings.Contains(it.text, "ROLE") {
			t.Fatalf("the fake keeps it as it was given:\n%s", it.text)
		}
	}
	for _, at := range []calendar.Ref{ref, {}} {
		if again, err := c.Put(t.Context(), e, at); err != nil || again.ETag != ref.ETag || puts() != 1 {
			t.Errorf("put again at %+v: %+v, %v; it was written %d times", at, again, err, puts())
		}
	}
	for what, change := range map[string]func(*calendar.Event){
		"private": func(e *calendar.Event) { e.Class = "PRIVATE" },
		"free":    func(e *calendar.Event) { e.Transparency = "TRANSPARENT" },
		"guest":   func(e *calendar.Event) { e.Attendees = []calendar.Attendee{{Address: owner, Name: "Rita Vance"}} },
	} {
		before, changed := puts(), e
		change(&changed)
		if _, err := c.Put(t.Context(), changed, ref); err != nil || puts() != before+1 {
			t.Errorf("%s: %v, it was written %d times", what, err, puts()-before)
		}
	}
}
