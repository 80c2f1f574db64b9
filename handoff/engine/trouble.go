package engine

import (
	"context"
	"fmt"
	"time"

	"handoffd/mail"
)

// patience is how long a mailbox may be out of reach before the admin is told.
const patience = 10 * time.Minute

// tellAdmin tells the admin once about an outage that lasts, with the error and what to do. It does not go through the outbox, which
// belongs to handoffs; the Message-ID is that of the outage, so a second telling after a restart is the same mail.
func (e *Engine) tellAdmin(ctx context.Context, s *source, since time.Time, cause error) {
	c := e.conf()
	admin := c.Person(c.Admin)
	if s.told || e.Sender == nil || admin.Email() == "" || e.Now().Sub(since) < patience {
		return
	}
	from := since.In(admin.Location()).Format("Monday 2 January 15:04 MST")
	id := mailHash("outage", s.Name, since.UTC().Format(time.RFC3339)) + "@" + domainOf(c.Address)
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Name: c.Name, Addr: c.Address}, To: []mail.Address{{Name: admin.Name, Addr: admin.Email()}},
		Subject: "handoffd cannot read " + s.Name, MessageID: id, Date: e.Now(), Auto: true,
		Text: fmt.Sprintf("Since %s handoffd cannot read the mailbox %s:\n\n  %s\n\nNo window closes meanwhile and nobody is reminded or passed over for it; the time is given back. "+
			"handoffd keeps trying.\n\n`handoffd check --config FILE` on its machine says what is wrong and how to mend it.\n", from, s.Name, shorten(cause.Error(), 500))})
	if err != nil {
		e.Log.Error("the admin could not be told of the outage", "error", err)
		return
	}
	if err := e.senderOf(c.Address).Send(ctx, c.Address, admin.Email(), raw); err != nil {
		e.Log.Error("the admin could not be told of the outage", "error", err)
		return
	}
	s.told = true
}
