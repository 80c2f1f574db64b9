package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"handoffd/calendar"
)

// reply is an answer of the server: a calendar, packed, and how to ask whether it is still the same.
type reply struct {
	packed         []byte // gzip
	etag, modified string
	unchanged      bool // 304
	spare          bool // not kept
}

func (a reply) known() bool { return a.packed != nil }

func (a reply) body() ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(a.packed))
	if err != nil {
		return nil, fmt.Errorf("unpack the copy: %w", err)
	}
	return io.ReadAll(z)
}

var (
	errTooBig    = fmt.Errorf("it has more than %d bytes", maxBytes)
	errPacked    = errors.New("the answer is packed in a way that was not asked for")
	errWebPage   = errors.New("it is a web page, not a calendar")
	errDowngrade = errors.New("it redirects from https to an unprotected address")
	errHops      = fmt.Errorf("it redirects more than %d times", maxHops)
	errScheme    = errors.New("it redirects to what is no web address")
)

// redirect looks at the next hop. The Referer would tell the secret address to the server that comes next.
func redirect(next *http.Request, via []*http.Request) error {
	next.Header.Del("Referer")
	switch {
	case len(via) > maxHops:
		return errHops
	case next.URL.Scheme != "https" && next.URL.Scheme != "http":
		return errScheme
	case next.URL.Scheme == "http" && via[len(via)-1].URL.Scheme == "https":
		return errDowngrade
	}
	return nil
}

// fetch asks for the calendar, or whether it has changed.
func (r *Reader) fetch(ctx context.Context, op string, s *source) (reply, *calendar.Error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url.String(), nil)
	if err != nil {
		return reply{}, &calendar.Error{Op: op, Kind: calendar.Refused, Err: plain(err)}
	}
	req.Header.Set("Accept", "text/calendar")
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("User-Agent", "handoffd")
	if s.last.known() {
		if s.last.etag != "" {
			req.Header.Set("If-None-Match", s.last.etag)
		}
		if s.last.modified != "" {
			req.Header.Set("If-Modified-Since", s.last.modified)
		}
	}
	res, err := r.client.Do(req)
	if err != nil {
		return reply{}, unreached(op, err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotModified && s.last.known():
		return reply{unchanged: true}, nil
	case res.StatusCode != http.StatusOK:
		return reply{}, r.refused(op, res)
	}
	got, err := receive(res)
	if err != nil {
		e := &calendar.Error{Op: op, Kind: calendar.Temporary, Err: plain(err)}
		if errors.Is(err, errTooBig) || errors.Is(err, errWebPage) {
			e.Kind = calendar.Refused
		}
		if errors.Is(err, errWebPage) {
			e.Mend = "publish the calendar again and give the address that ends in .ics; a browser that is not logged in must " +
				"be able to download it"
		}
		return reply{}, e
	}
	return got, nil
}

var errConnection = errors.New("the connection fails, or what comes is no HTTP")

// plain takes over only errors that are known not to tell the secret: others quote the address, or what the server
// sent.
func plain(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	for _, known := range []error{errTooBig, errWebPage, errPacked, errAddress, errHops, errScheme, errDowngrade,
		context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, gzip.ErrHeader, gzip.ErrChecksum} {
		if errors.Is(err, known) {
			return err
		}
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return err
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return err
	}
	return errConnection
}

func unreached(op string, err error) *calendar.Error {
	e := &calendar.Error{Op: op, Kind: calendar.Temporary, Err: plain(err)}
	switch {
	case errors.Is(err, errAddress):
		e.Kind = calendar.Refused
		e.Mend = "if the calendar is in your own network, allow private addresses for feeds"
	case errors.Is(err, errHops), errors.Is(err, errScheme), errors.Is(err, errDowngrade):
		e.Kind = calendar.Refused
		e.Mend = "give the address that it redirects to"
	}
	return e
}

// receive reads and packs the calendar.
func receive(res *http.Response) (reply, error) {
	var from io.Reader = io.LimitReader(res.Body, maxBytes+1)
	switch strings.ToLower(res.Header.Get("Content-Encoding")) {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(from)
		if err != nil {
			return reply{}, fmt.Errorf("unpack the answer: %w", err)
		}
		from = io.LimitReader(z, maxBytes+1)
	default:
		return reply{}, errPacked
	}
	body, err := io.ReadAll(from)
	switch {
	case err != nil:
		return reply{}, fmt.Errorf("read the answer: %w", err)
	case len(body) > maxBytes:
		return reply{}, errTooBig
	case webPage(res.Header.Get("Content-Type"), body):
		return reply{}, errWebPage
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return reply{}, fmt.Errorf("pack the copy: %w", err)
	}
	if _, err := z.Write(body); err != nil {
		return reply{}, fmt.Errorf("pack the copy: %w", err)
	}
	if err := z.Close(); err != nil {
		return reply{}, fmt.Errorf("pack the copy: %w", err)
	}
	return reply{packed: packed.Bytes(), etag: res.Header.Get("ETag"), modified: res.Header.Get("Last-Modified")}, nil
}

// webPage knows the login pages that come in the place of calendars. The type alone does not tell: some servers send
// calendars as HTML.
func webPage(contentType string, body []byte) bool {
	start := bytes.TrimLeft(body[:min(len(body), 512)], "\xef\xbb\xbf \t\r\n")
	if bytes.HasPrefix(start, []byte("<")) {
		return true
	}
	kind, _, _ := mime.ParseMediaType(contentType)
	return kind == "text/html" && !bytes.HasPrefix(bytes.ToUpper(start), []byte("BEGIN:VCALENDAR"))
}

// refused makes an error of an answer that is no calendar.
func (r *Reader) refused(op string, res *http.Response) *calendar.Error {
	e := &calendar.Error{Op: op, Kind: calendar.Refused, Status: res.StatusCode, Err: errors.New("the server refuses it")}
	switch status := res.StatusCode; {
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusProxyAuthRequired:
		e.Kind, e.Mend = calendar.Permission,
			"publish the calendar again, or give the address of a calendar that needs no login"
	case status == http.StatusNotFound, status == http.StatusGone:
		e.Kind, e.Mend = calendar.Gone,
			"the calendar is not published any more, or its secret address was reset: give the new one"
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status >= 500:
		e.Kind, e.RetryAfter, e.Err = calendar.Temporary, r.retryAfter(res), errors.New("the server cannot give it now")
	}
	return e
}

// retryAfter reads seconds or a date (RFC 9110 section 10.2.3).
func (r *Reader) retryAfter(res *http.Response) time.Duration {
	const longest = 24 * time.Hour
	value := strings.TrimSpace(res.Header.Get("Retry-After"))
	if n, err := strconv.Atoi(value); err == nil && n > 0 {
		return min(time.Duration(min(n, 1<<20))*time.Second, longest)
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(0, at.Sub(r.o.Now())), longest)
	}
	return 0
}
