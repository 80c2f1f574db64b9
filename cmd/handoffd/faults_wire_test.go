package main

import (
	"bufio"
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// wire is a TCP connection to a mail server that a test breaks: it can refuse, fall silent as after a lost network
// path, dribble, and change or cut what it carries line by line.
type wire struct {
	addr     string
	listener net.Listener

	mu     sync.Mutex
	target string
	refuse bool
	silent bool
	pace   time.Duration // between pieces of 16 bytes; 0: at once
	opaque bool          // TLS: not lines
	down   filter        // what the server says
	up     filter        // what the client says
	links  map[*link]struct{}
}

// filter changes a line; reset ends the connection hard after what is returned.
type filter func(line []byte) (out []byte, reset bool)

// link is one connection through a wire.
type link struct {
	wire           *wire
	client, server net.Conn
	once           sync.Once
	dead           chan struct{} // closed when the link fell silent for good
}

func newWire(t testing.TB, target string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{addr: l.Addr().String(), listener: l, target: target, links: map[*link]struct{}{}}
	go w.serve()
	t.Cleanup(func() {
		_ = l.Close()
		w.cut()
	})
	return w
}

func (w *wire) serve() {
	for {
		c, err := w.listener.Accept()
		if err != nil {
			return
		}
		go w.connect(c)
	}
}

func (w *wire) connect(c net.Conn) {
	w.mu.Lock()
	k := &link{wire: w, client: c, dead: make(chan struct{})}
	refuse, silent, target, opaque := w.refuse, w.silent, w.target, w.opaque
	w.links[k] = struct{}{}
	w.mu.Unlock()
	if refuse {
		k.reset()
		return
	}
	if silent {
		k.fall()
		_, _ = io.Copy(io.Discard, c)
		k.close()
		return
	}
	s, err := net.Dial("tcp", target)
	if err != nil {
		k.reset()
		return
	}
	w.mu.Lock()
	k.server = s
	w.mu.Unlock()
	go k.pump(c, s, opaque, func() filter { return w.up })
	k.pump(s, c, opaque, func() filter { return w.down })
}

// pump carries what one side says to the other until one of them ends.
func (k *link) pump(from, to net.Conn, opaque bool, what func() filter) {
	defer k.close()
	if opaque {
		_, _ = io.Copy(to, from)
		return
	}
	for in := bufio.NewReaderSize(from, 64<<10); ; {
		line, err := in.ReadSlice('\n') // a longer line comes in parts
		if len(line) > 0 {
			k.wire.mu.Lock()
			f, pace := what(), k.wire.pace
			k.wire.mu.Unlock()
			reset := false
			if f != nil {
				line, reset = f(line)
			}
			select {
			case <-k.dead:
				continue
			default:
			}
			if carry(to, line, pace) != nil {
				return
			}
			if reset {
				k.reset()
				return
			}
		}
		if err != nil && err != bufio.ErrBufferFull {
			return
		}
	}
}

// carry writes in pieces with a pause after each, or at once.
func carry(to net.Conn, b []byte, pace time.Duration) error {
	if pace == 0 {
		_, err := to.Write(b)
		return err
	}
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for len(b) > 0 {
		n, err := to.Write(b[:min(16, len(b))])
		if err != nil {
			return err
		}
		b = b[n:]
		<-tick.C
	}
	return nil
}

func (k *link) fall() { k.once.Do(func() { close(k.dead) }) }

// reset ends the connection as a crashed host does, without a goodbye.
func (k *link) reset() {
	if c, ok := k.client.(*net.TCPConn); ok {
		_ = c.SetLinger(0)
	}
	k.close()
}

func (k *link) close() {
	_ = k.client.Close()
	k.wire.mu.Lock()
	delete(k.wire.links, k)
	s := k.server
	k.wire.mu.Unlock()
	if s != nil {
		_ = s.Close()
	}
}

// set changes the wire; connections that are open see it with their next line.
func (w *wire) set(change func(w *wire)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change(w)
}

// cut ends all connections.
func (w *wire) cut() {
	w.mu.Lock()
	var all []*link
	for k := range w.links {
		all = append(all, k)
	}
	w.mu.Unlock()
	for _, k := range all {
		k.reset()
	}
}

// breakOff refuses connections, and ends those there are, until it is mended.
func (w *wire) breakOff() {
	w.set(func(w *wire) { w.refuse = true })
	w.cut()
}

// hush makes the wire a black hole: what is open stays open, nothing comes through, and nothing says so.
func (w *wire) hush() {
	w.set(func(w *wire) {
		w.silent = true
		for k := range w.links {
			k.fall()
		}
	})
}

// mend lets new connections through; silent ones stay dead.
func (w *wire) mend() {
	w.set(func(w *wire) { w.refuse, w.silent, w.pace, w.up, w.down = false, false, 0, nil, nil })
}
