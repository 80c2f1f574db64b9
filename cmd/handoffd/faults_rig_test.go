package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff"
	"handoffd/handoff/engine"
	"handoffd/handoff/outbox"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
	"handoffd/templates"
)

// waitingClock is a jumpClock on which one can wait.
type waitingClock struct {
	*demo.Clock
	mu     sync.Mutex
	jumped chan struct{}
}

func (c *waitingClock) Jump(to time.Time) {
	c.Clock.Jump(to)
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.jumped)
	c.jumped = make(chan struct{})
}

// Wait sleeps until somebody has jumped the clock to the instant.
func (c *waitingClock) Wait(ctx context.Context, until time.Time) error {
	for {
		c.mu.Lock()
		next := c.jumped
		c.mu.Unlock()
		if !c.Now().Before(until) {
			return nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// rig is a service that serves on a clock of its own, with a mail host behind wires that can be broken, and people who
// write to it.
type rig struct {
	*testing.T
	clock      *waitingClock
	memory     *mailtest.Server // or
	real       *mailtest.Real
	imapAddr   string // of the host itself; people use it
	smtpAddr   string
	imap, smtp *wire // between the service and the host
	own        bool  // the host is of this rig alone
	login      bool  // the host wants a login from those who send
	password   string
	suffix     string // of all addresses: rigs share a host
	config     *handoff.Config
	database   string
	store      *store.Store
	log        *journal
	sent       int // mails of people
	from       map[string]bool
}

// whyOf is the sentence for the verdict on a mail, with colleagues by their ids.
func whyOf(m store.InMail) string {
	set, err := templates.LoadReasons("")
	if err != nil {
		return err.Error()
	}
	return view.Why(set, &handoff.Config{}, m.Why)
}

// rigOptions differ from fault to fault.
type rigOptions struct {
	imap   func(*rig, *imap.Config)
	disk   func(*rig) string // folder of the database; default a new one
	folder []string          // beside INBOX
	smtp   func(*smtp.Config)
	config func(*handoff.Config)
}

// start starts the service; it is stopped with the test.
func (s *rig) start(o rigOptions) {
	s.Helper()
	s.clock = &waitingClock{Clock: demo.NewClock(demo.Start()), jumped: make(chan struct{})}
	s.config, s.log, s.from = rigConfig(s.suffix), &journal{}, map[string]bool{}
	if o.config != nil {
		o.config(s.config)
	}
	if s.memory != nil {
		for _, name := range []string{"handoff", "quinn", "rita", "ben", "mara", "olga"} {
			s.memory.AddUser(s.at(name), "demo")
		}
		s.memory.AddUser(s.pat(), "demo")
	}
	s.imap, s.smtp = newWire(s, s.imapAddr), newWire(s, s.smtpAddr)
	if o.disk == nil {
		o.disk = func(*rig) string { return s.TempDir() }
	}
	s.database = filepath.Join(o.disk(s), "handoffd.db")
	var err error
	if s.store, err = store.Open(s.Context(), s.database); err != nil {
		s.Fatal(err)
	}
	set, err := templates.Load("")
	if err != nil {
		s.Fatal(err)
	}
	account, sender := s.connections(o)
	var sources []engine.Source
	var boxes []*imap.Source
	for _, folder := range append([]string{"INBOX"}, o.folder...) {
		account.Folder = folder
		box := imap.Open(account)
		boxes = append(boxes, box)
		sources = append(sources, engine.Source{Name: s.config.Address + "/" + folder,
			Mailbox: hosttest.Arriving{Mailbox: adapter.IMAP(box), Now: s.clock.Now}})
	}
	e, err := engine.New(s.Context(), engine.Options{Store: s.store, Config: s.config, Renderer: render.New(set, "plus"),
		Sources:  sources,
		Carriers: outbox.Carriers{Mail: adapter.Mail(sender)},
		Trust:    mail.Trust{AuthservID: hosttest.Hostname, Border: hosttest.Hostname}, Since: time.Unix(1, 0),
		Now: s.clock.Now, Wait: s.clock.Wait, Log: slog.New(s.log)})
	if err != nil {
		s.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- e.Serve(ctx) }()
	s.Cleanup(func() {
		stop()
		if err := <-served; !errors.Is(err, context.Canceled) {
			s.Errorf("serve ended with %v", err)
		}
		for _, b := range boxes {
			_ = b.Close()
		}
		_, _ = sender.Close(), s.store.Close()
		if s.Failed() {
			s.Logf("log of the service:\n%s", s.log)
		}
	})
}

// connections are those of the service, through the wires.
func (s *rig) connections(o rigOptions) (imap.Config, *smtp.Sender) {
	account := s.account("handoff")
	out := smtp.Config{Addr: s.smtp.addr, TLS: "none", Timeout: 3 * time.Second}
	if s.login {
		out.Username, out.Password = account.Username, account.Password
	}
	if o.smtp != nil {
		o.smtp(&out)
	}
	account.Addr, account.Timeout, account.Interval, account.Now = s.imap.addr, 3*time.Second, 100*time.Millisecond,
		s.clock.Now
	if o.imap != nil {
		o.imap(s, &account)
	}
	return account, smtp.New(out)
}

// now is the time of the service, for the host in the process.
func (s *rig) now() time.Time {
	if s.clock == nil {
		return demo.Start()
	}
	return s.clock.Now()
}

func rigConfig(suffix string) *handoff.Config {
	people := map[handoff.PersonID]handoff.Person{}
	for _, p := range [][2]string{{"quinn", "Quinn Ames"}, {"rita", "Rita Vance"}, {"ben", "Ben Ortiz"},
		{"mara", "Mara Lindt"}, {"olga", "Olga Nyman"}} {
		people[handoff.PersonID(p[0])] = handoff.Person{ID: handoff.PersonID(p[0]), Name: p[1],
			Emails: []string{p[0] + suffix + "@acme.example"},
			Zone:   "Europe/Berlin", Hours: handoff.OfficeHours(9, 17), Link: "https://meet.acme.example/" + p[0]}
	}
	return &handoff.Config{Hash: "faults", Address: "handoff" + suffix + "@acme.example", Name: "Acme", Admin: "olga",
		People: people,
		Teams: []handoff.Team{{Name: "sales", Qualifiers: []handoff.PersonID{"quinn"},
			Reps: []handoff.PersonID{"rita", "ben"}, Managers: []handoff.PersonID{"mara"},
			Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria(),
			Duration: 30 * time.Minute}}}
}

func (s *rig) at(name string) string { return name + s.suffix + "@acme.example" }
func (s *rig) pat() string           { return "pat" + s.suffix + "@globex.example" }

// account is how a person of the house reaches the host, past the wires.
func (s *rig) account(name string) imap.Config {
	address := s.at(name)
	if name == "pat" {
		address = s.pat()
	}
	return imap.Config{Addr: s.imapAddr, TLS: "none", Username: address, Password: s.password}
}

// box is everything in a person's INBOX.
func (s *rig) box(name string) []*mail.Message {
	s.Helper()
	b := imap.Open(s.account(name))
	defer b.Close()
	var out []*mail.Message
	for at := (imap.Cursor{}); ; {
		batch, err := b.Poll(s.Context(), at)
		if err != nil {
			s.Fatal(err)
		}
		for _, m := range batch.Mails {
			out = append(out, mail.Read(m.Raw))
		}
		if at = batch.Cursor; !batch.More {
			return out
		}
	}
}

// write sends a mail of a person; its Message-ID tells later whether it was taken.
func (s *rig) write(name string, d mail.Draft) {
	s.Helper()
	s.sent++
	from := s.account(name).Username
	d.From, d.Date, d.MessageID = mail.Address{Addr: from}, s.clock.Now(), fmt.Sprintf("%d.%s", s.sent, from)
	raw, err := mail.Compose(d)
	if err != nil {
		s.Fatal(err)
	}
	c := smtp.Config{Addr: s.smtpAddr, TLS: "none"}
	if s.login {
		c.Username, c.Password = from, s.password
	}
	out := smtp.New(c)
	defer out.Close()
	for _, to := range append(d.To, d.Cc...) {
		if err := out.Send(s.Context(), from, to.Addr, raw); err != nil {
			s.Fatal(err)
		}
		if strings.HasPrefix(to.Addr, "handoff") {
			s.from[d.MessageID] = true
		}
	}
}

// until waits for a condition; the service's clock moves on by the step at each look.
func (s *rig) until(what string, step time.Duration, ok func() bool) {
	s.Helper()
	deadline := time.Now().Add(3 * time.Minute)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			s.Fatalf("not within three minutes: %s; it is %s, the handoff %+v", what, s.clock.Now(), s.handoff())
		}
		<-tick.C
		s.clock.Jump(s.clock.Now().Add(step))
	}
}

// pass lets time go by on the service's clock, in at most 200 steps.
func (s *rig) pass(d time.Duration) {
	s.Helper()
	from := s.clock.Now()
	s.until(d.String()+" have passed", max(step, d/200), func() bool { return s.clock.Now().Sub(from) >= d })
}

// handoff is the only one; the zero value before the brief was taken.
func (s *rig) handoff() (h handoff.Handoff) {
	s.Helper()
	s.view(func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		if len(all) > 1 {
			s.Errorf("%d handoffs of one brief", len(all))
		}
		if len(all) > 0 {
			h = all[0]
		}
		return err
	})
	return h
}

