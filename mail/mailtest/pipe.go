package mailtest

import (
	"context"
	"fmt"
	"net"
	"sync"
)

// DialIMAP returns the client's end of a new in-memory connection to the IMAP
// server. Network and address are ignored.
func (s *Server) DialIMAP(ctx context.Context, _, _ string) (net.Conn, error) {
	s.pipesOnce[0].Do(func() { go s.ServeIMAP(s.imapPipes) })
	return s.imapPipes.dial(ctx)
}

// DialSMTP returns the client's end of a new in-memory connection to the SMTP
// server. Network and address are ignored.
func (s *Server) DialSMTP(ctx context.Context, _, _ string) (net.Conn, error) {
	s.pipesOnce[1].Do(func() { go s.ServeSMTP(s.smtpPipes) })
	return s.smtpPipes.dial(ctx)
}

// pipeListener is a net.Listener whose connections are net.Pipe pairs.
type pipeListener struct {
	pending chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

func newPipeListener() *pipeListener {
	return &pipeListener{pending: make(chan net.Conn), closed: make(chan struct{})}
}

func (l *pipeListener) dial(ctx context.Context) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case l.pending <- server:
		return client, nil
	case <-l.closed:
		return nil, fmt.Errorf("dial closed test server: %w", net.ErrClosed)
	case <-ctx.Done():
		return nil, fmt.Errorf("dial test server: %w", ctx.Err())
	}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.pending:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *pipeListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }
