package engine

import (
	"strings"
	"sync"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// dice is a source of few values.
type dice struct {
	mu     sync.Mutex
	values []byte // each fills a whole draw
	n      int
}

func (d *dice) Read(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range b {
		b[i] = d.values[d.n%len(d.values)]
	}
	d.n++
	return len(b), nil
}

// twoValued gives each value several times before the other one.
func twoValued() *dice { return &dice{values: []byte{1, 1, 1, 1, 1, 2}} }

// TestNeverTwoLeadsInOne hands leads over while the random source knows two values only: two leads stay two, each with
// its own chain of facts and found by its own token, and a third is refused rather than mixed up with one of them.
func TestNeverTwoLeadsInOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	e := o.e
	e.desk.Rand = twoValued()
	quinn := e.conf().Person("quinn")
	brief := func(who string) (handoff.Decision, error) {
		return e.desk.Hand(t.Context(), quinn, "Contact: "+who+" Kim <"+who+"@globex.example>\nCompany: Globex\nNeed: "+
			"quotes\n")
	}
	ids := map[handoff.ID]string{}
	for _, who := range []string{"pat", "lee"} {
		d, err := brief(who)
		if err != nil {
			t.Fatal(err)
		}
		ids[d.Handoff.ID] = who
	}
	if len(ids) != 2 {
		t.Fatalf("two leads became %v", ids)
	}
	if d, err := brief("max"); err == nil {
		t.Errorf("a third lead got the id %s of another", d.Handoff.ID)
	}
	err := e.Store.View(t.Context(), func(tx *store.Tx) error {
		for id, who := range ids {
			h, err := tx.Handoff(id)
			if err != nil {
				return err
			}
			facts, err := tx.Facts(id)
			if len(facts) != 1 || facts[0].Kind != handoff.KindBriefed || h.Prospects[0].Address != who+"@globex.example" ||
				h.Version != 1 {
				t.Errorf("%s: %d facts, prospects %v (%v)", id, len(facts), h.Prospects, err)
			}
			if found, _, err := tx.ByToken(h.Token); found != id || err != nil {
				t.Errorf("the token of %s finds %q (%v)", id, found, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestReplyAddressesStayApart writes several mails in one round from a source of few values: no two have the same reply
// address.
func TestReplyAddressesStayApart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	o.e.desk.Rand = &dice{values: []byte{1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 8, 9}}
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "[" + string(h.ID) + "] status", Text: "status\n"})
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: "Contact: Lee Kim <lee@globex.example>\n"})
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: "Contact: Max Kim <max@globex.example>\n"})
	o.settle(time.Minute)
	seen := map[string]string{}
	for _, m := range o.box(quinn) {
		for _, r := range m.ReplyTo {
			if strings.Contains(r.Addr, "+") {
				if seen[r.Addr] != "" {
					t.Errorf("%q and %q have the same reply address", seen[r.Addr], m.Subject)
				}
				seen[r.Addr] = m.Subject
			}
		}
	}
	if len(seen) < 3 {
		t.Errorf("%d mails with a reply address: the test shows nothing", len(seen))
	}
}
