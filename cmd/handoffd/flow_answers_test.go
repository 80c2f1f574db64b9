package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/mail"
)

// answersTo fails unless the mail stands below the one with that Message-ID.
func answersTo(t *testing.T, m *mail.Message, id string) {
	t.Helper()
	if !slices.Contains(m.InReplyTo, id) || !slices.Contains(m.References, id) {
		t.Errorf("%q answers %q (references %q), want %s", m.Subject, m.InReplyTo, m.References, id)
	}
}

// TestFlow24AnswersAreAnswers: receipt, echo and question stand below the mail that they answer; a copy of the intro
// leaves commands be.
func TestFlow24AnswersAreAnswers(t *testing.T) {
	t.Parallel()
	t.Run("brief, echo, question", func(t *testing.T) {
		f := newFlow(t)
		to := []mail.Address{{Addr: f.config.Address}}
		id := f.write("quinn", proved, mail.Draft{To: to, Subject: "Lead", MessageID: "brief" + f.suffix + "@acme.example",
			Text: "Contact: Pat Kim <" + f.address("pat") + ">\nCompany: Globex\nNeed: quotes\n"})
		f.pass(time.Minute)
		receipt := f.mail("quinn", "Something is missing")
		answersTo(t, receipt, id)
		f.reply("quinn", receipt, "status")
		answersTo(t, f.mail("quinn", "Status"), f.last("quinn"))
		f.reply("quinn", receipt, "What a day that was")
		answersTo(t, f.mail("quinn", "Not understood"), f.last("quinn"))
		none := f.write("quinn", proved, mail.Draft{To: to, Subject: "Hello", Text: "What is for lunch?"})
		f.pass(time.Minute)
		answersTo(t, f.mail("quinn", "No lead"), none)
	})
	t.Run("an intro in copy", func(t *testing.T) {
		f := newFlow(t)
		id := f.write("quinn", proved, mail.Draft{To: []mail.Address{{Name: "Pat Kim", Addr: f.address("pat")}},
			Cc:      []mail.Address{{Addr: f.config.Address}},
			Subject: "Our call", Text: "Hello Pat,\n\nmy colleague will show you our quotes.\n\nWhen: 2026-11-27 15:00\n"})
		f.pass(time.Minute)
		h := f.lead()
		receipt := f.mails("quinn")[0]
		answersTo(t, receipt, id)
		for _, m := range f.mails("pat") {
			if slices.Contains(m.InReplyTo, receipt.MessageID) {
				t.Errorf("the prospect's %q answers an internal mail", m.Subject)
			}
		}
		f.reply("quinn", receipt, "Need: quotes in hours")
		f.pass(time.Minute)
		if got := f.lead(); got.Brief["need"] != "quotes in hours" || len(receipt.ReplyTo) != 1 {
			t.Errorf("an answer to the receipt is taken for one in the thread: %v, before %v", got.Brief, h.Brief)
		}
		for _, m := range f.mails("pat") {
			if strings.Contains(m.Text, "quotes in hours") {
				t.Errorf("the prospect reads it: %q", m.Subject)
			}
		}
	})
}

// last is the Message-ID of the mail that somebody wrote last.
func (f *flow) last(who string) string { return fmt.Sprintf("%d.%s", f.sent, f.address(who)) }
