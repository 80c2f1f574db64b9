package engine

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/intake"
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

var update = flag.Bool("update", false, "write the golden files anew")

// builtIn are the embedded templates; package templates tests that they load.
var builtIn = sync.OnceValue(func() *templates.Set {
	set, _ := templates.Load("")
	return set
})

// office is a mail host with three colleagues and a prospect, and an engine on a clock that the test moves.
type office struct {
	t        *testing.T
	now      time.Time
	server   *mailtest.Server
	c        *handoff.Config
	store    *store.Store
	database string // of the service
	e        *Engine
	n        int
}

const (
	handoffAddress = "handoff@acme.example"
	quinn          = "quinn@acme.example"
	rita           = "rita@acme.example"
	mara           = "mara@acme.example"
	pat            = "pat@globex.example"
	mallory        = "mallory@globex.example"
)

// whyOf is the sentence for the verdict on a mail.
func whyOf(m store.InMail) string { return view.Why(builtIn().Reasons, killConfig(""), m.Why) }

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, now: time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin")), c: killConfig("")}
	o.server = mailtest.New(mailtest.Config{Hostname: "mx.acme.example",
		Domains: []string{"acme.example", "globex.example", "agency.example", "xn--bcher-kva.example"},
		Now:     func() time.Time { return o.now }})
	for _, a := range []string{handoffAddress, quinn, rita, mara, pat, mallory} {
		o.server.AddUser(a, "pw")
	}
	t.Cleanup(func() { _ = o.server.Close() })
	o.start(freshDatabase(t), nil)
	return o
}

// start starts a service on a database; change, if given, is asked about its options.
func (o *office) start(database string, change func(*Options)) {
	o.t.Helper()
	t := o.t
	o.database = database
	var err error
	if o.store, err = store.Open(t.Context(), database); err != nil {
		t.Fatal(err)
	}
	box := imap.Open(o.imap(handoffAddress))
	sender := smtp.New(o.smtp(handoffAddress))
	options := Options{Store: o.store, Config: o.c, Renderer: render.New(builtIn(), "plus"),
		Carriers: outbox.Carriers{Mail: adapter.Mail(sender)},
		Sources:  []Source{{Name: "inbox", Mailbox: adapter.IMAP(box)}}, Trust: mail.Trust{AuthservID: "mx.acme.example"},
		Since: time.Unix(0, 0),
		Now:   func() time.Time { return o.now }, Wait: func(ctx context.Context,
			_ time.Time) error {
			<-ctx.Done()
			return nil
		}}
	if change != nil {
		change(&options)
	}
	if o.e, err = New(t.Context(), options); err != nil {
		t.Fatal(err)
	}
	opened := o.store
	t.Cleanup(func() {
		o.replays(opened)
		_, _, _ = box.Close(), sender.Close(), opened.Close()
	})
}

func (o *office) imap(user string) imap.Config {
	return imap.Config{Addr: "mx:143", TLS: "none", Username: user, Password: "pw", Dial: o.server.DialIMAP}
}

func (o *office) smtp(user string) smtp.Config {
	return smtp.Config{Addr: "mx:587", TLS: "none", Username: user, Password: "pw", Dial: o.server.DialSMTP}
}

// post submits raw bytes as the given user.
func (o *office) post(user, to string, raw []byte) {
	o.t.Helper()
	s := smtp.New(o.smtp(user))
	defer s.Close()
	if err := s.Send(o.t.Context(), user, to, raw); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) send(user string, d mail.Draft) {
	o.t.Helper()
	o.n++
	d.From, d.Date = mail.Address{Addr: user}, o.now
	if d.MessageID == "" {
		d.MessageID = fmt.Sprintf("t%d.%s", o.n, user)
	}
	raw, err := mail.Compose(d)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, to := range slices.Concat(d.To, d.Cc) {
		o.post(user, to.Addr, raw)
	}
}

