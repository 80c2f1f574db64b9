package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// TestBriefTellsOfEarlierLeads: the rep reads what became of the company's earlier leads, until it is forgotten who
// they were.
func TestBriefTellsOfEarlierLeads(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lead := func(who, when string) *mail.Message {
		o.server.AddUser(strings.Fields(who)[2][1:len(strings.Fields(who)[2])-1], "pw")
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead",
			Text: strings.NewReplacer("Pat Kim <pat@globex.example>", who, "Wednesday 25 November 15:00", when).Replace(goodBrief)})
		o.settle(0)
		o.settle(3 * time.Minute)
		for _, user := range []string{rita} {
			for _, m := range o.box(user) {
				if strings.HasPrefix(m.Subject, "New lead") && strings.Contains(m.Subject, strings.Join(strings.Fields(who)[:2], " ")) {
					return m
				}
			}
		}
		t.Fatalf("nobody was offered %s", who)
		return nil
	}
	if m := lead("Lee Park <lee@globex.example>", "Tuesday 24 November 15:00"); strings.Contains(m.Text, "You know") {
		t.Errorf("the first lead: %s", m.Text)
	}
	first := o.one()
	for _, words := range []string{"accept", "replied"} {
		o.send(o.c.Person(first.Rep()).Email(), mail.Draft{To: to(handoffAddress), Subject: "[" + string(first.ID) + "]",
			Text: words})
	}
	o.settle(0)
	o.settle(24 * time.Hour)
	o.settle(8 * time.Hour)
	o.send(o.c.Person(first.Rep()).Email(), mail.Draft{To: to(handoffAddress), Subject: "[" + string(first.ID) + "]",
		Text: "no-show"})
	o.settle(0)
	o.settle(18 * time.Hour)
	const known = "You know Globex: Lee Park, November, no-show."
	if m := lead("Pat Kim <pat@globex.example>", "Thursday 26 November 15:00"); !strings.Contains(m.Text, known) {
		t.Errorf("the second lead:\n%s", m.Text)
	}
	err := o.e.Desk().Update(t.Context(), func(tx *store.Tx) error {
		_, err := o.e.Desk().Decide(tx, first.ID, &handoff.Forget{About: handoff.About{At: o.now}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o.settle(time.Minute)
	if m := lead("Kim Roy <kim@globex.example>", "Friday 27 November 15:00"); strings.Contains(m.Text, "Lee") {
		t.Errorf("forgotten:\n%s", m.Text)
	}
	for _, h := range o.all() {
		err := o.store.View(t.Context(), func(tx *store.Tx) error {
			rows, err := tx.Outbox(h.ID)
			for _, r := range rows {
				if strings.Contains(string(r.Bytes), "Lee Park") {
					t.Errorf("kept of %s: %s", h.ID, r.Action.Key())
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
