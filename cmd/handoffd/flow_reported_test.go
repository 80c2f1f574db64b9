package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// forward sends on a mail of from to to, as mail programs do: inline below a mark, or attached.
func (f *flow) forward(who string, p proof, at, text, from, to string, attached bool) {
	f.Helper()
	head := "From: " + f.address(from) + "\r\nTo: " + f.address(to) + "\r\nSubject: Friday\r\nDate: Mon, 23 Nov 2026 " +
		"09:10:00 +0100\r\n"
	words := "Hello, decline.\r\nSee you on Friday at the office.\r\n"
	d := mail.Draft{To: []mail.Address{{Addr: at}}, Subject: "Fwd: Friday",
		Text: text + "\r\n\r\n---------- Forwarded message ---------\r\n" + head + "\r\n" + words}
	if !attached {
		f.write(who, p, d)
		f.pass(time.Minute)
		return
	}
	f.sent++
	raw := "From: " + f.address(who) + "\r\nTo: " + at + "\r\nSubject: Friday\r\nDate: " + f.clock.Now().Format(time.RFC1123Z) +
		"\r\nMessage-ID: <forward" + string(rune('a'+f.sent)) + f.suffix + "@acme.example>\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + mimePart("text/plain", "", text) +
		mimePart("message/rfc822", "", head+"\r\n"+words) + "--b--\r\n"
	f.hand(f.address(who), p, []byte(raw), at)
	f.pass(time.Minute)
}

// TestFlow12AReplyIsForwarded: what rep or qualifier send on of the mails between rep and prospect is a report that the
// prospect was answered: it stops the silence, accepts nothing, and is never "not understood".
func TestFlow12AReplyIsForwarded(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		who, where, text, from, to string
		attached                   bool
	}{
		"the rep's reply, below a brief": {"rep", "brief", "", "rep", "pat", false},
		"the rep's reply, with a word": {"rep", "brief", "FYI, I wrote to her this morning", "rep", "pat",
			false},
		"the rep's reply, attached":                 {"rep", "brief", "", "rep", "pat", true},
		"the rep's reply, to the plain address":     {"rep", "", "FYI", "rep", "pat", false},
		"the rep's reply, attached, plain address":  {"rep", "", "", "rep", "pat", true},
		"the rep's reply, in the thread":            {"rep", "thread", "See below", "rep", "pat", false},
		"the prospect's answer":                     {"rep", "brief", "", "pat", "rep", false},
		"the prospect's answer, to a plain address": {"rep", "", "fyi", "pat", "rep", true},
		"by the qualifier":                          {"quinn", "", "", "rep", "pat", false},
		"by the qualifier, attached, with words":    {"quinn", "", "This is what she wrote to Pat", "rep", "pat", true},
		"by the qualifier, in the thread":           {"quinn", "thread", "For you", "rep", "pat", false},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			word := func(s string) string { return strings.ReplaceAll(s, "rep", rep) }
			at := f.config.Address
			switch c.where {
			case "brief":
				at = f.mail(rep, "New lead").ReplyTo[0].Addr
			case "thread":
				for _, a := range f.intro(rep).ReplyTo {
					if strings.HasPrefix(a.Addr, "handoff") {
						at = a.Addr
					}
				}
			}
			f.forward(word(c.who), proved, at, c.text, word(c.from), word(c.to), c.attached)
			f.expect(word(c.who) + ": Noted")
			h := f.lead()
			a := h.Current()
			if h.State != handoff.Offered || a == nil || len(a.Evidence) != 1 {
				t.Fatalf("%s, %+v: %s", h.State, a, h.Why)
			}
			if e := a.Evidence[0]; e.Kind != handoff.RequireReply || e.Strength != handoff.Reported || e.By != word(c.who) {
				t.Errorf("evidence %+v", e)
			}
			f.until("Tue 17:00")
			if h := f.lead(); string(h.Rep()) != rep || h.Assignments[0].End == handoff.EndSilence {
				t.Errorf("it was silence all the same: %s with %s, %s", h.State, h.Rep(), h.Why)
			}
		})
	}
}

// TestFlow12WhatIsNoReport: other people's mails, words of the forwarding person, unproved mail.
func TestFlow12WhatIsNoReport(t *testing.T) {
	t.Parallel()
	t.Run("a mail to somebody else", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		f.forward(rep, proved, f.mail(rep, "New lead").ReplyTo[0].Addr, "", rep, "dana@initech.example", false)
		f.expect(rep + ": Not understood")
		if a := f.turn(); len(a.Evidence) != 0 {
			t.Errorf("evidence %+v", a.Evidence)
		}
	})
	t.Run("a command above it", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		f.forward(rep, proved, f.mail(rep, "New lead").ReplyTo[0].Addr, "decline", rep, "pat", false)
		if h := f.lead(); string(h.Rep()) != other(rep) {
			t.Errorf("the word was not obeyed: %s", h.Why)
		}
	})
	t.Run("not proved", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		f.forward("quinn", forged, f.config.Address, "", rep, "pat", true)
		f.expect("quinn: Is this from you?")
		if a := f.turn(); len(a.Evidence) != 0 {
			t.Fatalf("evidence %+v", a.Evidence)
		}
		f.reply("quinn", f.mail("quinn", "Is this from you?"), "yes")
		if a := f.turn(); len(a.Evidence) != 1 || a.Evidence[0].Strength != handoff.Reported {
			t.Errorf("after a yes: %+v", a.Evidence)
		}
	})
	t.Run("of the rep before", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		f.reply(rep, f.mail(rep, "New lead"), "decline")
		f.news()
		f.forward("quinn", proved, f.mail("quinn", "").ReplyTo[0].Addr, "", rep, "pat", true)
		if a := f.turn(); string(a.Rep) != other(rep) || len(a.Evidence) != 0 {
			t.Errorf("evidence %+v: %s", a.Evidence, f.news())
		}
	})
}
