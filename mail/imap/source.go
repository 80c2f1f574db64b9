// Package imap reads one folder of one mailbox (RFC 9051, RFC 3501): mails after a
// cursor, in bounded batches, and a notice when there are new ones (IDLE, RFC 2177).
// It changes nothing on the server but \Seen, and where a mail lies, when asked to. A Source connects when
// it is first used and again after any error; it logs nothing and returns errors.
// Bodies are handed on as they came: what a mail means is not decided here.
package imap

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"time"
)

// Limits of one batch.
const (
	maxBatchMails   = 100
	maxBatchBytes   = 8 << 20
	defaultMailSize = 50 << 20
)

// Dial opens a connection, as net.Dialer.DialContext does.
type Dial func(ctx context.Context, network, addr string) (net.Conn, error)

// Token gives an access token in place of a password, and the SASL mechanism preferred
// for it: XOAUTH2, OAUTHBEARER, or empty for whichever the server offers.
type Token func(ctx context.Context) (mechanism, token string, err error)

// Config names the folder to read and how to reach it.
type Config struct {
	Addr               string // host:port
	TLS                string // "tls" (default), "starttls" or "none"; "none" only to loopback or with Dial
	Username, Password string
	Token              Token        // nil: the password is used
	Refused            func(string) // told of a token that the server did not take; nil: nobody is
	// told of what the server wants people to see (ALERT); must not block; nil: nobody is
	Alert       func(string)
	Folder      string        // default INBOX
	Dial        Dial          // default: TCP with keepalive
	TLSConfig   *tls.Config   // default: system roots, host of Addr
	Timeout     time.Duration // per command, of real time; default 30 s
	MaxMailSize int64         // octets; larger mails come with Raw nil; default 50 MiB
	// Wait returns after it without a notice; default 5 min, 1 min where IDLE is missing
	Interval time.Duration
	Now      func() time.Time // for the 7 days read again after a UIDVALIDITY change; default time.Now
}

// Cursor says how far a folder was read: everything up to and including UID is done.
type Cursor struct{ UIDValidity, UID uint32 }

// Mail is one message. Raw is nil when Size exceeds Config.MaxMailSize, or when the
// server failed to hand it out three times.
type Mail struct {
	UID     uint32
	Arrived time.Time // INTERNALDATE
	Size    int64     // octets, as the server says
	Raw     []byte
}

// Batch is what one Poll found, in order of UID.
type Batch struct {
	Mails  []Mail
	Cursor Cursor // after this batch
	More   bool   // another Poll would find more at once
	Left   int    // with More: about how many mails the folder has after this batch
	Reset  bool   // UIDVALIDITY differs from the cursor's
}

// Errors that a caller may look for with errors.Is.
var (
	ErrReadOnly  = errors.New("folder is read-only")
	ErrPlaintext = errors.New("plaintext is for loopback only")
	ErrTooMuch   = errors.New("server sent more than was asked for")
)

