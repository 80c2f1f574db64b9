package smtp

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// link is one connection, greeted and logged in.
type link struct {
	conn    *boundedConn
	client  *smtp.Client
	timeout time.Duration
	utf8    bool // the message in hand needs SMTPUTF8
}

// dial connects, greets, starts TLS and logs in. go-mail's own dialling does not
// tell these stages apart.
func dial(ctx context.Context, c Config, b bearer) (*link, *Error) {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return nil, failure(StageDial, err)
	}
	conn, err := open(ctx, c, host)
	if err != nil {
		return nil, failure(StageDial, fmt.Errorf("connect to %s: %w", c.Addr, err))
	}
	l := &link{conn: &boundedConn{Conn: conn}, timeout: c.Timeout}
	err = l.run(ctx, l.timeout, func(*smtp.Client) error { return l.greet(ctx, c, host) })
	if err != nil {
		conn.Close()
		return nil, failure(StageDial, fmt.Errorf("greet %s: %w", c.Addr, err))
	}
	if c.Username == "" {
		return l, nil
	}
	err = l.run(ctx, l.timeout, func(client *smtp.Client) error { return login(client, c, b, host) })
	if err != nil {
		conn.Close()
		return nil, failure(StageAuth, fmt.Errorf("log in to %s as %s: %w", c.Addr, c.Username, err))
	}
	return l, nil
}

// open makes the network connection; TLS "none" is refused where others could listen.
func open(ctx context.Context, c Config, host string) (net.Conn, error) {
	switch c.TLS {
	case "tls", "starttls":
	case "none":
		if ip := net.ParseIP(host); c.Dial == nil && host != "localhost" && !(ip != nil && ip.IsLoopback()) {
			return nil, ErrPlaintext
		}
	default:
		return nil, fmt.Errorf("unknown tls mode %q", c.TLS)
	}
	dial := c.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	return dial(ctx, "tcp", c.Addr)
}

func (l *link) greet(ctx context.Context, c Config, host string) error {
	config := &tls.Config{}
	if c.TLSConfig != nil {
		config = c.TLSConfig.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = host
	}
	var conn net.Conn = l.conn
	if c.TLS == "tls" {
		secure := tls.Client(conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			return err
		}
		conn = secure
	}
	client, err := smtp.NewClient(conn, host)
	if err != nil {
		return err
	}
	l.client = client
	if err := client.Hello(c.HELO); err != nil {
		return err
	}
	if c.TLS != "starttls" {
		return nil
	}
	return client.StartTLS(config)
}

// login takes a token if there is one, else PLAIN, else LOGIN. Secrets go over plaintext
// only where open has allowed plaintext.
func login(client *smtp.Client, c Config, b bearer, host string) error {
	if b != (bearer{}) {
		return authenticate(client, c, b)
	}
	_, offered := client.Extension("AUTH")
	mechanisms := strings.Fields(strings.ToUpper(offered))
	plaintext := c.TLS == "none"
	for _, m := range mechanisms {
		if m == "PLAIN" {
			return client.Auth(smtp.PlainAuth("", c.Username, c.Password, host, plaintext))
		}
	}
	for _, m := range mechanisms {
		if m == "LOGIN" {
			return client.Auth(smtp.LoginAuth(c.Username, c.Password, host, plaintext))
		}
	}
	if len(mechanisms) == 0 {
		return ErrNoLogin
	}
	return fmt.Errorf("server offers neither PLAIN nor LOGIN but %q", offered)
}

// transaction is MAIL, RCPT, DATA for one recipient.
func (l *link) transaction(ctx context.Context, from, to string, raw []byte) *Error {
	if l.pipelines() {
		if err := l.group(ctx, from, to); err != nil {
			return err
		}
		return l.data(ctx, raw)
	}
	if err := l.envelope(ctx, from, to); err != nil {
		return err
	}
	return l.data(ctx, raw)
}

// envelope is MAIL and RCPT.
func (l *link) envelope(ctx context.Context, from, to string) *Error {
	if err := l.run(ctx, l.timeout, func(c *smtp.Client) error { return c.Mail("<" + from + ">") }); err != nil {
		return failure(StageMail, fmt.Errorf("sender <%s>: %w", from, err))
	}
	if err := l.run(ctx, l.timeout, func(c *smtp.Client) error { return c.Rcpt("<" + to + ">") }); err != nil {
		return failure(StageRcpt, fmt.Errorf("recipient <%s>: %w", to, err))
	}
	return nil
}

