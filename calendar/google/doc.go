// Package google keeps events in Google Calendar and reads there when people are busy: a calendar.Provider, Reader and
// Checker over version 3 of Google's Calendar API. Google sends the invitations, so one event is one request and nobody
// is mailed twice.
//
// What an event is told apart by is chosen here: its id is a hash of the UID, so that inserting it again is refused
// (409) instead of doubling it, and a change carries the version it was made from (If-Match), so that an answer given
// meanwhile is never written over. Every call may therefore be repeated, whatever became of the one before.
//
// The package keeps no credentials: access tokens come from a function of the caller. It logs nothing.
package google

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
	gcal "google.golang.org/api/calendar/v3"
	"google.golang.org/api/gmail/v1"
	"google.golang.org/api/option"
)

// Scopes are what handoffd asks Google for: events, and when people are busy. AutoReplyScope is needed for
// Options.AutoReply besides.
var Scopes = []string{gcal.CalendarEventsScope, gcal.CalendarReadonlyScope}

// AutoReplyScope reads the automatic-reply setting of a mailbox.
const AutoReplyScope = gmail.GmailSettingsBasicScope

// Options say whose calendar it is and who may act for whom.
type Options struct {
	Organizer string // the handoff address, an account of its own
	// Tokens gives access tokens that act for a person. They are asked for once for each.
	Tokens func(subject string) (oauth2.TokenSource, error)
	// Delegated: Tokens acts for whom it is asked to (domain-wide delegation). Otherwise everything is done as the
	// organizer, who sees of others what they share.
	Delegated  bool
	Conference bool // events with guests get a Google Meet link
	AutoReply  bool // read the automatic-reply setting too; only with Delegated, and AutoReplyScope

	Transport http.RoundTripper                                // below the tokens; default http.DefaultTransport
	Now       func() time.Time                                 // default time.Now
	Wait      func(ctx context.Context, d time.Duration) error // between two tries; default: really
}

// Provider is safe for concurrent use.
type Provider struct {
	options Options

	mu      sync.Mutex
	clients map[string]*client // by subject
}

// client acts for one person.
type client struct {
	calendar *gcal.Service
	mail     *gmail.Service
}

// ErrOptions is returned, wrapped, for options that cannot work.
var ErrOptions = errors.New("not usable")

// Bounds of one request.
const (
	requestTime = 30 * time.Second
	maxAnswer   = 32 << 20 // bytes
)

// New checks the options; it sends nothing.
func New(o Options) (*Provider, error) {
	switch {
	case !strings.Contains(o.Organizer, "@"):
		return nil, fmt.Errorf("organizer %q in Google Calendar: %w", o.Organizer, ErrOptions)
	case o.Tokens == nil:
		return nil, fmt.Errorf("organizer %s in Google Calendar: no access tokens: %w", o.Organizer, ErrOptions)
	case o.AutoReply && !o.Delegated:
		return nil, fmt.Errorf("automatic-reply settings are readable with domain-wide delegation only: %w", ErrOptions)
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	return &Provider{options: o, clients: map[string]*client{}}, nil
}

// as is the client that acts for the subject; everybody is the organizer where nothing is delegated.
func (p *Provider) as(ctx context.Context, subject string) (*client, error) {
	if !p.options.Delegated {
		subject = p.options.Organizer
	}
	subject = strings.ToLower(subject)
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.clients[subject]; c != nil {
		return c, nil
	}
	source, err := p.options.Tokens(subject)
	if err != nil {
		return nil, fmt.Errorf("access token for %s: %w", subject, err)
	}
	h := &http.Client{
		Transport: &oauth2.Transport{Source: oauth2.ReuseTokenSource(nil, source), Base: bounded{p.options.Transport}},
		Timeout:   requestTime,
		// Google redirects nobody here, and a token must not follow.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	c := &client{}
	if c.calendar, err = gcal.NewService(context.WithoutCancel(ctx), option.WithHTTPClient(h)); err != nil {
		return nil, fmt.Errorf("prepare Google Calendar: %w", err)
	}
	if c.mail, err = gmail.NewService(context.WithoutCancel(ctx), option.WithHTTPClient(h)); err != nil {
		return nil, fmt.Errorf("prepare Gmail: %w", err)
	}
	p.clients[subject] = c
	return c, nil
}

// primary is the calendar of whoever acts.
const primary = "primary"

// open gives the client for a calendar, and the calendar's id for it.
func (p *Provider) open(ctx context.Context, address string) (*client, string, error) {
	own := address == "" || strings.EqualFold(address, p.options.Organizer)
	switch {
	case own:
		c, err := p.as(ctx, p.options.Organizer)
		return c, primary, err
	case p.options.Delegated:
		c, err := p.as(ctx, address)
		return c, primary, err
	}
	c, err := p.as(ctx, p.options.Organizer)
	return c, address, err
}

// bounded refuses answers that are too long to be read into memory.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := b.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	res.Body = &limited{ReadCloser: res.Body, left: maxAnswer}
	return res, nil
}

type limited struct {
	io.ReadCloser
	left int
}

var errTooLong = fmt.Errorf("the answer has more than %d bytes", maxAnswer)

func (l *limited) Read(b []byte) (int, error) {
	n, err := l.ReadCloser.Read(b)
	if l.left -= n; l.left < 0 {
		return 0, errTooLong
	}
	return n, err
}
