package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlowPauseTeam: a manager stops the leads of a team until a day. What the reps have they keep, a new lead waits
// with its qualifier's manager and says why, and from the day on leads go on by themselves.
func TestFlowPauseTeam(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	brief := func(prospect, when string) {
		f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
			Text: "Contact: Lee Ash <" + prospect + ">\nCompany: Initech\nWhen: " + when + "\nNeed: quotes\nPain: " +
				"lost deals\nTimeframe: this quarter\n"})
		f.pass(5 * time.Minute)
	}
	f.write("mara", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}},
		Subject: "[" + string(f.lead().ID) + "]", Text: "pause team until Thu"})
	f.pass(5 * time.Minute)
	if m := f.mail("mara", "Noted"); m == nil || !strings.Contains(m.Text, "Thu") {
		t.Fatalf("the manager reads: %+v\n%s", m, f.news())
	}
	if h := f.lead(); h.State != handoff.Offered || string(h.Rep()) != rep {
		t.Errorf("what the rep has is %s with %s", h.State, h.Rep())
	}
	ask := func(prospect string) handoff.Handoff {
		for _, h := range f.leads() {
			if h.Prospect().Address == prospect {
				return h
			}
		}
		t.Fatalf("no lead of %s:\n%s", prospect, f.news())
		return handoff.Handoff{}
	}
	brief("lee@initech.example", "2026-11-27 15:00")
	if h := ask("lee@initech.example"); h.State != handoff.Escalated || len(h.Assignments) != 0 {
		t.Errorf("while the team pauses: %s: %s", h.State, h.Why)
	}
	for _, who := range []string{"quinn", "mara"} {
		if m := f.mail(who, "Lee Ash"); m == nil || !strings.Contains(m.Text, "paused by Mara Lindt until") ||
			strings.Contains(m.Text, "away") {
			t.Errorf("%s reads of a lead that comes in meanwhile: %+v", who, m)
		}
	}
	f.until("Thu 10:00")
	brief("kim@initrode.example", "2026-11-30 15:00")
	if h := ask("kim@initrode.example"); len(h.Assignments) != 1 { // no mail goes there: it comes back after that
		t.Errorf("after the pause: %s: %s", h.State, h.Why)
	}
}
