package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff"
	"handoffd/handoff/engine"
	"handoffd/handoff/outbox"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
	"handoffd/mail/smtp"
	"handoffd/templates"
)

// flow is a service on a clock that the test moves, with its mail on real Dovecot and Postfix, and people who write to
// it. All flows share the servers; each has addresses of its own.
//
// People are called by a word: "quinn" is the qualifier, "rita" and "ben" are reps, "mara" the manager, "olga" the
// admin, "pat" the prospect at globex.example. Any other word with an @ is somebody else; see address.
type flow struct {
	*testing.T
	clock    *demo.Clock
	real     *mailtest.Real
	suffix   string // in the local part of all addresses
	config   *handoff.Config
	trust    mail.Trust
	options  func(*engine.Options)
	dir      string // of the database
	store    *store.Store
	engine   *engine.Engine
	box      *imap.Source
	sender   *smtp.Sender
	log      *journal
	sent     int             // mails of people
	handed   atomic.Int64    // copies handed to the servers, by people and by the service
	shown    map[string]bool // how many mails of each person news has told
	watching []string        // whose mails news tells
}

// flowHost starts the servers that all flows share, once; they end with the test binary.
var flowHost = sync.OnceValues(func() (*mailtest.Real, error) {
	return mailtest.StartReal(context.Background(), mailtest.Options{Hostname: hosttest.Hostname,
		Domains: []string{"acme.example", "globex.example", "initech.example", "hooli.example", "evil.example"}})
})

// stopFlowHost ends them.
func stopFlowHost() {
	if r, err := flowHost(); err == nil {
		_ = r.Stop()
	}
}

var (
	flowCount atomic.Int64
	flowUsed  atomic.Bool
)

// newFlow starts a service whose config the test may change first; its people are those of rigConfig.
func newFlow(t *testing.T, change ...func(*flow)) *flow {
	t.Helper()
	t.Parallel()
	flowUsed.Store(true)
	realtest.Begin(t)
	r, err := flowHost()
	realtest.Check(t, err)
	f := &flow{T: t, real: r, clock: demo.NewClock(demo.Start()), suffix: fmt.Sprintf("-f%d", flowCount.Add(1)),
		log:   &journal{},
		trust: mail.Trust{AuthservID: hosttest.Hostname, Border: hosttest.Hostname}, shown: map[string]bool{},
		dir:      t.TempDir(),
		watching: []string{"quinn", "rita", "ben", "mara", "olga", "pat"}}
	f.config = rigConfig(f.suffix)
	for _, c := range change {
		c(f)
	}
	f.open()
	t.Cleanup(func() {
		f.close()
		if t.Failed() {
			t.Logf("log of the service:\n%s", f.log)
		}
	})
	return f
}

// open starts the service; after close it is one that takes over.
func (f *flow) open() {
	f.Helper()
	var err error
	if f.store, err = store.Open(f.Context(), filepath.Join(f.dir, "handoffd.db")); err != nil {
		f.Fatal(err)
	}
	set, err := templates.Load("")
	if err != nil {
		f.Fatal(err)
	}
	f.box = imap.Open(f.account("handoff"))
	f.sender = smtp.New(smtp.Config{Addr: f.real.SubmissionAddr, TLS: "none"})
	o := engine.Options{Store: f.store, Config: f.config, Renderer: render.New(set, "plus"),
		Carriers: outbox.Carriers{Mail: handing{adapter.Mail(f.sender), &f.handed}},
		Sources: []engine.Source{{Name: f.config.Address + "/INBOX",
			Mailbox: hosttest.Arriving{Mailbox: adapter.IMAP(f.box), Now: f.clock.Now}}},
		Trust: f.trust, Since: time.Unix(1, 0), Now: f.clock.Now, Wait: app.SleepUntil, Log: slog.New(f.log)}
	if f.options != nil {
		f.options(&o)
	}
	if f.engine, err = engine.New(f.Context(), o); err != nil {
		f.Fatal(err)
	}
}

