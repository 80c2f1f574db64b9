package check

import (
	"strings"
	"testing"

	"handoffd/calendar/calendartest"
	"handoffd/cmd/handoffd/config"
)

// TestCheckOnCyrus looks into a mailbox of Cyrus as check does.
func TestCheckOnCyrus(t *testing.T) {
	s := calendartest.StartCyrus(t)
	t.Setenv("HANDOFFD_LOOK", calendartest.Password)
	s.LogIn(t, "handoff@acme.example")
	x := checkedConfig()
	x.box.IMAP = config.Inbox{Account: config.Account{Addr: s.IMAP, TLS: "none", Username: "handoff@acme.example",
		Password: config.Password{Env: "HANDOFFD_LOOK"}}, Folders: []string{"INBOX"}}
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
