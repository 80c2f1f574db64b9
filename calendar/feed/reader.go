package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
)

// Source is one person's published calendar.
type Source struct {
	URL  string         // https, http or webcal, which is read as https; a secret
	Self []string       // all addresses of the person: what they declined does not block
	Zone *time.Location // for all-day entries and times without a zone
}

// Options are the feeds and how they are read.
type Options struct {
	Sources map[string]Source // by the person's address
	Private bool              // feeds may be on this machine or in a private network
	MaxAge  time.Duration     // how long the last reading stands in for one that fails; default 1 h
	Now     func() time.Time  // default time.Now
}

// Bounds of reading.
const (
	defaultAge = time.Hour
	fresh      = time.Minute // a reading this old is not repeated
	fetchTime  = 20 * time.Second
	maxBytes   = 10 << 20 // of one calendar, compressed and not
	maxKept    = 16 << 20 // of all copies together, compressed
	maxHops    = 5        // redirects
	maxHeader  = 64 << 10
)

// ErrOptions is returned, wrapped, for options that cannot work.
var ErrOptions = errors.New("not usable")

// Reader is a calendar.Reader and calendar.Checker. It is safe for concurrent use.
type Reader struct {
	o       Options
	sources map[string]*source // by lower-case address
	client  *http.Client
	permit  func(netip.Addr) bool
	dialer  net.Dialer

	mu   sync.Mutex
	kept int // bytes of the copies
}

// source is a feed, and what is known of it. Whoever has taken turn may touch the rest.
type source struct {
	Source
	url     *url.URL
	turn    chan struct{}
	last    reply     // the last good answer
	read    time.Time // when it was known to be the calendar as it stands
	pause   time.Time // the server wants to be left alone until then
	refusal *calendar.Error
}

// New checks the options; it reads nothing.
func New(o Options) (*Reader, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.MaxAge = cmp.Or(o.MaxAge, defaultAge)
	r := &Reader{o: o, sources: map[string]*source{}}
	for owner, s := range o.Sources {
		u, err := parse(s.URL)
		switch {
		case err != nil:
			return nil, fmt.Errorf("calendar feed of %s: %w", owner, err)
		case s.Zone == nil:
			return nil, fmt.Errorf("calendar feed of %s: no time zone: %w", owner, ErrOptions)
		}
		r.sources[strings.ToLower(owner)] = &source{Source: s, url: u, turn: make(chan struct{}, 1)}
	}
	r.permit = func(ip netip.Addr) bool { return permitted(ip, o.Private) }
	r.dialer = net.Dialer{Timeout: fetchTime, Control: r.control}
	r.client = &http.Client{CheckRedirect: redirect, Transport: &http.Transport{
		Proxy: nil, // the address could not be checked behind one
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return r.dialer.DialContext(ctx, network, address)
		},
		// Decompression is bounded, so it is done here.
		DisableCompression: true, MaxResponseHeaderBytes: maxHeader, TLSHandshakeTimeout: fetchTime,
		ResponseHeaderTimeout: fetchTime,
		MaxIdleConnsPerHost:   1, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}}
	return r, nil
}

// parse reads the address of a feed. Its errors do not repeat it.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, fmt.Errorf("the address is no URL: %w", ErrOptions)
	}
	switch strings.ToLower(u.Scheme) {
	case "webcal", "webcals":
		u.Scheme = "https"
	case "http", "https":
	default:
		return nil, fmt.Errorf("the address does not begin with https:// or webcal://: %w", ErrOptions)
	}
	if u.Hostname() == "" {
		return nil, fmt.Errorf("the address names no server: %w", ErrOptions)
	}
	u.Fragment = ""
	return u, nil
}

