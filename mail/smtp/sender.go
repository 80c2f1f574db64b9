// Package smtp submits finished messages to one server (RFC 5321, RFC 6409): the
// bytes go out as they were stored, one recipient per transaction, over one
// connection that is kept and renewed when it is gone; with PIPELINING (RFC 2920), if
// the server takes it, in two round trips a message. An error says at which stage
// and whether to try again, and whether the server may have taken the message.
// The package writes no messages and chooses no recipients.
package smtp

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

const (
	defaultTimeout = time.Minute
	// the answer to the final dot may take this many timeouts (RFC 5321 section 4.5.3.2.6)
	dotTimeouts = 10
	freshFor    = 5 * time.Second // a connection used more recently is not probed before reuse
)

// Dial opens a connection, as net.Dialer.DialContext does.
type Dial func(ctx context.Context, network, addr string) (net.Conn, error)

// Token gives an access token in place of a password, and the SASL mechanism preferred
// for it: XOAUTH2, OAUTHBEARER, or empty for whichever the server offers.
type Token func(ctx context.Context) (mechanism, token string, err error)

// Config names the server. Without a Username it does not log in.
type Config struct {
	Addr               string // host:port
	TLS                string // "tls" (default), "starttls" or "none"; "none" only to loopback or with Dial
	Username, Password string
	Token              Token         // nil: the password is used
	Refused            func(string)  // told of a token that the server did not take; nil: nobody is
	HELO               string        // own name in EHLO; default localhost
	Dial               Dial          // default: TCP
	TLSConfig          *tls.Config   // default: system roots, host of Addr
	Timeout            time.Duration // per command, of real time; default 1 min, ten times that after the final dot
}

// Stages of an Error.
const (
	StageDial = "dial"
	StageAuth = "auth"
	StageMail = "mail"
	StageRcpt = "rcpt"
	StageData = "data"
)

// Sender submits messages one after the other. Its methods are safe for concurrent
// use; each waits for the one before.
type Sender struct {
	config Config
	turn   chan struct{}
	life   context.Context
	end    context.CancelFunc

	// With the turn only.
	link *link
	used time.Time
}

// New returns a sender. It does not connect yet.
func New(c Config) *Sender {
	if c.TLS == "" {
		c.TLS = "tls"
	}
	if c.HELO == "" {
		c.HELO = "localhost"
	}
	if c.Timeout <= 0 {
		c.Timeout = defaultTimeout
	}
	s := &Sender{config: c, turn: make(chan struct{}, 1)}
	s.life, s.end = context.WithCancel(context.Background())
	s.turn <- struct{}{}
	return s
}

// Send submits raw, a whole message, to one recipient. From may be empty, for the
// null sender. Line ends become CRLF and leading dots are doubled; nothing else of
// raw is changed. When the context ends before DATA, nothing was taken; once DATA has
// begun it has a few seconds more to come to its end. All errors are of type *Error.
func (s *Sender) Send(ctx context.Context, from, to string, raw []byte) error {
	if err := checkAddress(from); err != nil && from != "" {
		return &Error{Stage: StageMail, Enhanced: "5.1.7", Err: fmt.Errorf("sender %q: %w", from, err)}
	}
	if err := checkAddress(to); err != nil {
		return &Error{Stage: StageRcpt, Enhanced: "5.1.3", Err: fmt.Errorf("recipient %q: %w", to, err)}
	}
	ctx, leave, err := s.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return s.send(ctx, from, to, raw)
}

// Check connects and logs in, as the next Send would, and sends nothing. All errors
// are of type *Error.
func (s *Sender) Check(ctx context.Context) error {
	ctx, leave, err := s.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if s.link != nil && s.link.probe(ctx) != nil {
		s.drop()
	}
	if err := s.connected(ctx); err != nil {
		return err
	}
	return nil
}

// enter waits for the turn and joins the life of the sender to the context.
func (s *Sender) enter(ctx context.Context) (_ context.Context, leave func(), err *Error) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(s.life, func() { cancel(net.ErrClosed) })
	end := func() { stop(); cancel(nil) }
	select {
	case <-s.turn:
	case <-ctx.Done():
		defer end()
		return nil, nil, &Error{Stage: StageDial, Temporary: true, Err: context.Cause(ctx)}
	}
	leave = func() { s.turn <- struct{}{}; end() }
	if s.life.Err() != nil {
		cancel(net.ErrClosed)
	}
	if ctx.Err() != nil {
		defer leave()
		return nil, nil, &Error{Stage: StageDial, Temporary: true, Err: context.Cause(ctx)}
	}
	return ctx, leave, nil
}

// connected makes a connection if there is none.
func (s *Sender) connected(ctx context.Context) *Error {
	if s.link != nil {
		return nil
	}
	link, err := connect(ctx, s.config)
	if err != nil {
		return err
	}
	s.link = link
	return nil
}

// send makes sure that a connection that was closed while idle costs no message: as
// long as nothing was taken, a new one is tried once.
// Accepts does what Check does and asks whether the server would take a message, which is not sent. A recipient that
// it wants to look at first (a temporary refusal) is none. All errors are of type *Error.
func (s *Sender) Accepts(ctx context.Context, from, to string) error {
	if err := s.Check(ctx); err != nil {
		return err
	}
	ctx, leave, err := s.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	defer s.drop()
	if err := s.connected(ctx); err != nil {
		return err
	}
	if err := s.link.envelope(ctx, from, to); err != nil && (err.Stage != StageRcpt || !err.Temporary) {
		return err
	}
	_ = s.link.run(ctx, s.link.timeout, (*smtp.Client).Reset)
	return nil
}

func (s *Sender) send(ctx context.Context, from, to string, raw []byte) error {
	if s.link != nil && time.Since(s.used) > freshFor {
		if err := s.link.probe(ctx); err != nil {
			s.drop()
		}
	}
	reused := s.link != nil
	err := s.try(ctx, from, to, raw)
	if err != nil && reused && err.Stage == StageMail && s.link == nil && ctx.Err() == nil {
		err = s.try(ctx, from, to, raw)
	}
	if err != nil {
		return err
	}
	s.used = time.Now()
	return nil
}

// try runs one transaction; the link is dropped unless it can be used again.
func (s *Sender) try(ctx context.Context, from, to string, raw []byte) *Error {
	if err := s.connected(ctx); err != nil {
		return err
	}
	if err := s.link.fits(from, to, raw); err != nil {
		return err
	}
	err := s.link.transaction(ctx, from, to, raw)
	if err != nil && !s.link.recover(ctx, err) {
		s.drop()
	}
	return err
}

func (s *Sender) drop() {
	if s.link != nil {
		s.link.conn.Close()
		s.link = nil
	}
}

// Close says goodbye and ends the connection. A running Send fails, a later one too.
func (s *Sender) Close() error {
	s.end()
	<-s.turn
	if s.link != nil {
		_ = s.link.run(context.Background(), time.Second, (*smtp.Client).Quit)
	}
	s.drop()
	s.turn <- struct{}{}
	return nil
}
