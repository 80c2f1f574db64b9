package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
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
