package check

import (
	"bufio"
	"net"
	"strings"
	"testing"

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
		"→ remove username and the password from [smtp], or set tls = \"starttls\""} {
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
