package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/mail"
)

// During the call a qualifier asks for free times, before there is a lead, and for those of one rep.
func TestFlow20SlotsDuringTheCall(t *testing.T) {
	f := newFlow(t)
	for _, c := range []struct{ subject, text, has, hasNot string }{
		{"slots", "-- \nQuinn Ames", "Rita Vance", ""},
		{"Globex on the phone", "slots Rita\n\nBest,\nQuinn", "Rita Vance", "Bo"},
	} {
		before := len(f.mails("quinn"))
		f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.address("handoff")}}, Subject: c.subject,
			Text: c.text})
		f.pass(time.Minute)
		all := f.mails("quinn")
		if len(all) != before+1 {
			t.Fatalf("%s: %d mails within a minute\n%s", c.subject, len(all)-before, f.news())
		}
		m := all[len(all)-1]
		if !strings.HasPrefix(m.Subject, "Free times") || !strings.Contains(m.Text, c.has) ||
			!strings.Contains(m.Text, ":30 ") ||
			c.hasNot != "" && strings.Contains(m.Text, c.hasNot+" ") {
			t.Errorf("%s: %s\n%s", c.subject, m.Subject, m.Text)
		}
	}
	asked := f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.address("handoff")}}, MessageID: "twice@acme.example",
		Subject: "slots", Text: "slots"})
	f.pass(time.Minute)
	before := len(f.mails("quinn"))
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.address("handoff")}}, MessageID: asked, Subject: "slots",
		Text: "slots"})
	f.pass(time.Minute)
	if n := len(f.mails("quinn")) - before; n != 0 {
		t.Errorf("a copy of the question brings %d mails", n)
	}
	if n := len(f.leads()); n != 0 {
		t.Errorf("%d leads came of questions", n)
	}
	f.brief()
	f.pass(5 * time.Minute)
	f.reply("quinn", f.mail("quinn", "Offered"), "slots")
	f.pass(time.Minute)
	if m := f.mail("quinn", "Free times"); !strings.Contains(m.Subject, string(f.lead().ID)) ||
		!strings.Contains(m.Text, "move TIME") {
		t.Errorf("for the lead: %s\n%s", m.Subject, m.Text)
	}
}

// The qualifier has the rep asked once more, in their own name, once a day.
func TestFlow20Nudge(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.reply("quinn", f.mail("quinn", "Offered"), "nudge")
	f.pass(time.Minute)
	f.expect("quinn: Noted", rep+": "+f.name("quinn")+" asks")
	f.reply("quinn", f.mail("quinn", "Noted"), "nudge")
	f.pass(time.Minute)
	f.expect("quinn: Nothing changed")
}
