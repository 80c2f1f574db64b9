package engine

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/mail"
)

// looked lets the service look into the reps' calendars by the way given.
func (o *office) looked(s *host, rt http.RoundTripper, people ...handoff.PersonID) {
	d := &desk.BusySources{Of: map[handoff.PersonID][]desk.BusySource{}, Store: o.store,
		Now: func() time.Time { return o.now }}
	for _, id := range people {
		p := o.c.People[id]
		p.Calendars = []string{s.name}
		o.c.People[id] = p
		d.Of[id] = []desk.BusySource{{Name: s.name, Reader: s.open(rt, p.Email()).(calendar.Reader), Owner: p.Email()}}
	}
	o.e.Calendars, o.e.desk.Calendars = d, d
}

// dead is a way to nowhere.
type dead struct{}

func (dead) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("connection refused")
}

// TestADeadSourceIsNeverFree: a rep's calendar that cannot be read is not free time: the lead is offered with a note,
// the receipt says it, and nobody is called free.
func TestADeadSourceIsNeverFree(t *testing.T) {
	t.Parallel()
	onHosts(t, func(t *testing.T, start func(*office) *host) {
		o, s := hosted(t, start)
		o.looked(s, dead{}, "rita", "mara")
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
		o.settle(0)
		h := o.one()
		if _, unread := h.Current().Note.Unread(); h.State != handoff.Offered || !unread {
			t.Fatalf("%s, note %q: %v", h.State, h.Current().Note, h.Why)
		}
		receipt := o.latest(quinn, "Offered")
		if !strings.Contains(receipt.Body, "calendar not known: "+s.name+" could not be read") ||
			strings.Contains(receipt.Body, ": free") {
			t.Errorf("the receipt says:\n%s", receipt.Body)
		}
		o.settle(3 * time.Minute)
		if brief := o.latest(rita, "New lead"); !strings.Contains(brief.Body, "I could not look into your calendar") {
			t.Errorf("the rep is told:\n%s", brief.Body)
		}
	})
}

// TestAPlantedConflictIsFoundOnEveryHost: what is in the calendar is found there, and its title stays there.
func TestAPlantedConflictIsFoundOnEveryHost(t *testing.T) {
	t.Parallel()
	const title = "Operation Nightjar"
	onHosts(t, func(t *testing.T, start func(*office) *host) {
		o, s := hosted(t, start)
		o.c.Teams[0].Policy.OnConflict = handoff.ConflictAsk
		o.looked(s, s.way, "rita", "mara")
		s.plant(rita, title, wednesday.Add(-time.Hour), wednesday.Add(time.Hour))
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
		o.settle(0)
		if h := o.one(); h.Clash == nil || len(h.Clash.Slots) == 0 || len(h.Clash.Free) != 1 {
			t.Fatalf("%s, clash %+v: %v", h.State, h.Clash, h.Why)
		}
		o.reply(quinn, o.last(quinn), "Mara")
		if h := o.one(); h.State != handoff.Offered || h.Rep() != "mara" {
			t.Fatalf("%s with %s: %v", h.State, h.Rep(), h.Why)
		}
		s.plant(mara, title, wednesday, wednesday.Add(time.Hour))
		o.settle(20 * time.Minute)
		if h := o.one(); h.Clash == nil || h.Clash.Rep != "mara" {
			t.Fatalf("nobody noticed what came later: %v", h.Why)
		}
		for _, who := range []string{quinn, rita, mara, pat} {
			for _, m := range o.box(who) {
				if strings.Contains(m.Subject+m.Body+m.Text, title) {
					t.Errorf("%s read the title: %s", who, m.Subject)
				}
			}
		}
	})
}

// TestAnEntryThatIsNotUnderstoodIsNotNamed: servers and programs build UIDs and file names from titles.
func TestAnEntryThatIsNotUnderstoodIsNotNamed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := dav{DAV: calendartest.StartRadicale(t), t: t, name: "work"}
	s := startDAV(o, d)
	o.looked(s, s.way, "rita")
	d.Do(t, http.MethodPut, d.path(rita)+"nightjar-review.ics",
		strings.Join([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:nightjar-review",
			"DTSTAMP:20260101T000000Z",
			"SUMMARY:Nightjar review", "DTSTART;TZID=Nightjar/Time:20261125T090000", "DTEND;TZID=Nightjar/Time:20261125T100000",
			"END:VEVENT", "END:VCALENDAR", ""}, "\r\n"))
	h := o.offered()
	if _, unread := h.Current().Note.Unread(); !unread {
		t.Errorf("note %q", h.Current().Note)
	}
	for _, who := range []string{quinn, rita, pat} {
		for _, m := range o.box(who) {
			if text := m.Subject + m.Body; strings.Contains(strings.ToLower(text), "nightjar") {
				t.Errorf("%s read the name of an entry:\n%s", who, text)
			}
		}
	}
	if want := "calendar not known: caldav could not be read in full: one entry is not understood"; !strings.Contains(o.latest(quinn, "Offered").Body, want) {
		t.Errorf("the receipt does not say %q", want)
	}
}

// TestAConfigThatRunsAheadOfTheService: calendars that came into the config after the start are unknown, not free; and
// a calendar that is not written to any more holds up nothing else.
func TestAConfigThatRunsAheadOfTheService(t *testing.T) {
	t.Parallel()
	o, s := hosted(t, startGraph)
	o.looked(s, s.way, "mara")
	p := o.c.People["rita"]
	p.Calendars = []string{"graph"}
	o.c.People["rita"] = p
	h := o.offered()
	if _, unread := h.Current().Note.Unread(); !unread {
		t.Errorf("note %q", h.Current().Note)
	}
	o.e.Owns = nil
	o.wire()
	s.answer(h, rita, calendar.Accepted)
	o.settle(time.Minute)
	o.settle(3 * time.Minute)
	if h = o.one(); h.State != handoff.Accepted {
		t.Fatalf("%s: %v", h.State, h.Why)
	}
	o.settle(24 * time.Hour)
	if m := o.latest(quinn, "Today"); !strings.Contains(m.Text, "Accepted: Pat Kim") {
		t.Errorf("the qualifier reads:\n%s", m.Text)
	}
}
