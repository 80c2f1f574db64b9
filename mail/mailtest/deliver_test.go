package mailtest_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

var update = flag.Bool("update", false, "write the golden files")

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("", 3600))

const (
	rep    = "rep@acme.example"
	intake = "handoff@acme.example"
)

func newServer(t testing.TB) *mailtest.Server {
	s := mailtest.New(mailtest.Config{
		Hostname: "mx.acme.example",
		Domains:  []string{"acme.example"},
		Now:      func() time.Time { return monday },
	})
	s.AddUser(rep, "pw", "sales@acme.example")
	s.AddUser(intake, "pw")
	t.Cleanup(func() { s.Close() })
	return s
}

func submit(t testing.TB, s *mailtest.Server, login, from, to, raw string) error {
	t.Helper()
	c := smtp.Config{Addr: "mx.acme.example:587", TLS: "none", HELO: "laptop.acme.example", Dial: s.DialSMTP}
	if login != "" {
		c.Username, c.Password = login, "pw"
	}
	out := smtp.New(c)
	defer out.Close()
	return out.Send(t.Context(), from, to, []byte(raw))
}

func read(t testing.TB, s *mailtest.Server, user, folder string) []imap.Mail {
	t.Helper()
	in := imap.Open(imap.Config{Addr: "mx.acme.example:143", TLS: "none", Username: user, Password: "pw", Folder: folder,
		Dial: s.DialIMAP})
	defer in.Close()
	b, err := in.Poll(t.Context(), imap.Cursor{})
	must(t, err)
	return b.Mails
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestStamps compares what arrives with testdata/NAME.eml.
func TestStamps(t *testing.T) {
	const body = "Subject: hi\r\n\r\nhello\r\n"
	const own = "From: Rep <rep@acme.example>\r\n" + body
	for name, tt := range map[string]struct{ login, from, to, raw string }{
		"own":             {rep, rep, intake, own},
		"alias":           {rep, rep, intake, "From: sales@acme.example\r\n" + body},
		"case":            {rep, rep, "Handoff@ACME.example", "From: REP@Acme.Example\r\n" + body},
		"plus":            {rep, rep, "handoff+t0k3n@acme.example", own},
		"null-sender":     {rep, "", intake, own},
		"encoded-name":    {rep, rep, intake, "From: =?windows-1252?Q?J=FCrgen?=\r\n <rep@acme.example>\r\n" + body},
		"someone-elses":   {rep, rep, intake, "From: boss@acme.example\r\n" + body},
		"two-authors":     {rep, rep, intake, "From: rep@acme.example, boss@acme.example\r\n" + body},
		"two-froms":       {rep, rep, intake, "From: rep@acme.example\r\nFrom: boss@acme.example\r\n" + body},
		"no-author":       {rep, rep, intake, body},
		"unauthenticated": {"", rep, intake, own},
		"strange-sender":  {"", `"a;b=c"@acme.example`, intake, "From: <x@y;dmarc=pass>\r\n" + body},
		"forged-results": {"", rep, intake, "Authentication-Results: mx.acme.example; dmarc=pass\r\n" +
			"authentication-results : MX.acme.example\r\n\t; dmarc=pass\r\n" +
			"Authentication-Results:\r\n (the (true) \\) one) \"mx.acme.example\" 1; dmarc=pass\r\n" +
			"Authentication-Results: mx.other.example; dmarc=pass\r\n" +
			"Return-Path: <ceo@acme.example>\r\n" + own},
		"bad-header": {rep, rep, intake, "From me to you\r\nFrom: rep@acme.example\r\n  \r\n: x\r\n\r\nhello\r\n"},
		"no-body":    {rep, rep, intake, "From: rep@acme.example\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			err := submit(t, s, tt.login, tt.from, tt.to, tt.raw)
			if name == "strange-sender" && err != nil { // not an address for the sender package
				err = raw(t, s, tt.from, tt.to, tt.raw)
			}
			must(t, err)
			mails := read(t, s, intake, mailtest.Inbox)
			if len(mails) != 1 || s.Accepted() != 1 || !mails[0].Arrived.Equal(monday) {
				t.Fatalf("%d mails, %d accepted", len(mails), s.Accepted())
			}
			golden(t, name, mails[0].Raw)
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".eml")
	if *update {
		must(t, os.WriteFile(file, got, 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

// raw submits without the checks of package smtp.
func raw(t testing.TB, s *mailtest.Server, from, to, message string) error {
	t.Helper()
	conn, err := s.DialSMTP(t.Context(), "", "")
	must(t, err)
	defer conn.Close()
	in := make([]byte, 1024)
	for _, line := range []string{"", "EHLO laptop.acme.example\r\n", "MAIL FROM:<" + from + ">\r\n",
		"RCPT TO:<" + to + ">\r\n", "DATA\r\n", message + ".\r\n"} {
		if line != "" {
			_, err = conn.Write([]byte(line))
			must(t, err)
		}
		for last := false; !last; {
			n, err := conn.Read(in)
			must(t, err)
			lines := strings.Split(strings.TrimSuffix(string(in[:n]), "\r\n"), "\r\n")
			end := lines[len(lines)-1]
			last = len(end) > 3 && end[3] == ' '
			if end[0] > '3' {
				return errors.New(end)
			}
		}
	}
	return nil
}

func TestRecipients(t *testing.T) {
	s := newServer(t)
	const mail = "From: rep@acme.example\r\n\r\n"
	for to, want := range map[string]string{
		"sales@acme.example":    "",
		"sales+x@acme.example":  "",
		"nobody@acme.example":   "5.1.1",
		"nobody+x@acme.example": "5.1.1",
		"+x@acme.example":       "5.1.1",
		"rep@other.example":     "5.1.2",
	} {
		err := submit(t, s, rep, rep, to, mail)
		if got, refused := errors.AsType[*smtp.Error](err); refused && (got.Enhanced != want || got.Code != 550) ||
			!refused && want != "" {
			t.Errorf("%s: %v, want %q", to, err, want)
		}
	}
	if got := len(read(t, s, rep, mailtest.Inbox)); got != 2 {
		t.Errorf("%d mails arrived", got)
	}
}

func TestJunk(t *testing.T) {
	s := newServer(t)
	must(t, submit(t, s, rep, rep, intake, "X-Spam-Flag: YES\r\nFrom: rep@acme.example\r\n\r\n"))
	if in, junk := len(read(t, s, intake, mailtest.Inbox)), len(read(t, s, intake, mailtest.Junk)); in != 0 || junk != 1 {
		t.Errorf("%d mails in INBOX, %d in Junk", in, junk)
	}
}

// Whatever comes in is served as it is, header errors and all.
func TestServedAsStored(t *testing.T) {
	s := newServer(t)
	for _, want := range []string{"From rep Mon Mar 2\r\nSubject: mbox\r\n\r\nx\r\n", "no header\r\n\r\nx", "\r\n\r\n",
		"\x00\xff", ""} {
		must(t, s.Store(intake, mailtest.Inbox, []byte(want), monday))
		mails := read(t, s, intake, mailtest.Inbox)
		if got := mails[len(mails)-1].Raw; got == nil || !bytes.Equal(got, []byte(want)) {
			t.Errorf("%q came as %q", want, got)
		}
	}
}