func (s *rig) view(f func(tx *store.Tx) error) {
	s.Helper()
	if err := s.store.View(s.Context(), f); err != nil {
		s.Fatal(err)
	}
}

// outages are those that the service has written down, joined.
func (s *rig) outages() (open int, spans []string) {
	s.Helper()
	s.view(func(tx *store.Tx) error {
		now, err := tx.OpenOutages()
		if err != nil {
			return err
		}
		all, err := tx.Outages(demo.Start(), s.clock.Now())
		for _, o := range all {
			spans = append(spans,
				o.Start.In(demo.Start().Location()).Format("Mon 15:04:05")+"–"+o.End.In(demo.Start().Location()).Format("Mon 15:04:05"))
		}
		open = len(now)
		return err
	})
	return open, spans
}

// standUp starts real servers for this rig alone, in a folder that outlives them.
func (s *rig) standUp(dir string) {
	s.Helper()
	r, err := mailtest.StartReal(s.Context(), mailtest.Options{Dir: dir, Hostname: hosttest.Hostname,
		Domains: []string{"acme.example", "globex.example"}})
	s.must(err)
	s.Cleanup(func() { _ = r.Stop() })
	s.real, s.own, s.imapAddr, s.smtpAddr = r, true, r.IMAPAddr, r.SubmissionAddr
}

// serveMemory gives a host in the process two sockets.
func serveMemory(t testing.TB, server *mailtest.Server) (imapAddr, smtpAddr string) {
	t.Helper()
	listen := func(serve func(net.Listener) error) string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() { _ = serve(l) }()
		return l.Addr().String()
	}
	t.Cleanup(func() { _ = server.Close() })
	return listen(server.ServeIMAP), listen(server.ServeSMTP)
}

// queued counts the mails that Postfix has taken and not delivered yet.
func queued(t testing.TB, dir string) (n int) {
	t.Helper()
	for _, queue := range []string{"maildrop", "incoming", "active", "deferred"} {
		err := filepath.WalkDir(filepath.Join(dir, "spool", queue), func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				n++
			}
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return n
}
