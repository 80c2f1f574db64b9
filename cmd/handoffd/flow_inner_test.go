package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlowInnerWordsStayInside: words about the prospect, and commands below words, never reach the prospect.
func TestFlowInnerWordsStayInside(t *testing.T) {
	t.Parallel()
	t.Run("a command below words", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		before := len(f.mails("pat"))
		f.reply(rep, f.mail(rep, "New lead"), "Pat is a waste of time, they have no money.\nreject: budget")
		f.pass(5 * time.Minute)
		h := f.lead()
		if h.State != handoff.Returned {
			t.Errorf("it is %s, %+v\n%s", h.State, h.Assignments[0], f.news())
		}
		if n := len(f.mails("pat")); n != before {
			t.Errorf("the prospect got %d mails:\n%s", n-before, f.news())
		}
	})
	t.Run("words about the prospect", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		f.reply(rep, f.mail(rep, "New lead"), "Sorry, this one is not qualified, no budget at all.")
		f.expect(rep + ": Did you mean this")
		if m := f.mail(rep, "Did you mean this"); !strings.Contains(m.Text, "`reject: budget`") {
			t.Errorf("it says:\n%s", m.Text)
		}
		if h := f.lead(); h.Unsent != "" || h.State != handoff.Offered {
			t.Errorf("it counts as an answer to the prospect: %q, %s", h.Unsent, h.State)
		}
	})
	t.Run("words for the prospect are shown before they go", func(t *testing.T) {
		f := newFlow(t)
		rep := f.offered()
		f.reply(rep, f.mail(rep, "New lead"), "Hi Pat, glad to meet you. I bring the figures.")
		f.expect(rep + ": Pat Kim has not seen your reply")
		if m := f.mail(rep, "has not seen your reply"); !strings.Contains(m.Body, "> Hi Pat, glad to meet you.") {
			t.Errorf("it does not show the words:\n%s", m.Body)
		}
	})
}

// TestFlowStopOutOfAnyThread: who wants no more mail is heard without answering one, and other words are passed on.
func TestFlowStopOutOfAnyThread(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	to := []mail.Address{{Addr: f.config.Address}}
	f.write("pat", proved, mail.Draft{To: to, Subject: "A question", Text: "Who of you brings the figures?"})
	f.pass(time.Minute)
	passed := slices.ContainsFunc(f.mails(rep), func(m *mail.Message) bool {
		return strings.Contains(m.Body, "Who of you brings the figures?")
	})
	if !passed {
		t.Errorf("the words are not passed on:\n%s", f.news())
	}
	f.write("pat", proved, mail.Draft{To: to, Subject: "Enough", Text: "Please do not write to me any more."})
	f.pass(5 * time.Minute)
	if h := f.lead(); !h.Prospects[0].Stopped || h.State != handoff.Returned {
		t.Errorf("it is %s, %+v\n%s", h.State, h.Prospects, f.news())
	}
}

// TestFlow20YesAndLines: a yes to what was read and the lines that were missing, in one mail, complete the lead.
func TestFlow20YesAndLines(t *testing.T) {
	f := newFlow(t)
	to := []mail.Address{{Addr: f.config.Address}}
	f.write("quinn", proved, mail.Draft{To: to, Subject: "Lead",
		Text: "I set up a call with Pat <" + f.address("pat") + "> on Friday 27 November 2026 at 15:00. They need quotes.\n"})
	f.pass(time.Minute)
	receipt := f.mail("quinn", "Something is missing")
	f.reply("quinn", receipt, "yes\n\nCompany: Globex\nPain: lost deals\nTimeframe: now\n")
	f.pass(5 * time.Minute)
	if h := f.lead(); h.State != handoff.Offered || h.Brief["need"] != "quotes" || h.Brief["pain"] != "lost deals" {
		t.Errorf("the lead is %s, %v, %s\n%s", h.State, h.Brief, h.Start, f.news())
	}
}

// TestFlowSlotsOfNobody: who asks for the times of nobody reads who the reps are, and a slip is offered back.
func TestFlowSlotsOfNobody(t *testing.T) {
	f := newFlow(t)
	to := []mail.Address{{Addr: f.config.Address}}
	f.write("quinn", proved, mail.Draft{To: to, Subject: "slots Bob", Text: "slots Bob"})
	f.write("quinn", proved, mail.Draft{To: to, Subject: "slot rita please", Text: "slot rita please"})
	f.write("quinn", proved, mail.Draft{To: to, Subject: "Lunch", Text: "What is for lunch?"})
	f.pass(time.Minute)
	for subject, want := range map[string]string{
		"slots Bob":        "I know no rep called “Bob”. The reps are",
		"slot rita please": "`slots Rita`",
		"Lunch":            "\nPain:",
	} {
		if m := f.mail("quinn", subject); !strings.Contains(m.Body, want) {
			t.Errorf("%s:\n%s", m.Subject, m.Body)
		}
	}
}
