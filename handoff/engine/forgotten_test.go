package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/keep"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// TestTheAdminHasSomebodyForgotten by mail: what it comes to is told, nothing happens before `yes`, nobody else can say
// it, and afterwards nothing is left, these mails included.
func TestTheAdminHasSomebodyForgotten(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.c.Person(o.c.Admin).Email()
	h := o.offered()
	ask := func(user, subject string) {
		o.send(user, mail.Draft{To: []mail.Address{{Addr: handoffAddress}}, Subject: subject, Text: "please\n"})
		o.settle(0)
	}
	ask(quinn, "forget pat@globex.example")
	if got := o.last(quinn); len(o.box(admin)) > 0 || strings.HasPrefix(got.Subject, "Forget") {
		t.Fatalf("a qualifier can ask for it: %s", got.Text)
	}
	if held := o.held(); len(held) > 0 {
		t.Errorf("it lies with what is held: %+v", held)
	}
	ask(admin, "forget "+rita)
	if got := o.last(admin); got.Subject != rita+" is not forgotten" || !strings.Contains(got.Text, "Rita") {
		t.Fatalf("a colleague: %s\n%s", got.Subject, got.Text)
	}
	ask(admin, "Forget <Pat@Globex.example>")
	plan := o.last(admin)
	if plan.Subject != "Forget pat@globex.example?" || !strings.Contains(plan.Text, string(h.ID)+": a meeting that stands is called off") {
		t.Fatalf("%s\n%s", plan.Subject, plan.Text)
	}
	before := o.one().Version
	for _, answer := range []string{"no", "why that?", "yes"} {
		if h := o.one(); h.Version != before || len(h.Prospects) != 1 {
			t.Fatalf("before yes: %s %s, %d of %d, %v", h.State, h.Why, h.Version, before, h.Prospects)
		}
		o.send(admin, mail.Draft{To: []mail.Address{{Addr: handoffAddress}}, Subject: "Re: " + plan.Subject,
			InReplyTo: plan.MessageID, References: []string{plan.MessageID}, Text: answer + "\n\n> " + strings.ReplaceAll(plan.Text, "\n", "\n> ") + "\n"})
		o.settle(0)
	}
	done := o.last(admin)
	if h := o.one(); done.Subject != "Forgotten" || !strings.Contains(done.Text, string(h.ID)) || h.State != handoff.Closed {
		t.Errorf("%s %s\n%s", h.State, done.Subject, done.Text)
	}
	for range 3 {
		o.settle(time.Hour)
	}
	if left, err := keep.Look(t.Context(), o.store, o.c, pat); err != nil || !left.Empty() {
		t.Errorf("left: %+v: %v", left, err)
	}
	if h := o.one(); len(h.Prospects) > 0 {
		t.Errorf("%+v", h.Prospects)
	}
	ask(quinn, string(h.ID)+" status")
	if got := o.last(quinn); !strings.Contains(got.Subject, "erased lead") || strings.Contains(got.Text, "the prospect") {
		t.Errorf("afterwards the qualifier is told:\n%s\n%s", got.Subject, got.Text)
	}
}

// TestAForgottenProspectStaysStopped: the prospect of an open lead is forgotten after they asked for no more mail. When
// the last mail about the lead is out nothing tells of them, also in the lists of the admin, and a later lead with them
// writes to nobody.
func TestAForgottenProspectStaysStopped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	o.send(mallory, mail.Draft{To: []mail.Address{{Addr: handoffAddress}}, Subject: "Ask Pat Kim",
		Text: "pat@globex.example knows.\n"})
	o.letterFrom(mallory, complaint("Original-Rcpt-To: <Pat@Globex.example>\r\n", "Message-ID: <"+o.last(pat).MessageID+">"), "")
	o.settle(25 * time.Hour) // held mail is listed
	p, err := keep.Look(t.Context(), o.store, o.c, pat)
	if err != nil || len(p.Leads) != 1 || p.Leads[0].ID != h.ID || p.Traces.Came < 3 {
		t.Fatalf("%+v: %v", p, err)
	}
	if err := o.e.desk.Update(t.Context(), func(tx *store.Tx) error {
		return keep.Forget(tx, p, handoff.About{At: o.now, Via: "forget"}, func(id handoff.ID, f handoff.Fact) error {
			_, err := o.e.desk.Decide(tx, id, f)
			return err
		})
	}); err != nil {
		t.Fatal(err)
	}
	o.settle(0)
	o.settle(25 * time.Hour)
	o.settle(25 * time.Hour)
	left, err := keep.Look(t.Context(), o.store, o.c, pat)
	if err != nil || !left.Empty() {
		t.Errorf("left: %+v: %v", left, err)
	}
	if err := o.store.View(t.Context(), func(tx *store.Tx) error {
		asked, err := tx.Forgettings()
		if len(asked) != 0 {
			t.Errorf("still to be forgotten: %v", asked)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	before := len(o.box(pat))
	o.send(quinn, mail.Draft{To: []mail.Address{{Addr: handoffAddress}}, Subject: "New lead again",
		Text: "Contact: Pat Kim <pat@globex.example>\nCompany: Globex\nWhen: Wednesday 9 December 15:00\nNeed: quotes\n" +
			"Pain: lost deals\nTimeframe: this quarter\n"})
	o.settle(0)
	o.settle(3 * time.Minute)
	all := o.all()
	if again := all[0]; len(all) != 2 || len(again.Prospects) != 1 || !again.Prospects[0].Stopped {
		for _, h := range all {
			t.Errorf("%s %s %+v", h.ID, h.State, h.Prospects)
		}
	}
	if after := len(o.box(pat)); after != before {
		t.Errorf("%d mails to somebody who wants none", after-before)
	}
}