// fits checks what the server has said it cannot take.
func (l *link) fits(from, to string, raw []byte) *Error {
	utf8 := !ascii(from) || !ascii(to) || !ascii(header(raw)) // RFC 6532
	l.utf8 = utf8
	l.client.SkipSMTPUTF8(!utf8)
	if offered, _ := l.client.Extension("SMTPUTF8"); utf8 && !offered {
		return &Error{Stage: StageRcpt, Enhanced: "5.6.7",
			Err: errors.New("server does not take addresses beyond ASCII (SMTPUTF8)")}
	}
	_, size := l.client.Extension("SIZE")
	if limit, _ := strconv.Atoi(size); limit > 0 && len(raw) > limit {
		return &Error{Stage: StageMail, Enhanced: "5.3.4",
			Err: fmt.Errorf("message of %d octets exceeds the server's limit of %d", len(raw), limit)}
	}
	return nil
}

// header is the part of a message above its first empty line.
func header(raw []byte) []byte {
	if i := bytes.Index(raw, []byte("\r\n\r\n")); i >= 0 {
		raw = raw[:i]
	}
	return raw
}

// data sends the message. Until the final dot a lost connection means that nothing
// was taken, so the writer is closed, which sends the dot, only after a full write.
func (l *link) data(ctx context.Context, raw []byte) *Error {
	ctx, done := graceful(ctx)
	defer done()
	dot := false
	patience := l.timeout + time.Duration(len(raw)>>16)*time.Second
	err := l.run(ctx, patience, func(c *smtp.Client) error {
		w, err := l.begin(c)
		if err != nil {
			return err
		}
		if _, err := w.Write(crlf(raw)); err != nil {
			return err
		}
		if err := l.conn.extend(dotTimeouts * l.timeout); err != nil {
			return err
		}
		dot = true
		return w.Close()
	})
	if err == nil {
		return nil
	}
	e := failure(StageData, fmt.Errorf("message of %d octets: %w", len(raw), err))
	e.Uncertain = dot && e.Code == 0
	return e
}

// grace is how long a message that is being handed over may go on when the caller stops: cut off after the final dot,
// nobody would know whether the server has it.
const grace = 8 * time.Second

// graceful is a context that ends a while after the other one does, at once when the sender is closed.
func graceful(ctx context.Context) (_ context.Context, done func()) {
	late, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		if errors.Is(context.Cause(ctx), net.ErrClosed) {
			cancel(context.Cause(ctx))
			return
		}
		t := time.AfterFunc(grace, func() { cancel(context.Cause(ctx)) })
		context.AfterFunc(late, func() { t.Stop() })
	})
	return late, func() { stop(); cancel(nil) }
}

// recover makes the link usable after a refused transaction, if it can be.
func (l *link) recover(ctx context.Context, err *Error) bool {
	const closing = 421 // RFC 5321 section 3.8
	if err.Code == closing || err.Code == 0 {
		return false
	}
	return l.run(ctx, l.timeout, (*smtp.Client).Reset) == nil
}

// probe finds out whether the connection still lives.
func (l *link) probe(ctx context.Context) error {
	return l.run(ctx, l.timeout, (*smtp.Client).Noop)
}

// run runs one command under a deadline; the end of the context closes the
// connection.
func (l *link) run(ctx context.Context, timeout time.Duration, command func(*smtp.Client) error) error {
	if err := l.conn.begin(timeout); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { l.conn.Close() })
	defer stop()
	err := command(l.client)
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// crlf replaces lone CR and LF, which RFC 5321 section 2.3.8 forbids and which let a
// message end early at some servers, by CRLF.
func crlf(raw []byte) []byte {
	if !lonely(raw) {
		return raw
	}
	var b bytes.Buffer
	for i, c := range raw {
		switch {
		case c == '\r' && (i+1 == len(raw) || raw[i+1] != '\n'):
			b.WriteString("\r\n")
		case c == '\n' && (i == 0 || raw[i-1] != '\r'):
			b.WriteString("\r\n")
		default:
			b.WriteByte(c)
		}
	}
	return b.Bytes()
}

func lonely(raw []byte) bool {
	pairs := bytes.Count(raw, []byte("\r\n"))
	return bytes.Count(raw, []byte("\r")) != pairs || bytes.Count(raw, []byte("\n")) != pairs
}
