// Package calendartest holds what must be true of every calendar provider, whatever server it talks to: the conformance
// suite of package calendar. Each provider's tests open a Rig and hand it to Run.
//
// The suite asks for the same end of every story, with and without faults on the way: one event, one notice for each
// person, and no answer lost. Faults are put between client and server, so a fake and a real server meet the same ones.
package calendartest

import (
	"context"
	"net/http"
	"testing"
	"time"

	"handoffd/calendar"
)

// Rig is a provider together with the server it talks to. Every case opens one of its own, whose calendars are empty.
type Rig struct {
	// Provider makes a fresh client, as after a restart, all of whose requests go through rt. It never really waits
	// between tries.
	Provider func(rt http.RoundTripper) calendar.Provider
	// Reader makes what reads the time of Owner; nil: this provider cannot.
	Reader func(rt http.RoundTripper) calendar.Reader
	// Transport leads to the server; nil: http.DefaultTransport.
	Transport http.RoundTripper

	Organizer string // address that events are organized by
	Calendar  string // Ref.Calendar of the organizer's own calendar; usually empty
	Owner     string // whose time Schedule tells, as it takes it; Plant fills this calendar
	// OwnerCalendar is the same calendar as Ref.Calendar takes it; empty: private entries are not written there.
	OwnerCalendar string

	// Events are the living events that the server keeps under the UID that they were put with, in all its calendars, read
	// past the provider.
	Events func(uid string) []calendar.Event
	// Answer is a guest's answer to the event, given where guests answer.
	Answer func(uid, guest string, answer calendar.PartStat)
	// Notices counts what the server told each address so far; nil: it tells nobody anything.
	Notices func() map[string]int
	// Plant puts appointments into Owner's calendar.
	Plant func([]Planted)
	// Lock makes Owner's calendar unreadable without failing the request; nil: the server knows no such thing.
	Lock func()
	// Expire makes the server forget every token of Changes; nil: its tokens live for ever.
	Expire func()
	// Refuse is the answer that this kind of server gives with an error status; nil: an empty one.
	Refuse func(status int) (header http.Header, body string)
	// Slow: a real server, whose faults are left out with -short.
	Slow bool
	// TakesAnswers: PartStat of a wanted guest can be written.
	TakesAnswers bool
}

// Open makes a fresh rig.
type Open func(t *testing.T) *Rig

// Planted is one appointment in somebody's calendar.
type Planted struct {
	Title     string
	Start     time.Time
	End       time.Time
	AllDay    bool
	Free      bool              // shown as free
	Cancelled bool              // still in the calendar
	Own       calendar.PartStat // the owner's answer to somebody else's invitation; empty: the owner's own appointment
	Weeks     int               // more than one: a weekly series
}

// People of the suite.
const (
	prospect = "pat@globex.example"
	oldRep   = "rita@acme.example"
	newRep   = "sam@acme.example"
)

var monday = time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)

// meeting is what the suite puts first.
func meeting(r *Rig) calendar.Event {
	start := monday.Add(14 * time.Hour)
	return calendar.Event{
		UID: "4f7c2a90b1d34e6f8a5b0c1d2e3f4a5b@handoff.acme.example", Start: start, End: start.Add(30 * time.Minute),
		Summary: "Globex and Acme", Description: "With Rita Ray of Acme.", Location: "https://meet.example/rita",
		Organizer: calendar.Attendee{Address: r.Organizer, Name: "Acme"}, Status: "CONFIRMED", Transparency: "OPAQUE",
		Attendees: []calendar.Attendee{guest(prospect, "Pat Poe"), guest(oldRep, "Rita Ray")}, Stamp: monday,
	}
}

func guest(address, name string) calendar.Attendee {
	return calendar.Attendee{Address: address, Name: name, Role: "REQ-PARTICIPANT", RSVP: true,
		PartStat: calendar.NeedsAction}
}

// swapped is the meeting with the other rep: guests and words change together.
func swapped(e calendar.Event) calendar.Event {
	e.Attendees = []calendar.Attendee{guest(prospect, "Pat Poe"), guest(newRep, "Sam Sol")}
	e.Description, e.Location, e.Sequence = "With Sam Sol of Acme.", "https://meet.example/sam", e.Sequence+1
	return e
}

// moved is the meeting a day later.
func moved(e calendar.Event) calendar.Event {
	e.Start, e.End, e.Sequence = e.Start.Add(24*time.Hour), e.End.Add(24*time.Hour), e.Sequence+1
	return e
}

func (r *Rig) transport() http.RoundTripper {
	if r.Transport != nil {
		return r.Transport
	}
	return http.DefaultTransport
}

// clean is a fresh provider with nothing in its way.
func (r *Rig) clean() calendar.Provider { return r.Provider(r.transport()) }

// notices is what each person was told since the count before.
func (r *Rig) notices(before map[string]int) map[string]int {
	told := map[string]int{}
	if r.Notices == nil {
		return told
	}
	for who, n := range r.Notices() {
		if n -= before[who]; n != 0 {
			told[who] = n
		}
	}
	return told
}

func (r *Rig) count() map[string]int {
	counted := map[string]int{}
	if r.Notices != nil {
		for who, n := range r.Notices() {
			counted[who] = n
		}
	}
	return counted
}

// put is a Put that must work.
func (r *Rig) put(t *testing.T, want calendar.Event, at calendar.Ref) calendar.Ref {
	t.Helper()
	ref, err := r.clean().Put(context.Background(), want, at)
	if err != nil {
		t.Fatalf("put: %v", err)
	}
	return ref
}
