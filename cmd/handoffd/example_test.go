package main

import (
	"strings"
	"testing"

	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/mailtest"
)

// TestTheExamplePassesTheCheck: the first lines of the shipped config, with the servers of a plain Dovecot and a Postfix
// that knows its clients by address, need nothing else.
func TestTheExamplePassesTheCheck(t *testing.T) {
	t.Parallel()
	r := hosttest.StartReal(t)
	lines := strings.SplitAfterN(readText(t, exampleConfig), "\n", 21)
	text := strings.NewReplacer(`"imap.acme.example:993"`, `"`+r.IMAPAddr+`", tls = "none"`,
		`"smtp.acme.example:465", tls = "tls", username = "handoff@acme.example", password_env = "HANDOFFD_PASSWORD"`,
		`"`+r.SubmissionAddr+`", tls = "none"`).Replace(strings.Join(lines[:20], ""))
	code, out, errs := said(t, "", "check", "--config",
		hosttest.WriteConfig(t, hosttest.WithPassword(t, text, mailtest.RealPassword)))
	if code != exitDone || strings.Contains(out, "FAIL") || strings.Count(out, `"Junk" is not watched`) != 1 {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
}
