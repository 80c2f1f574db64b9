package hosttest

import (
	"strings"
	"testing"
	"time"

	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

// Provider is real Dovecot and Postfix with a config that names them.
type Provider struct {
	*mailtest.Real
	T      *testing.T
	Config string // path of the config
}

// NewProvider starts it and writes the config, that of the demo, for it.
func NewProvider(t *testing.T, config string) *Provider {
	t.Helper()
	p := &Provider{Real: StartReal(t), T: t}
	head, tail, _ := strings.Cut(config, "[smtp]") // the test's Postfix knows its clients by address, without login
	tail = strings.Replace(tail, "username = \"handoff@acme.example\"\npassword_env = \"HANDOFFD_PASSWORD\"\n", "", 1)
	text := strings.NewReplacer("127.0.0.1:143", p.IMAPAddr, "127.0.0.1:587", p.SubmissionAddr).Replace(head + "[smtp]" +
		tail)
	p.Config = WriteConfig(t, WithPassword(t, text, mailtest.RealPassword))
	return p
}

// Until waits for a condition of the world outside.
func (p *Provider) Until(what string, ok func() bool) {
	p.T.Helper()
	Until(p.T, 20*time.Millisecond, what, ok)
}

// Until waits for a condition of something that runs on the real clock, looking every so often.
func Until(t testing.TB, every time.Duration, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(3 * time.Minute)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("not within three minutes: %s", what)
		}
		<-tick.C
	}
}

// Send hands a mail of somebody to Postfix, now.
func (p *Provider) Send(from string, d mail.Draft) {
	p.T.Helper()
	d.From, d.Date = mail.Address{Addr: from}, time.Now()
	raw, err := mail.Compose(d)
	if err != nil {
		p.T.Fatal(err)
	}
	s := smtp.New(SMTP(p.Real))
	defer s.Close()
	for _, to := range d.To {
		if err := s.Send(p.T.Context(), from, to.Addr, raw); err != nil {
			p.T.Fatal(err)
		}
	}
}

// Box is everything in somebody's mailbox.
func (p *Provider) Box(user string) []*mail.Message {
	p.T.Helper()
	b := imap.Open(IMAP(p.Real, user))
	defer b.Close()
	batch, err := b.Poll(p.T.Context(), imap.Cursor{})
	if err != nil {
		p.T.Fatal(err)
	}
	var out []*mail.Message
	for _, m := range batch.Mails {
		out = append(out, mail.Read(m.Raw))
	}
	return out
}
