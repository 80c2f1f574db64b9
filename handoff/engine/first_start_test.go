package engine

import (
	"testing"
	"time"

	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/mail"
	"handoffd/mail/imap"
)

// TestMailBeforeTheFirstReadingIsTaken: the mailbox cannot be opened at the first start. What arrives from then on is
// taken once it can, also by a later process; what was there before is not.
func TestMailBeforeTheFirstReadingIsTaken(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	brief := func(id string) {
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", MessageID: id + "@acme.example",
			Text: goodBrief})
		o.now = o.now.Add(time.Minute)
	}
	brief("before")
	with := func(password string) func(*Options) {
		return func(p *Options) {
			c := o.imap(handoffAddress)
			c.Password = password
			box := imap.Open(c)
			t.Cleanup(func() { _ = box.Close() })
			p.Since, p.Sources = time.Time{}, []Source{{Name: "inbox", Mailbox: adapter.IMAP(box)}}
		}
	}
	o.restart(with("wrong"))
	if err := o.e.Settle(t.Context()); err == nil {
		t.Fatal("a wrong password opens the mailbox")
	}
	o.now = o.now.Add(time.Minute)
	brief("meanwhile")
	o.restart(with("pw"))
	o.settle(time.Minute)
	if h := o.one(); h.State != handoff.Offered || h.Created.Before(o.now.Add(-10*time.Minute)) {
		t.Errorf("%s of %s", h.State, h.Created)
	}
	if n := len(o.box(quinn)); n != 1 {
		t.Errorf("the qualifier has %d mails, want the receipt of one brief", n)
	}
}
