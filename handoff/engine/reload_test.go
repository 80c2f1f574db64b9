package engine

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// changed is the office's config with a change, as a file that was edited gives it.
func (o *office) changed(hash string, change func(c *handoff.Config)) *handoff.Config {
	c := *o.e.conf()
	c.Hash, c.People, c.Teams = hash, maps.Clone(c.People), slices.Clone(c.Teams)
	change(&c)
	return &c
}

func (o *office) reload(c *handoff.Config) {
	o.t.Helper()
	if err := o.e.Reload(o.t.Context(), c, mail.Trust{AuthservID: "mx.acme.example"}); err != nil {
		o.t.Fatal(err)
	}
	o.settle(0)
}

func (o *office) facts(kind handoff.Kind) []store.StoredFact {
	o.t.Helper()
	var out []store.StoredFact
	id := o.one().ID
	err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) { out, err = tx.Facts(id); return err })
	if err != nil {
		o.t.Fatal(err)
	}
	return slices.DeleteFunc(out, func(f store.StoredFact) bool { return f.Fact.Kind() != kind })
}

// withBen has Ben take turns with Rita, each with a whole window.
func (o *office) withBen() {
	o.server.AddUser(ben, "pw")
	o.c.People["ben"] = handoff.Person{ID: "ben", Name: "Ben Ortiz", Emails: []string{ben}, Zone: "Europe/Berlin",
		Hours: handoff.OfficeHours(9, 17), Link: "x"}
	o.c.Teams[0].Reps = []handoff.PersonID{"rita", "ben"}
	o.c.Teams[0].Policy.NextHalf = false
}

func TestTheLeadOfARepWhoLeftGoesToTheNext(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.withBen()
	if h := o.offered(); h.Rep() != "rita" {
		t.Fatalf("the lead is %s's", h.Rep())
	}
	o.reload(o.changed("without rita", func(c *handoff.Config) {
		delete(c.People, "rita")
		c.Teams[0].Reps = []handoff.PersonID{"ben"}
	}))
	o.settle(3 * time.Minute)
	h := o.one()
	if h.Rep() != "ben" || h.State != handoff.Offered || h.Current().Opened.IsZero() {
		t.Fatalf("%s, with %s: %s", h.State, h.Rep(), h.Why)
	}
	if end := h.Assignments[0].End; end != handoff.EndGone {
		t.Errorf("the turn of the rep who left ended as %q", end)
	}
	o.invitation(ben)
	o.settle(time.Date(2026, 11, 24, 9, 0, 0, 0, handoff.Location("Europe/Berlin")).Sub(o.now)) // Today
	if len(o.box(mara)) != 1 {
		t.Errorf("the manager has %d mails, want one that says so", len(o.box(mara)))
	}
}

func TestChangedHoursMoveNoDueTimeThatWasPromised(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before := o.offered()
	o.reload(o.changed("other hours", func(c *handoff.Config) {
		p := c.People["rita"]
		p.Hours, p.Zone = handoff.OfficeHours(12, 13), "America/New_York"
		c.People["rita"] = p
		c.Teams[0].Policy.Window = time.Hour
	}))
	after := o.one()
	if !after.Current().Due.Equal(before.Current().Due) || after.Rep() != "rita" ||
		after.Next.At.After(before.Current().Due) {
		t.Errorf("due %s, next %s; promised was %s", after.Current().Due, after.Next.At, before.Current().Due)
	}
	if n := len(o.facts(handoff.KindRosterChanged)); n != 1 {
		t.Errorf("%d facts of the change, want 1", n)
	}
	// the same config once more changes nothing
	o.reload(o.changed("other hours", func(*handoff.Config) {}))
	if n := len(o.facts(handoff.KindRosterChanged)); n != 1 {
		t.Errorf("%d facts after a reload without a change, want 1", n)
	}
}

func TestAConfigThatCannotBeKeptIsNotInForce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.offered()
	old := o.e.conf()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	c := o.changed("never", func(c *handoff.Config) { delete(c.People, "rita") })
	if err := o.e.Reload(ctx, c, mail.Trust{AuthservID: "other.example"}); !errors.Is(err, context.Canceled) {
		t.Fatalf("reload: %v", err)
	}
	if h := o.one(); o.e.conf() != old || o.e.desk.Intake().Trust.AuthservID != "mx.acme.example" || h.Rep() != "rita" {
		t.Error("a part of the new config is in force")
	}
}

func TestReloadedTrustIsThatOfTheNextMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if err := o.e.Reload(t.Context(), o.changed("same", func(*handoff.Config) {}),
		mail.Trust{AuthservID: "mx.other.example"}); err != nil {
		t.Fatal(err)
	}
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: goodBrief})
	o.settle(0)
	if len(o.all()) != 0 || len(o.held()) != 1 {
		t.Errorf("%d handoffs, %d held mails", len(o.all()), len(o.held()))
	}
}

// TestARepWhoLeftWhileTheServiceWasDown: a config that was edited between two runs is taken up as one that was edited
// while the service ran, once, and the name stays known.
func TestARepWhoLeftWhileTheServiceWasDown(t *testing.T) {
	t.Parallel()
	for _, held := range []bool{false, true} {
		o := newOffice(t)
		o.withBen()
		h := o.offered()
		if held {
			o.reply(rita, o.brief(rita), "accept\nreplied")
			o.settle(h.End.Sub(o.now) + 5*time.Hour)
			o.reply(rita, o.brief(rita), "held")
			o.settle(0)
			if h = o.one(); h.State != handoff.Held {
				t.Fatalf("it is %s: %s", h.State, h.Why)
			}
		}
		without := o.changed("without rita", func(c *handoff.Config) {
			delete(c.People, "rita")
			c.Teams[0].Reps = []handoff.PersonID{"ben"}
		})
		mails := len(o.box(mara))
		o.restart(func(p *Options) { p.Config = without })
		o.settle(3 * time.Minute)
		h = o.one()
		if !held && (h.Rep() != "ben" || h.State != handoff.Offered || h.Assignments[0].End != handoff.EndGone) {
			t.Errorf("%s, with %s: %s", h.State, h.Rep(), h.Why)
		}
		if held && (h.State != handoff.Held || h.Next.Owner != "mara") {
			t.Errorf("%s, %s moves next: %s", h.State, h.Next.Owner, h.Why)
		}
		if name := o.e.conf().Person("rita").Name; name != "Rita Vance" {
			t.Errorf("who left is called %q", name)
		}
		o.restart(nil)
		if n := len(o.facts(handoff.KindRosterChanged)); n != 1 {
			t.Errorf("%d facts of the change, want 1", n)
		}
		o.settle(handoff.OfficeHours(9, 17).In(handoff.Location("Europe/Berlin")).Next(o.now.Add(12 * time.Hour)).Sub(o.now))
		now := o.box(mara)
		if len(now) != mails+1 || !strings.Contains(now[len(now)-1].Text, "Rita Vance is no longer in the team") {
			t.Errorf("the manager has %d more mails, want one that says so:\n%s", len(now)-mails, o.last(mara).Text)
		}
	}
}
