package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlow20Prose: a brief in sentences is read, proposed back line by line, and a yes completes it; the words stay
// with it.
func TestFlow20Prose(t *testing.T) {
	f := newFlow(t)
	to := []mail.Address{{Addr: f.config.Address}}
	jane := f.address("jane@globex.example")
	words := "Jane Doe from Globex (" + jane + ", +49 30 1234567) would like a demo next Thursday at 3pm, budget about " +
		"20k. " +
		"They need quotes in hours. Their pain is lost deals. The timeframe is this quarter."
	f.write("quinn", proved, mail.Draft{To: to, Subject: "Lead", Text: "Hi,\n\n" + words + "\n\nBest,\nQuinn\n"})
	f.pass(time.Minute)
	f.expect("quinn: Is this right?")
	receipt := f.mail("quinn", "Is this right?")
	for _, want := range []string{"- Phone: +49 30 1234567", "- Company: Globex", "- Budget: about 20k",
		"- Need: quotes in hours", "- Pain: lost deals",
		"- Timeframe: this quarter", "- When: Thursday 26 November 2026, 15:00 CET", "or Thursday 3 December 15:00 CET",
		"answer `yes`"} {
		if !strings.Contains(receipt.Body, want) {
			t.Errorf("the receipt does not say %q", want)
		}
	}
	if plain := strings.Join(strings.Fields(strings.ReplaceAll(receipt.Body, "\n> ", " ")), " "); !strings.Contains(plain,
		words) {
		t.Errorf("the words are not quoted:\n%s", receipt.Body)
	}
	if h := f.lead(); h.State != handoff.Draft || h.Brief["budget"] != "" || !h.Start.IsZero() {
		t.Errorf("guessed without a yes: %s, %v", h.State, h.Brief)
	}
	f.reply("quinn", receipt, "Yes")
	f.pass(5 * time.Minute)
	h := f.lead()
	if h.State != handoff.Offered || h.Brief["budget"] != "about 20k" || h.Brief["phone"] != "+49 30 1234567" ||
		h.Prospect().Name != "Jane Doe" ||
		!h.Start.Equal(time.Date(2026, 11, 26, 15, 0, 0, 0, handoff.Location("Europe/Berlin"))) || h.Meant != nil {
		t.Errorf("the lead is %s, %v, %s, %+v", h.State, h.Brief, h.Start, h.Prospects)
	}
	if brief := f.mail(string(h.Rep()), "New lead"); !strings.Contains(brief.Body, "In the words of Quinn Ames") {
		t.Errorf("the rep does not read the words:\n%s", brief.Body)
	}
	for _, m := range f.mails("jane@globex.example") {
		if strings.Contains(m.Body, "budget") {
			t.Errorf("the prospect reads %q", m.Subject)
		}
	}
}

// TestFlow20CallOnADay: the usual sentence is read, what is missing is asked for, and a line that is given again wins
// over what was read.
func TestFlow20CallOnADay(t *testing.T) {
	f := newFlow(t)
	to := []mail.Address{{Addr: f.config.Address}}
	f.write("quinn", proved, mail.Draft{To: to, Subject: "Lead",
		Text: "I set up a call with Pat <" + f.address("pat") + "> on Sunday 29 November 2026 at 16:40. They need quotes.\n"})
	f.pass(time.Minute)
	f.expect("quinn: Something is missing")
	receipt := f.mail("quinn", "Something is missing")
	if !strings.Contains(receipt.Body, "- When: Sunday 29 November 2026, 16:40 CET") ||
		strings.Contains(receipt.Body, "\nNeed:\n") || !strings.Contains(receipt.Body, "\nPain:\n") {
		t.Errorf("the receipt:\n%s", receipt.Body)
	}
	f.reply("quinn", receipt, "When: Friday 27 November 2026, 15:00\nCompany: Globex\nPain: lost deals\nTimeframe: now\n")
	f.pass(time.Minute)
	f.expect("quinn: Is this right?")
	f.reply("quinn", f.mail("quinn", "Is this right?"), "yes")
	f.pass(5 * time.Minute)
	if h := f.lead(); h.State != handoff.Offered || h.Brief["need"] != "quotes" || h.Start.Day() != 27 {
		t.Errorf("the lead is %s, %v, %s\n%s", h.State, h.Brief, h.Start, f.news())
	}
}
