package engine

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

const otherAddress = "handoff@globex.example"

// counting hands mail on and counts it; without says which field a gateway on the way takes out.
type counting struct {
	outbox.Carrier
	n       *int
	without *regexp.Regexp
}

func (c counting) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	m := *i.(*outbox.Mail)
	if strings.HasPrefix(m.To, "handoff") {
		*c.n++
	}
	if c.without != nil {
		m.Raw = c.without.ReplaceAll(m.Raw, nil)
	}
	return c.Carrier.Carry(ctx, &m)
}

// facing sets up a second service at another company whose qualifier is the first one.
func (o *office) facing(sent *int, without *regexp.Regexp) *Engine {
	o.t.Helper()
	for _, a := range []string{otherAddress, "gina@globex.example", "gus@globex.example"} {
		o.server.AddUser(a, "pw")
	}
	c := killConfig("")
	c.Address, c.Name, c.Admin = otherAddress, "Globex", "gus"
	c.People = map[handoff.PersonID]handoff.Person{}
	for id, address := range map[handoff.PersonID]string{"acme": handoffAddress, "gina": "gina@globex.example",
		"gus": "gus@globex.example"} {
		c.People[id] = handoff.Person{ID: id, Name: string(id), Emails: []string{address}, Zone: "Europe/Berlin",
			Hours: handoff.OfficeHours(9, 17), Link: "https://meet.globex.example"}
	}
	c.Teams[0].Qualifiers, c.Teams[0].Reps, c.Teams[0].Managers = []handoff.PersonID{"acme"}, []handoff.PersonID{"gina"},
		[]handoff.PersonID{"gus"}
	st, err := store.Open(o.t.Context(), freshDatabase(o.t))
	if err != nil {
		o.t.Fatal(err)
	}
	box, sender := imap.Open(o.imap(otherAddress)), smtp.New(o.smtp(otherAddress))
	o.t.Cleanup(func() { _, _, _ = box.Close(), sender.Close(), st.Close() })
	options := o.e.Options
	options.Store, options.Config, options.Mail = st, c, counting{adapter.Mail(sender), sent, without}
	options.Sources = []Source{{Name: "inbox", Mailbox: adapter.IMAP(box)}}
	e, err := New(o.t.Context(), options)
	if err != nil {
		o.t.Fatal(err)
	}
	own := o.e.Options
	own.Mail = counting{own.Mail, sent, without}
	if o.e, err = New(o.t.Context(), own); err != nil {
		o.t.Fatal(err)
	}
	return e
}

// TestTwoServicesStopAfterOneExchange points two services at each other and counts what they write to each other.
func TestTwoServicesStopAfterOneExchange(t *testing.T) {
	t.Parallel()
	brief := strings.ReplaceAll(goodBrief, "pat@globex.example", otherAddress)
	marked := regexp.MustCompile(`(?im)^(X-Handoff-Id|Auto-Submitted|X-Auto-Response-Suppress):.*\r\n`)
	for _, test := range []struct {
		name    string
		without *regexp.Regexp
		mutual  bool // each is the other's qualifier, and somebody has got one of them to begin
		minute  int
		forever int
	}{
		{"one is the other's prospect and qualifier", nil, false, 2, 4},
		{"each is the other's qualifier", nil, true, 2, 6}, // nobody took the lead, which is asked about weekly
		{"prospect and qualifier, and a gateway takes every mark out", marked, false, 2, 10},
		{"qualifiers, and a gateway takes every mark out", marked, true, 2, 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := newOffice(t)
			sent := 0
			other := o.facing(&sent, test.without)
			if test.mutual {
				p := o.c.People["quinn"]
				p.ID, p.Name, p.Emails = "globex", "Globex", []string{otherAddress}
				o.c.People["globex"] = p
				o.c.Teams[0].Qualifiers = append(o.c.Teams[0].Qualifiers, "globex")
				o.send(otherAddress, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: goodBrief})
			} else {
				o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: brief})
			}
			until := func(end time.Time, step time.Duration) {
				for ; o.now.Before(end); o.now = o.now.Add(step) {
					for _, e := range []*Engine{o.e, other} {
						if err := e.Settle(t.Context()); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
			begun := o.now
			until(begun.Add(time.Minute), time.Second)
			minute := sent
			until(begun.Add(time.Hour), time.Minute)
			hour := sent
			until(begun.AddDate(0, 1, 0), 6*time.Hour)
			t.Logf("%s: %d mails to each other after 60 s, %d after an hour, %d after a month", test.name, minute, hour, sent)
			if minute > test.minute || sent > test.forever {
				t.Errorf("at most %d and %d were expected", test.minute, test.forever)
				for _, user := range []string{handoffAddress, otherAddress} {
					for _, m := range o.box(user) {
						t.Logf("%s: from %s: %s", user, m.From.Addr, m.Subject)
					}
				}
			}
		})
	}
}
