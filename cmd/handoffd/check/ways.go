package check

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/config"
)

// usualPorts are those at which a server of each kind listens.
var usualPorts = map[string][]string{"imap": {"993", "143"}, "smtp": {"465", "587"}}

// Ways are the values of tls with which a server can be spoken to, as trying shows. What is imap or smtp.
func Ways(ctx context.Context, what, addr string) []string {
	return (&examination{world: world{}.orReal()}).ways(ctx, what, addr)
}

// ways begin with what a certificate that is believed allows; then comes "none", on this machine, then the rest. A
// port wants TLS at once or begins in clear.
func (x *examination) ways(ctx context.Context, what, addr string) (out []string) {
	ctx, cancel := context.WithTimeout(ctx, x.limit)
	defer cancel()
	unseen := &tls.Config{InsecureSkipVerify: true} // looked at, not used
	if x.secure(ctx, addr, unseen) == nil {
		return []string{"tls"}
	}
	if x.greets(ctx, addr) != what {
		return nil
	}
	if x.startTLS(ctx, what, addr, &tls.Config{ServerName: hostOf(addr)}) == nil {
		out = append(out, "starttls")
	}
	if config.Loopback(addr) {
		out = append(out, "none")
	}
	if !slices.Contains(out, "starttls") && x.startTLS(ctx, what, addr, unseen) == nil {
		out = append(out, "starttls")
	}
	return out
}

// greets is which kind of server greets in clear.
func (x *examination) greets(ctx context.Context, addr string) string {
	conn, err := x.dialServer(ctx, addr)
	if err != nil {
		return ""
	}
	defer func() { _ = conn.Close() }()
	return x.greeting(conn)
}

// startTLS asks a server for TLS as a mail program would.
func (x *examination) startTLS(ctx context.Context, what, addr string, c *tls.Config) error {
	conn, err := x.dialServer(ctx, addr)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(x.limit / greetPart))
	in := bufio.NewReader(io.LimitReader(conn, 16*maxGreet))
	talk := [][2]string{{"", "* "}, {"a STARTTLS", "a "}}
	if what == "smtp" {
		talk = [][2]string{{"", "220 "}, {"EHLO localhost", "250 "}, {"STARTTLS", "220 "}}
	}
	for _, t := range talk {
		if err := exchange(conn, in, t[0], t[1]); err != nil {
			return err
		}
	}
	return tls.Client(conn, c).HandshakeContext(ctx)
}

// exchange says a line and reads until one begins with the end of an answer.
func exchange(conn net.Conn, in *bufio.Reader, say, end string) error {
	if say != "" {
		if _, err := io.WriteString(conn, say+"\r\n"); err != nil {
			return err
		}
	}
	for {
		line, err := in.ReadString('\n')
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(line, end) && (end != "a " || strings.HasPrefix(line, "a OK")):
			return nil
		case strings.HasPrefix(line, "a "), line[0] == '4', line[0] == '5':
			return fmt.Errorf("%s: %s", say, strings.TrimSpace(line))
		}
	}
}

// tlsMend says which tls works at a server, or at the usual ports of its host, since it was tried; "" if that of the
// config does.
func (x *examination) tlsMend(ctx context.Context, what string, a config.Account) string {
	ways := x.ways(ctx, what, a.Addr)
	switch {
	case slices.Contains(ways, a.TLS):
		return ""
	case len(ways) > 0:
		return fmt.Sprintf("set tls = %q in %s: that was tried, and works", ways[0], x.table(what))
	}
	for _, port := range usualPorts[what] {
		addr := net.JoinHostPort(hostOf(a.Addr), port)
		if addr == a.Addr {
			continue
		}
		if ways := x.ways(ctx, what, addr); len(ways) > 0 {
			return fmt.Sprintf("set addr = %q and tls = %q in %s: that was tried, and works", addr, ways[0],
				x.table(what))
		}
	}
	return fmt.Sprintf("neither tls = \"tls\" nor \"starttls\" works there or at port %s: let the server offer one of "+
		"them, name another in addr of %s, or run handoffd on the server's own machine, with its address 127.0.0.1 and "+
		"tls = \"none\"", strings.Join(usualPorts[what], " or "), x.table(what))
}