func (o *office) settle(after time.Duration) {
	o.t.Helper()
	o.now = o.now.Add(after)
	if err := o.e.Settle(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) box(user string) []*mail.Message {
	o.t.Helper()
	b := imap.Open(o.imap(user))
	defer b.Close()
	batch, err := b.Poll(o.t.Context(), imap.Cursor{})
	if err != nil {
		o.t.Fatal(err)
	}
	var out []*mail.Message
	for _, m := range batch.Mails {
		out = append(out, mail.Read(m.Raw))
	}
	return out
}

func (o *office) last(user string) *mail.Message {
	o.t.Helper()
	all := o.box(user)
	if len(all) == 0 {
		o.t.Fatalf("%s has no mail", user)
	}
	return all[len(all)-1]
}

func (o *office) all() []handoff.Handoff {
	o.t.Helper()
	var out []handoff.Handoff
	err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) { out, err = tx.List(store.Filter{}); return err })
	if err != nil {
		o.t.Fatal(err)
	}
	return out
}

func (o *office) one() handoff.Handoff {
	o.t.Helper()
	all := o.all()
	if len(all) != 1 {
		o.t.Fatalf("%d handoffs, want one", len(all))
	}
	return all[0]
}

func (o *office) held() []store.InMail {
	o.t.Helper()
	var out []store.InMail
	err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) {
		out, err = tx.Mails(store.MailFilter{Held: true})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return out
}

const goodBrief = "Contact: Pat Kim <pat@globex.example>\nCompany: Globex\nWhen: Wednesday 25 November 15:00\n- " +
	"Need: quotes\n* Pain – lost deals\nTimeframe: this quarter\n"

func (o *office) offered() handoff.Handoff {
	o.t.Helper()
	o.send(quinn, mail.Draft{To: []mail.Address{{Addr: handoffAddress}}, Subject: "New lead", Text: goodBrief})
	o.settle(0)
	o.settle(3 * time.Minute)
	h := o.one()
	if h.State != handoff.Offered || h.Current().Opened.IsZero() {
		o.t.Fatalf("not offered: %s, %v", h.State, h.Why)
	}
	return h
}

func (o *office) invitation(user string) *mail.Message {
	o.t.Helper()
	all := o.box(user)
	for _, m := range slices.Backward(all) {
		if m.Kind == mail.KindCalendarRequest {
			return m
		}
	}
	o.t.Fatalf("%s has no invitation", user)
	return nil
}

// answer is an iMIP answer as a calendar program writes it.
func (o *office) answer(invite *mail.Message, attendee string, p calendar.PartStat, method string) *mail.Calendar {
	o.t.Helper()
	m, _, err := ics.Decode(invite.Calendars[0].Data)
	if err != nil {
		o.t.Fatal(err)
	}
	ev := m.Events[0]
	ev.Stamp, ev.Attendees = o.now, []calendar.Attendee{{Address: attendee, PartStat: p}}
	data, err := ics.Encode(calendar.Message{Method: method, Events: []calendar.Event{ev}})
	if err != nil {
		o.t.Fatal(err)
	}
	return &mail.Calendar{Method: method, Data: data}
}

func to(addresses ...string) []mail.Address {
	var out []mail.Address
	for _, a := range addresses {
		out = append(out, mail.Address{Addr: a})
	}
	return out
}

func TestAnIncompleteBriefIsAskedForAndAPlainReplyCompletesIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Lead",
		Text: "Contact: Pat Kim <pat@globex.example>\nCompany: Globex\nNeed: quotes\nTimeframe: soon\nWhen: next Thursday " +
			"15:00"})
	o.settle(0)
	h := o.one()
	if h.State != handoff.Draft || len(h.Questions) == 0 || !slices.Contains(h.Missing, "pain") {
		t.Fatalf("state %s missing %v questions %v", h.State, h.Missing, h.Questions)
	}
	receipt := o.last(quinn)
	if !strings.Contains(receipt.Body, "Pain:") || len(o.box(rita))+len(o.box(pat)) != 0 {
		t.Fatalf("the receipt goes to the qualifier alone and names what is missing:\n%s", receipt.Body)
	}
	o.now = o.now.Add(20 * time.Minute)
	o.send(quinn, mail.Draft{To: receipt.ReplyTo, Subject: "Re: " + receipt.Subject, InReplyTo: receipt.MessageID,
		Text: "Pain: they lose deals\nWhen: 26 November 2026 15:00\n\nOn Monday handoffd wrote:\n> Need: overwritten by a " +
			"quote\n"})
	o.settle(0)
	h = o.one()
	if h.State != handoff.Offered || h.Brief["pain"] != "they lose deals" || h.Brief["need"] != "quotes" {
		t.Fatalf("state %s (%s) brief %v questions %v", h.State, h.Why, h.Brief, h.Questions)
	}
}

func TestABriefInHTMLIsRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	raw := "From: quinn@acme.example\r\nTo: handoff@acme.example\r\nSubject: Lead\r\nMessage-ID: " +
		"<html@acme.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" +
		"<html><body><p>Hi,</p><ul><li><b>Contact:</b> Pat Kim &lt;pat@globex.example&gt;</li><li><b>Company</b>: " +
		"Globex</li></ul>" +
		"<table><tr><td>Need:</td><td>quotes</td></tr><tr><td>Pain:</td><td>lost&nbsp;" +
		"deals</td></tr></table><div>Timeframe: this quarter</div><div>When: 25.11.2026 15:00</div></body></html>\r\n"
	o.post(quinn, handoffAddress, []byte(raw))
	o.settle(0)
	if h := o.one(); h.State != handoff.Offered || h.Brief["pain"] != "lost deals" || h.Brief["need"] != "quotes" {
		t.Fatalf("state %s, brief %v, missing %v, questions %v", h.State, h.Brief, h.Missing, h.Questions)
	}
}

func TestACopiedIntroIsTheIntro(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.send(quinn, mail.Draft{To: to(pat), Cc: to(rita, handoffAddress), Subject: "Pat, meet Rita",
		MessageID: "intro@acme.example",
		Text: "Hi Pat,\n\nmeet Rita, who will show you how it works.\n\nWhen: Wednesday 25 November 15:00\nCompany: " +
			"Globex\n"})
	o.settle(0)
	o.settle(3 * time.Minute)
	h := o.one()
	if h.Origin != handoff.OriginCC || h.State != handoff.Offered || h.Rep() != "rita" || len(h.Missing) == 0 {
		t.Fatalf("origin %s state %s rep %s missing %v: %s", h.Origin, h.State, h.Rep(), h.Missing, h.Why)
	}
	for _, m := range o.box(pat) {
		if m.Kind != mail.KindCalendarRequest && m.MessageID != "intro@acme.example" {
			t.Errorf("the prospect got a second intro: %s", m.Subject)
		}
	}
	o.now = o.now.Add(time.Hour)
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Accepted", Text: "yes",
		Calendar: o.answer(o.invitation(rita), rita, calendar.Accepted, "REPLY")})
	o.settle(0)
	if h := o.one(); h.State != handoff.Accepted {
		t.Fatalf("with the qualifier's own intro the accept is enough: %s %s", h.State, h.Why)
	}
	// a reply in the thread of the qualifier's own mail is found too
	o.send(rita, mail.Draft{To: to(pat), Cc: to(handoffAddress), Subject: "Re: Pat, meet Rita",
		InReplyTo: "intro@acme.example", Text: "Hello Pat!"})
	o.settle(0)
	if h := o.one(); !slices.ContainsFunc(h.Current().Evidence,
		func(e handoff.Evidence) bool { return e.Kind == handoff.RequireReply }) {
		t.Fatalf("no evidence of the reply: %+v", h.Current().Evidence)
	}
}

