package caldav

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/calendar"
)

const (
	maxObject      = 1 << 20  // bytes of one event
	maxMultistatus = 64 << 20 // bytes of one answer
	maxRefusal     = 64 << 10
	maxRedirects   = 5
	maxRetryAfter  = 24 * time.Hour
)

// idempotent are the methods that have the same effect once and twice (RFC 4918 section 9, RFC 3253 section 3.6). A
// server may close a connection that it kept alive at any moment, and a request that was just sent on it is lost then;
// what is idempotent is sent again on another connection (RFC 9110 section 9.2.2). Package net/http does so for GET and
// its like only.
var idempotent = []string{http.MethodPut, http.MethodDelete, "PROPFIND", "REPORT"}

// request is one thing asked of the server.
type request struct {
	op     string // for errors
	method string
	url    *url.URL
	header map[string]string
	body   []byte
	limit  int64 // bytes of the answer
}

// answer is what came back, read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
	url    *url.URL // after redirects
}

// do sends the request, and once more to where the server points on the same host. Any status but 2xx is an error; the
// answer comes with it.
func (c *Calendar) do(ctx context.Context, r request) (*answer, error) {
	for range maxRedirects {
		a, err := c.once(ctx, r)
		if err != nil {
			return nil, c.failed(r, err)
		}
		switch a.status {
		case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
			if r.url, err = c.resolve(a.url, a.header.Get("Location")); err != nil {
				return nil, &calendar.Error{Op: r.op, Kind: calendar.Refused, Status: a.status, Err: err,
					Mend: "set the calendar's address to the one that the server names"}
			}
			continue
		}
		if a.status/100 != 2 {
			return a, c.refused(r, a)
		}
		return a, nil
	}
	return nil, &calendar.Error{Op: r.op, Kind: calendar.Refused, Err: errors.New("the server redirects without end")}
}

func (c *Calendar) once(ctx context.Context, r request) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, r.method, r.url.String(), bytes.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	for name, value := range r.header {
		req.Header.Set(name, value)
	}
	if slices.Contains(idempotent, r.method) {
		req.Header["Idempotency-Key"] = nil // tells net/http to repeat it; nothing of it is sent
	}
	req.Header.Set("User-Agent", "handoffd")
	if c.o.Username != "" {
		password, err := c.o.Password(ctx)
		if err != nil {
			return nil, fmt.Errorf("password of %s: %w", c.o.Username, err)
		}
		req.SetBasicAuth(c.o.Username, password)
	}
	res, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	a := &answer{status: res.StatusCode, header: res.Header, url: r.url}
	limit := r.limit
	if res.StatusCode/100 != 2 || limit == 0 {
		limit = maxRefusal
	}
	a.body, err = io.ReadAll(io.LimitReader(res.Body, limit+1))
	switch {
	case res.StatusCode/100 != 2: // what it says then is a courtesy
		return a, nil
	case err != nil:
		return nil, fmt.Errorf("read the answer: %w", err)
	case int64(len(a.body)) > limit:
		return nil, fmt.Errorf("the answer is longer than %d bytes", limit)
	}
	return a, nil
}

// resolve gives the place that a link of the server means. It must be on the same host.
func (c *Calendar) resolve(from *url.URL, link string) (*url.URL, error) {
	u, err := from.Parse(strings.TrimSpace(link))
	switch {
	case err != nil || link == "":
		return nil, errors.New("the server gives a link that is none")
	case u.Host != c.base.Host && u.Hostname() == c.base.Hostname() && u.Port() == defaultPort(u.Scheme):
		u.Host = c.base.Host // the port that goes without saying
	}
	if u.Scheme != c.base.Scheme || u.Host != c.base.Host {
		return nil, fmt.Errorf("the server points to another host, %s", u.Host)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}, nil
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// failed is a request without an answer: it may work next time.
func (c *Calendar) failed(r request, err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		err = e.Err // the address says nothing new
	}
	return &calendar.Error{Op: r.op, Kind: calendar.Temporary, Err: fmt.Errorf("%s at %s: %w", r.method, c.base.Host, err)}
}

// refused says what a status means for who has asked.
func (c *Calendar) refused(r request, a *answer) error {
	e := &calendar.Error{Op: r.op, Status: a.status, Kind: calendar.Refused}
	switch a.status {
	case http.StatusUnauthorized:
		e.Kind, e.Mend = calendar.Permission,
			fmt.Sprintf("the server does not take the name %q with this password: mend username or password file; where "+
				"sign-in has a second factor, make an app password", c.o.Username)
	case http.StatusForbidden:
		e.Kind, e.Mend = calendar.Permission, fmt.Sprintf("share the calendar %s with %q, with the right to read and write",
			a.url.Path, c.o.Username)
	case http.StatusNotFound, http.StatusGone:
		e.Kind = calendar.Gone
	case http.StatusConflict, http.StatusPreconditionFailed, http.StatusLocked:
		e.Kind = calendar.Stale
	case http.StatusTooManyRequests, http.StatusRequestTimeout, http.StatusTooEarly:
		e.Kind, e.RetryAfter = calendar.Temporary, c.retryAfter(a.header)
	case http.StatusInsufficientStorage:
		e.Kind, e.Mend = calendar.Temporary, "the account is full: make room"
	default:
		if a.status >= 500 && a.status != http.StatusNotImplemented {
			e.Kind, e.RetryAfter = calendar.Temporary, c.retryAfter(a.header)
		}
	}
	if p := precondition(a.body); p != "" {
		e.Err = fmt.Errorf("the server says %s", p)
	}
	return e
}

// retryAfter reads how long the server wants to be left alone (RFC 9110 section 10.2.3).
func (c *Calendar) retryAfter(h http.Header) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds > 0 {
		return min(time.Duration(min(seconds, int(maxRetryAfter/time.Second)))*time.Second, maxRetryAfter)
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(c.o.Now()), 0), maxRetryAfter)
	}
	return 0
}

// statusOf is the HTTP status behind an error, 0 if there is none.
func statusOf(err error) int {
	var e *calendar.Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}

func isStatus(err error, statuses ...int) bool { return slices.Contains(statuses, statusOf(err)) }
