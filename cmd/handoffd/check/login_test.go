package check

import (
	"bufio"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
)

// TestCheckSMTPWithoutLogin: a server that has no login is told from one that does not take ours.
func TestCheckSMTPWithoutLogin(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	list, _, err := checked(t, call{Config: h.Config(t, demo.Config, h.SMTP, plainServer(t))})
	if err == nil {
		t.Error("no fault")
	}
	shown := list.of("smtp").String()
	for _, want := range []string{"FAIL  smtp", "this server offers no login; remove username",
		"→ remove username and the password from [smtp]\n"} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %q in\n%s", want, shown)
		}
	}
}

// plainServer greets, and offers nothing.
func plainServer(t *testing.T) string {
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
			go func() {
				defer c.Close()
				_, _ = c.Write([]byte("220 relay.example\r\n"))
				for in := bufio.NewScanner(c); in.Scan(); {
					_, _ = c.Write([]byte("250 relay.example\r\n"))
				}
			}()
		}
	}()
	return l.Addr().String()
}

// TestWaysAreTried: the mend of a wrong tls is one that was tried, so that following it never leads back; where none
// works, that is said with what is left to do.
func TestWaysAreTried(t *testing.T) {
	t.Parallel()
	r := hosttest.StartReal(t)
	silent := silentServer(t)
	for _, c := range []struct{ what, addr, tls, want string }{
		{"imap", r.IMAPAddr, "tls", `set tls = "none" in [imap]`},
		{"smtp", r.SubmissionAddr, "tls", `set tls = "none" in [smtp]`},
		{"imap", r.IMAPSAddr, "starttls", `set tls = "tls" in [imap]`},
		{"smtp", plainServer(t), "starttls", `set tls = "none" in [smtp]`},
		{"smtp", plainServer(t), "tls", `set tls = "none" in [smtp]`},
		{"imap", r.IMAPAddr, "starttls", ""},
		{"imap", silent, "tls", `neither tls = "tls" nor "starttls" works there or at port 993 or 143`},
		{"smtp", silent, "starttls", `neither tls = "tls" nor "starttls" works there or at port 465 or 587`},
	} {
		x := checkedConfig()
		x.limit = 5 * time.Second
		got := x.tlsMend(t.Context(), c.what, config.Account{Addr: c.addr, TLS: c.tls})
		if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s %s tls %q: %q, want %q", c.what, c.addr, c.tls, got, c.want)
		}
	}
	if got := Ways(t.Context(), "smtp", r.SubmissionAddr); !slices.Equal(got, []string{"none", "starttls"}) {
		t.Errorf("ways of a server on this machine: %v", got)
	}
}

// silentServer closes every connection at once.
func silentServer(t *testing.T) string {
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
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}
