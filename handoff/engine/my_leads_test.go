package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestMyLeadsByMail: whoever asks, also in answer to a mail about one lead, has one list of their own; a stranger has
// none, and a mail that the prospect reads too is none.
func TestMyLeadsByMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	o.settle(0)
	o.settle(3 * time.Minute)
	h := o.one()
	for user, want := range map[string]string{quinn: "1 lead that you handed over", rita: "offered · you: answer the offer",
		mara: "Team sales: 1 open lead"} {
		n := len(o.box(user))
		o.send(user, mail.Draft{To: to(handoffAddress), Subject: "Re: [" + string(h.ID) + "]", Text: "my leads"})
		o.settle(time.Minute)
		got := o.last(user)
		if len(o.box(user)) != n+1 || !strings.Contains(got.Body, want) || !strings.Contains(got.Body, string(h.ID)+"  Pat Kim") {
			t.Errorf("to %s: %q\n%s", user, o.since(user, n), got.Body)
		}
	}
	if len(o.facts(handoff.KindUnclear))+len(o.facts(handoff.KindStatus)) != 0 {
		t.Error("a list is a fact of a lead")
	}
	n := len(o.box(pat))
	o.send(pat, mail.Draft{To: to(handoffAddress), Subject: "Re: Introduction", Text: "my leads"})
	o.settle(time.Minute)
	if got := o.since(pat, n); len(got) != 0 {
		t.Errorf("the prospect has %q", got)
	}
}
