package main

import (
	"context"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

// manager is the service manager's end of sd_notify.
type manager struct {
	t    *testing.T
	said chan string
}

// newManager listens where NOTIFY_SOCKET tells a service to, and wants a sign of life every tenth of a second.
func newManager(t *testing.T) *manager {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notify")
	l, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	t.Setenv("NOTIFY_SOCKET", path)
	t.Setenv("WATCHDOG_USEC", "100000")
	t.Setenv("WATCHDOG_PID", "")
	m := &manager{t: t, said: make(chan string, 10_000)}
	go func() {
		for buffer := make([]byte, 4096); ; {
			n, err := l.Read(buffer)
			if err != nil {
				return
			}
			m.said <- string(buffer[:n])
		}
	}()
	return m
}

// hears waits for a message that begins so. Signs of life may come before it, anything else may not.
func (m *manager) hears(begin string) {
	m.t.Helper()
	limit := time.NewTimer(time.Minute)
	defer limit.Stop()
	for {
		select {
		case got := <-m.said:
			if strings.HasPrefix(got, begin) {
				return
			}
			if got != "WATCHDOG=1" {
				m.t.Fatalf("heard %q, want %q", got, begin)
			}
		case <-limit.C:
			m.t.Fatalf("did not hear %q", begin)
		}
	}
}

// sendBrief sends a brief to a handoff address of the host.
func sendBrief(t *testing.T, h hosttest.Local, from, to string, brief string) {
	t.Helper()
	s := smtp.New(smtp.Config{Addr: h.SMTP, TLS: "none", Username: from, Password: "pw"})
	defer s.Close()
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Addr: from}, To: []mail.Address{{Addr: to}}, Subject: "Lead",
		MessageID: "lead." + from, Date: time.Now(),
		Text: strings.ReplaceAll(brief, "{when}", time.Now().AddDate(0, 0, 7).Format("2006-01-02")+" 15:00")})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), from, to, raw); err != nil {
		t.Fatal(err)
	}
}

// mailsOf is everything in somebody's mailbox.
func mailsOf(t *testing.T, h hosttest.Local, user string) []*mail.Message {
	t.Helper()
	b := imap.Open(imap.Config{Addr: h.IMAP, TLS: "none", Username: user, Password: "pw"})
	defer b.Close()
	batch, err := b.Poll(t.Context(), imap.Cursor{})
	if err != nil {
		t.Fatal(err)
	}
	var out []*mail.Message
	for _, m := range batch.Mails {
		out = append(out, mail.Read(m.Raw))
	}
	return out
}

// TestReload changes the config below a running service, as SIGHUP says, and listens to what the service manager is
// told.
func TestReload(t *testing.T) {
	guard := make(chan os.Signal, 10) // a signal that comes too early must not end the test
	signal.Notify(guard, syscall.SIGHUP)
	defer signal.Stop(guard)
	h := hosttest.StartLocal(t)
	for _, a := range []string{"quinn", "rita", "ben", "mara"} {
		h.AddUser(a+"@acme.example", "pw")
	}
	h.AddUser("pat@globex.example", "pw")
	p, m := &provider{&hosttest.Provider{T: t, Config: h.Config(t, demo.Config)}}, newManager(t)
	text := readText(t, p.Config)
	hangUp := func(text string) {
		t.Helper()
		if err := os.WriteFile(p.Config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		m.hears("RELOADING=1\nMONOTONIC_USEC=")
		m.hears("READY=1")
	}
	log, done := &hosttest.Log{}, make(chan int, 1)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() {
		done <- run(ctx, []string{"serve", "--since", "1970-01-01", "--config", p.Config},
			streams{in: strings.NewReader(""), out: log, err: log, now: time.Now})
	}()
	m.hears("READY=1")
	m.hears("WATCHDOG=1")
	sendBrief(t, h, "quinn@acme.example", "handoff@acme.example", demo.Brief("Pat Kim", "pat@globex.example", "Globex"))
	p.Until("the lead is Rita's", func() bool { return strings.Contains(p.list(), `"rep":"rita"`) })

	hangUp(strings.Replace(text, `reps = ["rita", "ben", "yuki"]`, `reps = ["ben", "nobody"]`, 1))
	if got := log.String(); !strings.Contains(got, "the old one stays in force") ||
		!strings.Contains(got, `nobody has the id \"nobody\"`) {
		t.Errorf("the log does not say what is wrong with the config:\n%s", got)
	}
	if err := os.WriteFile(p.Config, []byte(text), 0o600); err != nil { // `list` reads it too
		t.Fatal(err)
	}
	if got := p.list(); !strings.Contains(got, `"rep":"rita"`) {
		t.Errorf("an invalid config changed something: %s", got)
	}

	hangUp(strings.Replace(text, `reps = ["rita", "ben", "yuki"]`, `reps = ["ben"]`, 1))
	if got := p.list(); !strings.Contains(got, `"rep":"ben"`) {
		t.Errorf("Rita left, but the lead is not Ben's: %s", got)
	}
	if strings.Contains(log.String(), "change only with a restart") {
		t.Errorf("only a team changed, yet the log speaks of a restart:\n%s", log)
	}
	stop()
	m.hears("STOPPING=1")
	if code := <-done; code != exitDone {
		t.Errorf("serve ended with %d:\n%s", code, log)
	}
}

// TestServeTwoMailboxes serves two handoff addresses: each brief is answered from the address it was sent to, by that
// address's own login.
func TestServeTwoMailboxes(t *testing.T) {
	h := hosttest.StartLocal(t)
	for _, a := range []string{"quinn", "tara", "rita", "ben", "mara"} {
		h.AddUser(a+"@acme.example", "pw")
	}
	h.AddUser("handoff-us@acme.example", "second secret")
	h.AddUser("pat@globex.example", "pw")
	h.AddUser("sam@globex.example", "pw")
	t.Setenv("HANDOFFD_US_PASSWORD", "second secret")
	login := `tls = "none", username = "handoff-us@acme.example", password_env = "HANDOFFD_US_PASSWORD"`
	p := &provider{&hosttest.Provider{T: t, Config: h.Config(t, demo.Config, `qualifiers = ["quinn", "tara"]`,
		`qualifiers = ["quinn"]`)}}
	text := readText(t, p.Config) + `
[[team]]
name = "americas"
mailbox = "us"
qualifiers = ["tara"]
reps = ["ben"]
managers = ["mara"]

[[mailbox]]
name = "us"
email = "handoff-us@acme.example"
display = "Acme US"
imap = { addr = "` + h.IMAP + `", ` + login + ` }
smtp = { addr = "` + h.SMTP + `", ` + login + ` }
`
	if err := os.WriteFile(p.Config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p.serve()
	sendBrief(t, h, "quinn@acme.example", "handoff@acme.example", demo.Brief("Pat Kim", "pat@globex.example", "Globex"))
	sendBrief(t, h, "tara@acme.example", "handoff-us@acme.example", demo.Brief("Sam Cho", "sam@globex.example", "Globex"))
	for address, people := range map[string][]string{
		"handoff@acme.example":    {"quinn@acme.example", "rita@acme.example", "pat@globex.example"},
		"handoff-us@acme.example": {"tara@acme.example", "ben@acme.example", "sam@globex.example"},
	} {
		for _, user := range people {
			p.Until(user+" has mail", func() bool { return len(mailsOf(t, h, user)) > 0 })
			for _, m := range mailsOf(t, h, user) {
				if auth := m.Authenticate(mail.Trust{AuthservID: hosttest.Hostname}); m.From.Addr != address ||
					auth.Result != "pass" {
					t.Errorf("%s has a mail from %s (%s %s): %s", user, m.From.Addr, auth.Result, auth.Why, m.Subject)
				}
			}
		}
	}
}
