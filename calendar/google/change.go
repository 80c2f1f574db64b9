package google

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

// What is kept with an event, in our copy alone. Guests and words are kept as hashes of what was asked for: Google may
// store them differently, and a colleague whom a guest brought along is not ours to withdraw.
const (
	propertyUID    = "handoffdUID"
	propertyWords  = "handoffdWords"
	propertyGuests = "handoffdGuests"
)

const maxGuests = 50 // as many as fit into one property

// draft is the event as it is inserted.
func (p *Provider) draft(want calendar.Event) *gcal.Event {
	e := &gcal.Event{Start: moment(want.Start, want.AllDay), End: moment(want.End, want.AllDay)}
	words(e, want)
	for _, a := range want.Attendees {
		e.Attendees = append(e.Attendees, attendee(a))
	}
	e.ExtendedProperties = properties(want)
	p.addConference(e, nil, want)
	return e
}

// change is what differs between the event as it stands and as it is wanted, and whether the guests hear of it; nil:
// nothing.
func (p *Provider) change(now *gcal.Event, want calendar.Event) (patch *gcal.Event, loud bool) {
	patch = &gcal.Event{}
	revived := now.Status == statusCancelled
	moved := revived || !sameTime(now, want)
	guests, invited, answered := attendees(now, want, moved)
	reworded := revived || now.ExtendedProperties == nil ||
		now.ExtendedProperties.Private[propertyWords] != wordsHash(want)
	if moved {
		patch.Start, patch.End = exactly(want.Start, want.AllDay), exactly(want.End, want.AllDay)
	}
	if reworded {
		words(patch, want)
		patch.ForceSendFields = []string{"Summary", "Description", "Location"}
	}
	if moved || invited || answered {
		patch.Attendees = guests
		patch.ForceSendFields = append(patch.ForceSendFields, "Attendees")
	}
	loud = moved || reworded || invited
	asked := p.addConference(patch, now, want)
	if !loud && !answered && !asked {
		return nil, false
	}
	if loud {
		patch.ExtendedProperties = properties(want)
	}
	return patch, loud && len(guests)+len(now.Attendees) > 0
}

// words are the parts of an event that guests read.
func words(e *gcal.Event, want calendar.Event) {
	e.Summary, e.Description, e.Location = want.Summary, want.Description, want.Location
	e.Status, e.Transparency, e.Visibility = "confirmed", "opaque", "default"
	if want.Status == "TENTATIVE" {
		e.Status = "tentative"
	}
	if want.Transparency == "TRANSPARENT" {
		e.Transparency = "transparent"
	}
	switch {
	case want.Class == "PRIVATE", want.Class == "CONFIDENTIAL", len(want.Attendees) == 0:
		e.Visibility = "private"
	}
}

func wordsHash(want calendar.Event) string {
	var e gcal.Event
	words(&e, want)
	return hash(e.Summary, e.Description, e.Location, e.Status, e.Transparency, e.Visibility)
}

func hash(parts ...string) string {
	h := sha256.New()
	for _, s := range parts {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func guestHash(address string) string { return hash(strings.ToLower(address)) }

func properties(want calendar.Event) *gcal.EventExtendedProperties {
	var guests []string
	for _, a := range want.Attendees[:min(len(want.Attendees), maxGuests)] {
		guests = append(guests, guestHash(a.Address))
	}
	return &gcal.EventExtendedProperties{Private: map[string]string{
		propertyUID: want.UID, propertyWords: wordsHash(want), propertyGuests: strings.Join(guests, " "),
	}}
}

// attendees is the whole list that is to stand: Google forgets the answer of everybody who is sent without one.
func attendees(now *gcal.Event, want calendar.Event, moved bool) (list []*gcal.EventAttendee, invited, answered bool) {
	for _, a := range want.Attendees {
		there := find(now.Attendees, a.Address)
		if there == nil {
			list, invited = append(list, attendee(a)), true
			continue
		}
		kept := *there
		if moved || kept.ResponseStatus == "" || kept.ResponseStatus == needsAction {
			kept.ResponseStatus = response(a.PartStat)
		}
		answered = answered || kept.ResponseStatus != there.ResponseStatus
		list = append(list, &kept)
	}
	for _, there := range now.Attendees {
		switch {
		case there == nil:
		case slices.ContainsFunc(want.Attendees, func(a calendar.Attendee) bool {
			return strings.EqualFold(a.Address,
				there.Email)
		}):
		case !there.Organizer && !there.Resource && ours(now, there.Email):
			invited = true // that is: withdrawn
		default:
			kept := *there
			if moved && !kept.Organizer {
				kept.ResponseStatus = needsAction
			}
			list = append(list, &kept)
		}
	}
	return list, invited, answered
}

// ours tells whether a guest was invited by us; where nothing is known of that, everybody was.
func ours(now *gcal.Event, address string) bool {
	if now.ExtendedProperties == nil || now.ExtendedProperties.Private[propertyGuests] == "" {
		return true
	}
	return slices.Contains(strings.Fields(now.ExtendedProperties.Private[propertyGuests]), guestHash(address))
}

func find(list []*gcal.EventAttendee, address string) *gcal.EventAttendee {
	i := slices.IndexFunc(list, func(a *gcal.EventAttendee) bool {
		return a != nil &&
			strings.EqualFold(a.Email, address)
	})
	if i < 0 {
		return nil
	}
	return list[i]
}

func attendee(a calendar.Attendee) *gcal.EventAttendee {
	return &gcal.EventAttendee{
		Email: a.Address, DisplayName: a.Name, Optional: a.Role == "OPT-PARTICIPANT", ResponseStatus: response(a.PartStat),
	}
}

// sameTime compares instants, or dates where both are all-day.
func sameTime(now *gcal.Event, want calendar.Event) bool {
	got := event(now)
	return got.AllDay == want.AllDay && got.Start.Equal(want.Start) && got.End.Equal(want.End)
}

// moment is a time as an event carries it; an all-day one is a date.
func moment(at time.Time, allDay bool) *gcal.EventDateTime {
	if allDay {
		return &gcal.EventDateTime{Date: at.UTC().Format(time.DateOnly)}
	}
	return &gcal.EventDateTime{DateTime: at.UTC().Format(time.RFC3339), TimeZone: "UTC"}
}

// exactly is the time that replaces another one in a patch, which leaves what it does not name.
func exactly(at time.Time, allDay bool) *gcal.EventDateTime {
	m := moment(at, allDay)
	m.NullFields = []string{"Date"}
	if allDay {
		m.NullFields = []string{"DateTime", "TimeZone"}
	}
	return m
}

// addConference asks once for a Meet link. The request has an id of its own, so that asking again makes no second one.
func (p *Provider) addConference(e, now *gcal.Event, want calendar.Event) bool {
	if !p.options.Conference || len(want.Attendees) == 0 || want.Location != "" || now != nil &&
		now.ConferenceData != nil {
		return false
	}
	e.ConferenceData = &gcal.ConferenceData{CreateRequest: &gcal.CreateConferenceRequest{
		RequestId:             eventID("conference " + want.UID),
		ConferenceSolutionKey: &gcal.ConferenceSolutionKey{Type: "hangoutsMeet"},
	}}
	return true
}