// close ends the service.
func (f *flow) close() { _, _, _ = f.box.Close(), f.sender.Close(), f.store.Close() }

// handing counts what the service hands over.
type handing struct {
	outbox.Carrier
	n *atomic.Int64
}

// Carry implements outbox.Carrier.
func (h handing) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	got, err := h.Carrier.Carry(ctx, i)
	if err == nil {
		h.n.Add(1)
	}
	return got, err
}

// address is that of a person: a word of rigConfig, "pat", or a whole address, which gets the suffix of this flow
// before any plus tag.
func (f *flow) address(who string) string {
	if who == "pat" {
		who = "pat@globex.example"
	}
	local, domain, whole := strings.Cut(who, "@")
	if !whole {
		domain = "acme.example"
	}
	if strings.Contains(local, f.suffix) {
		return who
	}
	base, tag, tagged := strings.Cut(local, "+")
	if tagged {
		tag = "+" + tag
	}
	return base + f.suffix + tag + "@" + domain
}

func (f *flow) account(who string) imap.Config {
	return imap.Config{Addr: f.real.IMAPAddr, TLS: "none", Username: f.address(who), Password: mailtest.RealPassword}
}

// raw is everything in somebody's INBOX, in order of arrival.
func (f *flow) raw(who string) (out [][]byte) {
	f.Helper()
	b := imap.Open(f.account(who))
	defer b.Close()
	for at := (imap.Cursor{}); ; {
		batch, err := b.Poll(f.Context(), at)
		if err != nil {
			f.Fatal(err)
		}
		for _, m := range batch.Mails {
			out = append(out, m.Raw)
		}
		if at = batch.Cursor; !batch.More {
			return out
		}
	}
}

// mails are those of the service to somebody.
func (f *flow) mails(who string) (out []*mail.Message) {
	f.Helper()
	for _, raw := range f.raw(who) {
		if m := mail.Read(raw); strings.HasPrefix(m.From.Addr, "handoff"+f.suffix) {
			out = append(out, m)
		}
	}
	out = append(out, f.waiting(who)...)
	slices.SortStableFunc(out, func(a, b *mail.Message) int { return a.Date.Compare(b.Date) })
	return out
}

// waiting is what somebody is told in their next Today, each as the mail that it would be by itself.
func (f *flow) waiting(who string) (out []*mail.Message) {
	f.Helper()
	set, err := templates.Load("")
	if err != nil {
		f.Fatal(err)
	}
	renderer := render.New(set, "plus")
	for _, h := range f.leads() {
		f.view(func(tx *store.Tx) error {
			rows, err := tx.Outbox(h.ID)
			for _, r := range rows {
				a := r.Action
				ok, _ := handoff.Wanted(h, a, f.clock.Now())
				if r.State != store.RowPending || a.When == handoff.Live || string(a.To.Person) != who || !ok ||
					a.Purpose == handoff.PurposeMeeting {
					continue
				}
				m, err := renderer.Render(h, a, f.config, f.clock.Now(), nil)
				if err != nil {
					return err
				}
				read := mail.Read(m.Raw)
				read.Date = r.Created
				out = append(out, read)
			}
			return err
		})
	}
	return out
}

// mail is the newest mail of the service to somebody whose subject holds the words.
func (f *flow) mail(who, subject string) *mail.Message {
	f.Helper()
	var subjects []string
	for _, m := range slices.Backward(f.mails(who)) {
		if strings.Contains(m.Subject, subject) {
			return m
		}
		subjects = append(subjects, m.Subject)
	}
	f.Fatalf("%s has no mail %q, but %q; the leads: %+v", who, subject, subjects, f.leads())
	return nil
}

// intro is the newest mail to somebody that introduces prospect and rep to each other; its Reply-To holds the other
// side and the thread.
func (f *flow) intro(who string) *mail.Message {
	f.Helper()
	for _, m := range slices.Backward(f.mails(who)) {
		if len(m.ReplyTo) > 1 {
			return m
		}
	}
	f.Fatalf("%s has no intro; %s", who, f.news())
	return nil
}