// Schedule says when the owner is busy, see calendar.Reader. ReadAt is when the feed was last known to be as it is
// told.
func (r *Reader) Schedule(ctx context.Context, owner string, from, to time.Time) (calendar.Schedule, error) {
	s := r.sources[strings.ToLower(owner)]
	if s == nil {
		return calendar.Schedule{}, &calendar.Error{Op: "read the calendar feed of " + owner, Kind: calendar.Gone,
			Err: errors.New("none is configured")}
	}
	op := fmt.Sprintf("read the calendar feed of %s at %s", owner, s.url.Hostname())
	body, at, failed := r.current(ctx, op, s)
	if failed != nil {
		return calendar.Schedule{}, failed
	}
	out, err := ics.Schedule(body, ics.Options{From: from, To: to, Zone: s.Zone, Self: append([]string{owner}, s.Self...)})
	if err != nil {
		return calendar.Schedule{}, unreadable(op, err)
	}
	out.ReadAt = at
	return out, nil
}

// Body is the calendar of the owner as its server gives it, within the bounds of reading.
func (r *Reader) Body(ctx context.Context, owner string) ([]byte, error) {
	s := r.sources[strings.ToLower(owner)]
	if s == nil {
		return nil, &calendar.Error{Op: "read the calendar at " + owner, Kind: calendar.Gone,
			Err: errors.New("none is configured")}
	}
	body, _, failed := r.current(ctx, "read the calendar at "+s.url.Hostname(), s)
	if failed != nil {
		return nil, failed
	}
	return body, nil
}

func unreadable(op string, err error) *calendar.Error {
	e := &calendar.Error{Op: op, Kind: calendar.Refused, Err: err}
	if errors.Is(err, ics.ErrUnreadable) {
		e.Mend = "open the address in a private browser window: it must download a calendar without a login"
	}
	return e
}

// current is the calendar as it stands, or as it stood a short time ago if it cannot be read now.
func (r *Reader) current(ctx context.Context, op string, s *source) ([]byte, time.Time, *calendar.Error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil, time.Time{}, &calendar.Error{Op: op, Kind: calendar.Temporary, Err: ctx.Err()}
	}
	now := r.o.Now()
	var failed *calendar.Error
	switch {
	case s.last.known() && now.Sub(s.read) < fresh:
	case now.Before(s.pause):
		failed = s.refusal
	default:
		failed = r.refresh(ctx, op, s, now)
	}
	if failed != nil && (!s.last.known() || failed.Kind != calendar.Temporary || now.Sub(s.read) > r.o.MaxAge) {
		return nil, time.Time{}, failed
	}
	body, err := s.last.body()
	if s.last.spare {
		s.last = reply{}
	}
	if err != nil {
		return nil, time.Time{}, &calendar.Error{Op: op, Kind: calendar.Temporary, Err: err}
	}
	return body, s.read, nil
}

// refresh asks the server, and keeps what it says.
func (r *Reader) refresh(ctx context.Context, op string, s *source, now time.Time) *calendar.Error {
	got, err := r.fetch(ctx, op, s)
	if err != nil {
		s.refusal, s.pause = err, now.Add(err.RetryAfter)
		return err
	}
	s.refusal, s.pause, s.read = nil, time.Time{}, now
	if !got.unchanged {
		r.keep(s, got)
	}
	return nil
}

// keep takes the place of the last copy. When all copies together are too much, this one is used once only.
func (r *Reader) keep(s *source, got reply) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !s.last.spare {
		r.kept -= len(s.last.packed)
	}
	if got.spare = r.kept+len(got.packed) > maxKept; !got.spare {
		r.kept += len(got.packed)
	}
	s.last = got
}

// Check reads the feed of each person named who has one, see calendar.Checker.
func (r *Reader) Check(ctx context.Context, people []string) []calendar.Finding {
	var out []calendar.Finding
	now := r.o.Now()
	for _, who := range people {
		if r.sources[strings.ToLower(who)] == nil {
			continue
		}
		f := calendar.Finding{What: "read the calendar feed of " + who}
		got, err := r.Schedule(ctx, who, now, now.AddDate(0, 0, 7))
		if f.Err = err; err == nil && len(got.Unknown) > 0 {
			f.Err = &calendar.Error{Op: f.What, Kind: calendar.Refused, Err: fmt.Errorf("not all of it is understood: %s",
				got.Unknown[0])}
		}
		out = append(out, f)
	}
	return out
}
