package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff"
	"handoffd/mail"
)

const dayBrief = `Contact: Pat Kim <pat@globex.example>
Company: Globex
When: Wednesday 25 November 15:00
Need: quotes in two days
Pain: deals are lost while quotes are written
Timeframe: this quarter
`

// What stands in calendars, and is nobody else's business.
var dayTitles = []string{"Nightjar", "Dialysis", "Interview at Initech"}

// TestDay is a day of the service: a clash at intake, the lead offered at a free slot, taken, moved by the prospect,
// handed over to another rep, and a conflict that came later, on each of the CalDAV servers that Debian has; on Cyrus
// all its mail goes through Postfix and Cyrus too. With -v it tells what happened when.
func TestDay(t *testing.T) {
	t.Parallel()
	for name, start := range calendartest.Servers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dayOn(t, start(t))
		})
	}
}

func dayOn(t *testing.T, dav *calendartest.DAV) {
	const quinn, rita, ben = "quinn@acme.example", "rita@acme.example", "ben@acme.example"
	const pat, house = "pat@globex.example", "handoff@acme.example"
	d := newDay(t, dav)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, demo.Start().Location())
	}
	d.dav.Plant(t, d.path(rita), "Project Nightjar", at(4, 14, 30), at(4, 15, 30), "RRULE:FREQ=WEEKLY")
	d.dav.Plant(t, d.path(rita), "Dialysis", at(26, 14, 0), at(26, 15, 0))

	d.write(quinn, mail.Draft{To: []mail.Address{{Addr: house}}, Subject: "Globex", Text: dayBrief})
	d.pass(0)
	h := d.lead()
	if h.State != handoff.Draft || h.Clash == nil || len(h.Clash.Slots) != 5 {
		t.Fatalf("%s, clash %+v: %v", h.State, h.Clash, h.Why)
	}
	slot := h.Clash.Slots[1]
	d.reply(quinn, d.mail(quinn, "Globex"), "2")
	if h = d.lead(); h.State != handoff.Offered || !h.Start.Equal(slot.Start) || h.Rep() != "rita" {
		t.Fatalf("%s at %s with %s: %v", h.State, h.Start, h.Rep(), h.Why)
	}
	d.stands(house, h, rita)

	d.reply(rita, d.mail(rita, "Introduction"), "Hello Pat, I look forward to it.")
	d.accept(rita)
	d.accept(pat)
	d.state(handoff.Accepted, "rita")
	d.prepared(rita)

	// in the calendar, to a free time
	d.answer(pat, d.invitation(pat), "", "COUNTER", at(26, 11, 0))
	d.pass(5 * time.Minute)
	d.reply(rita, d.mail(rita, "Another time"), "agree")
	if h = d.lead(); !h.Start.Equal(at(26, 11, 0)) || h.Revision != 1 {
		t.Fatalf("at %s, revision %d: %v", h.Start, h.Revision, h.Why)
	}
	d.stands(house, h, rita)
	d.prepared(rita)
	d.accept(rita)
	d.accept(pat)
	d.state(handoff.Accepted, "rita")

	// in words, to a time at which the rep has something else
	d.reply(pat, d.mail(pat, "Introduction"), "Sorry, something came up. Could we do Thursday 26 November 14:00?\n\nPat")
	d.reply(rita, d.mail(rita, "Another time"), "refuse")
	if h = d.lead(); !h.Start.Equal(at(26, 11, 0)) || h.Moving != nil || h.State != handoff.Accepted {
		t.Fatalf("%s at %s, moving %+v: %v", h.State, h.Start, h.Moving, h.Why)
	}

	d.mail(pat, "The time stays")

	// the rep withdraws
	d.reply(rita, d.mail(rita, "New lead"), "decline")
	d.dav.Do(t, "DELETE", d.path(rita)+"invited.ics", "")
	d.state(handoff.Offered, "ben")
	h = d.lead()
	d.stands(house, h, ben)
	if _, there := d.event(rita, h.Events().Block()); there {
		t.Error("the first rep still has time for preparation")
	}
	d.write(ben, mail.Draft{To: []mail.Address{{Addr: pat}}, Subject: "Our meeting", Cc: []mail.Address{{Addr: house}},
		Text: "Hi Pat, I take over from Rita. Talk to you on Thursday."})
	d.accept(ben)
	d.state(handoff.Accepted, "ben")
	d.prepared(ben)

	// later something else comes into the calendar
	d.dav.Plant(t, d.path(ben), "Interview at Initech", at(26, 11, 0), at(26, 12, 0))
	d.pass(30 * time.Minute)
	d.reply(ben, d.mail(ben, "You have something else then"), "ignore that")
	if h = d.lead(); h.Clash != nil || h.State != handoff.Accepted {
		t.Fatalf("%s, clash %+v", h.State, h.Clash)
	}
	asked := len(d.box(ben))
	d.pass(h.Start.Sub(d.clock.Now()))
	for _, m := range d.box(ben)[asked:] {
		if strings.Contains(m.Subject, "something else") {
			t.Errorf("asked again: %s", m.Subject)
		}
	}
	d.pass(at(27, 9, 0).Sub(d.clock.Now())) // asked in the next Today, and answered by its number
	d.reply(ben, d.mail(ben, "Today"), "1 good")
	d.state(handoff.Held, "ben")
	d.quiet(dayTitles)
	d.through("by "+hosttest.Hostname+" (Cyrus ", "by "+hosttest.Hostname+" (Postfix)")
	d.show()
}

