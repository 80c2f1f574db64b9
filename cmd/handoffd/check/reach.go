package check

import (
	"bufio"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"time"

	"handoffd/cmd/handoffd/config"
)

// A first look at a server takes only parts of the time that the real client has: one that is slow is left to that.
const (
	dialPart  = 2 // of world.limit
	greetPart = 5
	maxGreet  = 1 << 10 // octets
)

// ports are what the two kinds of server usually listen on.
var ports = map[string]string{
	"imap": "port 993 wants tls = \"tls\", port 143 \"starttls\"",
	"smtp": "port 465 wants tls = \"tls\", port 587 \"starttls\"",
}

// reach looks at a server before anybody logs in, and tells what is wrong with address, port or TLS. What is imap or
// smtp.
func (x *examination) reach(ctx context.Context, what string, a config.Account) (fault Finding, wrong bool) {
	ctx, cancel := context.WithTimeout(ctx, x.limit)
	defer cancel()
	conn, err := x.dialServer(ctx, a.Addr)
	if err != nil {
		return failed(what, x.dialMend(what, err), "%v", err), true
	}
	defer func() { _ = conn.Close() }()
	if a.TLS == "tls" {
		return x.reachTLS(ctx, what, a, conn)
	}
	speaks := x.greeting(conn)
	if speaks == "" {
		if x.secure(ctx, a.Addr, &tls.Config{InsecureSkipVerify: true}) == nil { // looked at, not used
			return failed(what, x.tlsMend(ctx, what, a),
				"%s wants TLS at once, tls of %s says %q", a.Addr, x.table(what), a.TLS), true
		}
		return Finding{}, false
	}
	return x.wrongServer(what, a, speaks)
}

func (x *examination) reachTLS(ctx context.Context, what string, a config.Account, conn net.Conn) (Finding, bool) {
	client := tls.Client(conn, &tls.Config{ServerName: hostOf(a.Addr)})
	err := client.HandshakeContext(ctx)
	if err == nil {
		return x.wrongServer(what, a, x.greeting(client))
	}
	if mend, ok := certificateMend(err, a.Addr); ok {
		return failed(what, mend, "%s: %v", a.Addr, err), true
	}
	again, dialErr := x.dialServer(ctx, a.Addr)
	if dialErr != nil {
		return failed(what, x.dialMend(what, dialErr), "%v", dialErr), true
	}
	defer func() { _ = again.Close() }()
	speaks := x.greeting(again)
	if fault, wrong := x.wrongServer(what, a, speaks); wrong {
		return fault, true
	}
	if speaks == what {
		return failed(what, x.tlsMend(ctx, what, a),
			"%s begins without TLS, tls of %s says \"tls\"", a.Addr, x.table(what)), true
	}
	mend := cmp.Or(x.tlsMend(ctx, what, a), "check again: it was there a moment later")
	return failed(what, mend, "%s: %v", a.Addr, err), true
}

// wrongServer tells that another kind of server greets; an unknown greeting is left to the client.
func (x *examination) wrongServer(what string, a config.Account, speaks string) (Finding, bool) {
	if speaks == "" || speaks == what || speaks == "unknown" {
		return Finding{}, false
	}
	return failed(what, fmt.Sprintf("correct addr in %s: %s", x.table(what), ports[what]), "%s is no %s server but %s",
		a.Addr, strings.ToUpper(what), strings.ToUpper(speaks)), true
}

func hostOf(addr string) string {
	host, _, _ := net.SplitHostPort(addr)
	return host
}

func (x *examination) dialServer(ctx context.Context, addr string) (net.Conn, error) {
	d := net.Dialer{Timeout: x.limit / dialPart}
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", addr, err)
	}
	return conn, nil
}

func (x *examination) secure(ctx context.Context, addr string, c *tls.Config) error {
	conn, err := x.dialServer(ctx, addr)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	ctx, cancel := context.WithTimeout(ctx, x.limit/greetPart)
	defer cancel()
	return tls.Client(conn, c).HandshakeContext(ctx)
}

// greeting says which kind of server greets; "" if none does in time.
func (x *examination) greeting(conn net.Conn) string {
	_ = conn.SetReadDeadline(time.Now().Add(x.limit / greetPart))
	line, _ := bufio.NewReader(io.LimitReader(conn, maxGreet)).ReadString('\n')
	switch {
	case line == "":
		return ""
	case strings.HasPrefix(line, "* "):
		return "imap"
	case strings.HasPrefix(line, "220"), strings.HasPrefix(line, "421"), strings.HasPrefix(line, "554"):
		return "smtp"
	case strings.HasPrefix(line, "+OK"):
		return "pop3"
	case strings.HasPrefix(line, "SSH-"):
		return "ssh"
	}
	return "unknown"
}

func (x *examination) dialMend(what string, err error) string {
	switch {
	case notFound(err):
		return fmt.Sprintf("correct the host in addr of %s", x.table(what))
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Sprintf("nobody listens there: start the server, or correct addr in %s (%s)", x.table(what), ports[what])
	}
	return fmt.Sprintf("look for a firewall between this machine and the server, and at addr in %s (%s)", x.table(what),
		ports[what])
}

// certificateMend explains a certificate that is not believed.
func certificateMend(err error, addr string) (mend string, ok bool) {
	invalid, isInvalid := errors.AsType[x509.CertificateInvalidError](err)
	other, isOther := errors.AsType[x509.HostnameError](err)
	_, isUnknown := errors.AsType[x509.UnknownAuthorityError](err)
	switch {
	case isInvalid && invalid.Reason == x509.Expired:
		return fmt.Sprintf("renew the certificate of %s; if it is valid, set the clock of this machine", addr), true
	case isInvalid:
		return fmt.Sprintf("give %s another certificate", addr), true
	case isOther && len(other.Certificate.DNSNames) > 0:
		return fmt.Sprintf("use a name that the certificate holds in addr: %s",
			strings.Join(other.Certificate.DNSNames[:min(5, len(other.Certificate.DNSNames))], ", ")), true
	case isOther:
		return "use the name that the certificate holds in addr", true
	case isUnknown:
		return fmt.Sprintf("let %s have a certificate of a public authority, or add its authority to this machine "+
			"(update-ca-certificates, or SSL_CERT_FILE)", addr), true
	}
	return "", false
}
