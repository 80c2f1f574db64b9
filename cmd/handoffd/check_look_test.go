package main

import (
	"bufio"
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/mail/imap"
)

// scripted is an IMAP server that says what it is told to say; each text is whole lines, TAG stands for the tag of the command.
type scripted map[string]string

// healthy is what a server says that has a mail, a folder for junk and half of its quota left.
var healthy = scripted{
	"greeting":     "* OK [CAPABILITY IMAP4rev1 IDLE QUOTA] ready\r\n",
	"CAPABILITY":   "* CAPABILITY IMAP4rev1 IDLE QUOTA\r\nTAG OK done\r\n",
	"LOGIN":        "TAG OK done\r\n",
	"LIST":         "* LIST () \"/\" INBOX\r\n* LIST (\\Junk) \"/\" Spam\r\nTAG OK done\r\n",
	"SELECT":       selected,
	"EXAMINE":      selected,
	"FETCH":        "* 1 FETCH (UID 4 INTERNALDATE \"23-Nov-2026 09:00:00 +0000\" BODY[HEADER]<0> {15}\r\nSubject: Hi\r\n\r\n)\r\nTAG OK done\r\n",
	"GETQUOTAROOT": "* QUOTAROOT INBOX \"ROOT\"\r\n* QUOTA \"ROOT\" (STORAGE 95 100)\r\nTAG OK done\r\n",
	"LOGOUT":       "* BYE\r\nTAG OK done\r\n",
}

const selected = "* 1 EXISTS\r\n* OK [UIDVALIDITY 3] x\r\n* OK [UIDNEXT 5] x\r\n* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] x\r\n" +
	"TAG OK [READ-WRITE] done\r\n"

// serve gives the address of the server.
func (s scripted) serve(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.talk(conn)
		}
	}()
	return l.Addr().String()
}

func (s scripted) talk(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	fmt.Fprint(conn, s["greeting"])
	in := bufio.NewScanner(conn)
	for in.Scan() {
		words := strings.Fields(in.Text())
		if len(words) < 2 {
			return
		}
		says := s[strings.ToUpper(words[1])]
		fmt.Fprint(conn, strings.ReplaceAll(says, "TAG", words[0]))
		if strings.Contains(says, "* BYE") {
			return
		}
	}
}

// TestFlow32LooksThatFail: what cannot be looked at is a finding that fails the check, and all else is looked at nevertheless; a quota
// without limits, in the form of Courier, is none; what a server wants people to see is shown.
func TestFlow32LooksThatFail(t *testing.T) {
	t.Setenv("HANDOFFD_LOOK", "pw")
	const ok = "ok imap, ok idle, warn junk, warn quota"
	for _, c := range []struct{ name, command, says, want, shown string }{
		{"healthy", "", "", ok, ""},
		{"courier's quota", "GETQUOTAROOT", "* QUOTAROOT \"INBOX\" \"ROOT\"\r\n* QUOTA \"ROOT\"\r\nTAG OK done\r\n", "ok imap, ok idle, warn junk", ""},
		{"no quota after all", "GETQUOTAROOT", "TAG NO none here\r\n", "ok imap, ok idle, warn junk", ""},
		{"a quota in another form", "GETQUOTAROOT", "* QUOTAROOT INBOX R\r\n* QUOTA R (STORAGE much)\r\nTAG OK done\r\n",
			"ok imap, FAIL imap, ok idle, warn junk", "read the quota"},
		{"folders in another form", "LIST", "* LIST nothing\r\nTAG OK done\r\n", "ok imap, FAIL imap, ok idle, warn quota", "list the folders"},
		{"no list", "LIST", "TAG NO not now\r\n", "ok imap, FAIL imap, ok idle, warn quota", "not now"},
		{"mails in another form", "FETCH", "* 1 FETCH nothing\r\nTAG OK done\r\n",
			"ok imap, FAIL imap, ok idle, warn junk, warn quota", "read the newest mails of INBOX"},
		{"hangs up", "FETCH", "* BYE [ALERT] Overloaded\r\n", "ok imap, warn alert, FAIL imap, ok idle, warn junk, warn quota", "Overloaded"},
		{"alert at login", "LOGIN", "TAG OK [ALERT] Your password ends on Friday\r\n", "ok imap, warn alert, ok idle, warn junk, warn quota",
			"Your password ends on Friday"},
		{"alert in a mail", "FETCH", "* 1 FETCH (UID 4 BODY[HEADER]<0> {22}\r\n* OK [ALERT] Call 09\r\n)\r\nTAG OK done\r\n", ok, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := scripted{}
			for command, says := range healthy {
				server[command] = says
			}
			if c.command != "" {
				server[c.command] = c.says
			}
			x := checkedConfig()
			x.limit, x.logins = time.Second, nil
			x.box.IMAP = config.Inbox{Account: config.Account{Addr: server.serve(t), TLS: "none", Username: "handoff", Password: config.Password{Env: "HANDOFFD_LOOK"}},
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

// TestFlow36AlertsAreLogged: the service shows what its mail server wants people to see, once.
func TestFlow36AlertsAreLogged(t *testing.T) {
	server := scripted{}
	for command, says := range healthy {
		server[command] = says
	}
	server["LOGIN"] = "* OK [ALERT] Maintenance on Sunday\r\nTAG OK done\r\n"
	var log bytes.Buffer
	told := alerts(slog.New(slog.NewTextHandler(&log, nil)))
	for range 3 {
		box := imap.Open(imap.Config{Addr: server.serve(t), TLS: "none", Username: "handoff", Password: "pw", Timeout: time.Second, Alert: told})
		if _, err := box.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		_ = box.Close()
	}
	if strings.Count(log.String(), "Maintenance on Sunday") != 1 {
		t.Errorf("the log:\n%s", &log)
	}
}
