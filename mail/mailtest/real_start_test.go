package mailtest

import (
	"errors"
	"net"
	"os"
	"testing"
)

// TestAPortIsTakenMeanwhile: servers are started anew on other ports if somebody else was faster.
func TestAPortIsTakenMeanwhile(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	calls := 0
	findPorts = func(n int) ([]int, error) {
		ports, err := freePorts(n)
		if calls++; calls == 1 && err == nil {
			ports[4] = l.Addr().(*net.TCPAddr).Port
		}
		return ports, err
	}
	defer func() { findPorts = freePorts }()
	r, err := StartReal(t.Context(), Options{Hostname: "mx.acme.example", Domains: []string{"acme.example"}})
	if errors.Is(err, ErrUnavailable) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Stop(); err != nil || calls != 2 {
		t.Errorf("started %d times, %v", calls, err)
	}
}
