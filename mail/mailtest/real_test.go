package mailtest_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

func TestReal(t *testing.T) {
	r, err := mailtest.StartReal(t.Context(), mailtest.Options{Hostname: "mx.acme.example",
		Domains: []string{"acme.example"}})
	if errors.Is(err, mailtest.ErrUnavailable) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	must(t, err)
	for name, tt := range map[string]struct {
		addr, user, to, raw string
		want, not           []string
	}{
		"submitted": {r.SubmissionAddr, rep, "pat+x1@acme.example", "From: rep@acme.example\r\n\r\nhi\r\n",
			[]string{"Delivered-To: pat+x1@acme.example", "dmarc=pass header.from=acme.example; spf=pass " +
				"smtp.mailfrom=rep@acme.example"}, nil},
		"from outside": {r.SMTPAddr, "", "pia@acme.example",
			"Authentication-Results: mx.acme.example; dmarc=pass\r\nAuthentication-Results: mx.other.example; " +
				"dkim=pass\r\nFrom: rep@acme.example\r\n\r\nhi\r\n",
			[]string{"Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example; spf=fail",
				"mx.other.example"}, []string{"dmarc=pass"}},
	} {
		t.Run(name, func(t *testing.T) {
			out := smtp.New(smtp.Config{Addr: tt.addr, TLS: "none", Username: tt.user, Password: mailtest.RealPassword})
			defer out.Close()
			must(t, out.Send(t.Context(), rep, tt.to, []byte(tt.raw)))
			user, _, _ := strings.Cut(strings.TrimSuffix(tt.to, "@acme.example"), "+")
			got := next(t, imap.Config{Addr: r.IMAPAddr, TLS: "none", Username: user + "@acme.example",
				Password: mailtest.RealPassword})
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%s", want, got)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(got, not) {
					t.Errorf("%q in\n%s", not, got)
				}
			}
		})
	}
	must(t, r.Stop())
	if _, err := os.Stat(r.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is left: %v", err)
	}
	in := imap.Open(imap.Config{Addr: r.IMAPAddr, TLS: "none"})
	if _, err := in.Start(t.Context()); err == nil {
		t.Error("dovecot still answers")
	}
}

// next waits for the first mail.
func next(t *testing.T, c imap.Config) string {
	t.Helper()
	in := imap.Open(c)
	defer in.Close()
	for {
		b, err := in.Poll(t.Context(), imap.Cursor{})
		must(t, err)
		if len(b.Mails) > 0 {
			return string(b.Mails[0].Raw)
		}
		must(t, in.Wait(t.Context()))
	}
}

func TestRealUnavailable(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for _, o := range []mailtest.Options{{}, {IMAPOnly: true}} {
		if _, err := mailtest.StartReal(t.Context(), o); !errors.Is(err, mailtest.ErrUnavailable) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
