package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	netsmtp "net/smtp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	gomail "github.com/wneessen/go-mail"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
	"handoffd/templates"
)

// fsyncTime is the median time in which the disk makes 4 kB durable: the limit of everything that is durable.
func fsyncTime(b *testing.B, dir string) time.Duration {
	b.Helper()
	f, err := os.Create(filepath.Join(dir, "fsync"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 4096)
	best := time.Hour
	for range 50 {
		begin := time.Now()
		if _, err := f.WriteAt(block, 0); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(begin))
	}
	return best
}

// serverCPU is the processor time of the database server of the last benchEngine.
var serverCPU func() time.Duration

// ownCPU is the processor time of this process.
func ownCPU() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// benchEngine has n handoffs offered to rita, each with its window open.
func benchEngine(b testing.TB, n int, box Mailbox, sender outbox.Carrier, now *time.Time) (*Engine, []handoff.Handoff) {
	b.Helper()
	c := killConfig("")
	database, cpu := storetest.Measured(b)
	serverCPU = cpu
	st, err := store.Open(b.Context(), database)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = st.Close() })
	set, err := templates.Load("")
	if err != nil {
		b.Fatal(err)
	}
	o := Options{Store: st, Config: c, Renderer: render.New(set, "plus"), Carriers: outbox.Carriers{Mail: sender},
		Trust: mail.Trust{AuthservID: "mx.acme.example"}, Since: time.Unix(0, 0),
		Now: func() time.Time { return *now }, Wait: func(ctx context.Context, _ time.Time) error { <-ctx.Done(); return nil }}
	if box != nil {
		o.Sources = []Source{{Name: "inbox", Mailbox: box}}
	}
	e, err := New(b.Context(), o)
	if err != nil {
		b.Fatal(err)
	}
	var hs []handoff.Handoff
	for from := 0; from < n; from += 100 {
		err := st.Update(b.Context(), func(tx *store.Tx) error {
			for i := from; i < min(n, from+100); i++ {
				f := &handoff.Briefed{About: handoff.About{At: *now, By: handoff.Who{Person: "quinn"}, Via: "bench"}, Team: "sales", Origin: handoff.OriginBrief, Qualifier: "quinn",
					Prospects: []handoff.Contact{{Address: fmt.Sprintf("p%d@globex.example", i)}}, Start: now.AddDate(0, 0, 5).Add(time.Duration(i) * time.Hour), Zone: "Europe/Berlin",
					Fields: map[string]string{"company": "Globex", "need": "quotes", "pain": "lost deals", "timeframe": "soon"}, Wish: "rita"}
				if err := e.desk.Draw(tx, f); err != nil {
					return err
				}
				d, err := e.desk.Decide(tx, f.ID, f)
				if err != nil {
					return err
				}
				h := d.Handoff
				if h.State == handoff.Offered {
					s := &handoff.Sent{About: handoff.About{At: *now}, Purpose: handoff.PurposeInvite, UID: h.Current().UID,
						Turn: h.Current().N, To: handoff.Recipient{Person: h.Rep(), Role: handoff.RoleRep}}
					if d, err = e.desk.Decide(tx, f.ID, s); err != nil {
						return err
					}
				}
				hs = append(hs, d.Handoff)
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	storetest.Known(b, database)
	return e, hs
}

const benchTop = "Return-Path: <rita@acme.example>\r\nDelivered-To: %s\r\nAuthentication-Results: mx.acme.example; dmarc=pass header.from=acme.example; spf=pass smtp.mailfrom=rita@acme.example\r\n" +
	"Received: from mail.acme.example by mx.acme.example with ESMTPS; Mon, 23 Nov 2026 10:00:00 +0100\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"

// benchMail is the i-th mail of the mix: 55 % replies, 25 % calendar answers, 12 % automatic, 8 % bounces.
func benchMail(b *testing.B, i int, h handoff.Handoff, now time.Time) []byte {
	b.Helper()
	token := "handoff+" + h.Token + "@acme.example"
	top := fmt.Sprintf(benchTop, token) + fmt.Sprintf("Message-ID: <bench-%d@acme.example>\r\n", i)
	quoted := strings.Repeat("> On the one hand we could do this, on the other hand that; let us see what the others say.\r\n", 15)
	switch k := i % 100; {
	case k < 55:
		return []byte(top + "From: Rita Vance <rita@acme.example>\r\nTo: " + h.Prospects[0].Address + ", " + token + "\r\nSubject: Re: Introduction\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
			"Hello,\r\n\r\nthank you for your time. I have looked at what you sent and look forward to our meeting.\r\n\r\nBest regards,\r\nRita\r\n\r\nOn Mon, Nov 23, 2026 at 9:00 AM Acme wrote:\r\n" + quoted)
	case k < 80:
		ev := calendar.Event{UID: h.UID, Sequence: h.Sequence, Start: h.Start, End: h.End, Summary: "Meeting", Stamp: now, Organizer: calendar.Attendee{Address: handoffAddress},
			Attendees: []calendar.Attendee{{Address: rita, PartStat: calendar.Accepted}}}
		data, err := ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{ev}})
		if err != nil {
			b.Fatal(err)
		}
		return []byte(top + "From: Rita Vance <rita@acme.example>\r\nTo: handoff@acme.example\r\nSubject: Accepted: Meeting\r\nContent-Type: multipart/alternative; boundary=bb\r\n\r\n" +
			"--bb\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nRita has accepted.\r\n--bb\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n" + string(data) + "\r\n--bb--\r\n")
	case k < 92:
		return []byte(top + "From: " + h.Prospects[0].Address + "\r\nTo: " + token + "\r\nSubject: Automatic reply: Introduction\r\nAuto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nI am out of office.\r\n")
	}
	return []byte(top + "From: MAILER-DAEMON@mx.globex.example\r\nTo: handoff@acme.example\r\nSubject: Delivery Status Notification (Delay)\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=bb\r\n\r\n" +
		"--bb\r\nContent-Type: text/plain\r\n\r\ndelayed\r\n--bb\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.globex.example\r\n\r\nFinal-Recipient: rfc822; " + h.Prospects[0].Address +
		"\r\nAction: failed\r\nStatus: 4.4.1\r\n\r\n--bb--\r\n")
}

// BenchmarkIntakeDovecot reads 2,000 mixed mails from Dovecot until they are decided, durable and \Seen.
func BenchmarkIntakeDovecot(b *testing.B) {
	const mails = 2000
	real, err := mailtest.StartReal(b.Context(), mailtest.Options{Hostname: "mx.acme.example", Domains: []string{"acme.example"}, IMAPOnly: true})
	if errors.Is(err, mailtest.ErrUnavailable) {
		b.Skipf("needs Dovecot: %v", err)
	}
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = real.Stop() }()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	fsync := fsyncTime(b, b.TempDir())
	var rates, ratios, peers []float64
	for n := 0; b.Loop(); n++ {
		user := fmt.Sprintf("handoff-%d@acme.example", n)
		j := killJob{IMAP: real.IMAPAddr, Password: mailtest.RealPassword}
		box := imap.Open(j.imapConfig(user))
		if _, err := box.Start(b.Context()); err != nil { // makes the maildir
			b.Fatal(err)
		}
		e, hs := benchEngine(b, 500, adapter.IMAP(box), nil, &now)
		dir := filepath.Join(real.Dir, "mail", user, "new")
		for i := range mails {
			name := filepath.Join(dir, fmt.Sprintf("%d.M%dP1.bench", 1700000000+i, i))
			if err := os.WriteFile(name, benchMail(b, i, hs[i%len(hs)], now), 0o666); err != nil {
				b.Fatal(err)
			}
			if err := os.Chmod(name, 0o666); err != nil {
				b.Fatal(err)
			}
		}
		peer := mbsyncRate(b, real.IMAPAddr, user, mails)
		begin := time.Now()
		got, err := e.intake(b.Context(), e.sources[0])
		rate := float64(mails) / time.Since(begin).Seconds()
		if err != nil || got != mails {
			b.Fatalf("%d mails: %v", got, err)
		}
		_ = box.Close()
		peer = (peer + mbsyncRate(b, real.IMAPAddr, user, mails)) / 2 // before and after
		rates, peers, ratios = append(rates, rate), append(peers, peer), append(ratios, rate/max(peer, 1e-9))
	}
	b.ReportMetric(median(rates), "mails/s")
	if peers[0] > 0 {
		b.ReportMetric(median(peers), "mbsync-mails/s")
		b.ReportMetric(median(ratios), "times-mbsync")
	}
	b.ReportMetric(float64(fsync.Microseconds()), "fsync-µs")
	b.ReportMetric(0, "ns/op")
}

