package smtp_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
	"handoffd/mail/smtp"
)

const (
	rep      = "rep@acme.example"
	prospect = "pat@prospect.example"
	stranger = "who@else.example"
)

var plain = []byte("From: Rep <rep@acme.example>\r\nSubject: hi\r\n\r\nhello\r\n")

// server is a mail host under test: a sender logs in as the rep and counts its
// connections; inbox reads the prospect's mails, waiting until there are n.
type server interface {
	config() smtp.Config
	prospect() string
	inbox(t testing.TB, n int) [][]byte
}

// suite is what holds on every server.
func suite(t *testing.T, open func(*testing.T) server) {
	for name, test := range map[string]func(*testing.T, *post){
		"Bytes":            testBytes,
		"OneConnection":    testOneConnection,
		"RefusedRecipient": testRefusedRecipient,
		"LoginRefused":     testLoginRefused,
		"Lost":             testLost,
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			p := &post{server: s, Config: s.config()}
			p.Config = p.counted(p.Config)
			p.Sender = smtp.New(p.Config)
			t.Cleanup(func() { p.Close() })
			test(t, p)
		})
	}
}

// post is a sender of a server whose connections can be cut.
type post struct {
	*smtp.Sender
	Config smtp.Config
	server server
	mu     sync.Mutex
	conns  []net.Conn
}

func (p *post) counted(c smtp.Config) smtp.Config {
	dial := c.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	c.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.conns = append(p.conns, conn)
		return conn, err
	}
	return c
}

