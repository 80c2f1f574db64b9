// Package hosttest holds the mail hosts that tests of several rooms share: in the process on loopback sockets, and real
// Dovecot and Postfix. It is for tests only.
package hosttest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"handoffd/handoff/engine"
	"handoffd/handoff/intake"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
	"handoffd/mail/smtp"
)

// Hostname is what the hosts call themselves.
const Hostname = "mx.acme.example"

// StartReal starts Dovecot and Postfix, or skips visibly; under CI it fails.
func StartReal(t testing.TB) *mailtest.Real {
	t.Helper()
	realtest.Begin(t)
	r, err := mailtest.StartReal(t.Context(), mailtest.Options{Hostname: Hostname,
		Domains: []string{"acme.example", "globex.example", "initech.example", "umbrella.example", "hooli.example",
			"wayne.example",
			"evil.example"}})
	realtest.Check(t, err)
	t.Cleanup(func() { _ = r.Stop() })
	return r
}

// IMAP is somebody's mailbox at Dovecot.
func IMAP(r *mailtest.Real, address string) imap.Config {
	return imap.Config{Addr: r.IMAPAddr, TLS: "none", Username: address, Password: mailtest.RealPassword}
}

// SMTP is Postfix, which knows its clients by address.
func SMTP(r *mailtest.Real) smtp.Config { return smtp.Config{Addr: r.SubmissionAddr, TLS: "none"} }

// Arriving tells another clock's time as the time of arrival: real servers know only the real one.
type Arriving struct {
	engine.Mailbox
	Now func() time.Time
}

// Poll implements engine.Mailbox.
func (a Arriving) Poll(ctx context.Context, after intake.Cursor) (intake.Batch, error) {
	b, err := a.Mailbox.Poll(ctx, after)
	for i := range b.Mails {
		b.Mails[i].Arrived = a.Now()
	}
	return b, err
}

// Delivered counts the mails in all maildirs below a folder.
func Delivered(dir string) (int, error) {
	n := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) { // moved from new to cur meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		if parent := filepath.Base(filepath.Dir(path)); !d.IsDir() && (parent == "new" || parent == "cur") {
			n++
		}
		return nil
	})
	return n, err
}

// Local is the in-process host on loopback sockets, with the mailbox of handoff@acme.example.
type Local struct {
	*mailtest.Server
	IMAP, SMTP string // host:port
	Password   string // of the handoff address
}

// StartLocal starts it.
func StartLocal(t *testing.T) Local {
	t.Helper()
	return StartSeparated(t, "+")
}

// StartSeparated cuts addresses at a separator of its own.
func StartSeparated(t *testing.T, separator string) Local {
	t.Helper()
	return StartWith(t, mailtest.Config{Hostname: Hostname, Domains: []string{"acme.example", "globex.example"},
		Separator: separator})
}

// StartWith starts it with a config of its own.
func StartWith(t *testing.T, c mailtest.Config) Local {
	t.Helper()
	h := Local{Server: mailtest.New(c), Password: "correct horse"}
	h.AddUser("handoff@acme.example", h.Password)
	h.IMAP, h.SMTP = Listen(t, h.ServeIMAP), Listen(t, h.ServeSMTP)
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// Config writes a config, that of the demo, for the host, with replacements.
func (h Local) Config(t testing.TB, text string, replace ...string) string {
	t.Helper()
	text = strings.NewReplacer("\"127.0.0.1:143\"", fmt.Sprintf("%q\nfolders = [\"INBOX\", \"Junk\"]", h.IMAP),
		"127.0.0.1:587", h.SMTP).Replace(text)
	return WriteConfig(t, WithPassword(t, strings.NewReplacer(replace...).Replace(text), h.Password))
}

// WithPassword lets a config that takes a password from the environment take it from a file, so that tests can run side
// by side. Its people read mail at any hour: what is served by the real clock is tested at any hour.
func WithPassword(t testing.TB, text, password string) string {
	t.Helper()
	text = strings.ReplaceAll(text, "[[person]]\n", "[[person]]\nnight = true\n")
	return strings.ReplaceAll(text, `password_env = "HANDOFFD_PASSWORD"`, fmt.Sprintf("password_file = %q",
		PasswordFile(t, password)))
}

// PasswordFile writes a password into a file of its own and gives its path.
func PasswordFile(t testing.TB, password string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(path, []byte(password), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// WriteConfig writes a text as config.toml into a folder of its own.
func WriteConfig(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Listen serves at a loopback socket until the test ends, and gives its host:port.
func Listen(t testing.TB, serve func(net.Listener) error) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() { _ = serve(l) }()
	return l.Addr().String()
}

// Log is a buffer that a service may write to while a test reads.
type Log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String is all that was written.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