func lastDue(b testing.TB, e *Engine) time.Time {
	b.Helper()
	at, ok, err := e.nextDue(b.Context())
	if err != nil || !ok {
		b.Fatalf("nothing is due: %v", err)
	}
	return at
}

// BenchmarkWindows decides 10,000 windows that close at the same moment, each durable.
func BenchmarkWindows(b *testing.B) {
	const windows = 10_000
	fsync := fsyncTime(b, b.TempDir())
	var took, own, server time.Duration
	for b.Loop() {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
		e, _ := benchEngine(b, windows, nil, nil, &now)
		for range 1 { // the reminder
			now = lastDue(b, e)
			if n, err := e.deadlines(b.Context()); err != nil || n != windows {
				b.Fatalf("%d reminders: %v", n, err)
			}
		}
		now = lastDue(b, e)
		begin, used, served := time.Now(), ownCPU(), serverCPU()
		n, err := e.deadlines(b.Context())
		took += time.Since(begin)
		own, server = own+ownCPU()-used, server+serverCPU()-served
		if err != nil || n != windows {
			b.Fatalf("%d windows: %v", n, err)
		}
	}
	b.ReportMetric(float64(windows*b.N)/took.Seconds(), "windows/s")
	b.ReportMetric(float64(own.Microseconds())/float64(windows*b.N), "cpu-µs/window")
	b.ReportMetric(float64(server.Microseconds())/float64(windows*b.N), "server-cpu-µs/window")
	b.ReportMetric(float64(fsync.Microseconds()), "fsync-µs")
	b.ReportMetric(0, "ns/op")
}