// invitation is the newest REQUEST to somebody.
func (f *flow) invitation(who string) *mail.Message {
	f.Helper()
	for _, m := range slices.Backward(f.mails(who)) {
		if m.Kind == mail.KindCalendarRequest {
			return m
		}
	}
	f.Fatalf("%s has no invitation; %s", who, f.news())
	return nil
}

// event is the event that a calendar mail carries.
func (f *flow) event(m *mail.Message) calendar.Event {
	f.Helper()
	if len(m.Calendars) == 0 {
		f.Fatalf("%q carries no event", m.Subject)
	}
	c, _, err := ics.Decode(m.Calendars[0].Data)
	if err != nil || len(c.Events) == 0 {
		f.Fatalf("the event of %q cannot be read: %v", m.Subject, err)
	}
	return c.Events[0]
}

var flowMark = regexp.MustCompile(` \[HO-[A-Z2-7]{6}\]`)

// news tells what came to people since it was last asked: "rita: Brief: …" a line, by person, then in order.
func (f *flow) news() string {
	f.Helper()
	var lines []string
	for _, who := range f.watching {
		for _, m := range f.mails(who) {
			key := who + " " + m.MessageID
			if f.shown[key] || strings.HasPrefix(m.Subject, "Today: ") { // it was shown as waiting
				continue
			}
			f.shown[key] = true
			subject := flowMark.ReplaceAllString(m.Subject, "")
			if len(m.Calendars) > 0 {
				subject = m.Calendars[0].Method + " " + subject
			}
			lines = append(lines, who+": "+subject)
		}
	}
	return strings.Join(lines, "\n")
}

