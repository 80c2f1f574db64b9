package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
	"handoffd/mail/smtp"
)

var dayDomains = []string{"acme.example", "globex.example"}

// mailInProcess gives everybody a mailbox in the process.
func (d *day) mailInProcess() {
	server := mailtest.New(mailtest.Config{Hostname: hosttest.Hostname, Now: d.clock.Now, Domains: dayDomains})
	for _, who := range dayPeople {
		server.AddUser(who, "pw")
	}
	d.host = dayHost{
		imap: func(who string) imap.Config {
			return imap.Config{Addr: "mx:143", TLS: "none", Username: who, Password: "pw", Dial: server.DialIMAP}
		},
		smtp: func(who string) smtp.Config {
			return smtp.Config{Addr: "mx:587", TLS: "none", Username: who, Password: "pw", Dial: server.DialSMTP}
		},
		settled: func(context.Context) error { return nil },
	}
	d.Cleanup(func() { _ = server.Close() })
}

// mailOnServer gives everybody a mailbox on the server that has the calendars, with a real Postfix in front of it.
func (d *day) mailOnServer() {
	d.Helper()
	realtest.Begin(d.T)
	r, err := mailtest.StartReal(d.Context(), mailtest.Options{Hostname: hosttest.Hostname, Domains: dayDomains,
		LMTP: d.dav.LMTP})
	realtest.Check(d.T, err)
	d.Cleanup(func() { _ = r.Stop() })
	for _, who := range dayPeople {
		d.dav.LogIn(d, who)
	}
	d.host = dayHost{
		imap: func(who string) imap.Config {
			return imap.Config{Addr: d.dav.IMAP, TLS: "none", Username: who, Password: "pw"}
		},
		smtp:    func(string) smtp.Config { return hosttest.SMTP(r) },
		settled: func(ctx context.Context) error { return untilDequeued(ctx, r) },
	}
}

// untilDequeued waits until Postfix has delivered everything.
func untilDequeued(ctx context.Context, r *mailtest.Real) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		n, err := r.Queued()
		if n == 0 || err != nil {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("%d mails are still in the queue of Postfix: %w", n, ctx.Err())
		}
	}
}

// dayBox is somebody's mailbox, which stays open.
type dayBox struct {
	*imap.Source
	at   imap.Cursor
	read [][]byte
}

// raw is everything in somebody's mailbox.
func (d *day) raw(who string) [][]byte {
	d.Helper()
	b := d.boxes[who]
	if b == nil {
		b = &dayBox{Source: imap.Open(d.host.imap(who))}
		d.boxes[who] = b
		d.Cleanup(func() { _ = b.Close() })
	}
	for {
		batch, err := b.Poll(d.Context(), b.at)
		if err != nil {
			d.Fatal(err)
		}
		for _, m := range batch.Mails {
			b.read = append(b.read, m.Raw)
		}
		if b.at = batch.Cursor; !batch.More {
			return b.read
		}
	}
}

// through fails unless all mail of the day came into the mailboxes through these programs, as their fields say; in the
// process there are none.
func (d *day) through(fields ...string) {
	d.Helper()
	if d.dav.IMAP == "" {
		return
	}
	for _, who := range dayPeople {
		for _, raw := range d.raw(who) {
			for _, field := range fields {
				if !strings.Contains(string(raw), field) {
					d.Errorf("%s has a mail without %q:\n%.500s", who, field, raw)
				}
			}
		}
	}
}

// dayHost is where everybody has a mailbox.
type dayHost struct {
	imap    func(address string) imap.Config
	smtp    func(address string) smtp.Config
	settled func(ctx context.Context) error // waits until everything handed over lies in a mailbox
}

// IMAP implements app.Accounts.
func (h dayHost) IMAP(in config.Inbox) (imap.Config, error) { return h.imap(in.Username), nil }

// SMTP implements app.Accounts.
func (h dayHost) SMTP(out config.Account) (smtp.Config, error) { return h.smtp(out.Username), nil }