// sentMails are mails that went out about some leads, as they went.
func sentMails(b *testing.B, e *Engine, some []handoff.Handoff) (out [][]byte) {
	b.Helper()
	err := e.Store.View(b.Context(), func(tx *store.Tx) error {
		for _, h := range some {
			rows, err := tx.Outbox(h.ID)
			if err != nil {
				return err
			}
			for _, r := range rows {
				if len(r.Bytes) > 0 {
					out = append(out, r.Bytes)
				}
			}
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		b.Fatalf("no mail was sent: %v", err)
	}
	return out
}

// bareMails is how many mails a bare sender hands over.
const bareMails = 1000

// bareRate is how many of the mails a second the sender hands over when it does nothing else.
func bareRate(b *testing.B, sender *smtp.Sender, mails [][]byte) float64 {
	b.Helper()
	begin := time.Now()
	for i := range bareMails {
		if err := sender.Send(b.Context(), handoffAddress, rita, mails[i%len(mails)]); err != nil {
			b.Fatal(err)
		}
	}
	return bareMails / time.Since(begin).Seconds()
}

// plainRate is how many of the mails a second an ordinary sender hands over on one connection: net/smtp, which waits
// for each answer, with bytes that are there.
func plainRate(b *testing.B, addr string, mails [][]byte) float64 {
	b.Helper()
	c, err := netsmtp.Dial(addr)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	begin := time.Now()
	for i := range bareMails {
		if err := errors.Join(c.Mail(handoffAddress), c.Rcpt(rita)); err != nil {
			b.Fatal(err)
		}
		w, err := c.Data()
		if err != nil {
			b.Fatal(err)
		}
		if _, err = w.Write(mails[i%len(mails)]); err == nil {
			err = w.Close()
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	return bareMails / time.Since(begin).Seconds()
}

// libraryRate is how many mails a second of that text the mail library writes and hands over on one connection, with
// nothing kept or marked.
func libraryRate(b *testing.B, addr string, mails [][]byte) float64 {
	b.Helper()
	host, port, _ := net.SplitHostPort(addr)
	number, _ := strconv.Atoi(port)
	c, err := gomail.NewClient(host, gomail.WithPort(number), gomail.WithTLSPolicy(gomail.NoTLS),
		gomail.WithHELO("mx.acme.example"))
	if err != nil {
		b.Fatal(err)
	}
	if err := c.DialWithContext(b.Context()); err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	begin := time.Now()
	for i := range bareMails {
		m := gomail.NewMsg()
		if err := errors.Join(m.From(handoffAddress), m.To(rita)); err != nil {
			b.Fatal(err)
		}
		m.Subject("A mail of the same size")
		m.SetBodyString(gomail.TypeTextPlain, string(mails[i%len(mails)]))
		if err := c.Send(m); err != nil {
			b.Fatal(err)
		}
	}
	return bareMails / time.Since(begin).Seconds()
}

// mbsyncRate is how many mails a second mbsync fetches from a mailbox, each synced to the disk; 0 where it is not
// installed.
func mbsyncRate(b *testing.B, addr, user string, mails int) float64 {
	b.Helper()
	program, err := exec.LookPath("mbsync")
	if err != nil {
		return 0
	}
	dir := b.TempDir()
	host, port, _ := net.SplitHostPort(addr)
	config := fmt.Sprintf("IMAPAccount a\nHost %s\nPort %s\nUser %s\nPass %s\nSSLType None\nAuthMechs LOGIN\n\n"+
		"IMAPStore far\nAccount a\n\nMaildirStore near\nInbox %s/inbox\nPath %s/\n\n"+
		"Channel c\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSyncState *\n",
		host, port, user, mailtest.RealPassword, dir, dir)
	config = "FSync yes\n\n" + config
	name := filepath.Join(dir, "mbsyncrc")
	if err := os.WriteFile(name, []byte(config), 0o600); err != nil {
		b.Fatal(err)
	}
	begin := time.Now()
	if out, err := exec.Command(program, "-q", "-c", name, "c").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(begin)
	got, _ := os.ReadDir(filepath.Join(dir, "inbox", "new"))
	seen, _ := os.ReadDir(filepath.Join(dir, "inbox", "cur"))
	if len(got)+len(seen) != mails {
		b.Fatalf("mbsync has fetched %d of %d mails", len(got)+len(seen), mails)
	}
	return float64(mails) / took.Seconds()
}

// median is the one in the middle.
func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// counted counts what is handed over: part of what is claimed is held back for Today.
type counted struct {
	outbox.Carrier
	n int
}

func (c *counted) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	c.n++
	return c.Carrier.Carry(ctx, i)
}

// BenchmarkOutbox renders and hands 1,000 mails to an SMTP sink over one connection, each durable and marked, with the
// fact that it is out. Beside it, in the same run, others hand over these mails without anything else: net/smtp, the
// own sender, and the mail library, which writes them as well.
func BenchmarkOutbox(b *testing.B) {
	sink, err := exec.LookPath("smtp-sink")
	if err != nil {
		if sink, err = exec.LookPath("/usr/sbin/smtp-sink"); err != nil {
			b.Skipf("needs smtp-sink of Postfix: %v", err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	cmd := exec.Command(sink, "-u", "nobody", addr, "100")
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	sender := smtp.New(smtp.Config{Addr: addr, TLS: "none"})
	defer sender.Close()
	for range 100 { // until it listens
		if sender.Check(b.Context()) == nil {
			break
		}
	}
	fsync := fsyncTime(b, b.TempDir())
	var rates, ratios, bares, plains, libraries []float64
	var cpu time.Duration
	sent := 0
	for b.Loop() {
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
		out := &counted{Carrier: adapter.Mail(sender)}
		e, hs := benchEngine(b, 500, nil, out, &now)
		begin, used := time.Now(), ownCPU()
		n, err := e.outbox.Deliver(b.Context())
		rate := float64(out.n) / time.Since(begin).Seconds()
		cpu += ownCPU() - used
		sent += out.n
		if err != nil || out.n < 1000 {
			b.Fatalf("%d of %d mails: %v", out.n, n, err)
		}
		mails := sentMails(b, e, hs[:20])
		plain := plainRate(b, addr, mails)
		rates, plains, ratios = append(rates, rate), append(plains, plain), append(ratios, rate/plain)
		bares = append(bares, bareRate(b, sender, mails))
		libraries = append(libraries, libraryRate(b, addr, mails))
	}
	b.ReportMetric(median(rates), "mails/s")
	b.ReportMetric(median(plains), "net/smtp-mails/s")
	b.ReportMetric(median(ratios), "times-net/smtp")
	b.ReportMetric(float64(cpu.Microseconds())/float64(sent), "cpu-µs/mail")
	b.ReportMetric(median(bares), "own-bare-pipelined-mails/s")
	b.ReportMetric(median(libraries), "go-mail-mails/s")
	b.ReportMetric(float64(fsync.Microseconds()), "fsync-µs")
	b.ReportMetric(0, "ns/op")
}
