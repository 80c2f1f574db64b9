package check

import (
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/mailtest"
)

// TestFlow32LooksThatFail: what cannot be looked at is a finding that fails the check, and all else is looked at
// nevertheless; a quota without limits, in the form of Courier, is none; what a server wants people to see is shown.
func TestFlow32LooksThatFail(t *testing.T) {
	t.Parallel()
	password := hosttest.PasswordFile(t, "pw")
	const ok = "ok imap, ok idle, warn junk, warn quota"
	for _, c := range []struct{ name, command, says, want, shown string }{
		{"healthy", "", "", ok, ""},
		{"courier's quota", "GETQUOTAROOT", "* QUOTAROOT \"INBOX\" \"ROOT\"\r\n* QUOTA \"ROOT\"\r\nTAG OK done\r\n",
			"ok imap, ok idle, warn junk", ""},
		{"no quota after all", "GETQUOTAROOT", "TAG NO none here\r\n", "ok imap, ok idle, warn junk", ""},
		{"a quota in another form", "GETQUOTAROOT", "* QUOTAROOT INBOX R\r\n* QUOTA R (STORAGE much)\r\nTAG OK done\r\n",
			"ok imap, FAIL imap, ok idle, warn junk", "read the quota"},
		{"folders in another form", "LIST", "* LIST nothing\r\nTAG OK done\r\n", "ok imap, FAIL imap, ok idle, warn quota",
			"list the folders"},
		{"no list", "LIST", "TAG NO not now\r\n", "ok imap, FAIL imap, ok idle, warn quota", "not now"},
		{"mails in another form", "FETCH", "* 1 FETCH nothing\r\nTAG OK done\r\n",
			"ok imap, FAIL imap, ok idle, warn junk, warn quota", "read the newest mails of INBOX"},
		{"hangs up", "FETCH", "* BYE [ALERT] Overloaded\r\n",
			"ok imap, warn alert, FAIL imap, ok idle, warn junk, warn quota", "Overloaded"},
		{"alert at login", "LOGIN", "TAG OK [ALERT] Your password ends on Friday\r\n",
			"ok imap, warn alert, ok idle, warn junk, warn quota",
			"Your password ends on Friday"},
		{"alert in a mail", "FETCH", "* 1 FETCH (UID 4 BODY[HEADER]<0> {22}\r\n* OK [ALERT] Call 09\r\n)\r\nTAG OK done\r\n",
			ok, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := mailtest.Healthy.But(c.command, c.says)
			x := checkedConfig()
			x.limit = time.Second
			x.box.IMAP = config.Inbox{Account: config.Account{Addr: hosttest.Listen(t, server.Serve), TLS: "none",
				Username: "handoff", Password: config.Password{File: password}},
				Folders: []string{"INBOX"}}
			var got []string
			shown := ""
			for _, f := range x.mailbox(t.Context()) {
				mark := "ok "
				if !f.OK {
					mark = "FAIL "
				} else if f.Warn {
					mark = "warn "
				}
				got = append(got, mark+f.Check)
				shown += f.Text + "\n"
			}
			if strings.Join(got, ", ") != c.want || !strings.Contains(shown, c.shown) {
				t.Errorf("%s; want %s, with %q:\n%s", strings.Join(got, ", "), c.want, c.shown, shown)
			}
		})
	}
}