// forgeries are mails that must change nothing. Each is sent by mallory, who can log in at the same mail host.
func forgeries(o *office, h handoff.Handoff) map[string]string {
	intro := ""
	for _, m := range o.box(rita) {
		if len(m.ReplyTo) > 1 {
			intro = m.MessageID
		}
	}
	token := "handoff+" + h.Token + "@acme.example"
	invite := o.invitation(rita)
	accept := string(o.answer(invite, rita, calendar.Accepted, "REPLY").Data)
	head := func(from, extra string) string {
		return "From: " + from + "\r\nTo: " + token + "\r\nCc: pat@globex.example\r\nSubject: Re: intro\r\nIn-Reply-To: <" + intro + ">\r\n" + extra
	}
	text := "\r\nHello Pat, see you then.\r\n"
	cal := "MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n"
	ar := "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example; spf=pass " +
		"smtp.mailfrom=rita@acme.example\r\n"
	return map[string]string{
		"plain forged From":             head("Rita Vance <rita@acme.example>", "") + text,
		"forged Authentication-Results": head("rita@acme.example", ar) + text,
		"forged twice, one of another host": head("rita@acme.example",
			"Authentication-Results: evil.example; dmarc=pass header.from=acme.example\r\n"+ar) + text,
		"two From headers":                  "From: mallory@globex.example\r\n" + head("rita@acme.example", "") + text,
		"two addresses in From":             head("rita@acme.example, mallory@globex.example", "") + text,
		"display name of the rep":           head("\"rita@acme.example\" <mallory@globex.example>", "") + text,
		"lookalike domain":                  head("rita@acme.example.globex.example", "") + text,
		"Sender of the rep":                 head("mallory@globex.example", "Sender: rita@acme.example\r\n") + text,
		"calendar answer in the rep's name": head("rita@acme.example", cal) + accept,
		"forged answer with forged results": head("rita@acme.example", ar+cal) + accept,
		"command in the manager's name": "From: mara@acme.example\r\nTo: " + token + "\r\nSubject: x\r\n\r\nassign " +
			"Rita\r\n",
		"cancel in the qualifier's name": "From: quinn@acme.example\r\nTo: " + token + "\r\nSubject: x\r\n\r\ncancel\r\n",
		"brief in the qualifier's name": "From: quinn@acme.example\r\nTo: handoff@acme.example\r\nSubject: " +
			"lead\r\nMessage-ID: <forged@x>\r\n\r\n" + goodBrief,
		"out-of-office in the rep's name": head("rita@acme.example",
			"Auto-Submitted: auto-replied\r\n") + "\r\nI am out of office until 1 March 2027.\r\n",
		"from the handoff address itself": "From: handoff@acme.example\r\nTo: " + token + "\r\nSubject: x\r\n\r\naccept\r\n",
		"bounce of no mail of ours": "From: MAILER-DAEMON@globex.example\r\nTo: " +
			"handoff@acme.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; " +
			"report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: " +
			"text/plain\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; " +
			"x\r\n\r\nFinal-Recipient: rfc822; rita@acme.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n",
		"a stranger with the prospect's token": "From: mallory@globex.example\r\nTo: " + token + "\r\nSubject: x\r\n\r\naccept\r\n",
	}
}

func TestForgedMailChangesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before := o.offered()
	boxes := []string{rita, pat, quinn, mara}
	mails := map[string]int{}
	for _, user := range boxes {
		mails[user] = len(o.box(user))
	}
	sent := forgeries(o, before)
	outsiders := map[string]bool{"display name of the rep": true, "lookalike domain": true, "Sender of the rep": true,
		"a stranger with the prospect's token": true}
	for name, raw := range sent {
		o.post(mallory, handoffAddress, []byte(raw))
		o.settle(time.Second)
		after := o.one()
		more := 0
		if outsiders[name] {
			more = 1 // a colleague reads it, and nothing is believed of it
		}
		if after.Version != before.Version+more || after.State != before.State || len(after.Current().Evidence) > 0 ||
			len(after.Prospects) > 1 {
			t.Errorf("%s: state %s, %d facts more: %s", name, after.State, after.Version-before.Version, after.Why)
		}
		before = after
	}
	for _, user := range boxes {
		for _, m := range o.box(user)[mails[user]:] {
			stranger := user == rita && strings.Contains(m.Subject, "Mail from ") &&
				strings.Contains(m.Text, ", not on the lead")
			if user == pat || !stranger && !strings.Contains(m.Subject, "Is this from you?") {
				t.Errorf("%s got %q for forged mail", user, m.Subject)
			}
		}
		if n := len(o.box(user)) - mails[user]; n > 5+len(outsiders) {
			t.Errorf("%s was asked about %d forged mails", user, n)
		}
	}
	if held := o.held(); len(held) != len(sent)-len(outsiders) {
		t.Errorf("%d of %d are listed as held", len(held), len(sent))
		for _, m := range held {
			t.Logf("held: %s: %s", m.Subject, m.Why)
		}
	}
	// the genuine one still counts
	var intro *mail.Message
	for _, m := range o.box(rita) {
		if len(m.ReplyTo) > 1 {
			intro = m
		}
	}
	o.send(rita, mail.Draft{To: intro.ReplyTo, Subject: "Re: x", InReplyTo: intro.MessageID, Text: "Hello Pat."})
	o.settle(time.Second)
	if h := o.one(); len(h.Current().Evidence) != 1 {
		t.Errorf("the genuine reply did not count: %s", h.Why)
	}
}

