package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// until has the time go on in steps short enough for every part of a mail to be written.
func (o *office) until(at time.Time) {
	for o.now.Before(at) {
		o.settle(min(at.Sub(o.now), 30*time.Minute))
	}
}

// TestReview: on Thursday the rep is asked for the next steps that nobody named, by lead, and answers in one mail; on
// Monday the manager goes through what is still open and says the rest, and a week later reads what was open before.
func TestReview(t *testing.T) {
	o := newOffice(t)
	o.c.WeeklyFigures = true
	o.past(4)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, handoff.Location("Europe/London"))
	}
	ids := o.lines(o.last(rita), "rita")
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Re: Today", InReplyTo: o.last(rita).MessageID,
		Text: "1 good, 2 good, 3 good\n" + string(ids[3]) + " held"}) // by number and by id
	o.until(at(33, 9, 40)) // the Thursday of the next week
	m := o.last(rita)
	if !strings.HasPrefix(m.Subject, "Today: ") || !strings.Contains(m.Subject, "next steps to name") {
		t.Fatalf("on Thursday %q:\n%s", m.Subject, m.Body)
	}
	for _, id := range ids {
		if !strings.Contains(m.Body, string(id)+" next:") {
			t.Errorf("nothing asks for %s in\n%s", id, m.Body)
		}
	}
	before := len(o.box(rita))
	for _, form := range []mail.Draft{
		{To: m.ReplyTo, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID, Text: string(ids[0]) + " next:\n\nRita"},
		{To: m.ReplyTo, Subject: "Next steps", Text: string(ids[0]) + " next:\n" + string(ids[1]) + " next:\n"},
		{To: to(handoffAddress), Subject: "Next steps", Text: string(ids[0]) + " next:\n"},
	} {
		was, manager := o.id(ids[0]).Version, len(o.box(mara))
		o.send(rita, form)
		o.settle(time.Minute)
		if o.id(ids[0]).Version != was || len(o.box(rita)) != before || len(o.box(mara)) != manager {
			t.Errorf("lines that were left empty to %s bring about something: %q", form.To[0].Addr, o.since(rita, before))
		}
	}
	o.send(rita, mail.Draft{To: m.ReplyTo, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID,
		Text: string(ids[0]) + " next: demo Tue\n" + string(ids[1]) + " next: send the offer Fri\n" + string(ids[2]) +
			" next:\n" + string(ids[3]) + " next:\n\nRita"})
	o.settle(time.Minute)
	for i, want := range []string{"demo", "send the offer", "", ""} {
		if s := o.id(ids[i]).Step; s == nil || s.What != want {
			t.Errorf("the step of %s is %+v, want %q", ids[i], s, want)
		}
	}
	if n := len(o.box(rita)) - before; n != 0 {
		t.Errorf("%d mails answer the rep: %q", n, o.since(rita, before))
	}
	o.until(at(37, 9, 40))
	if n := len(o.weeklies(mara)); n == 0 {
		t.Fatalf("no mail of the week to the manager: %q", o.subjects(mara))
	}
	m = o.weeklies(mara)[len(o.weeklies(mara))-1]
	for _, w := range []string{"Stuck", "call again on", string(ids[2]) + "  ", string(ids[3]) + "  "} {
		if !strings.Contains(m.Body, w) {
			t.Errorf("no %q in\n%s", w, m.Body)
		}
	}
	o.send(mara, mail.Draft{To: m.ReplyTo, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID,
		Text: string(ids[2]) + " next: call the CFO Thu\n\nMara"})
	o.settle(time.Minute)
	if s := o.id(ids[2]).Step; s == nil || s.What != "call the CFO" || s.Owner != "rita" || s.By != "mara" {
		t.Errorf("the manager's step is %+v", s)
	}
	o.until(at(44, 9, 40))
	m = o.weeklies(mara)[len(o.weeklies(mara))-1]
	if !strings.Contains(m.Body, "open in 3 reviews in a row") {
		t.Errorf("a week later\n%s", m.Body)
	}
}
