package calendartest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sync"
)

// asked is how long a server that is asked too often wants to be left alone, in seconds: longer than a call may wait
// itself.
const asked = 120

// fault is what goes wrong with one request.
type fault struct {
	name   string
	status int  // answered in the server's place
	after  bool // the server has done it nevertheless
	cut    bool // half of the answer is missing
	dead   bool // the process ends here: no request follows
}

// faults are the columns of the table.
var faults = []fault{
	{name: "401", status: 401},
	{name: "403", status: 403},
	{name: "409", status: 409},
	{name: "410", status: 410},
	{name: "412", status: 412},
	{name: "429", status: 429},
	{name: "503", status: 503},
	{name: "503 after commit", status: 503, after: true},
	{name: "timeout after commit", after: true},
	{name: "truncated answer", after: true, cut: true},
	{name: "killed before", dead: true},
	{name: "killed after", dead: true, after: true},
}

var errKilled = errors.New("the process was killed")

// line is the way to the server, with a fault on it.
type line struct {
	rig    *Rig
	fault  fault
	at     int  // the request that it hits, from 0; negative: none
	always bool // and every later one

	mu   sync.Mutex
	seen int
}

// RoundTrip passes the request on, unless the fault is due.
func (l *line) RoundTrip(req *http.Request) (*http.Response, error) {
	l.mu.Lock()
	n := l.seen
	l.seen++
	l.mu.Unlock()
	hit := l.at >= 0 && (n == l.at || n > l.at && l.always)
	switch {
	case l.at >= 0 && n > l.at && l.fault.dead:
		return nil, drop(req, errKilled)
	case !hit:
		return l.rig.transport().RoundTrip(req)
	case !l.fault.after:
		if l.fault.dead {
			return nil, drop(req, errKilled)
		}
		return l.refusal(req), drop(req, nil)
	}
	res, err := l.rig.transport().RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	switch {
	case err != nil:
		return nil, err
	case l.fault.dead:
		return nil, errKilled
	case l.fault.cut && len(body) > 1:
		res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body[:len(body)/2])), -1
		res.Header.Del("Content-Length")
		return res, nil
	case l.fault.status != 0:
		return l.refusal(req), nil
	default: // an answer too short to be cut never comes at all
		return nil, fmt.Errorf("answer of the server: %w", os.ErrDeadlineExceeded)
	}
}

func (l *line) requests() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.seen
}

// refusal is the fault's status as this kind of server says it.
func (l *line) refusal(req *http.Request) *http.Response {
	header, body := http.Header{}, ""
	if l.rig.Refuse != nil {
		header, body = l.rig.Refuse(l.fault.status)
		header = header.Clone()
	}
	if header == nil {
		header = http.Header{}
	}
	if l.fault.status == http.StatusTooManyRequests {
		header.Set("Retry-After", fmt.Sprint(asked))
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", l.fault.status, http.StatusText(l.fault.status)), StatusCode: l.fault.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header,
		Body: io.NopCloser(bytes.NewReader([]byte(body))), ContentLength: int64(len(body)), Request: req,
	}
}

// drop takes the request that goes nowhere.
func drop(req *http.Request, err error) error {
	if req.Body != nil {
		_, _ = io.Copy(io.Discard, req.Body)
		req.Body.Close()
	}
	return err
}
