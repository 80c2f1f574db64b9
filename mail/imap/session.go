package imap

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"handoffd/mail/oauth"
)

// session is one connection with the folder selected. imapclient has no timeout
// between responses, so every command runs under run.
type session struct {
	conn    *boundedConn
	client  *imapclient.Client
	timeout time.Duration
	maxSize int64

	uidValidity uint32
	uidNext     uint32 // as of SELECT
	flags       []imap.Flag
	canIdle     bool
	news        atomic.Bool // told of mails that were not asked for yet
}

// dial connects, logs in and selects the folder.
func dial(ctx context.Context, c Config, notices chan<- struct{}) (*session, error) {
	if c.Token != nil {
		return dialToken(ctx, c, notices)
	}
	return connect(ctx, c, bearer{}, notices)
}

func connect(ctx context.Context, c Config, b bearer, notices chan<- struct{}) (*session, error) {
	fail := func(op string, err error) error {
		return &Error{Op: op, Addr: c.Addr, Auth: op == "login" && loginRefused(err), Err: err}
	}
	connectCtx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	conn, err := open(connectCtx, c)
	if err != nil {
		return nil, fail("connect", err)
	}
	s := &session{conn: conn, timeout: c.Timeout, maxSize: c.MaxMailSize}
	if err := s.run(ctx, 0, func() error { return s.greet(ctx, c, notices) }); err != nil {
		s.close()
		return nil, fail("connect", err)
	}
	if err := s.run(ctx, 0, func() error { return s.login(c, b) }); err != nil {
		s.close()
		return nil, fail("login", err)
	}
	if err := s.choose(ctx, c.Folder); err != nil {
		s.close()
		return nil, fail("select", err)
	}
	return s, nil
}

// open makes the network connection; TLS "none" is refused where others could listen.
func open(ctx context.Context, c Config) (*boundedConn, error) {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return nil, err
	}
	switch c.TLS {
	case "tls", "starttls":
	case "none":
		if c.Dial == nil && !loopback(host) {
			return nil, ErrPlaintext
		}
	default:
		return nil, fmt.Errorf("unknown tls mode %q", c.TLS)
	}
	dial := c.Dial
	if dial == nil {
		dialer := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{
			Enable: true, Idle: time.Minute, Interval: 15 * time.Second, Count: 4,
		}}
		dial = dialer.DialContext
	}
	conn, err := dial(ctx, "tcp", c.Addr)
	if err != nil {
		return nil, err
	}
	return &boundedConn{Conn: conn}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// greet starts the protocol, under TLS unless it is off.
func (s *session) greet(ctx context.Context, c Config, notices chan<- struct{}) error {
	options := &imapclient.Options{
		TLSConfig: tlsConfig(c),
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{
			// Runs on the reading goroutine, so it must not block.
			Mailbox: func(data *imapclient.UnilateralDataMailbox) {
				if data.NumMessages == nil {
					return
				}
				s.news.Store(true)
				select {
				case notices <- struct{}{}:
				default:
				}
			},
		},
	}
	if c.Alert != nil {
		options.DebugWriter = Lines(func(line string) {
			if text, ok := Alert(line); ok {
				c.Alert(text)
			}
		})
	}
	switch c.TLS {
	case "starttls":
		client, err := imapclient.NewStartTLS(s.conn, options)
		if err != nil {
			return err
		}
		s.client = client
	case "none":
		s.client = imapclient.New(s.conn, options)
	default:
		conn := tls.Client(s.conn, options.TLSConfig)
		if err := conn.HandshakeContext(ctx); err != nil {
			return err
		}
		s.client = imapclient.New(conn, options)
	}
	return s.client.WaitGreeting()
}

func tlsConfig(c Config) *tls.Config {
	config := &tls.Config{}
	if c.TLSConfig != nil {
		config = c.TLSConfig.Clone()
	}
	if config.ServerName == "" {
		config.ServerName, _, _ = net.SplitHostPort(c.Addr)
	}
	return config
}

