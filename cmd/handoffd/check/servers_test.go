package check

import (
	"strings"
	"testing"

	"handoffd/calendar/calendartest"
	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/hosttest"
)

// TestCheckOnCyrus looks into a mailbox of Cyrus as check does.
func TestCheckOnCyrus(t *testing.T) {
	t.Parallel()
	s := calendartest.StartCyrus(t)
	s.LogIn(t, "handoff@acme.example")
	x := checkedConfig()
	x.box.IMAP = config.Inbox{Account: config.Account{Addr: s.IMAP, TLS: "none", Username: "handoff@acme.example",
		Password: config.Password{File: hosttest.PasswordFile(t, calendartest.Password)}}, Folders: []string{"INBOX"}}
	var got []string
	for _, f := range x.mailbox(t.Context()) {
		if !f.OK || f.Warn {
			t.Errorf("%s: %s", f.Check, f.Text)
		}
		got = append(got, f.Check)
	}
	if strings.Join(got, " ") != "imap idle" {
		t.Errorf("looked at %q", got)
	}
}