// expect fails unless exactly these mails came since news was last asked: a beginning of each line of news, in its
// order.
func (f *flow) expect(want ...string) {
	f.Helper()
	news := f.news()
	var got []string
	if news != "" {
		got = strings.Split(news, "\n")
	}
	same := len(got) == len(want)
	for i := 0; same && i < len(got); i++ {
		same = strings.HasPrefix(got[i], want[i])
	}
	if !same {
		f.Errorf("at %s these mails came:\n  %s\nwant\n  %s", f.clock.Now().In(demo.Start().Location()).Format("Mon 15:04"),
			strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// proof is what the servers say of a sender.
type proof int

const (
	proved proof = iota // submitted: authentication passes
	forged              // from outside: authentication fails
	bare                // nothing is said about it
	login               // submitted with a login of their own
)

// write sends a mail of somebody, a copy for each recipient who has a mailbox here, and lets it arrive. From, Date and
// Message-ID are filled in unless they are there.
func (f *flow) write(who string, p proof, d mail.Draft) string {
	f.Helper()
	f.sent++
	if d.From.Addr == "" {
		d.From.Addr = f.address(who)
	}
	if d.Date.IsZero() {
		d.Date = f.clock.Now()
	}
	if d.MessageID == "" {
		d.MessageID = fmt.Sprintf("%d.%s", f.sent, f.address(who))
	}
	raw, err := mail.Compose(d)
	if err != nil {
		f.Fatal(err)
	}
	var to []string
	for _, a := range slices.Concat(d.To, d.Cc) {
		if !slices.Contains(to, a.Addr) {
			to = append(to, a.Addr)
		}
	}
	f.hand(f.address(who), p, raw, to...)
	return d.MessageID
}

// hand gives a mail to the servers as it is and waits until it lies in mailboxes.
func (f *flow) hand(from string, p proof, raw []byte, to ...string) {
	f.Helper()
	for _, each := range to {
		var err error
		switch p {
		case proved, forged, login:
			c := smtp.Config{Addr: f.real.SubmissionAddr, TLS: "none"}
			switch p {
			case forged:
				c.Addr = f.real.SMTPAddr
			case login:
				c.Username, c.Password = from, mailtest.RealPassword
			}
			out := smtp.New(c)
			err = out.Send(f.Context(), from, each, raw)
			_ = out.Close()
		case bare:
			err = f.lmtp(from, each, raw)
		}
		if err != nil {
			f.Fatal(err)
		}
		f.handed.Add(1)
	}
	f.settled()
}

// lmtp puts a mail straight into a mailbox.
func (f *flow) lmtp(from, to string, raw []byte) error {
	conn, err := new(net.Dialer).DialContext(f.Context(), "tcp", f.real.LMTPAddr)
	if err != nil {
		return err
	}
	c := gosmtp.NewClientLMTP(conn)
	defer c.Close()
	return c.SendMail(from, []string{to}, strings.NewReader(string(raw)))
}

// settled waits until everything that was handed over lies in mailboxes of this flow.
func (f *flow) settled() {
	f.Helper()
	deadline := time.Now().Add(time.Minute)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		n := int64(0)
		boxes, err := filepath.Glob(filepath.Join(f.real.Dir, "mail", "*"+f.suffix+"@*"))
		if err != nil {
			f.Fatal(err)
		}
		for _, b := range boxes {
			got, err := hosttest.Delivered(b)
			if err != nil {
				f.Fatal(err)
			}
			n += int64(got)
		}
		if n >= f.handed.Load() {
			return
		}
		if time.Now().After(deadline) {
			f.Fatalf("%d mails of %d arrived within a minute", n, f.handed.Load())
		}
		<-tick.C
	}
}

// settle lets the service do everything that it can do now.
func (f *flow) settle() {
	f.Helper()
	if err := f.engine.Settle(f.Context()); err != nil {
		f.Fatal(err)
	}
	f.settled()
}

// pass lets time go by; the service does what falls due when it falls due.
func (f *flow) pass(d time.Duration) {
	f.Helper()
	end := f.clock.Now().Add(d)
	for {
		f.settle()
		next, ok, err := f.engine.Next(f.Context())
		if err != nil {
			f.Fatal(err)
		}
		if !f.clock.Now().Before(end) {
			return
		}
		if !ok || next.After(end) || !next.After(f.clock.Now()) {
			next = end
		}
		f.clock.Jump(next)
	}
}

// until lets time go by up to a moment of the week of the flows, in the zone of its office: "Tue 15:04".
func (f *flow) until(moment string) {
	f.Helper()
	at, err := time.ParseInLocation("Mon 15:04", moment, time.UTC)
	days := []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	day := slices.Index(days, moment[:3])
	if err != nil || day < 0 {
		f.Fatalf("%q is no moment: %v", moment, err)
	}
	start := demo.Start()
	to := time.Date(start.Year(), start.Month(), start.Day()+day, at.Hour(), at.Minute(), 0, 0, start.Location())
	for to.Before(f.clock.Now()) {
		to = to.AddDate(0, 0, 7)
	}
	f.pass(to.Sub(f.clock.Now()))
}

// lead is the only handoff; the zero value if there is none.
func (f *flow) lead() handoff.Handoff {
	f.Helper()
	all := f.leads()
	switch len(all) {
	case 0:
		return handoff.Handoff{}
	case 1:
		return all[0]
	}
	f.Fatalf("there are %d leads, want one", len(all))
	return handoff.Handoff{}
}

func (f *flow) leads() (all []handoff.Handoff) {
	f.Helper()
	f.view(func(tx *store.Tx) (err error) {
		all, err = tx.List(store.Filter{})
		return err
	})
	return all
}

func (f *flow) view(look func(tx *store.Tx) error) {
	f.Helper()
	if err := f.store.View(f.Context(), look); err != nil {
		f.Fatal(err)
	}
}

// brief lets the qualifier hand over Pat for Friday 15:00; more are further lines.
func (f *flow) brief(more ...string) {
	f.Helper()
	text := "Contact: Pat Kim <" + f.address("pat") + ">\nCompany: Globex\nWhen: 2026-11-27 15:00\nNeed: quotes\nPain: " +
		"lost deals\nTimeframe: this quarter\n"
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
		Text: text + strings.Join(more, "\n")})
}

