package main

import (
	"maps"
	"slices"
	"testing"
	"time"

	"handoffd/handoff"
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