func (p *post) send(t testing.TB) {
	t.Helper()
	must(t, p.Send(t.Context(), rep, p.server.prospect(), plain))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func testBytes(t *testing.T, p *post) {
	header := "From: Rep <rep@acme.example>\r\nMessage-ID: <1@acme.example>\r\nDate: Mon, 2 Mar 2026 09:00:00 " +
		"+0000\r\nTo: pat@prospect.example\r\nSubject: x\r\n\r\n"
	bodies := []struct{ raw, want string }{
		{"plain\r\n", "plain\r\n"},
		{".\r\n..\r\n.dot\r\n", ".\r\n..\r\n.dot\r\n"},
		{"\r\n.\r\nMAIL FROM:<x@acme.example>\r\n", "\r\n.\r\nMAIL FROM:<x@acme.example>\r\n"},
		{"unix\n.\nlines\n", "unix\r\n.\r\nlines\r\n"},
		{"mac\r.\rlines\r", "mac\r\n.\r\nlines\r\n"},
		{"no end", "no end\r\n"},
		{"trailing space \r\n\r\n\r\n", "trailing space \r\n\r\n\r\n"},
		{"grüße \xff\r\n", "grüße \xff\r\n"},
	}
	for _, b := range bodies {
		must(t, p.Send(t.Context(), rep, p.server.prospect(), []byte(header+b.raw)))
	}
	got := map[string]bool{} // Postfix may deliver in another order
	for _, raw := range p.server.inbox(t, len(bodies)) {
		_, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
		got[string(body)] = true
	}
	for _, b := range bodies {
		if !got[b.want] {
			t.Errorf("%q did not arrive as %q", b.raw, b.want)
		}
	}
	if len(got) != len(bodies) {
		t.Errorf("%d different mails arrived for %d", len(got), len(bodies))
	}
}

func testOneConnection(t *testing.T, p *post) {
	var together sync.WaitGroup
	for range 10 {
		together.Go(func() {
			if err := p.Send(t.Context(), rep, p.server.prospect(), plain); err != nil {
				t.Error(err)
			}
		})
	}
	together.Wait()
	p.server.inbox(t, 10)
	if len(p.conns) != 1 {
		t.Errorf("%d connections were made", len(p.conns))
	}
}

func testRefusedRecipient(t *testing.T, p *post) {
	want := &smtp.Error{Stage: smtp.StageRcpt, Code: 550, Enhanced: "5.1.2"}
	check(t, p.Send(t.Context(), rep, stranger, plain), want)
	p.send(t)
	if len(p.conns) != 1 {
		t.Errorf("%d connections were made", len(p.conns))
	}
	if got := len(p.server.inbox(t, 1)); got != 1 {
		t.Errorf("%d mails arrived", got)
	}
}

func testLoginRefused(t *testing.T, p *post) {
	p.Config.Password = "wrong"
	out := smtp.New(p.Config)
	defer out.Close()
	want := &smtp.Error{Stage: smtp.StageAuth, Code: 535, Enhanced: "5.7.8", Temporary: true}
	check(t, out.Send(t.Context(), rep, prospect, plain), want)
}

func testLost(t *testing.T, p *post) {
	p.send(t)
	p.conns[0].Close()
	p.send(t)
	if got := len(p.server.inbox(t, 2)); got != 2 {
		t.Errorf("%d mails arrived", got)
	}
}

// check compares an error without its cause.
func check(t testing.TB, err error, want *smtp.Error) {
	t.Helper()
	got, ok := errors.AsType[*smtp.Error](err)
	if !ok {
		t.Errorf("got error %v, want %+v", err, want)
		return
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(smtp.Error{}, "Err")); diff != "" {
		t.Errorf("%v:\n%s", err, diff)
	}
}

// memory is the in-process server, over pipes.
type memory struct{ *mailtest.Server }

func newMemory(t testing.TB) memory {
	s := mailtest.New(mailtest.Config{Hostname: "mx.acme.example", Domains: []string{"acme.example", "prospect.example"}})
	s.AddUser(rep, "pw")
	s.AddUser(prospect, "pw")
	t.Cleanup(func() { s.Close() })
	return memory{s}
}

func (m memory) config() smtp.Config {
	return smtp.Config{Addr: "mx.acme.example:587", TLS: "none", Username: rep, Password: "pw", Dial: m.DialSMTP,
		Timeout: 10 * time.Second}
}

func (m memory) prospect() string { return prospect }

func (m memory) inbox(t testing.TB, n int) [][]byte {
	return inbox(t, n, imap.Config{Addr: "mx.acme.example:143", TLS: "none", Username: prospect, Password: "pw",
		Dial: m.DialIMAP})
}

// inbox reads mails until there are n.
func inbox(t testing.TB, n int, c imap.Config) [][]byte {
	t.Helper()
	source := imap.Open(c)
	defer source.Close()
	var all [][]byte
	for after := (imap.Cursor{}); ; {
		b, err := source.Poll(t.Context(), after)
		must(t, err)
		for _, m := range b.Mails {
			all = append(all, m.Raw)
		}
		after = b.Cursor
		switch {
		case b.More:
		case len(all) >= n:
			return all
		default:
			must(t, source.Wait(t.Context()))
		}
	}
}

func TestMemory(t *testing.T) {
	suite(t, func(t *testing.T) server { return newMemory(t) })
}

// postfix is the real server, with a prospect of its own for every test.
type postfix struct {
	*mailtest.Real
	name string
}

func newPostfix(t testing.TB) postfix {
	t.Helper()
	realtest.Begin(t)
	r, err := mailtest.StartReal(t.Context(), mailtest.Options{Hostname: "mx.acme.example",
		Domains: []string{"acme.example", "prospect.example"}})
	realtest.Check(t, err)
	t.Cleanup(func() { must(t, r.Stop()) })
	return postfix{r, prospect}
}

func (p postfix) config() smtp.Config {
	return smtp.Config{Addr: p.SubmissionAddr, TLS: "none", Username: rep, Password: mailtest.RealPassword}
}

func (p postfix) prospect() string { return p.name }

func (p postfix) inbox(t testing.TB, n int) [][]byte {
	return inbox(t, n, imap.Config{Addr: p.IMAPAddr, TLS: "none", Username: p.name, Password: mailtest.RealPassword})
}

func TestPostfix(t *testing.T) {
	p := newPostfix(t)
	suite(t, func(t *testing.T) server {
		_, test, _ := strings.Cut(strings.ToLower(t.Name()), "/")
		return postfix{p.Real, test + "@prospect.example"}
	})
	t.Run("STARTTLS", func(t *testing.T) {
		c := p.config()
		c.TLS = "starttls"
		testTLS(t, c, p.RootCAs)
	})
}

func testTLS(t *testing.T, c smtp.Config, roots *x509.CertPool) {
	strict := smtp.New(c)
	defer strict.Close()
	check(t, strict.Send(t.Context(), rep, prospect, plain), &smtp.Error{Stage: smtp.StageDial, Temporary: true})
	c.TLSConfig = &tls.Config{RootCAs: roots}
	out := smtp.New(c)
	defer out.Close()
	must(t, out.Send(t.Context(), rep, prospect, plain))
}

func TestTLS(t *testing.T) {
	m := newMemory(t)
	web := httptest.NewTLSServer(nil) // for its certificate
	defer web.Close()
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: web.TLS.Certificates})
	must(t, err)
	go m.ServeSMTP(l)
	roots := x509.NewCertPool()
	roots.AddCert(web.Certificate())
	c := m.config()
	c.TLS, c.Addr, c.Dial = "", l.Addr().String(), nil
	testTLS(t, c, roots)
}
