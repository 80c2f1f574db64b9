package main

import (
	"slices"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlowALaterRepWritesToTheProspect: who gets the lead after somebody else has no copy of the introduction. The one
// mail says where to write, and what they write is seen: from the rep who has the lead, proved, and as a reply alone.
func TestFlowALaterRepWritesToTheProspect(t *testing.T) {
	f := newFlow(t)
	first := f.offered()
	next := other(first)
	f.reply(first, f.mail(first, "New lead"), "decline travelling")
	f.pass(10 * time.Minute)
	if h := f.lead(); string(h.Rep()) != next || h.State != handoff.Offered {
		t.Fatalf("%s with %s", h.State, h.Rep())
	}
	f.says(f.mail(next, "New lead"), "To write to Pat Kim: "+f.address("pat")+", with "+f.config.Address+" in Cc")
	for _, m := range f.mails(next) {
		if slices.ContainsFunc(m.ReplyTo, func(a mail.Address) bool { return a.Addr == f.address("pat") }) {
			t.Errorf("%s has a copy of the introduction: %s", next, m.Subject)
		}
	}
	f.news()
	hello := mail.Draft{To: []mail.Address{{Addr: f.address("pat")}}, Cc: []mail.Address{{Addr: f.config.Address}},
		Subject: "Our meeting", Text: "Hello Pat, I look forward to meeting you.\n"}
	lacks := func() bool {
		h := f.lead()
		return slices.Contains(h.Current().Lacking(), handoff.RequireReply)
	}
	for who, p := range map[string]proof{first: proved, next: forged} {
		f.write(who, p, hello)
		f.pass(time.Minute)
		if !lacks() {
			t.Fatalf("a mail of %s counts as the reply", who)
		}
	}
	f.news()
	f.write(next, proved, hello)
	f.pass(time.Minute)
	if h := f.lead(); lacks() || h.State != handoff.Offered || f.accepted() {
		t.Errorf("%s: %s", h.State, h.Why)
	}
	f.expect()
}
