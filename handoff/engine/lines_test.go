package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestLinesAreAnsweredTogether: of a mail with lines for several leads not all of which can be done, one answer says of
// each what came of it, of those that are done too.
func TestLinesAreAnsweredTogether(t *testing.T) {
	o := newOffice(t)
	o.c.WeeklyFigures = true
	o.past(4)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, handoff.Location("Europe/London"))
	}
	ids := o.lines(o.last(rita), "rita")
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Re: Today", InReplyTo: o.last(rita).MessageID,
		Text: "1 good, 2 good, 3 good, 4 good"})
	o.until(at(37, 9, 40))
	m := o.weeklies(mara)[len(o.weeklies(mara))-1]
	before := len(o.box(mara))
	o.send(mara, mail.Draft{To: m.ReplyTo, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID,
		Text: string(ids[0]) + " next: demo Thu\nHO-ZZZZZZ next: demo Tue\n" + string(ids[1]) + " frobnicate\n" + string(ids[2]) +
			" next: call yesterday\n" + string(ids[3]) + " next: demo in Paris\n" + string(ids[0]) + " status\nHO-123 next: demo Tue\nMara"})
	o.settle(time.Minute)
	o.settle(10 * time.Minute)
	got := o.box(mara)[before:]
	if len(got) != 2 || !strings.HasPrefix(got[1].Subject, "Status") && !strings.HasPrefix(got[0].Subject, "Status") {
		t.Fatalf("answered with %q", o.since(mara, before))
	}
	answer := got[0]
	if strings.HasPrefix(answer.Subject, "Status") {
		answer = got[1]
	}
	for _, want := range []string{string(ids[0]) + ": done: ", "HO-ZZZZZZ is no lead", string(ids[1]) + ", “frobnicate”: not done",
		string(ids[2]) + ", “next: call yesterday”: not done. “yesterday” is no day to come", string(ids[3]) + ", “next: demo in Paris”: not done"} {
		if !strings.Contains(answer.Body, want) {
			t.Errorf("no %q in\n%s", want, answer.Body)
		}
	}
	before = len(o.box(mara))
	o.send(mara, mail.Draft{To: m.ReplyTo, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID,
		Text: string(ids[2]) + " next: call Thu\n" + string(ids[3]) + " next: demo Fri\nMara"})
	o.settle(time.Minute)
	if n := len(o.box(mara)) - before; n != 0 {
		t.Errorf("where all is done: %q", o.since(mara, before))
	}
}
