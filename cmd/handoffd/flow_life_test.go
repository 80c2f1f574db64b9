package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

// reload puts a changed config in force, as SIGHUP does.
func (f *flow) reload(hash string, change func(*handoff.Config)) {
	f.Helper()
	c := *f.config
	c.Hash, c.People, c.Teams = hash, maps.Clone(c.People), slices.Clone(c.Teams)
	change(&c)
	if err := f.engine.Reload(f.Context(), &c, f.trust); err != nil {
		f.Fatal(err)
	}
	f.config = &c
	f.pass(5 * time.Minute)
}

// without takes a rep off the roster.
func without(rep string) func(*handoff.Config) {
	return func(c *handoff.Config) {
		delete(c.People, handoff.PersonID(rep))
		c.Teams[0].Reps = slices.DeleteFunc(slices.Clone(c.Teams[0].Reps), func(id handoff.PersonID) bool { return string(id) == rep })
	}
}

// TestFlow25ARepWhoLeftDoesNotKeepTheEvent: the event is cancelled at the address last known, also where nobody follows.
func TestFlow25ARepWhoLeftDoesNotKeepTheEvent(t *testing.T) {
	f := newFlow(t)
	first := f.offered()
	second := other(first)
	invited := f.event(f.invitation(first))
	f.reload("one left", without(first))
	m := f.mail(first, "withdrawn")
	if e := f.event(m); e.UID != invited.UID || e.Sequence <= invited.Sequence || e.Status != "CANCELLED" {
		t.Errorf("the cancellation is of %s %d %s, the event is %s %d", e.UID, e.Sequence, e.Status, invited.UID, invited.Sequence)
	}
	if m.To[0].Addr != f.address(first) {
		t.Errorf("it is to %v", m.To)
	}
	if got := f.mails(first); got[len(got)-1].MessageID != m.MessageID {
		t.Errorf("%s got %q after it", first, got[len(got)-1].Subject)
	}
	f.news()
	held := f.event(f.invitation(second))
	f.reload("both left", without(second))
	if e := f.event(f.mail(second, "withdrawn")); e.UID != held.UID || e.Status != "CANCELLED" {
		t.Errorf("the cancellation is of %s %s, the event is %s", e.UID, e.Status, held.UID)
	}
	f.reload("again", func(*handoff.Config) {})
	if n := len(f.mails(first)); n != 4 {
		t.Errorf("%s has %d mails, want brief, intro, invitation and withdrawal", first, n)
	}
	if h := f.lead(); h.State != handoff.Escalated || h.Next.Owner != "mara" {
		t.Errorf("%s, %s moves", h.State, h.Next.Owner)
	}
}

// TestFlow21TheMeetingBeginsAndNobodyAccepted: who is said to move is asked: the manager, beside the qualifier, never the rep.
func TestFlow21TheMeetingBeginsAndNobodyAccepted(t *testing.T) {
	f := newFlow(t)
	f.offered()
	f.until("Fri 14:55")
	f.news()
	f.until("Fri 15:30")
	h := f.lead()
	if h.State != handoff.Past || h.Next.Owner != "mara" {
		t.Fatalf("%s, %s moves: %s", h.State, h.Next.Owner, h.Why.Text)
	}
	f.expect("quinn: Was it held", "mara: Was it held")
	for who, want := range map[string]string{"quinn": "Mara Lindt says", "mara": "you say"} {
		if m := f.mail(who, "Was it held"); !strings.Contains(m.Text, want) || strings.Contains(m.Text, "Rita Vance says") || strings.Contains(m.Text, "Ben Ortiz says") {
			t.Errorf("%s reads\n%s", who, m.Text)
		}
	}
	f.until("Mon 18:00")
	for _, who := range []string{"rita", "ben"} {
		for _, m := range f.mails(who) {
			if strings.Contains(m.Subject, "Was it held") {
				t.Errorf("%s is asked: %s", who, m.Subject)
			}
		}
	}
}

// TestFlow40and41WhatToDoWithAnInvitation: after a swap the prospect reads whom the new rep replaces and accepts once more; an answer in words
// works where there are no buttons, and the vital sentence also stands where mail programs show it, in COMMENT.
func TestFlow40and41WhatToDoWithAnInvitation(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	first := f.invitation("pat")
	for _, want := range []string{"answer this mail with another time", "`accept`"} {
		if !strings.Contains(first.Body, want) || !strings.Contains(f.event(first).Comment, want) {
			t.Errorf("the invitation lacks %q:\n%s\nCOMMENT: %s", want, first.Body, f.event(first).Comment)
		}
	}
	if c := f.event(f.invitation(rep)).Comment; !strings.HasPrefix(c, "Please reply to Pat Kim and accept the invitation by ") {
		t.Errorf("COMMENT to the rep: %q", c)
	}
	f.replyTo("pat", proved, first, []mail.Address{first.From}, "accept")
	if got := partStatOf(f.lead(), f.address("pat")); got != calendar.Accepted {
		t.Fatalf("pat stands as %s", got)
	}
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Declined)
	f.pass(5 * time.Minute)
	names := map[string]string{"rita": "Rita Vance", "ben": "Ben Ortiz"}
	m := f.invitation("pat")
	for _, want := range []string{names[other(rep)] + " will be meeting you instead of " + names[rep], "accept once more, so that your calendar shows the new place"} {
		if !strings.Contains(m.Body, want) || !strings.Contains(f.event(m).Comment, want) {
			t.Errorf("the update lacks %q:\n%s\nCOMMENT: %s", want, m.Body, f.event(m).Comment)
		}
	}
}
