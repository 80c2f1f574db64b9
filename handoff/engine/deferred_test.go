package engine

import (
	"fmt"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestAnAnswerThatWaitsIsInTime: what arrived before a window closes is decided before it closes, although its sender
// has written more than is taken in an hour.
func TestAnAnswerThatWaitsIsInTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	write := func(text string) {
		t.Helper()
		o.send(rita, mail.Draft{To: to("handoff+" + h.Token + "@acme.example"), Subject: fmt.Sprint(o.n), Text: text})
		o.now = o.now.Add(time.Second)
	}
	o.now = h.Current().Due.Add(-30 * time.Minute)
	o.settle(0)
	for range handoff.AnsweredPerHour {
		write("status")
	}
	write("decline")
	o.settle(0)
	if m := o.newest(); m.Verdict != handoff.MailDeferred || o.declined() {
		t.Fatalf("it is %s: %s", m.Verdict, m.Why)
	}
	now := o.one()
	o.now = now.Current().Due
	o.settle(0)
	if a := o.one().Assignments[0]; a.End != handoff.EndDeclined {
		t.Errorf("the turn ended with %q: %v", a.End, o.one().Why)
	}
}
