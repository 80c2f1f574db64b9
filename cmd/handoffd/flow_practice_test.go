package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff/engine"
	"handoffd/handoff/practice"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// TestFlow45NewcomersPractise: newcomers get one practice lead on their first morning, by real servers, whichever
// process writes and sends it; what nobody vouches for is asked about; the prospect and the manager hear nothing. A real
// lead is offered meanwhile as ever.
func TestFlow45NewcomersPractise(t *testing.T) {
	f := newFlow(t, func(f *flow) { f.options = func(o *engine.Options) { o.Practice = true } })
	rep := f.offered("Team: sales")
	f.news()
	is := func(m *mail.Message) bool { return strings.Contains(m.Subject, "Practice, not real") }
	practices := func(who string) (out []*mail.Message) {
		for _, m := range f.mails(who) {
			if is(m) {
				out = append(out, m)
			}
		}
		return out
	}
	for range 60 {
		f.pass(20 * time.Minute)
	}
	f.close()
	f.open()
	for range 16 {
		f.pass(20 * time.Minute)
	}
	for _, who := range []string{"quinn", "rita", "ben"} {
		if n := len(practices(who)); n != 1 {
			t.Fatalf("%s has %d practice leads", who, n)
		}
	}
	for _, who := range []string{"pat", "mara", "olga"} {
		if n := len(practices(who)); n != 0 {
			t.Errorf("%s has %d practice leads", who, n)
		}
	}
	state, pats := f.lead().State, len(f.mails("pat"))
	first := practices(rep)[0]
	f.replyTo(rep, bare, first, []mail.Address{{Addr: f.config.Address}}, "accept")
	f.settle()
	if n := len(practices(rep)); n != 1 {
		t.Errorf("what nobody vouches for is answered %d times", n-1)
	}
	f.reply(rep, first, "accept")
	f.settle()
	f.reply(rep, practices(rep)[1], "held, next: send the offer Friday")
	f.settle()
	said := map[string]string{}
	f.view(func(tx *store.Tx) (err error) {
		said, err = tx.Said(f.lead().Assignments[0].Rep)
		return err
	})
	if c := practice.Of(said); c.Waits() || c.Unread() {
		t.Errorf("kept of %s: %+v of %v", rep, c, said)
	}
	if h := f.lead(); h.State != state || len(f.leads()) != 1 || len(f.mails("pat")) != pats {
		t.Errorf("the real lead is %s, was %s; %d leads; the prospect has %d mails, had %d", h.State, state, len(f.leads()),
			len(f.mails("pat")), pats)
	}
}
