package mailtest

import (
	"net"
	"sync"

	"github.com/emersion/go-smtp"
)

// Stages at which FailNext can order a fault.
const (
	StageLogin  = "login"  // IMAP LOGIN: refused, whatever the code
	StageAuth   = "auth"   // SMTP AUTH
	StageMail   = "mail"   // MAIL FROM
	StageRcpt   = "rcpt"   // RCPT TO
	StageData   = "data"   // after the final dot, nothing stored
	StageStored = "stored" // after the final dot, everything stored
)

// FailNext makes the next n commands that reach the stage fail with the SMTP
// reply code; with code 0 the connection is closed instead of an answer.
func (s *Server) FailNext(stage string, code, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.faults[stage] = append(s.faults[stage], code)
	}
}

func (s *Server) takeFault(stage string) (code int, ordered bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue := s.faults[stage]
	if len(queue) == 0 {
		return 0, false
	}
	s.faults[stage] = queue[1:]
	return queue[0], true
}

// smtpFault returns the error to answer with if a fault was ordered for the stage.
func (s *Server) smtpFault(stage string, c *smtp.Conn) error {
	code, ordered := s.takeFault(stage)
	if !ordered {
		return nil
	}
	if code == 0 {
		c.Conn().Close()
		return net.ErrClosed
	}
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: "ordered by the test"}
}

// Stall stops (true) or resumes (false) answering on all connections: they stay
// open and silent, as after a lost network path.
func (s *Server) Stall(on bool) {
	if on {
		s.stall.shut()
	} else {
		s.stall.open()
	}
}

// DisconnectIMAP closes all IMAP connections.
func (s *Server) DisconnectIMAP() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.Close()
	}
}

// gate lets callers pass unless it is shut. The zero value is open.
type gate struct {
	mu sync.Mutex
	ch chan struct{} // nil when open
}

func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ch == nil {
		g.ch = make(chan struct{})
	}
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ch != nil {
		close(g.ch)
		g.ch = nil
	}
}

func (g *gate) waiting() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.ch
}

// listener hands out connections that obey Stall and DisconnectIMAP.
type listener struct {
	net.Listener
	server *Server
	imap   bool
}

func (l *listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	wrapped := &conn{Conn: c, server: l.server, closed: make(chan struct{})}
	if l.imap {
		l.server.mu.Lock()
		l.server.conns[wrapped] = struct{}{}
		l.server.mu.Unlock()
	}
	return wrapped, nil
}

type conn struct {
	net.Conn
	server *Server
	once   sync.Once
	closed chan struct{}
}

// Read holds back what came in while the server is stalled.
func (c *conn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if shut := c.server.stall.waiting(); shut != nil && err == nil {
		select {
		case <-shut:
		case <-c.closed:
			return 0, net.ErrClosed
		}
	}
	return n, err
}

func (c *conn) Close() error {
	c.once.Do(func() {
		close(c.closed)
		go c.forget()
	})
	return c.Conn.Close()
}

// forget runs on its own goroutine: DisconnectIMAP closes under the lock.
func (c *conn) forget() {
	c.server.mu.Lock()
	delete(c.server.conns, c)
	c.server.mu.Unlock()
}
