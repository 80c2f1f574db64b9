package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
)

// freeAddress is one of this machine at which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// TestServeCanBeAskedHowItIs: the log names the addresses and sources that are read, without a mail address where the
// config says so, and the figures are there.
func TestServeCanBeAskedHowItIs(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	at := freeAddress(t)
	p := &provider{&hosttest.Provider{T: t, Config: h.Config(t, demo.Config+
		"\n[log]\naddresses = \"hash\"\n\n[ops]\nlisten = \""+at+"\"\n")}}
	log := p.serve()
	ask := func(path string) (int, string) {
		got, err := http.Get("http://" + at + path)
		if err != nil {
			return 0, err.Error()
		}
		defer got.Body.Close()
		body, _ := io.ReadAll(got.Body)
		return got.StatusCode, string(body)
	}
	p.Until("it is ready", func() bool { code, _ := ask("/readyz"); return code == http.StatusOK })
	if code, text := ask("/metrics"); code != http.StatusOK || !strings.Contains(text, "handoffd_measured 1") ||
		strings.Contains(text, "@") {
		t.Errorf("metrics: %d\n%s", code, text)
	}
	if code, _ := ask("/healthz"); code != http.StatusOK {
		t.Errorf("health: %d", code)
	}
	said := log.String()
	if !strings.Contains(said, "sources=") || !strings.Contains(said, "/INBOX") || !strings.Contains(said, "address:") ||
		strings.Contains(said, "@acme.example") {
		t.Errorf("the log:\n%s", said)
	}
}

// TestAWrongPasswordNamesCheck: whoever reads the log is told where the mend stands.
func TestAWrongPasswordNamesCheck(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	h.Password = "wrong"
	p := &provider{&hosttest.Provider{T: t, Config: h.Config(t, demo.Config)}}
	log := p.serve()
	p.Until("the login is refused", func() bool {
		return strings.Contains(log.String(), "`handoffd check --config "+p.Config+"` says the mend")
	})
}
