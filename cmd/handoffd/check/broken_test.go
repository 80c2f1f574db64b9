package check

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail"
	"handoffd/mail/smtp"
)

// state is a mail server, or a config, that is not as it should be.
type state struct {
	name    string
	replace []string           // in the config
	before  func(t *testing.T) // breaks the servers
	command call
	want    []string // marks that differ from ok
	shown   []string
}

func (s state) try(t *testing.T, path string) {
	t.Helper()
	s.command.Config = path
	list, _, err := checked(t, s.command)
	if (err == nil) == strings.Contains(strings.Join(s.want, " "), "FAIL") {
		t.Errorf("ended with %v", err)
	}
	list.wants(t, append(s.want, "warn dns")...)
	shown := list.String()
	for _, want := range s.shown {
		if !strings.Contains(shown, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(shown, "wrong secret") || strings.Contains(shown, "correct horse") {
		t.Error("a password is shown")
	}
	t.Logf("\n%s", shown)
}

// full is a disk without room.
func full(string) (space, error) {
	return space{free: 3 << 20, size: 20 << 30, files: 1e6, maxFiles: 2e6}, nil
}

// TestCheckOverDovecotAndPostfix shows the check against healthy servers and in broken states.
func TestCheckOverDovecotAndPostfix(t *testing.T) {
	t.Parallel()
	p := broken{hosttest.NewProvider(t, demo.Config)}
	r := p.Real
	text, err := os.ReadFile(p.Config)
	if err != nil {
		t.Fatal(err)
	}
	healthy := strings.Replace(string(text), "username", "folders = [\"INBOX\", \"Junk\"]\nusername", 1)
	quick := world{patience: 3 * time.Second, limit: 5 * time.Second}
	passwordFrom := func(line string) []string {
		return []string{regexp.MustCompile(`password_file = ".*"`).FindString(string(text)), line}
	}
	for _, s := range []state{
		{name: "healthy", command: call{Send: true}, want: []string{"ok send", "ok addressing", "ok from", "ok message-id",
			"ok invite", "ok clock", "ok notice", "ok idle"}},
		{name: "the mail of the check is gone", want: []string{"warn send", "ok trust"}},
		{name: "junk not watched", replace: []string{`, "Junk"]`, "]"}, want: []string{"warn junk", "warn send"},
			shown: []string{`folders = ["INBOX", "Junk"]`}},
		{name: "wrong password", replace: passwordFrom(fmt.Sprintf("password_file = %q",
			hosttest.PasswordFile(t, "wrong secret"))), want: []string{"FAIL imap"},
			shown: []string{"username (handoff@acme.example) and password of [imap]"}},
		{name: "no password", replace: passwordFrom(`password_env = "HANDOFFD_NONE"`), want: []string{"FAIL imap"},
			shown: []string{"HANDOFFD_NONE is not set"}},
		{name: "wrong port", replace: []string{`"` + r.IMAPAddr, `"` + r.SubmissionAddr}, want: []string{"FAIL imap"},
			shown: []string{"is no IMAP server but SMTP"}},
		{name: "nobody listens", replace: []string{`"` + r.IMAPAddr, `"` + closedPort(t)}, want: []string{"FAIL imap"},
			shown: []string{"nobody listens there"}},
		{name: "tls too early", replace: []string{`tls = "none"`, `tls = "tls"`}, want: []string{"FAIL imap", "FAIL smtp"},
			shown: []string{`begins without TLS`, `set tls = "none" in [imap]: that was tried`,
				`set tls = "none" in [smtp]: that was tried`}},
		{name: "tls too late", replace: []string{`"` + r.IMAPAddr, `"` + r.IMAPSAddr, `tls = "none"`, `tls = "starttls"`},
			command: call{world: quick}, want: []string{"FAIL imap", "FAIL smtp"},
			shown: []string{`wants TLS at once`, `set tls = "tls" in [imap]`}},
		{name: "unknown authority", replace: []string{`"` + r.IMAPAddr, `"` + r.IMAPSAddr, `tls = "none"`, `tls = "tls"`},
			want: []string{"FAIL imap", "FAIL smtp"}, shown: []string{"certificate of a public authority"}},
		{name: "folder missing", replace: []string{`"Junk"]`, `"Junc"]`}, want: []string{"FAIL folder", "warn junk", "warn send"},
			shown: []string{`did you mean "Junk"?`, "the server has INBOX, Junk"}},
		{name: "disk full", command: call{world: world{disk: full}}, want: []string{"FAIL disk", "warn send"},
			shown: []string{"only 3 MiB free of 20.0 GiB", "[database] path"}},
		{name: "authserv_id wrong", replace: []string{`"mx.acme.example"`, `"mx.globex.example"`},
			before: func(t *testing.T) { p.colleagues(3) }, want: []string{"FAIL trust", "warn send"},
			shown: []string{`authserv_id = "mx.acme.example"`}},
		{name: "border missing", replace: []string{"border = \"mx.acme.example\"\n", ""},
			before: func(t *testing.T) { p.colleagues(3) }, want: []string{"FAIL trust", "warn send"},
			shown: []string{`border = "mx.acme.example"`}},
		{name: "border missing, sending", replace: []string{"border = \"mx.acme.example\"\n", ""}, command: call{Send: true},
			want:  []string{"FAIL trust"},
			shown: []string{`border = "mx.acme.example"`, "does not prove a mail to oneself"}},
		{name: "authserv_id wrong, sending", replace: []string{`"mx.acme.example"`, `"mx.globex.example"`},
			command: call{Send: true}, want: []string{"FAIL trust"}, shown: []string{`authserv_id = "mx.acme.example"`,
				"does not prove a mail to oneself"}},
		{name: "plus addressing off", before: func(t *testing.T) { p.refuseTags() }, command: call{Send: true},
			want: []string{"FAIL addressing", "ok send"}, shown: []string{"recipient_delimiter = +",
				"mail to handoff@acme.example arrives"}},
		{name: "sub-addresses bounce", before: func(t *testing.T) { p.bounce() }, command: call{Send: true},
			want: []string{"FAIL addressing", "ok send"}, shown: []string{"it came back as undeliverable"}},
		{name: "sub-addresses go elsewhere", before: func(t *testing.T) { p.divert() },
			command: call{Send: true, world: quick}, want: []string{"FAIL addressing", "ok send"},
			shown: []string{"but not in INBOX or Junk within 3s"}},
		{name: "postfix down", before: func(t *testing.T) { p.postfix("stop") }, command: call{Send: true},
			want: []string{"FAIL smtp", "warn send"}, shown: []string{"nobody listens there: start the server"}},
	} {
		t.Run(s.name, func(t *testing.T) {
			if s.before != nil {
				s.before(t)
			}
			s.try(t, hosttest.WriteConfig(t, strings.NewReplacer(s.replace...).Replace(healthy)))
		})
	}
}

// broken is a provider whose servers are broken on purpose.
type broken struct{ *hosttest.Provider }

// colleagues write to the handoff address, from two domains.
func (p broken) colleagues(n int) {
	p.T.Helper()
	for _, from := range []string{"quinn@acme.example", "pat@globex.example"} {
		for range n {
			p.Send(from, mail.Draft{To: []mail.Address{{Addr: "handoff@acme.example"}}, Subject: "Hello",
				MessageID: "a@acme.example", Text: "Hello.\n"})
		}
	}
	p.Until("the mails have come", func() bool { return len(p.Box("handoff@acme.example")) >= 2*n })
}

// postfix runs a command of the test's Postfix.
func (p broken) postfix(command string) {
	p.T.Helper()
	if out, err := exec.Command("postfix", "-c", filepath.Join(p.Real.Dir, "etc"), command).CombinedOutput(); err != nil {
		p.T.Fatalf("postfix %s: %v\n%s", command, err, out)
	}
	if command == "stop" {
		p.Until("postfix is down", func() bool { _, err := net.Dial("tcp", p.Real.SubmissionAddr); return err != nil })
	}
}

// refuseTags makes Postfix know no sub-addresses.
func (p broken) refuseTags() { p.rule("/\\+/ 550 5.1.1 user unknown\n", "550") }

// divert makes Postfix put mail to sub-addresses into a mailbox of its own, as where every address exists.
func (p broken) divert() {
	p.T.Helper()
	p.maps("virtual_alias_maps", "/^handoff\\+/ somebody@acme.example\n")
	p.Until("mail is diverted", func() bool {
		_ = p.tryTag()
		return len(p.Box("somebody@acme.example")) > 0
	})
}

// bounce makes Postfix take mail to sub-addresses and return it.
func (p broken) bounce() {
	p.T.Helper()
	p.rule("", "")
	p.maps("virtual_alias_maps", "/^handoff\\+/ nobody@outside.example\n")
	p.Until("mail bounces", func() bool {
		_ = p.tryTag()
		return len(p.Box("quinn@acme.example")) > 0
	})
}

// maps gives Postfix a table.
func (p broken) maps(setting, content string) {
	p.T.Helper()
	main, path := filepath.Join(p.Real.Dir, "etc", "main.cf"), filepath.Join(p.Real.Dir, "etc", setting)
	text, err := os.ReadFile(main)
	if err != nil {
		p.T.Fatal(err)
	}
	for path, content := range map[string]string{main: string(text) + setting + " = regexp:" + path + "\n",
		path: content} {
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			p.T.Fatal(err)
		}
	}
	p.postfix("reload")
}

func (p broken) tryTag() error {
	s := smtp.New(smtp.Config{Addr: p.Real.SubmissionAddr, TLS: "none"})
	defer s.Close()
	return s.Send(p.T.Context(), "quinn@acme.example", "handoff+try@acme.example", []byte("Subject: try\r\n\r\ntry\r\n"))
}

// rule puts a line before the rules about recipients, and waits until it holds: mail to a sub-address gets the reply
// code, or none.
func (p broken) rule(line, code string) {
	p.T.Helper()
	path := filepath.Join(p.Real.Dir, "etc", "local")
	text, err := os.ReadFile(path)
	if err != nil {
		p.T.Fatal(err)
	}
	_, rest, _ := strings.Cut("\n"+string(text), "\nif ")
	if err := os.WriteFile(path, []byte(line+"if "+rest), 0o644); err != nil {
		p.T.Fatal(err)
	}
	p.postfix("reload")
	p.Until("postfix has the rule", func() bool {
		err := p.tryTag()
		return (err == nil) == (code == "") && (err == nil || strings.Contains(err.Error(), code))
	})
}

// closedPort is an address that nobody listens on.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// TestCheckBroken: the same and more, without real servers.
func TestCheckBroken(t *testing.T) {
	t.Parallel()
	quick := world{limit: 500 * time.Millisecond, patience: time.Second}
	for _, s := range []state{
		{name: "wrong password", replace: []string{`password_env = "HANDOFFD_PASSWORD"`,
			fmt.Sprintf("password_file = %q", hosttest.PasswordFile(t, "wrong secret"))},
			want: []string{"FAIL imap", "FAIL smtp"}, shown: []string{"and password of [smtp]"}},
		{name: "disk full", command: call{world: world{disk: full}}, want: []string{"FAIL disk"}},
		{name: "no inodes", command: call{world: world{disk: func(string) (space,
			error) {
			return space{free: 9 << 30, size: 9 << 30, files: 5, maxFiles: 9}, nil
		}}}, want: []string{"FAIL disk", "warn send"},
			shown: []string{"only 5 more files"}},
		{name: "little room", command: call{world: world{disk: func(string) (space,
			error) {
			return space{free: 300 << 20, size: 9 << 30}, nil
		}}}, want: []string{"warn disk"}},
		{name: "no disk", command: call{world: world{disk: func(string) (space,
			error) {
			return space{}, errors.New("no such folder")
		}}}, want: []string{"FAIL disk"}},
		{name: "folder missing", replace: []string{`"Junk"]`, `"Trash"]`}, want: []string{"FAIL folder", "warn junk"}},
		{name: "no templates", replace: []string{"[database]", "[templates]\nfolder = \"none\"\n[database]"},
			want: []string{"FAIL templates"}},
		{name: "no database folder", replace: []string{`"handoffd.db"`, `"none/handoffd.db"`},
			want: []string{"FAIL database", "FAIL disk"}},
		{name: "silent server", replace: []string{"IMAPADDR", server(t, func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })},
			command: call{world: quick}, want: []string{"FAIL imap"}},
		{name: "server hangs up", replace: []string{"IMAPADDR", server(t, func(net.Conn) {})}, command: call{world: quick},
			want: []string{"FAIL imap"}},
		{name: "repeats the password", replace: []string{"IMAPADDR", server(t, parrot)}, command: call{world: quick},
			want: []string{"FAIL imap"}, shown: []string{"•••"}},
		{name: "another server", replace: []string{"IMAPADDR", server(t,
			func(c net.Conn) { _, _ = io.WriteString(c, "SSH-2.0-x\r\n") })}, command: call{world: quick},
			want: []string{"FAIL imap"}, shown: []string{"but SSH"}},
	} {
		t.Run(s.name, func(t *testing.T) {
			h := hosttest.StartLocal(t)
			if s.before != nil {
				s.before(t)
			}
			if len(s.replace) > 0 && s.replace[0] == "IMAPADDR" {
				s.replace[0] = `"` + h.IMAP
				s.replace[1] = `"` + s.replace[1]
			}
			s.want = append(s.want, map[bool]string{true: "ok config",
				false: "warn send"}[strings.Contains(strings.Join(s.want, " "), "FAIL imap")])
			s.try(t, h.Config(t, demo.Config, s.replace...))
		})
	}
}

// server serves each connection with a function and then closes it.
func server(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { defer c.Close(); serve(c) }()
		}
	}()
	return l.Addr().String()
}

// parrot answers each command with itself.
func parrot(c net.Conn) {
	_, _ = io.WriteString(c, "* OK [CAPABILITY IMAP4rev1] hello\r\n")
	for lines := bufio.NewScanner(c); lines.Scan(); {
		tag, rest, _ := strings.Cut(lines.Text(), " ")
		_, _ = io.WriteString(c, tag+" NO you said "+rest+"\r\n")
	}
}

// TestCheckIsBounded: a server that stops answering in the middle costs a bounded time.
func TestCheckIsBounded(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	h.Stall(true)
	list, _, err := checked(t, call{Config: h.Config(t, demo.Config), Send: true,
		world: world{limit: 300 * time.Millisecond, patience: 300 * time.Millisecond}})
	if err == nil {
		t.Errorf("a stalled host passes:\n%s", list)
	}
	list.wants(t, "warn dns", "FAIL smtp", "FAIL imap", "warn send")
}
