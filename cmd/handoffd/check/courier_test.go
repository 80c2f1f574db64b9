package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
)

// TestCheckOnCourier looks into a mailbox of Courier, which tells of a quota even where it has no limits, and keeps all
// folders within INBOX.
func TestCheckOnCourier(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, open := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(open, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	realtest.Begin(t)
	c, err := mailtest.StartCourier(t.Context(), dir, "Junk")
	realtest.Check(t, err)
	t.Cleanup(c.Stop)
	h := hosttest.StartLocal(t)
	h.IMAP = c.Addr
	h.AddUser("handoff@acme.example", mailtest.RealPassword)
	h.Password = mailtest.RealPassword
	const mail = "Return-Path: <rita@acme.example>\n" +
		"Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\n" +
		"Received: from out.acme.example by mx.acme.example with ESMTP; Mon, 1 Mar 2027 10:00:00 +0000\n" +
		"From: rita@acme.example\n\nHello.\n"
	if err := c.Write("new/1.one.mx", mail); err != nil {
		t.Fatal(err)
	}
	const both, inbox = `"INBOX", "INBOX.Junk"`, `"INBOX"`
	for _, x := range []struct {
		name, folders, size string
		want                []string
		shown               string
	}{
		{"no limits", both, "", nil, "judges 1 of the last mail, 1 proved"},
		{"junk is not watched", inbox, "", []string{"warn junk"}, `folders = ["INBOX", "INBOX.Junk"]`},
		{"nearly full", both, "100000S\n95000 1\n", []string{"warn quota"}, "94 % of the mailbox"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if x.size != "" {
				if err := c.Write("maildirsize", x.size); err != nil {
					t.Fatal(err)
				}
			}
			list, _, _ := checked(t, call{Config: h.Config(t, demo.Config, `"INBOX", "Junk"`, x.folders)})
			list.wants(t, append(x.want, "warn dns", "warn send", "ok smtp", "ok imap", "ok idle", "ok trust")...)
			if !strings.Contains(list.String(), x.shown) {
				t.Errorf("no %q in\n%s", x.shown, list)
			}
		})
	}
}
