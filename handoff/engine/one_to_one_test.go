package engine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/mail"
)

// talks are the invitations to meet a colleague that somebody got.
func (o *office) talks(user string) (mails []*mail.Message, events []calendar.Event) {
	o.t.Helper()
	for _, m := range o.box(user) {
		if !strings.HasPrefix(m.Subject, "1:1 of ") {
			continue
		}
		got, _, err := ics.Decode(m.Calendars[0].Data)
		if err != nil || len(got.Events) != 1 {
			o.t.Fatalf("%q: %v", m.Subject, err)
		}
		mails, events = append(mails, m), append(events, got.Events[0])
	}
	return mails, events
}

// TestOneToOne: manager and rep have an entry a week, 25 minutes at a time when both are free, whose text is the agenda;
// it is written anew in the morning under the same UID, with the answers that are known.
func TestOneToOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.c.Teams[0].OneToOne = handoff.OneToOneManager
	o.c.Teams[0].Reps = []handoff.PersonID{"rita"}
	o.until(o.now.Add(time.Hour))
	mails, events := o.talks(rita)
	_, lead := o.talks(mara)
	if len(events) != 1 || len(lead) != 1 || events[0].UID != lead[0].UID || !events[0].Start.Equal(lead[0].Start) {
		t.Fatalf("rep %d, manager %d invitations: %q", len(events), len(lead), o.subjects(rita))
	}
	first := events[0]
	in := first.Start.In(handoff.Location("Europe/London"))
	if first.End.Sub(first.Start) != 25*time.Minute || in.Day() != 24 || in.Hour() < 10 || len(first.Attendees) != 2 ||
		first.Organizer.Address != handoffAddress || !strings.Contains(first.Description, "Nothing is open") {
		t.Errorf("the first is %s–%s, %+v", first.Start, first.End, first)
	}
	n := len(o.box(rita))
	reply, err := ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{{UID: first.UID, Stamp: o.now,
		Start: first.Start, End: first.End, Organizer: first.Organizer,
		Attendees: []calendar.Attendee{{Address: rita, PartStat: calendar.Accepted}}}}})
	if err != nil {
		t.Fatal(err)
	}
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Accepted: " + mails[0].Subject, Text: "Rita has accepted.",
		Calendar: &mail.Calendar{Method: "REPLY", Data: reply}})
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	o.settle(0)
	o.until(first.Start)
	if got := o.since(rita, n); strings.Contains(fmt.Sprint(got), "No lead") {
		t.Errorf("her answer is answered: %q", got)
	}
	_, events = o.talks(rita)
	if len(events) != 2 {
		t.Fatalf("%d invitations by the meeting: %q", len(events), o.subjects(rita))
	}
	again := events[1]
	if again.UID != first.UID || again.Sequence <= first.Sequence || !again.Start.Equal(first.Start) ||
		!strings.Contains(again.Description, string(o.one().ID)+"  Pat Kim (Globex): offered") {
		t.Errorf("in the morning %s %d %s:\n%s", again.UID, again.Sequence, again.Start, again.Description)
	}
	for _, a := range again.Attendees {
		if want := map[string]calendar.PartStat{rita: calendar.Accepted, mara: calendar.NeedsAction}[a.Address]; a.PartStat != want {
			t.Errorf("%s is shown as %s, want %s", a.Address, a.PartStat, want)
		}
	}
	n = len(o.box(rita))
	counter, err := ics.Encode(calendar.Message{Method: "COUNTER", Events: []calendar.Event{{UID: first.UID, Stamp: o.now,
		Start: first.Start.Add(time.Hour), End: first.End.Add(time.Hour), Organizer: first.Organizer,
		Attendees: []calendar.Attendee{{Address: rita, PartStat: calendar.Tentative}}}}})
	if err != nil {
		t.Fatal(err)
	}
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "New Time Proposed", Text: "An hour later?",
		Calendar: &mail.Calendar{Method: "COUNTER", Data: counter}})
	o.settle(time.Minute)
	if got := o.last(rita).Body; len(o.box(rita)) != n+1 || !strings.Contains(got, "I have not moved your 1:1") {
		t.Errorf("another time is answered by %q:\n%s", o.since(rita, n), got)
	}
	o.until(first.Start.AddDate(0, 0, 6))
	if _, events = o.talks(rita); len(events) != 4 || events[2].UID == first.UID ||
		events[3].UID != events[2].UID {
		t.Errorf("%d invitations by the next week", len(events))
	}
}
