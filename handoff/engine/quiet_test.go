package engine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestTheSeventhMailIsJoined: eight leads come back within a minute, and the fourth is told as one of a row. The
// qualifier reads six mails at once, and the others as one mail half an hour later, answered by its numbers.
func TestTheSeventhMailIsJoined(t *testing.T) {
	o := newOffice(t)
	for i := range 8 {
		who := fmt.Sprintf("pat%d@globex.example", i)
		o.server.AddUser(who, "pw")
		at := []string{"Wednesday 25", "Thursday 26"}[i%2] + fmt.Sprintf(" November %d:00", 11+i/2)
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead",
			Text: strings.NewReplacer(pat, who, "Wednesday 25 November 15:00", at).Replace(goodBrief)})
	}
	o.settle(0)
	o.settle(3 * time.Minute)
	for _, h := range o.all() {
		o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(h.ID) + "]", Text: "reject: budget"})
	}
	before := len(o.box(quinn))
	o.settle(time.Minute)
	if n := len(o.box(quinn)) - before; n != handoff.MostLive {
		t.Fatalf("%d mails at once, want %d", n, handoff.MostLive)
	}
	o.settle(handoff.JoinedEvery)
	all := o.box(quinn)
	joined := all[len(all)-1]
	lines := o.lines(joined, "quinn")
	if len(all)-before != handoff.MostLive+1 || len(lines) != 3 || strings.HasPrefix(joined.Subject, "Today") {
		t.Fatalf("%d mails; %q has %d lines:\n%s", len(all)-before, joined.Subject, len(lines), joined.Body)
	}
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Re: " + joined.Subject, InReplyTo: joined.MessageID,
		Text: "2 cancel"})
	o.settle(time.Minute)
	if h := o.id(lines[1]); h.State != handoff.Closed {
		t.Errorf("2 cancel: %s, %s", h.State, h.Why)
	}
}

// TestTheNightIsQuiet: a lead handed over in the evening is offered in the rep's morning; one whose meeting comes
// before that at once.
func TestTheNightIsQuiet(t *testing.T) {
	for when, want := range map[string]int{"Wednesday 25 November 15:00": 0, "Tuesday 24 November 10:30": 2} {
		o := newOffice(t)
		p := o.c.People["rita"]
		p.Night = false
		o.c.People["rita"] = p
		o.now = time.Date(2026, 11, 23, 20, 0, 0, 0, o.now.Location())
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead",
			Text: strings.Replace(goodBrief, "Wednesday 25 November 15:00", when, 1)})
		o.settle(0)
		says := string(o.last(quinn).Body)
		if later := strings.Contains(says, "is asked on Tue 24 Nov, 10:00"); later != (want == 0) {
			t.Errorf("%s: the receipt says\n%s", when, says)
		}
		o.settle(3 * time.Minute)
		if n := len(o.box(rita)); n != want {
			t.Errorf("%s: %d mails to the rep in the evening, want %d", when, n, want)
		}
		if len(o.box(quinn)) == 0 {
			t.Errorf("%s: the qualifier, who is awake, has no receipt", when)
		}
		o.settle(time.Date(2026, 11, 24, 10, 5, 0, 0, o.now.Location()).Sub(o.now))
		if n := len(o.box(rita)); n < 2 {
			t.Errorf("%s: %d mails to the rep in the morning", when, n)
		}
	}
}
