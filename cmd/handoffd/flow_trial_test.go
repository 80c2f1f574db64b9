package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

var foldedLine = regexp.MustCompile(`\r?\n[ \t]`)

// TestFlow28ATrialShowsNoCustomerInAnyHeader: from the offer over a proposal, a move and a swap to the end, no address
// of the prospect stands in a header or as an attendee, nothing reaches the prospect, and each copy of what they would
// have got says that it is a trial's.
func TestFlow28ATrialShowsNoCustomerInAnyHeader(t *testing.T) {
	f := newFlow(t, func(f *flow) { f.config.Trial = []string{"*@acme.example"} })
	f.brief()
	f.pass(5 * time.Minute)
	h := f.lead()
	rep := string(h.Rep())
	if h.State != handoff.Offered || h.Current().Opened.IsZero() {
		t.Fatalf("%s: %s\n%s", h.State, h.Why, f.news())
	}
	intro := f.mail(rep, "Introduction")
	f.replyAll(rep, intro, "Hello Pat, I look forward to meeting you.")
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	f.reply("quinn", f.mails("quinn")[0], "move 2026-11-26 16:00")
	f.pass(5 * time.Minute)
	f.reply("mara", f.mail("quinn", ""), "assign "+other(rep))
	f.until("Fri 18:00")
	if n := len(f.mails("pat")); n != 0 {
		t.Errorf("the prospect has %d mails", n)
	}
	pat := []byte(f.address("pat"))
	for _, who := range []string{"quinn", "rita", "ben", "mara", "olga"} {
		ours := slices.DeleteFunc(f.raw(who), func(raw []byte) bool { return !bytes.Contains(raw, []byte("X-Handoff-Id")) })
		if len(ours) == 0 && who != "mara" {
			t.Errorf("%s has no mail", who)
		}
		for _, raw := range ours {
			head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
			if bytes.Contains(foldedLine.ReplaceAll(head, nil), pat) {
				t.Errorf("%s has a mail with the prospect in a header:\n%s", who, head)
			}
		}
		for _, m := range f.mails(who) {
			if len(m.Calendars) > 0 && bytes.Contains(foldedLine.ReplaceAll(m.Calendars[0].Data, nil), pat) {
				t.Errorf("%s has an event with the prospect in it:\n%s", who, m.Calendars[0].Data)
			}
			forProspect := strings.Contains(m.Subject, "Introduction") || len(m.Calendars) > 0
			if forProspect && (!strings.HasPrefix(m.Subject, "[trial] ") || !strings.Contains(m.Text, "Trial: ")) {
				t.Errorf("%s has %q, which does not say that it is a trial copy", who, m.Subject)
			}
		}
	}
}
