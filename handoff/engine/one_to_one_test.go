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
	_, events := o.talks(rita)
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
	o.saysOf(first.UID, rita, "REPLY", calendar.Accepted, first.Start)
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
	o.until(first.Start.AddDate(0, 0, 6))
	if _, events = o.talks(rita); len(events) != 4 || events[2].UID == first.UID || events[3].UID != events[2].UID {
		t.Errorf("%d invitations by the next week", len(events))
	}
}

// TestOneToOnesOfAManager: whoever meets several meets one at a time, also where they are planned at once and nobody's
// calendar can be read.
func TestOneToOnesOfAManager(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.c.Teams[0].OneToOne = handoff.OneToOneManager
	o.c.Teams[0].Reps = []handoff.PersonID{"rita", "quinn"}
	p := o.c.People["rita"]
	p.Zone = "Europe/Berlin"
	o.c.People["rita"] = p
	o.until(o.now.Add(time.Hour))
	_, mine := o.talks(mara)
	if len(mine) != 2 || mine[0].Start.Before(mine[1].End) && mine[1].Start.Before(mine[0].End) {
		t.Fatalf("%d invitations: %+v", len(mine), mine)
	}
	o.until(o.now.Add(4 * 24 * time.Hour))
	if _, mine = o.talks(mara); len(mine) != 6 { // each renewed, and those of the week after
		t.Errorf("%d by the next week", len(mine))
	}
}

// saysOf is somebody's answer to an invitation to meet a colleague, or another time that they propose.
func (o *office) saysOf(uid, who, method string, a calendar.PartStat, start time.Time) {
	o.t.Helper()
	data, err := ics.Encode(calendar.Message{Method: method, Events: []calendar.Event{{UID: uid, Stamp: o.now, Start: start,
		End: start.Add(handoff.OneToOneLength), Organizer: calendar.Attendee{Address: handoffAddress},
		Attendees: []calendar.Attendee{{Address: who, PartStat: a}}}}})
	if err != nil {
		o.t.Fatal(err)
	}
	o.send(who, mail.Draft{To: to(handoffAddress), Subject: "Answer", Text: " ",
		Calendar: &mail.Calendar{Method: method, Data: data}})
}
