package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/cmd/handoffd/demo"
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
		c.Teams[0].Reps = slices.DeleteFunc(slices.Clone(c.Teams[0].Reps),
			func(id handoff.PersonID) bool { return string(id) == rep })
	}
}

// TestFlow25ARepWhoLeftDoesNotKeepTheEvent: the event is cancelled at the address last known, also where nobody
// follows.
func TestFlow25ARepWhoLeftDoesNotKeepTheEvent(t *testing.T) {
	f := newFlow(t)
	first := f.offered()
	second := other(first)
	invited := f.event(f.invitation(first))
	f.reload("one left", without(first))
	m := f.mail(first, "withdrawn")
	if e := f.event(m); e.UID != invited.UID || e.Sequence <= invited.Sequence || e.Status != "CANCELLED" {
		t.Errorf("the cancellation is of %s %d %s, the event is %s %d", e.UID, e.Sequence, e.Status, invited.UID,
			invited.Sequence)
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
	if n := len(f.mails(first)); n != 3 {
		t.Errorf("%s has %d mails, want intro, invitation and withdrawal", first, n)
	}
	if h := f.lead(); h.State != handoff.Escalated || h.Next.Owner != "mara" {
		t.Errorf("%s, %s moves", h.State, h.Next.Owner)
	}
}

// TestFlow21TheMeetingBeginsAndNobodyAccepted: nobody meets an empty chair. An hour before the start the prospect hears
// that the meeting is off and is offered times; qualifier, manager and rep hear what happened. A number books one.
func TestFlow21TheMeetingBeginsAndNobodyAccepted(t *testing.T) {
	f := newFlow(t)
	f.offered()
	f.until("Fri 13:55")
	f.news()
	f.until("Fri 14:05")
	h := f.lead()
	if h.State != handoff.Returned || h.Next.Owner != "quinn" || len(h.Times.Slots) != 3 {
		t.Fatalf("%s, %s moves: %s", h.State, h.Next.Owner, h.Why)
	}
	last := string(h.Rep())
	f.came("quinn: Called off", last+": CANCEL", last+": Called off", "mara: Called off", "pat: CANCEL",
		"pat: Your meeting with")
	f.says(f.mail("pat", "another time?"), "none of us can make our meeting", "1. ", "2. ", "3. ")
	f.write("pat", proved, f.tap("pat", "another time?", "Take it"))
	f.pass(5 * time.Minute)
	if h := f.lead(); h.State != handoff.Offered || !h.Start.After(f.clock.Now()) {
		t.Errorf("%s on %s: %s", h.State, h.Start, h.Why)
	}
	next := f.lead()
	rep := string(next.Rep())
	f.came("pat: REQUEST", rep+": Introduction", rep+": REQUEST", "quinn: New time")
}

// TestFlow40and41WhatToDoWithAnInvitation: after a swap the prospect reads whom the new rep replaces and accepts once
// more; an answer in words works where there are no buttons, and the vital sentence also stands where mail programs
// show it, in COMMENT.
func TestFlow40and41WhatToDoWithAnInvitation(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	first := f.invitation("pat")
	for _, want := range []string{"answer this mail with another time", "“accept”"} {
		if !strings.Contains(first.Body, want) || !strings.Contains(f.event(first).Comment, want) {
			t.Errorf("the invitation lacks %q:\n%s\nCOMMENT: %s", want, first.Body, f.event(first).Comment)
		}
	}
	if c := f.event(f.invitation(rep)).Comment; !strings.HasPrefix(c, "Reply and accept by ") {
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
	for _, want := range []string{"A change on our side: " + names[other(rep)] + " will meet you instead of " + names[rep] + ".",
		"accept once more, so that your calendar shows the new place"} {
		if !strings.Contains(m.Body, want) || !strings.Contains(f.event(m).Comment, want) {
			t.Errorf("the update lacks %q:\n%s\nCOMMENT: %s", want, m.Body, f.event(m).Comment)
		}
	}
}

// TestFlow23AnAddressThatTakesNoMail: salespeople read no codes of mail servers; admin and manager hear of the address
// once, and its owner is out of the rotation until a mail comes from there or the entry in the config is another one.
func TestFlow23AnAddressThatTakesNoMail(t *testing.T) {
	f := newFlow(t)
	first := f.offered()
	next := other(first)
	name := map[string]string{"rita": "Rita Vance", "ben": "Ben Ortiz"}[first]
	f.bounce(first)
	f.pass(5 * time.Minute)
	f.came("quinn: Now with", first+": CANCEL", next+": REQUEST",
		"mara: Mail comes back: "+name, "olga: Mail comes back: "+name, "pat: REQUEST")
	if m := f.mail("quinn", "Now with"); !strings.Contains(m.Text, name+"'s address does not take mail.") {
		t.Errorf("the qualifier reads\n%s", m.Text)
	}
	for _, who := range f.watching {
		for _, m := range f.mails(who) {
			if codes := strings.Contains(m.Text, "5.1.1"); codes != (who == "olga") {
				t.Errorf("%s reads\n%s", who, m.Text)
			}
		}
	}
	receipt := f.another("sam@globex.example", next)
	if !strings.Contains(receipt.Text, name+": takes no mail") {
		t.Errorf("the receipt does not say why it is not %s:\n%s", name, receipt.Text)
	}
	f.news()
	f.bounce(first)
	f.pass(5 * time.Minute)
	f.expect()
	f.write(first, proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Hello", Text: "status"})
	f.another("kim@globex.example", first)
	f.bounce(first)
	f.pass(5 * time.Minute)
	f.another("lou@globex.example", next)
	f.reload("another zone", func(c *handoff.Config) {
		p := c.People[handoff.PersonID(first)]
		p.Link = "https://meet.acme.example/mended"
		c.People[p.ID] = p
	})
	f.another("max@globex.example", first)
}

// another is the brief for one more prospect, which the rep gets; it gives the receipt.
func (f *flow) another(prospect, rep string) *mail.Message {
	f.Helper()
	var had []handoff.ID
	for _, h := range f.leads() {
		had = append(had, h.ID)
	}
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
		Text: "Contact: " + f.address(prospect) +
			"\nCompany: " + prospect + "\nWhen: 2026-11-26 " + []string{"09:00", "10:30", "12:00", "13:30",
			"15:00"}[len(had)%5] + "\nNeed: quotes\nPain: lost deals\nTimeframe: this quarter\n"})
	f.pass(5 * time.Minute)
	for _, h := range f.leads() {
		if !slices.Contains(had, h.ID) && (h.State != handoff.Offered || string(h.Rep()) != rep) {
			f.Fatalf("the lead with %s is %s with %s, want %s: %s", prospect, h.State, h.Rep(), rep, h.Why)
		}
	}
	receipts := f.mails("quinn")
	return receipts[len(receipts)-1]
}

// came fails unless exactly these mails came since news was last asked, in any order: mail servers keep none. Each is a
// beginning of its line of news.
func (f *flow) came(want ...string) {
	f.Helper()
	got := strings.Split(f.news(), "\n")
	left := slices.Clone(got)
	for _, w := range want {
		i := slices.IndexFunc(left, func(line string) bool { return strings.HasPrefix(line, w) })
		if i < 0 {
			f.Errorf("nothing begins %q", w)
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	if len(got) != len(want) || f.Failed() {
		f.Errorf("at %s these mails came:\n  %s\nwant\n  %s", f.clock.Now().In(demo.Start().Location()).Format("Mon 15:04"),
			strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
