package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlow22IDInSubject: a manager without a thread acts on a lead by its id; nobody else can, and without proof they
// are asked.
func TestFlow22IDInSubject(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	to := []mail.Address{{Addr: f.config.Address}}
	id := string(f.lead().ID)

	f.write("mara", proved, mail.Draft{To: to, Subject: "[" + id + "] extend", Text: "Thanks,\nMara\n"})
	f.pass(time.Minute)
	f.expect("mara: Not understood")
	if m := f.mail("mara", "Not understood"); !strings.Contains(m.Text, "For how long?") {
		t.Errorf("it asks:\n%s", m.Text)
	}
	f.write("mara", proved, mail.Draft{To: to, Subject: "[" + id + "] extend 2h", Text: "-- \nMara Fern"})
	f.pass(time.Minute)
	if a := f.lead().Assignments[0]; a.Extra != 2*time.Hour {
		t.Errorf("extended by %s\n%s", a.Extra, f.news())
	}
	f.write("quinn", proved, mail.Draft{To: to, Subject: "a question", Text: "Hi,\n\nabout " + id + ":\nBudget: 20k\n"})
	f.pass(time.Minute)
	if b := f.lead().Brief["budget"]; b != "20k" {
		t.Errorf("the budget is %q\n%s", b, f.news())
	}
	f.news()
	f.write("mara", forged, mail.Draft{To: to, Subject: "[" + id + "] cancel", Text: "Thanks"})
	f.pass(time.Minute)
	f.expect("mara: Is this from you?")
	f.write("olga@evil.example", proved, mail.Draft{To: to, Subject: "[" + id + "] cancel", Text: "Thanks"})
	f.write("mara", proved, mail.Draft{To: to, Subject: "Fwd: [" + id + "] cancel", Text: "Thanks"})
	f.pass(time.Minute)
	if h := f.lead(); h.State != handoff.Offered || h.CancelAsked || string(h.Rep()) != rep {
		t.Errorf("the lead is %s, cancel asked %v", h.State, h.CancelAsked)
	}
	f.expect("mara: Not understood")
	f.write("mara", proved, mail.Draft{To: to, Subject: "HO-AAAAAA extend 2h", Text: "Please.\n"})
	f.pass(time.Minute)
	f.expect("mara: No lead")
	if m := f.mail("mara", "No lead"); !strings.Contains(m.Text, "know no lead HO-AAAAAA that is yours") ||
		!strings.Contains(m.Text, "without a lead: `pause team until DATE`, `pause NAME until DATE`, `resume team`, `back NAME`") {
		t.Errorf("it says:\n%s", m.Text)
	}
}

// TestFlow37WordsUnderTheInvitation: what the rep writes below the invitation is meant for the prospect; the rep is
// told, and `send` works.
func TestFlow37WordsUnderTheInvitation(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	invite := f.invitation(rep)
	if !strings.Contains(invite.Text,
		"To write to Pat Kim: "+f.address("pat")+", with "+f.config.Address+" in Cc so that I see it. An answer to this mail "+
			"reaches only me.") {
		t.Errorf("the invitation does not say how to reach the prospect:\n%s", invite.Text)
	}
	linked := false
	for _, raw := range f.raw(rep) {
		linked = linked || strings.Contains(strings.ReplaceAll(string(raw), "=\r\n", ""), `"mailto:`+f.address("pat")+`"`)
	}
	if !linked {
		t.Error("no link to the prospect")
	}
	f.reply(rep, invite, "Hello Pat,\n\nI look forward to showing you our quotes. Shall I bring our engineer "+
		"along?\n\nBest")
	f.expect(rep + ": Pat Kim has not seen your reply")
	f.reply(rep, f.mail(rep, "has not seen your reply"), "send")
	f.pass(time.Minute)
	if text := f.mails("pat")[len(f.mails("pat"))-1].Text; !strings.Contains(text, "bring our engineer along?") {
		t.Errorf("the prospect reads:\n%s", text)
	}
	f.reply(rep, invite, "accept")
	f.pass(time.Minute)
	if h := f.lead(); h.State != handoff.Accepted {
		t.Errorf("the lead is %s\n%s", h.State, f.news())
	}
}