func (d *day) state(want handoff.State, rep handoff.PersonID) {
	d.Helper()
	if h := d.lead(); h.State != want || h.Rep() != rep {
		d.Fatalf("%s with %s, want %s with %s: %v", h.State, h.Rep(), want, rep, h.Why)
	}
}

// stands says that the copy of the rep's event is in the calendar, with these guests.
func (d *day) stands(who string, h handoff.Handoff, guests ...string) {
	d.Helper()
	rep, _ := h.Events().Rep()
	e, there := d.event(who, h.Events().Of(rep))
	if !there || !e.Start.Equal(h.Start) || !e.End.Equal(h.End) {
		d.Errorf("in the calendar of %s: %v at %s, want %s", who, there, e.Start, h.Start)
	}
	slices.Sort(guests)
	if diff := cmp.Diff(guests, attendees(e)); diff != "" {
		d.Errorf("guests (-want +got):\n%s", diff)
	}
}

// prepared says that the time for preparation is in the rep's calendar, privately, with the brief.
func (d *day) prepared(who string) {
	d.Helper()
	h := d.lead()
	b, there := d.event(who, h.Events().Block())
	if !there || !b.End.Equal(h.Start) || !b.Start.Equal(h.Start.Add(-15*time.Minute)) {
		d.Errorf("time for preparation of %s: %v, %s–%s; the meeting is at %s", who, there, b.Start, b.End, h.Start)
	}
	if b.Class != "PRIVATE" || len(b.Attendees) > 0 || strings.Contains(b.Summary, "quotes") ||
		!strings.Contains(b.Description, "Need: quotes in two days") {
		d.Errorf("time for preparation of %s: %+v", who, b)
	}
	d.stands("handoff@acme.example", h, who)
}

// quiet says that nothing of what only calendars knew is in a mail or in the database.
func (d *day) quiet(titles []string) {
	d.Helper()
	said := map[string][]byte{}
	for _, who := range dayPeople {
		for _, raw := range d.raw(who) {
			m := mail.Read(raw)
			said[who] = append(said[who], m.Subject+m.Text+m.Body...)
			said[who] = append(said[who], raw...)
		}
	}
	for _, file := range []string{d.database, d.database + "-wal"} {
		text, err := os.ReadFile(file)
		if err != nil {
			d.Fatal(err)
		}
		said["the database"] = append(said["the database"], text...)
	}
	for where, text := range said {
		for _, title := range titles {
			if bytes.Contains(text, []byte(title)) {
				d.Errorf("%q left its calendar for %s", title, where)
			}
		}
	}
	for _, title := range titles { // the test must know what it looks for
		if !slices.ContainsFunc([]string{"rita@acme.example", "ben@acme.example"}, func(who string) bool {
			return slices.ContainsFunc(d.events(who), func(e calendar.Event) bool { return strings.Contains(e.Summary, title) })
		}) {
			d.Errorf("%q is in no calendar", title)
		}
	}
}

// show writes all mails to the folder HANDOFFD_DAY_MAILS, to be read.
func (d *day) show() {
	dir := os.Getenv("HANDOFFD_DAY_MAILS")
	if dir == "" {
		return
	}
	for _, who := range dayPeople[1:] {
		var b strings.Builder
		for _, m := range d.box(who) {
			b.WriteString("=====\nFrom: " + m.From.Addr + "\nSubject: " + m.Subject + "\n\n" + m.Body + "\n\n")
		}
		if err := os.WriteFile(dir+"/"+who+".txt", []byte(b.String()), 0o600); err != nil {
			d.Error(err)
		}
	}
}
