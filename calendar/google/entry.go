package google

import (
	"fmt"
	"slices"
	"strings"
	"time"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

// Kinds of events that are not simply appointments.
const (
	typeWorkingLocation = "workingLocation"
	typeOutOfOffice     = "outOfOffice"
	typeBirthday        = "birthday"
)

// reading collects the appointments of one person.
type reading struct {
	calendar.Schedule
	owner string
	span  calendar.Span
	zone  *time.Location // of the calendar: all-day appointments are days there
}

// page takes a page of the list. An error means that the answer is not what it should be.
func (r *reading) page(got *gcal.Events) error {
	zone, err := time.LoadLocation(got.TimeZone)
	if err != nil || got.TimeZone == "" {
		return fmt.Errorf("the calendar's time zone %q is not known", got.TimeZone)
	}
	if got.Kind != "calendar#events" {
		return fmt.Errorf("the answer is %q instead of a list of events", got.Kind)
	}
	r.zone = zone
	for _, e := range got.Items {
		if e == nil || e.EventType == typeWorkingLocation || e.Status == statusCancelled && e.Start == nil {
			continue // where somebody works says nothing about when; of deleted instances only the id is left
		}
		r.add(e)
	}
	return nil
}

func (r *reading) add(e *gcal.Event) {
	entry := r.entry(e)
	if entry.Start.IsZero() || entry.End.Before(entry.Start) {
		r.Unknown = append(r.Unknown, "an appointment's time cannot be read")
		return
	}
	s := calendar.Span{Start: entry.Start, End: entry.End}
	if !s.Overlaps(r.span) {
		return
	}
	r.Entries = append(r.Entries, entry)
	if entry.Busy {
		r.Busy = append(r.Busy, s)
	}
	if e.EventType == typeOutOfOffice && entry.Busy && s.Absence(entry.AllDay) {
		r.Away = append(r.Away, s)
	}
}

// entry reads one appointment by the rules of RFC 5545: what is transparent, cancelled or declined by the owner does
// not fill time.
func (r *reading) entry(e *gcal.Event) calendar.Entry {
	out := calendar.Entry{
		UID: e.ICalUID, Status: strings.ToUpper(e.Status), Free: e.Transparency == "transparent" ||
			e.EventType == typeBirthday,
		Guests: guests(e.Attendees), Series: e.RecurringEventId != "", Created: instant(e.Created),
		Updated: instant(e.Updated),
	}
	if e.Visibility != "private" && e.Visibility != "confidential" {
		out.Title = e.Summary
	}
	if out.UID == "" {
		out.UID = e.Id
	}
	out.Start, out.AllDay = when(e.Start, r.zone)
	if out.End, _ = when(e.End, r.zone); e.EndTimeUnspecified {
		out.End = out.Start
	}
	if e.Organizer != nil && !e.Organizer.Self && !strings.EqualFold(e.Organizer.Email, r.owner) {
		out.Organizer = strings.ToLower(e.Organizer.Email)
		if own := r.self(e); own != nil {
			out.Own = partStat(own.ResponseStatus)
		}
	}
	out.Busy = !out.Free && e.Status != statusCancelled && out.Own != calendar.Declined && out.Start.Before(out.End)
	return out
}

// self is the owner among the guests.
func (r *reading) self(e *gcal.Event) *gcal.EventAttendee {
	if i := slices.IndexFunc(e.Attendees, func(a *gcal.EventAttendee) bool { return a != nil && a.Self }); i >= 0 {
		return e.Attendees[i]
	}
	return find(e.Attendees, r.owner)
}
