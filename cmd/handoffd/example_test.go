package main

import (
	"os"
	"path/filepath"
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

// TestInitLearnsFromAMailToItself: in an empty mailbox nothing shows how senders are proved; a mail of the address to
// itself does, and what is written passes the check with a mail.
func TestInitLearnsFromAMailToItself(t *testing.T) {
	t.Parallel()
	r := hosttest.StartReal(t)
	path := filepath.Join(t.TempDir(), "config.toml")
	code, out, errs := said(t, "", initFlags(path, "--imap", r.IMAPAddr, "--smtp", r.SubmissionAddr)...)
	if code != exitDone || errs != "" || !strings.Contains(out, "was seen in a mail of the address to itself") {
		t.Fatalf("%d\n%s%s", code, out, errs)
	}
	if written := readText(t, path); !strings.Contains(written, "border = \"mx.acme.example\"") {
		t.Errorf("wrote\n%s", written)
	}
	if code, out, errs := said(t, "", "check", "--send", "--config", path); code != exitDone {
		t.Errorf("check: %d\n%s%s", code, out, errs)
	}
}

// TestInitWhereNothingProvesSenders: the server's own name is learned whatever name the connection has, and that mail of
// colleagues would be held is said.
func TestInitWhereNothingProvesSenders(t *testing.T) {
	t.Parallel()
	h := hosttest.StartWith(t, mailtest.Config{Hostname: "box", Domains: []string{"acme.example"}, Unproved: true})
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.Setenv("HANDOFFD_INIT_UNPROVED", h.Password); err != nil { // its own name, so that tests can run side by side
		t.Fatal(err)
	}
	code, out, errs := said(t, "", initFlags(path, "--imap", h.IMAP, "--smtp", h.SMTP, "--password-env",
		"HANDOFFD_INIT_UNPROVED")...)
	written := ""
	if code == exitDone {
		written = readText(t, path)
	}
	for _, want := range []string{`authserv_id = "box" # a guess: `, `border = "box"`} {
		if !strings.Contains(written, want) {
			t.Errorf("no %q in\n%s", want, written)
		}
	}
	if plain := strings.Join(strings.Fields(out), " "); errs != "" || !strings.Contains(plain, "came in by box and bears "+
		"nothing that proves who wrote it") || !strings.Contains(plain, "Next: handoffd check --config "+path+" --send") {
		t.Errorf("%d\n%s%s", code, out, errs)
	}
}
