package check

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"os"
	"syscall"

	"handoffd/cmd/handoffd/config"
)

// listening tries the addresses at which the service is to listen, and the certificate of the pages.
func (x *examination) listening(ctx context.Context) []Finding {
	var out []Finding
	w := x.conf.Web
	if w.Listen != "" {
		f := tryListen(ctx, "web.listen", w.Listen)
		if f.OK && w.Cert != "" {
			if _, err := tls.LoadX509KeyPair(w.Cert, w.Key); err != nil {
				f = failed("listen", "name in [web] cert_file and key_file a certificate and its key, as PEM, that the user "+
					"who runs handoffd can read", "the pages cannot be served with the certificate: %v", err)
			}
		} else if f.OK && !f.Warn && !config.Loopback(w.Listen) {
			f = warned("listen", "write 127.0.0.1 if the proxy runs on this machine, or name cert_file and key_file",
				"web.listen: %s can be reached from other machines without TLS; only a proxy may", w.Listen)
		}
		out = append(out, f)
	}
	if at := x.conf.Ops.Listen; at != "" {
		out = append(out, tryListen(ctx, "ops.listen", at))
	}
	return out
}

// tryListen listens at an address for a moment.
func tryListen(ctx context.Context, key, addr string) Finding {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	switch {
	case err == nil:
		_ = l.Close()
		return passed("listen", "%s: %s is free", key, addr)
	case errors.Is(err, syscall.EADDRINUSE):
		return warned("listen", "if handoffd does not run now, stop the other program, or write another port",
			"%s: %s is taken, by handoffd itself if it runs", key, addr)
	case errors.Is(err, os.ErrPermission):
		return failed("listen", "write a port of 1024 or above and let a proxy hand on the one people open",
			"%s: this user may not listen at %s", key, addr)
	}
	return failed("listen", "write an address of this machine, such as 127.0.0.1:8025",
		"%s: nobody can listen at %s: %v", key, addr, err)
}