// Error is a failed operation with a server.
type Error struct {
	Op   string // connect, login, select, poll, seen, move, wait, start
	Addr string
	Auth bool // the login was refused, or the provider refuses to give a token for it
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("imap %s at %s: %v", e.Op, e.Addr, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Source reads one folder. One goroutine may Wait while another polls: the poll ends
// the IDLE for as long as it takes.
type Source struct {
	config  Config
	turn    chan struct{} // holds one token: the right to use the session
	waiting atomic.Int32  // callers that want the turn from a waiting IDLE
	wake    chan struct{} // tells the IDLE to look at waiting
	notices chan struct{} // the server spoke of new mail
	life    context.Context
	end     context.CancelFunc

	// With the turn only.
	session *session
	ahead   ahead
	reset   resetSpan
	stuck   map[uint32]int // failed tries by UID
	polled  uint32         // UIDVALIDITY of the last batch
}

// Open returns a source. It does not connect yet.
func Open(c Config) *Source {
	if c.TLS == "" {
		c.TLS = "tls"
	}
	if c.Folder == "" {
		c.Folder = "INBOX"
	}
	if c.Timeout <= 0 {
		c.Timeout = 30 * time.Second
	}
	if c.MaxMailSize <= 0 {
		c.MaxMailSize = defaultMailSize
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Source{
		config:  c,
		turn:    make(chan struct{}, 1),
		wake:    make(chan struct{}, 1),
		notices: make(chan struct{}, 1),
		stuck:   map[uint32]int{},
	}
	s.life, s.end = context.WithCancel(context.Background())
	s.turn <- struct{}{}
	return s
}

// Close ends the connection. A running call fails, a later one too.
func (s *Source) Close() error {
	s.end()
	<-s.turn
	s.drop()
	s.leave()
	return nil
}

// Start returns the cursor at which a first run begins: after everything there is.
func (s *Source) Start(ctx context.Context) (Cursor, error) {
	var c Cursor
	err := s.use(ctx, "start", func(ctx context.Context) error {
		// SELECT again: UIDNEXT is only told there.
		if err := s.session.choose(ctx, s.config.Folder); err != nil {
			return err
		}
		c = Cursor{s.session.uidValidity, s.session.uidNext - 1}
		return nil
	})
	return c, err
}

// Since returns the cursor before the first mail that arrived at t or later, by the server's clock and to the second,
// for a first run that begins in the past.
func (s *Source) Since(ctx context.Context, t time.Time) (Cursor, error) {
	var c Cursor
	err := s.use(ctx, "start", func(ctx context.Context) error {
		if err := s.session.choose(ctx, s.config.Folder); err != nil {
			return err
		}
		first, err := s.session.firstSince(ctx, t)
		if err != nil {
			return err
		}
		uid, err := s.before(ctx, first-1, t.Truncate(time.Second))
		c = Cursor{s.session.uidValidity, uid}
		return err
	})
	return c, err
}

// Seen marks mails of the last batch as read. The error is ErrReadOnly when the
// folder does not take it.
func (s *Source) Seen(ctx context.Context, uids []uint32) error {
	if len(uids) == 0 {
		return nil
	}
	return s.use(ctx, "seen", func(ctx context.Context) error {
		if s.polled != 0 && s.polled != s.session.uidValidity {
			return nil // the numbers name other mails now
		}
		return s.session.seen(ctx, uids)
	})
}

// use runs f with the session. A session from an earlier call may have been lost
// meanwhile, which is no error of this call: f runs once more on a new one.
func (s *Source) use(ctx context.Context, op string, f func(context.Context) error) error {
	ctx, done := s.bind(ctx)
	defer done()
	s.waiting.Add(1)
	select {
	case s.wake <- struct{}{}:
	default:
	}
	err := s.take(ctx)
	s.waiting.Add(-1)
	if err != nil {
		return s.wrap(op, err)
	}
	defer s.leave()
	if s.session != nil {
		if err = f(ctx); err == nil || ctx.Err() != nil || refused(err) {
			return s.fail(op, err)
		}
		s.drop()
	}
	if err = s.connect(ctx); err == nil {
		err = f(ctx)
	}
	return s.fail(op, err)
}

// bind joins the life of the source to a call's context.
func (s *Source) bind(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(s.life, func() { cancel(net.ErrClosed) })
	if s.life.Err() != nil { // AfterFunc would say so a moment later
		cancel(net.ErrClosed)
	}
	return ctx, func() { stop(); cancel(nil) }
}

// take waits for the turn.
func (s *Source) take(ctx context.Context) error {
	select {
	case <-s.turn:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if ctx.Err() != nil {
		s.leave()
		return context.Cause(ctx)
	}
	return nil
}

func (s *Source) leave() { s.turn <- struct{}{} }

func (s *Source) connect(ctx context.Context) error {
	session, err := dial(ctx, s.config, s.notices)
	if err != nil {
		return err
	}
	s.session = session
	return nil
}

// fail drops the session after an error, so that the next call connects again.
func (s *Source) fail(op string, err error) error {
	if err != nil && !errors.Is(err, ErrReadOnly) {
		s.drop()
	}
	return s.wrap(op, err)
}

func (s *Source) wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	if _, wrapped := errors.AsType[*Error](err); wrapped {
		return err
	}
	return &Error{Op: op, Addr: s.config.Addr, Err: err}
}

func (s *Source) drop() {
	if s.session != nil {
		s.session.close()
		s.session = nil
	}
	s.ahead = ahead{}
}
