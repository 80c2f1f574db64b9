package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestFlow18Refusals: a rep who declines in any polite words has declined, and the reason is kept.
func TestFlow18Refusals(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"decline on holiday that day", "Sorry, I can't make it.", "I'm on holiday that week"} {
		t.Run(text, func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			f.reply(rep, f.mail(rep, "New lead"), text)
			f.pass(5 * time.Minute)
			h := f.lead()
			a := h.Assignments[0]
			if h.Rep() == handoff.PersonID(rep) || a.End != handoff.EndDeclined || !strings.Contains("decline "+a.Said, text) {
				t.Fatalf("the lead is with %s, the first turn ended %q: %q\n%s", h.Rep(), a.End, a.Said, f.news())
			}
			for who, subject := range map[string]string{"quinn": "Now with", string(h.Rep()): "New lead"} {
				if m := f.mail(who, subject); !strings.Contains(m.Body, a.Said) {
					t.Errorf("%s does not read why:\n%s", who, m.Text)
				}
			}
		})
	}
}

// TestFlow18NearACommand: a slip of the hand is offered back, and a yes gives the command.
func TestFlow18NearACommand(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.reply(rep, f.mail(rep, "New lead"), "declne: on a flight then")
	f.expect(rep + ": Did you mean this")
	m := f.mail(rep, "Did you mean this")
	if !strings.Contains(m.Text, "I read this as `decline: on a flight then`. Is that right? Then answer `yes`.") {
		t.Errorf("it says:\n%s", m.Text)
	}
	if h := f.lead(); h.Rep() != handoff.PersonID(rep) || h.Meant == nil {
		t.Errorf("it was obeyed, or is not kept: %+v", h.Meant)
	}
	f.reply(rep, m, "Yes")
	f.pass(5 * time.Minute)
	h := f.lead()
	if a := h.Assignments[0]; h.Rep() == handoff.PersonID(rep) || a.Said != "on a flight then" || h.Meant != nil {
		t.Errorf("the lead is with %s, said %q, open %+v\n%s", h.Rep(), a.Said, h.Meant, f.news())
	}
}

// TestFlow18NoToAProposal: the old time stands at once.
func TestFlow18NoToAProposal(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.replyAll(rep, f.intro(rep), "Hello Pat, could we do Friday 27 November at 17:00 instead?")
	f.pass(time.Minute)
	if h := f.lead(); h.Moving == nil || h.Moving.Asked != handoff.RoleProspect {
		t.Fatalf("nothing is proposed: %+v\n%s", h.Moving, f.news())
	}
	f.replyAll("pat", f.intro("pat"), "No, sorry, that does not work for me.")
	f.pass(time.Minute)
	if h := f.lead(); h.Moving != nil {
		t.Errorf("the other time is still open: %+v\n%s", h.Moving, f.news())
	}
	if m := f.mail(rep, "The old time stands"); m == nil {
		t.Error("the rep is not told")
	}
}

// TestFlow38CommentOfADecline: what Evolution writes beside a no reaches the qualifier and the next rep, and after them
// the manager.
func TestFlow38CommentOfADecline(t *testing.T) {
	const why = "On leave that day, please let Erik take it"
	f := newFlow(t)
	rep := f.offered()
	f.itip(rep, proved, "REPLY", f.invitation(rep), rep, func(e *calendar.Event) {
		e.Attendees[0].PartStat = calendar.Declined
		e.Comment = why
	})
	f.pass(5 * time.Minute)
	h := f.lead()
	if a := h.Assignments[0]; a.Said != why || h.Rep() == handoff.PersonID(rep) {
		t.Fatalf("the lead is with %s, said %q", h.Rep(), a.Said)
	}
	next := string(h.Rep())
	for who, subject := range map[string]string{"quinn": "Now with", next: "New lead"} {
		if m := f.mail(who, subject); !strings.Contains(m.Body, "> "+why) {
			t.Errorf("%s does not read why:\n%s", who, m.Text)
		}
	}
	if text := f.intro("pat").Text; strings.Contains(text, "On leave") {
		t.Errorf("the prospect reads it:\n%s", text)
	}
	f.reply(next, f.mail(next, "New lead"), "decline: travelling")
	f.pass(5 * time.Minute)
	if text := f.mail("mara", "Your decision").Text; !strings.Contains(text, why) ||
		!strings.Contains(text, "travelling") {
		t.Errorf("the manager does not read why:\n%s", text)
	}
}