func TestAForgedMailNeverShutsOutTheGenuineOneWithItsMessageID(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	token := "handoff+" + h.Token + "@acme.example"
	raw := "From: rita@acme.example\r\nTo: " + token + ", pat@globex.example\r\nSubject: Re\r\nMessage-ID: " +
		"<same@acme.example>\r\n\r\nHello Pat.\r\n"
	o.post(mallory, handoffAddress, []byte(raw))
	o.settle(time.Second)
	o.post(rita, handoffAddress, []byte(raw))
	for range 5 { // copies are one fact
		o.post(rita, handoffAddress, []byte(raw))
	}
	o.settle(time.Second)
	if got := o.one(); len(got.Current().Evidence) != 1 || got.Version != h.Version+1 {
		t.Fatalf("evidence %d, %d facts", len(got.Current().Evidence), got.Version-h.Version)
	}
}

func TestOnlyNewVisibleTextActs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.offered()
	brief := o.brief(rita)
	reply := func(text string) {
		o.send(rita, mail.Draft{To: brief.ReplyTo, Subject: "Re: x", InReplyTo: brief.MessageID, Text: text})
		o.settle(time.Minute)
	}
	reply("Thanks, I'll have a look.\n\nOn Monday Acme wrote:\n> decline\n")
	if h := o.one(); h.State != handoff.Offered || h.Rep() != "rita" || !h.Current().Ended.IsZero() {
		t.Fatalf("a quoted command acted: %s", h.Why)
	}
	reply("reject: budget\n\nOn Monday Acme wrote:\n> anything\n")
	if h := o.one(); h.State != handoff.Returned || !slices.Equal(h.Return.Criteria, []string{"budget"}) {
		t.Fatalf("state %s %+v", h.State, h.Return)
	}
	if m := o.last(quinn); !strings.Contains(m.Body, "Budget") {
		t.Fatalf("the qualifier is told the criterion:\n%s", m.Body)
	}
}

func TestABounceOfTheProspectReachesTheQualifier(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.server.AddUser("mailer-daemon@acme.example", "pw")
	o.offered()
	var original *mail.Message
	for _, m := range o.box(pat) {
		original = m
	}
	report := "From: MAILER-DAEMON@acme.example\r\nTo: handoff@acme.example\r\nSubject: Undelivered Mail Returned to " +
		"Sender\r\nMIME-Version: 1.0\r\nMessage-ID: <dsn@x>\r\n" +
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: " +
		"text/plain\r\n\r\nI'm sorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n" +
		"Reporting-MTA: dns; mx.acme.example\r\n\r\nFinal-Recipient: rfc822; pat@globex.example\r\nAction: " +
		"failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" +
		"From: handoff@acme.example\r\nTo: pat@globex.example\r\nSubject: x\r\nMessage-ID: <" + original.MessageID + ">\r\n\r\nx\r\n--b--\r\n"
	o.post("mailer-daemon@acme.example", handoffAddress, []byte(report))
	o.settle(time.Minute)
	if h := o.one(); h.State != handoff.Returned || h.Return.Code != "bounced" {
		t.Fatalf("state %s %+v: %s", h.State, h.Return, h.Why)
	}
}

// broken is a mailbox that cannot be read.
type broken struct {
	Mailbox
	on *bool
}

var errDown = errors.New("connection refused")

func (b broken) Poll(ctx context.Context, c intake.Cursor) (intake.Batch, error) {
	if *b.on {
		return intake.Batch{}, errDown
	}
	return b.Mailbox.Poll(ctx, c)
}

func TestNoWindowClosesWhileAnswersCannotBeRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	down := false
	o.e.sources[0].Mailbox = broken{o.e.sources[0].Mailbox, &down}
	o.settle(time.Hour)
	down = true
	o.now = h.Current().Due.Add(5 * time.Hour)
	if err := o.e.Settle(t.Context()); !errors.Is(err, errDown) {
		t.Fatalf("settle: %v", err)
	}
	if got := o.one(); got.Rep() != "rita" || got.Current().Steps != 0 {
		t.Fatalf("a deadline was decided although the mailbox could not be read: %s", got.Why)
	}
	// Rita had answered in time; the mail lay on the server. It is read first.
	now := o.now
	o.now = h.Current().Due.Add(-time.Hour)
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Accepted", Text: "yes",
		Calendar: o.answer(o.invitation(rita), rita, calendar.Accepted, "REPLY")})
	o.now, down = now, false
	o.settle(0)
	got := o.one()
	if got.Rep() != "rita" || !got.Current().Due.After(h.Current().Due) || got.Current().Lost == 0 {
		t.Fatalf("rep %s due %s lost %s: %s", got.Rep(), got.Current().Due, got.Current().Lost, got.Why)
	}
	var outages []calendar.Span
	_ = o.store.View(t.Context(), func(tx *store.Tx) (err error) {
		outages,
			err = tx.Outages(h.Created, o.now)
		return err
	})
	if len(outages) != 1 {
		t.Fatalf("outages %v", outages)
	}
}

