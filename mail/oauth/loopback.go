package oauth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// Listen opens a free port of this machine for the redirect, and names it as the provider wants it named.
func (p Provider) Listen(ctx context.Context) (l net.Listener, redirect string, err error) {
	l, err = new(net.ListenConfig).Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, "", fmt.Errorf("listen for the browser: %w", err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	return l, p.RedirectURL(port), nil
}

// landing is what the browser shows at the end.
const landing = "<!doctype html><meta charset=utf-8><title>handoffd</title><p>%s</p>\n"

// Wait serves the redirect on the listener until the browser comes back, exchanges the code and closes the listener.
// Requests with another state are turned away and do not end the wait: any page in the browser can send them.
func (a *Authorization) Wait(ctx context.Context, l net.Listener) (Credential, error) {
	type result struct {
		code string
		err  error
	}
	results := make(chan result, 1)
	server := &http.Server{
		ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 2 * maxRedirect,
		ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Cache-Control", "no-store")
			w.Header().Set("Referrer-Policy", "no-referrer")
			if r.URL.Path != "/" || r.Method != http.MethodGet {
				http.NotFound(w, r)
				return
			}
			code, err := codeIn(r.URL.Query(), a.state)
			if errors.Is(err, ErrNotRedirect) || errors.Is(err, ErrOtherAttempt) {
				w.WriteHeader(http.StatusBadRequest)
				fmt.Fprintf(w, landing, "This page belongs to another attempt. Use the address that handoffd shows.")
				return
			}
			text := "Done. Close this window and look at the terminal."
			if err != nil {
				text = "Consent was not given. Close this window and look at the terminal."
			}
			fmt.Fprintf(w, landing, text)
			select {
			case results <- result{code, err}:
			default: // the page was loaded again
			}
		}),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	defer func() {
		bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = server.Shutdown(bye) // lets the last page arrive
		_ = server.Close()
	}()
	select {
	case r := <-results:
		if r.err != nil {
			return Credential{}, r.err
		}
		return a.exchange(ctx, r.code)
	case err := <-served:
		return Credential{}, &Error{Op: OpAuthorize, Err: fmt.Errorf("listen for the browser: %w", err)}
	case <-ctx.Done():
		return Credential{}, &Error{Op: OpAuthorize, Err: context.Cause(ctx)}
	}
}
