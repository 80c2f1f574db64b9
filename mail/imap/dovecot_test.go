package imap_test

import (
	"crypto/tls"
	"testing"
	"time"

	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
)

// dovecot is the real server.
type dovecot struct{ *mailtest.Real }

func newDovecot(t testing.TB) dovecot {
	t.Helper()
	realtest.Begin(t)
	r, err := mailtest.StartReal(t.Context(), mailtest.Options{Domains: []string{"acme.example"}, IMAPOnly: true})
	realtest.Check(t, err)
	t.Cleanup(func() { must(t, r.Stop()) })
	return dovecot{r}
}

func (d dovecot) config(user string) imap.Config {
	return imap.Config{Addr: d.IMAPAddr, TLS: "none", Username: user, Password: mailtest.RealPassword,
		Timeout: 20 * time.Second}
}

func TestDovecot(t *testing.T) {
	d := newDovecot(t)
	suite(t, d)
	t.Run("TLS", func(t *testing.T) { testTLS(t, d) })
}

func testTLS(t *testing.T, d dovecot) {
	for mode, addr := range map[string]string{"tls": d.IMAPSAddr, "starttls": d.IMAPAddr} {
		c := d.config("tls@acme.example")
		c.TLS, c.Addr = mode, addr
		strict := imap.Open(c)
		defer strict.Close()
		if _, err := strict.Start(t.Context()); err == nil {
			t.Errorf("%s: a certificate of nobody's was taken", mode)
		}
		c.TLSConfig = &tls.Config{RootCAs: d.RootCAs}
		source := imap.Open(c)
		defer source.Close()
		if _, err := source.Start(t.Context()); err != nil {
			t.Errorf("%s: %v", mode, err)
		}
	}
}

func BenchmarkPollDovecot(b *testing.B) {
	d := newDovecot(b)
	const user = "bench@acme.example"
	fill(b, d, user)
	benchmarkPoll(b, d.config(user))
}

// fill puts the mails of the benchmark into INBOX.
func fill(b *testing.B, d dovecot, user string) {
	box := &box{config: d.config(user), other: client(b, d.config(user))}
	box.putIn(b, "INBOX", monday, messages(benchMails, 4000)...)
}
