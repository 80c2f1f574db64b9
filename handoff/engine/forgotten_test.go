package engine

import (
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/keep"
	"handoffd/handoff/store"
	"handoffd/mail"
)

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
