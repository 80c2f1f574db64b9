package google

import (
	"strings"
	"time"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

const (
	statusCancelled = "cancelled"
	needsAction     = "needsAction"
)

// event reads an event of Google's. A time that cannot be read stays zero.
func event(e *gcal.Event) calendar.Event {
	out := calendar.Event{
		UID: e.ICalUID, Sequence: int(e.Sequence), Summary: e.Summary, Description: e.Description, Location: e.Location,
		Status: strings.ToUpper(e.Status), Transparency: "OPAQUE", Class: "PUBLIC", Stamp: instant(e.Updated),
		URL: meetLink(e),
	}
	if e.ExtendedProperties != nil && e.ExtendedProperties.Private[propertyUID] != "" {
		out.UID = e.ExtendedProperties.Private[propertyUID]
	}
	out.Start, out.AllDay = when(e.Start, time.UTC)
	out.End, _ = when(e.End, time.UTC)
	if e.RecurringEventId != "" {
		start, allDay := when(e.OriginalStartTime, time.UTC)
		out.RecurrenceID = start.UTC().Format("20060102T150405Z")
		if allDay {
			out.RecurrenceID = start.Format("20060102")
		}
	}
	if e.Transparency == "transparent" {
		out.Transparency = "TRANSPARENT"
	}
	if e.Visibility == "private" || e.Visibility == "confidential" {
		out.Class = strings.ToUpper(e.Visibility)
	}
	if e.Organizer != nil {
		out.Organizer = calendar.Attendee{Address: e.Organizer.Email, Name: e.Organizer.DisplayName}
	}
	if out.Location == "" {
		out.Location = out.URL
	}
	out.Attendees = guests(e.Attendees)
	return out
}

func guests(list []*gcal.EventAttendee) []calendar.Attendee {
	var out []calendar.Attendee
	for _, a := range list {
		if a == nil || a.Resource {
			continue
		}
		role := "REQ-PARTICIPANT"
		if a.Optional {
			role = "OPT-PARTICIPANT"
		}
		out = append(out, calendar.Attendee{Address: a.Email, Name: a.DisplayName, PartStat: partStat(a.ResponseStatus),
			Role: role})
	}
	return out
}

// meetLink is where an event with a conference is joined.
func meetLink(e *gcal.Event) string {
	if e.ConferenceData != nil {
		for _, entry := range e.ConferenceData.EntryPoints {
			if entry != nil && entry.EntryPointType == "video" {
				return entry.Uri
			}
		}
	}
	return e.HangoutLink
}

// when reads a time; an all-day one is the midnight of its date in the zone.
func when(t *gcal.EventDateTime, zone *time.Location) (at time.Time, allDay bool) {
	if t == nil {
		return time.Time{}, false
	}
	if t.Date != "" {
		at, err := time.ParseInLocation(time.DateOnly, t.Date, zone)
		if err != nil {
			return time.Time{}, true
		}
		return at, true
	}
	return instant(t.DateTime), false
}

// instant reads an RFC 3339 time; zero if it is none.
func instant(s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// response is Google's word for an answer.
func response(s calendar.PartStat) string {
	switch s {
	case calendar.Accepted:
		return "accepted"
	case calendar.Declined:
		return "declined"
	case calendar.Tentative:
		return "tentative"
	}
	return needsAction
}

// partStat reads Google's word for an answer; an unknown one is none.
func partStat(s string) calendar.PartStat {
	switch s {
	case "accepted":
		return calendar.Accepted
	case "declined":
		return calendar.Declined
	case "tentative":
		return calendar.Tentative
	}
	return calendar.NeedsAction
}
