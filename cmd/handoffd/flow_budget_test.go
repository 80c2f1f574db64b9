package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlowOneMailForBriefAndInvitation plays an offer over real servers: the rep gets the introduction and one mail that is brief and
// invitation, whose event holds what is known, confidentially. The prospect's mails hold none of it. The rep's answer to that mail, from a
// program that keeps nothing but the address to answer to, counts.
func TestFlowOneMailForBriefAndInvitation(t *testing.T) {
	f := newFlow(t)
	f.brief()
	f.pass(5 * time.Minute)
	h := f.lead()
	rep := string(h.Rep())
	f.came("quinn: Offered", rep+": Introduction", rep+": REQUEST New lead", "pat: Introduction", "pat: REQUEST Invitation")
	offer := f.invitation(rep)
	for who, holds := range map[string]bool{rep: true, "pat": false} {
		m := f.invitation(who)
		e := f.event(m)
		for _, words := range []string{"Need: quotes", "Pain: lost deals"} {
			if strings.Contains(m.Body, words) != holds || strings.Contains(e.Description, words) != holds {
				t.Errorf("%s reads %q: want %t\n%s\n%s", who, words, holds, m.Body, e.Description)
			}
		}
		if (e.Class == "CONFIDENTIAL") != holds {
			t.Errorf("the event of %s is of the class %q", who, e.Class)
		}
	}
	f.write(rep, proved, mail.Draft{To: offer.ReplyTo, Subject: "Re: " + offer.Subject, Text: "decline: travelling"})
	f.pass(5 * time.Minute)
	if h = f.lead(); string(h.Rep()) == rep || h.Assignments[0].End != handoff.EndDeclined || h.Assignments[0].Said != "travelling" {
		t.Errorf("the lead is with %s: %+v", h.Rep(), h.Assignments[0])
	}
}
