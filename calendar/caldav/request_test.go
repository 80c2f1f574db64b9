package caldav

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"
)

// hangingUp is a server that keeps connections alive and hangs up when the next request comes on one: with its first
// byte, or having read it whole. It answers the first request of each connection.
type hangingUp struct {
	net.Listener
	reads bool // the lost request whole

	mu       sync.Mutex
	answered []string
	lost     int
	conns    int
}

func (s *hangingUp) serve() {
	for {
		conn, err := s.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns++
		s.mu.Unlock()
		go s.one(conn)
	}
}

func (s *hangingUp) one(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	in := bufio.NewReader(conn)
	req, err := http.ReadRequest(in)
	if err != nil {
		return
	}
	body, _ := io.ReadAll(req.Body)
	s.mu.Lock()
	s.answered = append(s.answered, req.Method+" "+string(body)+req.Header.Get("Idempotency-Key"))
	s.mu.Unlock()
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
	if _, err := in.Peek(1); err != nil {
		return
	}
	if s.reads {
		if req, err = http.ReadRequest(in); err == nil {
			_, _ = io.Copy(io.Discard, req.Body)
		}
	}
	s.mu.Lock()
	s.lost++
	s.mu.Unlock()
}

// TestFlow33LostOnAKeptConnection: a kept-alive connection that the server closes under a request costs nothing but a
// new connection.
func TestFlow33LostOnAKeptConnection(t *testing.T) {
	for _, reads := range []bool{false, true} {
		for method, repeated := range map[string]bool{"GET": true, "PUT": true, "DELETE": true, "PROPFIND": true,
			"REPORT": true, "POST": false, "LOCK": false} {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			s := &hangingUp{Listener: l, reads: reads}
			go s.serve()
			c := open(t, Options{URL: "http://" + l.Addr().String() + "/dav/", Username: "handoff", Password: password,
				Client: &http.Client{Transport: &http.Transport{}}})
			u := &url.URL{Scheme: "http", Host: l.Addr().String(), Path: "/dav/"}
			ask := func() error {
				_, err := c.do(t.Context(), request{op: "try", method: method, url: u, body: []byte("body"), limit: 10})
				return err
			}
			if err := ask(); err != nil {
				t.Fatalf("%s: %v", method, err)
			}
			if err := ask(); (err == nil) != repeated {
				t.Errorf("%s, read whole %v: %v", method, reads, err)
			}
			_ = l.Close()
			want, conns := []string{method + " body"}, 1
			if repeated {
				want, conns = append(want, method+" body"), 2
			}
			s.mu.Lock()
			if !slices.Equal(s.answered, want) || s.lost != 1 || s.conns != conns {
				t.Errorf("%s, read whole %v: answered %q, lost %d, on %d connections", method, reads, s.answered, s.lost, s.conns)
			}
			s.mu.Unlock()
		}
	}
}

// TestFreshConnectionsAreNotRepeated: who hangs up on a new connection would do so again.
func TestFreshConnectionsAreNotRepeated(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	conns := make(chan bool, 10)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conns <- true
			_, _ = bufio.NewReader(conn).Peek(1)
			_ = conn.Close()
		}
	}()
	c := open(t, Options{URL: "http://" + l.Addr().String() + "/dav/", Client: &http.Client{Transport: &http.Transport{}}})
	if _, err := c.do(t.Context(), request{op: "try", method: "PROPFIND", url: c.base}); err == nil {
		t.Error("no error")
	}
	if n := len(conns); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
}
