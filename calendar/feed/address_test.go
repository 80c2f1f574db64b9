package feed

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"handoffd/calendar"
)

func TestPermitted(t *testing.T) {
	for _, c := range []struct {
		address         string
		public, private bool // permitted without and with Private
	}{
		{"93.184.216.34", true, true},
		{"1.1.1.1", true, true},
		{"2606:4700::1111", true, true},
		{"::ffff:93.184.216.34", true, true},
		{"64:ff9b::5db8:d822", true, true}, // 93.184.216.34 behind NAT64

		{"127.0.0.1", false, true},
		{"127.8.8.8", false, true},
		{"::1", false, true},
		{"10.1.2.3", false, true},
		{"172.16.0.1", false, true},
		{"172.31.255.255", false, true},
		{"192.168.1.1", false, true},
		{"100.64.0.1", false, true},
		{"100.127.255.255", false, true},
		{"fc00::1", false, true},
		{"fdff::1", false, true},
		{"::ffff:127.0.0.1", false, true},
		{"::ffff:192.168.1.1", false, true},
		{"64:ff9b::7f00:1", false, true},
		{"64:ff9b::a01:203", false, true},

		{"172.32.0.1", true, true},
		{"100.128.0.1", true, true},
		{"11.0.0.1", true, true},

		{"0.0.0.0", false, false},
		{"0.1.2.3", false, false},
		{"169.254.169.254", false, false}, // cloud metadata
		{"::ffff:169.254.169.254", false, false},
		{"64:ff9b::a9fe:a9fe", false, false},
		{"fe80::1", false, false},
		{"fe80::1%eth0", false, false},
		{"224.0.0.1", false, false},
		{"239.255.255.255", false, false},
		{"ff02::1", false, false},
		{"255.255.255.255", false, false},
		{"240.0.0.1", false, false},
		{"192.0.0.1", false, false},
		{"192.0.2.1", false, false},
		{"192.88.99.1", false, false},
		{"198.18.0.1", false, false},
		{"198.19.255.255", false, false},
		{"198.51.100.1", false, false},
		{"203.0.113.1", false, false},
		{"::", false, false},
		{"::7f00:1", false, false},        // IPv4-compatible
		{"2002:7f00:1::", false, false},   // 6to4 of 127.0.0.1
		{"2001:0:7f00:1::", false, false}, // Teredo
		{"2001:db8::1", false, false},
		{"64:ff9b:1::7f00:1", false, false}, // NAT64 of a local kind
		{"100::1", false, false},
		{"fec0::1", false, false},
		{"3fff::1", false, false},
		{"5f00::1", false, false},
	} {
		ip := netip.MustParseAddr(c.address)
		if got := permitted(ip, false); got != c.public {
			t.Errorf("%s: %v, want %v", c.address, got, c.public)
		}
		if got := permitted(ip, true); got != c.private {
			t.Errorf("%s with private ones allowed: %v, want %v", c.address, got, c.private)
		}
	}
	if permitted(netip.Addr{}, true) {
		t.Error("no address at all is permitted")
	}
}

// TestControl is what the dialer asks, for what it may hand over.
func TestControl(t *testing.T) {
	r := newReader(t, Options{})
	for _, address := range []string{"127.0.0.1:443", "[::1]:443", "[fe80::1%lo]:443", "/run/socket", "localhost:80", ""} {
		if err := r.control("tcp", address, nil); err == nil {
			t.Errorf("%q is permitted", address)
		}
	}
	if err := r.control("tcp", "93.184.216.34:443", nil); err != nil {
		t.Error(err)
	}
}

// names is a DNS server on pipes that gives other addresses at each question for a name: a rebinding attacker.
type names struct {
	asked   atomic.Int32
	answers [][4]byte
}

func (n *names) dial(context.Context, string, string) (net.Conn, error) {
	here, there := net.Pipe()
	go n.serve(there)
	return here, nil
}

func (n *names) serve(c net.Conn) {
	defer c.Close()
	for {
		var size [2]byte
		if _, err := readFull(c, size[:]); err != nil {
			return
		}
		query := make([]byte, int(size[0])<<8|int(size[1]))
		if _, err := readFull(c, query); err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(query) != nil {
			return
		}
		m.Response, m.Additionals = true, nil
		if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
			i := int(n.asked.Add(1)-1) % len(n.answers)
			m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, Type: q.Type},
				Body: &dnsmessage.AResource{A: n.answers[i]}}}
		}
		out, err := m.Pack()
		if err != nil {
			return
		}
		if _, err := c.Write(append([]byte{byte(len(out) >> 8), byte(len(out))}, out...)); err != nil {
			return
		}
	}
}

func readFull(c net.Conn, b []byte) (int, error) {
	for n := 0; n < len(b); {
		m, err := c.Read(b[n:])
		if n += m; err != nil {
			return n, err
		}
	}
	return len(b), nil
}

// TestRebinding: a name that means an allowed address when it is asked first, and a forbidden one later, reaches
// neither by trick.
func TestRebinding(t *testing.T) {
	var reached atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached.Add(1)
		fmt.Fprint(w, oneEvent)
	}))
	defer srv.Close()
	_, port, _ := net.SplitHostPort(srv.Listener.Addr().String())
	dns := &names{answers: [][4]byte{{127, 0, 0, 1}, {127, 0, 0, 2}, {127, 0, 0, 3}}}
	now := noon
	r := newReader(t, Options{Sources: source1("http://rebind.example:" + port + "/s3cret.ics"),
		Now: func() time.Time { now = now.Add(time.Hour); return now }})
	r.dialer.Resolver = &net.Resolver{PreferGo: true, Dial: dns.dial}
	r.permit = func(ip netip.Addr) bool { return ip == netip.MustParseAddr("127.0.0.1") } // the "public" one of this test
	r.client.Transport.(*http.Transport).DisableKeepAlives = true
	outcomes := ""
	for range 6 {
		_, err := r.Schedule(context.Background(), rita, noon, noon.Add(time.Hour))
		switch {
		case err == nil:
			outcomes += "read "
		case calendar.KindOf(err) == calendar.Refused:
			outcomes += "refused "
		default:
			t.Errorf("%v", err)
		}
	}
	if outcomes != "read refused refused read refused refused " || reached.Load() != 2 {
		t.Errorf("%s, reached %d times", outcomes, reached.Load())
	}
}
