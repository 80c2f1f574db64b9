package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlow12FirstToAccept: so little working time is left that all who fit are asked at once, each by an event of their
// own; the first to accept has the lead and is the only name that the prospect hears; the other is told once, and his
// event withdrawn.
func TestFlow12FirstToAccept(t *testing.T) {
	f := newFlow(t)
	f.until("Tue 10:30")
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
		Text: "Contact: Pat Kim <" + f.address("pat") + ">\nCompany: Globex\nWhen: 2026-11-24 13:00\nNeed: quotes\nPain: " +
			"lost deals\nTimeframe: this quarter\n"})
	f.pass(5 * time.Minute)
	f.expectAny("quinn: Offered", "rita: REQUEST", "ben: REQUEST")
	if h := f.lead(); h.State != handoff.Offered || len(handoff.AskedAtOnce(&h)) != 2 || h.Next.Owner != "mara" {
		t.Fatalf("%s, asked %v, owned by %s: %s", h.State, handoff.AskedAtOnce(&h), h.Next.Owner, h.Why)
	}
	ritas, bens := f.invitation("rita"), f.invitation("ben")
	if a, b := f.event(ritas).UID, f.event(bens).UID; a == b || a == f.lead().UID || b == f.lead().UID {
		t.Errorf("the events are %s and %s, the prospect's %s", a, b, f.lead().UID)
	}
	if !strings.Contains(bens.Text, "whoever accepts first has the lead") {
		t.Errorf("ben reads:\n%s", bens.Text)
	}

	f.answer("ben", proved, bens, "ben", calendar.Accepted)
	f.pass(5 * time.Minute)
	f.expectAny("rita: CANCEL", "ben: Introduction", "pat: Introduction", "pat: REQUEST", "quinn: Accepted")
	h := f.lead()
	if h.State != handoff.Accepted || h.Rep() != "ben" || len(h.Current().Evidence) != 1 {
		t.Fatalf("%s with %s: %s", h.State, h.Rep(), h.Why)
	}
	if text := f.intro("pat").Text; !strings.Contains(text, "Ben") || strings.Contains(text, "Rita") {
		t.Errorf("the prospect reads:\n%s", text)
	}
	if m := f.mail("rita", "Invitation withdrawn"); !strings.Contains(m.Text, "has the meeting with Pat Kim now") {
		t.Errorf("rita reads:\n%s", m.Text)
	}

	f.answer("rita", proved, ritas, "rita", calendar.Accepted)
	f.pass(5 * time.Minute)
	f.reply("rita", ritas, "accept")
	f.pass(5 * time.Minute)
	if h := f.lead(); h.Rep() != "ben" || h.State != handoff.Accepted || len(h.Assignments) != 1 {
		t.Errorf("%s with %s after the other accepted too", h.State, h.Rep())
	}
	n := 0
	for _, m := range f.mails("rita") {
		if strings.Contains(m.Subject, "Now with Ben") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("rita was told %d times:\n%s", n, f.news())
	}
}
