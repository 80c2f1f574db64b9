package main

import (
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlowAskedInTheMorning: of a brief that comes in after work its qualifier reads when the rep is asked, not that
// they were; once the rep has it, that.
func TestFlowAskedInTheMorning(t *testing.T) {
	f := newFlow(t)
	f.until("Mon 19:00")
	f.brief()
	f.pass(5 * time.Minute)
	h := f.lead()
	rep := string(h.Rep())
	if h.State != handoff.Offered || len(f.mails(rep)) > 0 {
		t.Fatalf("%s with %q, who has %d mails", h.State, rep, len(f.mails(rep)))
	}
	name := f.name(rep)
	f.says(f.mail("quinn", "Offered: "), "All understood: "+name+" is asked on Tue 24 Nov, 09:00 CET.")
	status := func() *mail.Message {
		f.command("quinn", "status")
		return f.last1("quinn", "Status")
	}
	f.says(status(), name+" is asked on Tue 24 Nov, 09:00 CET.", "!has been asked")
	f.until("Tue 09:30")
	f.says(status(), name+" has been asked; what is still missing", "!is asked on")
}