// offered is the usual beginning: the brief is in, the first rep has brief, intro and invitation, the window runs. It
// gives the rep.
func (f *flow) offered(more ...string) (rep string) {
	f.Helper()
	f.brief(more...)
	f.pass(5 * time.Minute)
	h := f.lead()
	if a := h.Current(); h.State != handoff.Offered || a.Opened.IsZero() {
		f.Fatalf("the lead is not offered: %+v\n%s", h, f.news())
	}
	f.news()
	return string(h.Rep())
}

// history is what mail programs put below an answer.
func history(m *mail.Message) string {
	lines := strings.Split(strings.TrimSpace(m.Text), "\n")
	return "\n\nOn " + m.Date.Format("Mon, 2 Jan 2006 at 15:04") + ", " + m.From.Name + " <" + m.From.Addr + "> wrote:\n> " + strings.Join(lines, "\n> ") + "\n"
}

// reply answers a mail to where it says: its Reply-To, else its sender.
func (f *flow) reply(who string, m *mail.Message, text string) {
	f.Helper()
	to := m.ReplyTo
	if len(to) == 0 {
		to = []mail.Address{m.From}
	}
	f.replyTo(who, proved, m, to, text)
}

// replyAll answers a mail to everybody in it.
func (f *flow) replyAll(who string, m *mail.Message, text string) {
	f.Helper()
	to := slices.Concat(m.ReplyTo, m.To, m.Cc)
	to = slices.DeleteFunc(to, func(a mail.Address) bool { return handoff.SameAddress(a.Addr, f.address(who)) })
	f.replyTo(who, proved, m, to, text)
}

// replyTo answers a mail to some addresses, with what the servers are to say of the sender.
func (f *flow) replyTo(who string, p proof, m *mail.Message, to []mail.Address, text string) {
	f.Helper()
	f.write(who, p, mail.Draft{To: to, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID,
		References: append(slices.Clone(m.References), m.MessageID), Text: text + history(m)})
	f.pass(time.Minute)
}

// answer is an iMIP REPLY to an invitation, written by who in the name of an attendee, as calendar programs write it.
func (f *flow) answer(who string, p proof, invite *mail.Message, attendee string, s calendar.PartStat) {
	f.Helper()
	f.itip(who, p, "REPLY", invite, attendee, func(e *calendar.Event) { e.Attendees[0].PartStat = s })
}

// itip answers an invitation with any method; change makes of its event what is said.
func (f *flow) itip(who string, p proof, method string, invite *mail.Message, attendee string,
	change func(*calendar.Event)) {
	f.Helper()
	e := f.event(invite)
	e.Stamp, e.Attendees = f.clock.Now(), []calendar.Attendee{{Address: f.address(attendee),
		PartStat: calendar.NeedsAction}}
	change(&e)
	data, err := ics.Encode(calendar.Message{Method: method, Events: []calendar.Event{e}})
	if err != nil {
		f.Fatal(err)
	}
	f.write(who, p, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: method + ": " + e.Summary, Text: " ",
		Calendar: &mail.Calendar{Method: method, Data: data}})
	f.pass(time.Minute)
}

// TestFlowRig lives the ordinary life that all flows begin with.
func TestFlowRig(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	f.replyAll(rep, f.intro(rep), "Hello Pat, I look forward to meeting you.")
	f.answer(rep, proved, f.invitation(rep), rep, calendar.Accepted)
	f.answer("pat", forged, f.invitation("pat"), "pat", calendar.Accepted)
	f.pass(time.Minute)
	if h := f.lead(); h.State != handoff.Accepted || string(h.Rep()) != rep {
		t.Errorf("the lead is %s with %s", h.State, h.Rep())
	}
	f.expect("quinn: Accepted")
	f.until("Fri 15:30")
	f.news()
	f.close()
	f.open()
	f.pass(time.Hour)
	f.expect(rep + ": Was it held")
}
