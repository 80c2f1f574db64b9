package check

import (
	"fmt"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
)

// TestCheckOnExim sends a mail to oneself over Exim into a mailbox of Dovecot: it arrives whole, and check says how the
// mails of colleagues can be proved there. What it proposes is then seen to prove one.
func TestCheckOnExim(t *testing.T) {
	t.Parallel()
	o := mailtest.Options{Hostname: hosttest.Hostname, Domains: []string{"acme.example", "globex.example"}, IMAPOnly: true}
	var exim mailtest.Exim
	realtest.Begin(t)
	r, err := mailtest.StartReal(t.Context(), o)
	if err == nil {
		t.Cleanup(func() { _ = r.Stop() })
		exim, err = r.StartExim(t.Context(), o)
	}
	realtest.Check(t, err)
	const border = `border = "mx.acme.example"` + "\n"
	for i, c := range []struct {
		name, smtp   string
		border       bool
		trust, words string
	}{
		{"as Debian has it", exim.PlainAddr, true, "warn trust", "acl_smtp_data"},
		{"its own results", exim.ResultsAddr, true, "warn trust", "(authenticated as $authenticated_id)"},
		{"its own results, no border", exim.ResultsAddr, false, "warn trust", "name it as the border"},
		{"logins named", exim.LoginsAddr, true, "ok trust", "with the login"},
		{"logins named, no border", exim.LoginsAddr, false, "FAIL trust", border[:len(border)-1]},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := hosttest.Local{IMAP: r.IMAPAddr, SMTP: c.smtp, Password: mailtest.RealPassword}
			replace := []string{"handoff@acme.example", fmt.Sprintf("handoff%d@acme.example", i)}
			if !c.border {
				replace = append(replace, border, "")
			}
			list, _, _ := checked(t, call{Config: h.Config(t, demo.Config, replace...), Send: true})
			list.wants(t, "warn dns", "ok smtp", "ok imap", "ok send", "ok addressing", "ok from", "ok message-id", "ok invite",
				c.trust, "ok clock", "ok notice")
			if text := list.of("trust").String(); !strings.Contains(text, c.words) {
				t.Errorf("no %q in\n%s", c.words, text)
			}
		})
	}
}
