package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"handoffd/calendar"
)

// The extended properties of an event of ours: its UID, and a mark of what was last wanted. The set is our own.
const (
	propertySet  = "{6a1f0c58-6f0e-4f0b-9c43-5d6d6f7a4e21}"
	propertyUID  = "String " + propertySet + " Name HandoffUID"
	propertyMark = "String " + propertySet + " Name HandoffMark"
)

// maxSubject is where Exchange cuts a subject, in characters.
const maxSubject = 255

// toEvent reads an event back.
func (e *event) toEvent() (calendar.Event, error) {
	start, end, err := e.times()
	if err != nil {
		return calendar.Event{}, fmt.Errorf("event %s: %w", e.uid(), err)
	}
	out := calendar.Event{
		UID: e.uid(), Start: start, End: end, AllDay: e.AllDay, Summary: e.Subject, Description: e.text(),
		Location:  e.Location.Name,
		Organizer: calendar.Attendee{Address: strings.ToLower(e.Organizer.Address.Address), Name: e.Organizer.Address.Name},
		Status:    "CONFIRMED", Transparency: "OPAQUE", Class: classes[e.Sensitivity], Stamp: e.Modified,
	}
	switch {
	case e.Cancelled:
		out.Status = "CANCELLED"
	case e.ShowAs == "tentative":
		out.Status = "TENTATIVE"
	}
	if e.ShowAs == "free" {
		out.Transparency = "TRANSPARENT"
	}
	if e.Meeting != nil {
		out.URL = e.Meeting.JoinURL
	}
	out.Attendees = e.guests()
	return out, nil
}

// uid is the UID as the event was put with, else what Exchange has.
func (e *event) uid() string {
	return cmp.Or(e.property(propertyUID), calendar.NormalizeUID(e.ICalUID))
}

func (e *event) ref(at calendar.Ref) calendar.Ref {
	return calendar.Ref{Calendar: at.Calendar, ID: e.ID, UID: e.ICalUID, ETag: e.ETag}
}

// guests are the attendees but the organizer, whom some events list.
func (e *event) guests() []calendar.Attendee {
	var out []calendar.Attendee
	for _, a := range e.Attendees {
		who := strings.ToLower(strings.TrimSpace(a.Address.Address))
		if who == "" || a.Status.Response == "organizer" || strings.EqualFold(who, e.Organizer.Address.Address) {
			continue
		}
		out = append(out, calendar.Attendee{Address: who, Name: a.Address.Name, PartStat: partStat(a.Status.Response),
			Role: roles[a.Type], RSVP: true, AnsweredAt: a.Status.at()})
	}
	return out
}

func (r response) at() time.Time {
	if y := r.Time.Year(); y <= 1601 || y >= 4500 { // what Exchange says for never
		return time.Time{}
	}
	return r.Time
}

func partStat(response string) calendar.PartStat {
	switch response {
	case "accepted":
		return calendar.Accepted
	case "declined":
		return calendar.Declined
	case "tentativelyAccepted":
		return calendar.Tentative
	}
	return calendar.NeedsAction
}

var (
	classes = map[string]string{"normal": "PUBLIC", "personal": "PRIVATE", "private": "PRIVATE",
		"confidential": "CONFIDENTIAL"}
	roles = map[string]string{"required": "REQ-PARTICIPANT", "optional": "OPT-PARTICIPANT", "resource": "NON-PARTICIPANT"}
)

func showAs(want calendar.Event) string {
	switch {
	case want.Transparency == "TRANSPARENT":
		return "free"
	case want.Status == "TENTATIVE":
		return "tentative"
	}
	return "busy"
}

func sensitivity(want calendar.Event) string {
	switch want.Class {
	case "PRIVATE":
		return "private"
	case "CONFIDENTIAL":
		return "confidential"
	}
	return "normal"
}

// attendees are the wanted guests. Those who are there keep their answer, since people report that it can get lost
// otherwise.
func attendees(want calendar.Event, there *event) []attendee {
	out := []attendee{}
	for _, g := range want.Attendees {
		a := attendee{Address: address{Name: oneLine(g.Name), Address: g.Address}, Type: "required"}
		if g.Role == "OPT-PARTICIPANT" || g.Role == "NON-PARTICIPANT" {
			a.Type = "optional"
		}
		if there != nil {
			for _, known := range there.Attendees {
				if strings.EqualFold(known.Address.Address, g.Address) {
					a.Status = known.Status
				}
			}
		}
		out = append(out, a)
	}
	return out
}

func subject(want calendar.Event) string { return cut(oneLine(want.Summary), maxSubject) }

func place(want calendar.Event) string { return cut(oneLine(want.Location), maxSubject) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:n]))
}

// mark tells later what was wanted of the parts that Exchange writes in its own way: body, place and guests.
type mark struct{ text, place, guests string }

func markOf(want calendar.Event) mark {
	guests := make([]string, 0, len(want.Attendees))
	for _, a := range attendees(want, nil) {
		guests = append(guests, strings.ToLower(a.Address.Address)+" "+a.Type)
	}
	slices.Sort(guests)
	return mark{text: digest(want.Description), place: digest(place(want)), guests: digest(strings.Join(guests, "\n"))}
}

func (m mark) String() string { return "1 " + m.text + " " + m.place + " " + m.guests }

func readMark(s string) mark {
	f := strings.Fields(s)
	if len(f) != 4 || f[0] != "1" {
		return mark{}
	}
	return mark{text: f[1], place: f[2], guests: f[3]}
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}