func TestTroubleWithTheMailServer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.send(quinn, mail.Draft{To: to("handoff@acme.example"), Subject: "New lead", MessageID: "b@acme.example",
		Text: goodBrief})
	o.server.FailNext(mailtest.StageRcpt, 450, 3)
	for range 60 {
		o.settle(time.Minute)
	}
	h := o.one()
	if h.State != handoff.Offered || h.Current().Opened.IsZero() {
		t.Fatalf("after greylisting: %s %v", h.State, h.Current())
	}
	copies := map[string]int{}
	for _, user := range []string{quinn, rita, pat} {
		for _, m := range o.box(user) {
			copies[user+m.MessageID]++
		}
	}
	for id, n := range copies {
		if n != 1 {
			t.Errorf("%d copies of %s", n, id)
		}
	}
	if len(copies) != 5 {
		t.Errorf("%d mails, want 5", len(copies))
	}
}

func TestARefusalForGoodCountsAsABounce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.c.People["ben"] = handoff.Person{ID: "ben", Name: "Ben Ortiz", Emails: []string{"ben@acme.example"},
		Zone: "Europe/Berlin", Hours: handoff.OfficeHours(9, 17), Link: "x"}
	o.c.Teams[0].Reps = []handoff.PersonID{"ben", "rita"} // ben has no mailbox: 550 5.1.1
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	for range 10 {
		o.settle(time.Minute)
	}
	if h := o.one(); h.Rep() != "rita" || h.Assignments[0].End != handoff.EndBounced {
		t.Fatalf("rep %s, turns %+v", h.Rep(), h.Assignments)
	}
	o.settle(time.Date(2026, 11, 24, 9, 0, 0, 0, handoff.Location("Europe/Berlin")).Sub(o.now)) // Today
	said := 0
	for _, user := range []string{quinn, rita, mara, pat} {
		for _, m := range o.box(user) {
			switch codes := strings.Contains(m.Text, "550"); {
			case codes && user == mara && strings.Contains(m.Text, "Please see to the address of Ben Ortiz"):
				said++
			case codes:
				t.Errorf("%s reads a code of the mail server:\n%s", user, m.Text)
			}
		}
	}
	if said != 1 {
		t.Errorf("the admin was told %d times what the mail server said, want once", said)
	}
}

func TestALost250IsSentAgainWithTheSameMessageID(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	o.server.FailNext(mailtest.StageStored, 0, 1)
	for range 10 {
		o.settle(time.Minute)
	}
	copies := map[string]int{}
	for _, user := range []string{quinn, rita, pat} {
		for _, m := range o.box(user) {
			copies[m.MessageID]++
		}
	}
	twice := 0
	for _, n := range copies {
		if n == 2 {
			twice++
		}
	}
	if len(copies) != 5 || twice != 1 {
		t.Fatalf("%d different mails, %d of them twice", len(copies), twice)
	}
}

func TestManyEscalationsBecomeOneMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i := range 6 {
		o.server.AddUser(fmt.Sprintf("p%d@globex.example", i), "pw")
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "lead",
			Text: strings.NewReplacer("pat@", fmt.Sprintf("p%d@", i), "Wednesday 25 November 15:00",
				fmt.Sprintf("2026-12-%02d 15:00", 10+i)).Replace(goodBrief)})
	}
	o.settle(0)
	for range 200 {
		if next, ok, err := o.e.Next(t.Context()); err != nil || !ok {
			t.Fatal(err)
		} else if next.After(o.now) {
			o.now = next
		}
		o.settle(0)
		if o.escalated() == 6 {
			break
		}
	}
	o.settle(16*time.Hour + 6*time.Minute) // in the manager's morning
	mails := o.box(mara)
	var digest string
	for _, m := range mails {
		if strings.Count(m.Body, "HO-") > 2 {
			digest = m.Body
		}
	}
	if o.escalated() != 6 || len(mails) > 2 || digest == "" {
		t.Fatalf("%d escalated, %d mails to the manager, want them joined", o.escalated(), len(mails))
	}
	// the answer names its handoffs line by line
	var lines []string
	for _, h := range o.all() {
		if strings.Contains(digest, string(h.ID)) && len(lines) < 2 {
			lines = append(lines, string(h.ID)+" take")
		}
	}
	o.send(mara, mail.Draft{To: to(handoffAddress), Subject: "Re: several", Text: strings.Join(lines, "\n")})
	o.settle(time.Minute)
	if n := o.escalated(); n != 4 {
		t.Fatalf("%d are still escalated, want 4", n)
	}
}

func (o *office) escalated() int {
	n := 0
	for _, h := range o.all() {
		if h.State == handoff.Escalated {
			n++
		}
	}
	return n
}

// TestOnePersonAlone is the self-test of the README: everybody is the same mailbox with different tags.
func TestOnePersonAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.server.AddUser("you@acme.example", "pw", "you+q@acme.example", "you+r@acme.example", "you+m@acme.example",
		"you+p@acme.example")
	for id, tag := range map[handoff.PersonID]string{"quinn": "q", "rita": "r", "mara": "m"} {
		p := o.c.People[id]
		p.Emails = []string{"you+" + tag + "@acme.example"}
		o.c.People[id] = p
	}
	o.c.Trial = []string{"*@acme.example"}
	write := func(tag string, d mail.Draft) {
		o.n++
		d.From, d.Date, d.MessageID = mail.Address{Addr: "you+" + tag + "@acme.example"}, o.now,
			fmt.Sprintf("alone%d@acme.example", o.n)
		raw, err := mail.Compose(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range d.To {
			o.post("you@acme.example", r.Addr, raw)
		}
	}
	write("q", mail.Draft{To: to(handoffAddress), Subject: "test",
		Text: strings.Replace(goodBrief, "pat@globex.example", "you+p@acme.example", 1)})
	o.settle(0)
	o.settle(3 * time.Minute)
	if h := o.one(); h.State != handoff.Offered || h.Prospect().Address != "you+p@acme.example" {
		t.Fatalf("state %s, prospects %v, questions %v, held %v", h.State, h.Prospects, h.Questions, o.held())
	}
	var intro, invite *mail.Message
	for _, m := range o.box("you@acme.example") {
		mine := slices.Contains(m.Delivered, "you+r@acme.example")
		switch {
		case mine && m.Kind == mail.KindCalendarRequest:
			invite = m
		case mine && len(m.ReplyTo) > 1:
			intro = m
		}
	}
	if intro == nil || invite == nil {
		t.Fatal("the rep has no intro or no invitation")
	}
	o.now = o.now.Add(time.Hour)
	write("r", mail.Draft{To: intro.ReplyTo, Subject: "Re: x", InReplyTo: intro.MessageID, Text: "Hello."})
	write("r", mail.Draft{To: to(handoffAddress), Subject: "Accepted", Text: "yes",
		Calendar: o.answer(invite, "you+r@acme.example", calendar.Accepted, "REPLY")})
	o.settle(0)
	if h := o.one(); h.State != handoff.Accepted {
		t.Fatalf("state %s: %s; held %v", h.State, h.Why, o.held())
	}
}

// TestSeveralHostileMailsLeaveTheListAlone feeds every file of a folder given by the environment to the engine: none
// may crash it or open a handoff.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("HANDOFFD_CORPUS")
	if dir == "" {
		t.Skip("set HANDOFFD_CORPUS to a folder of .eml files to feed them all to the engine")
	}
	o := newOffice(t)
	before := o.offered()
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.eml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no .eml below %s: %v", dir, err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if len(raw) < 20<<20 {
			o.post(mallory, handoffAddress, raw)
		}
	}
	o.settle(time.Second)
	if h := o.one(); h.Version != before.Version {
		t.Fatalf("a foreign mail changed the handoff: %s", h.Why)
	}
}