func (s *session) login(c Config, b bearer) error {
	if s.client.State() == imap.ConnStateAuthenticated { // PREAUTH
		return nil
	}
	if b != (bearer{}) {
		return s.authenticate(c, b)
	}
	if s.client.Caps().Has(imap.CapLoginDisabled) {
		return &imap.Error{Type: imap.StatusResponseTypeNo, Text: "server offers no password login (LOGINDISABLED)"}
	}
	return s.client.Login(c.Username, c.Password).Wait()
}

// loginRefused tells a refused password or token from a server that cannot log anybody
// in now (RFC 5530 section 3), and a provider that gives no token from one out of reach.
func loginRefused(err error) bool {
	no, ok := errors.AsType[*imap.Error](err)
	if !ok || no.Type != imap.StatusResponseTypeNo {
		said, answered := errors.AsType[*oauth.Error](err)
		return answered && said.Refused() || errors.Is(err, errNoMechanism)
	}
	switch no.Code {
	case imap.ResponseCodeUnavailable, imap.ResponseCodeServerBug, imap.ResponseCodeInUse, imap.ResponseCodeLimit:
		return false
	}
	return true
}

// refused reports an answer of the server, as opposed to a broken connection.
func refused(err error) bool {
	_, answered := errors.AsType[*imap.Error](err)
	return answered || errors.Is(err, ErrReadOnly) || errors.Is(err, errNoBody)
}

// choose selects the folder and learns its numbering.
func (s *session) choose(ctx context.Context, folder string) error {
	return s.run(ctx, 0, func() error {
		data, err := s.client.Select(folder, nil).Wait()
		if err != nil {
			return fmt.Errorf("select %q: %w", folder, err)
		}
		if data.UIDValidity == 0 {
			return fmt.Errorf("select %q: server gives no UIDVALIDITY", folder)
		}
		s.uidValidity, s.uidNext, s.flags = data.UIDValidity, uint32(data.UIDNext), data.PermanentFlags
		caps := s.client.Caps()
		s.canIdle = caps.Has(imap.CapIdle) || caps.Has(imap.CapIMAP4rev2)
		if s.uidNext == 0 {
			return s.findUIDNext(data.NumMessages)
		}
		return nil
	})
}

// findUIDNext asks for the last mail where SELECT did not tell UIDNEXT.
func (s *session) findUIDNext(mails uint32) error {
	s.uidNext = 1
	if mails == 0 {
		return nil
	}
	fetch := s.client.Fetch(imap.SeqSetNum(mails), &imap.FetchOptions{UID: true})
	last, err := fetch.Collect()
	for _, m := range last {
		s.uidNext = uint32(m.UID) + 1
	}
	return err
}

// run runs one command: the connection is closed when the context ends, or when the
// timeout passes (longer where payload octets are expected).
func (s *session) run(ctx context.Context, payload int64, command func() error) error {
	const slowest = 64 << 10 // octets per second
	limit := s.timeout + time.Duration(payload/slowest)*time.Second
	s.conn.allow(2*payload + 16<<20)
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("no answer within %v: %w", limit,
		context.DeadlineExceeded))
	defer cancel()
	stop := context.AfterFunc(ctx, func() { s.conn.Close() })
	defer stop()
	err := command()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case s.conn.exceeded():
		return ErrTooMuch
	}
	return err
}

func (s *session) noop(ctx context.Context) error {
	return s.run(ctx, 0, func() error { return s.client.Noop().Wait() })
}

func (s *session) idle(ctx context.Context) (idle *imapclient.IdleCommand, err error) {
	err = s.run(ctx, 0, func() error {
		idle, err = s.client.Idle()
		return err
	})
	return idle, err
}

func (s *session) endIdle(ctx context.Context, idle *imapclient.IdleCommand) error {
	return s.run(ctx, 0, func() error {
		if err := idle.Close(); err != nil {
			return err
		}
		return idle.Wait()
	})
}

func (s *session) close() {
	s.conn.Close() // first: closing TLS would wait to say goodbye
	if s.client != nil {
		s.client.Close()
	}
}
