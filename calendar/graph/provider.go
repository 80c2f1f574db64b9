package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"

	"handoffd/calendar"
)

// Endpoint is Microsoft Graph of the worldwide service; national clouds have their own.
const Endpoint = "https://graph.microsoft.com/v1.0"

// Options say whose calendar it is and how to get there.
type Options struct {
	Mailbox string             // address of the organizer, whose mailbox the handoff address is
	Token   oauth2.TokenSource // access tokens for the endpoint

	Endpoint   string       // default Endpoint; https, or anything on loopback
	Client     *http.Client // default: one with a limit of time
	Person     bool         // the tokens are those of a signed-in person, not of an application
	Conference bool         // events without a place get a Teams meeting
	Comment    string       // goes with every cancellation; may be empty
	// Zone is whose local days an all-day entry means; nil, or a nil zone: any zone on earth, so that such a day blocks
	// longer.
	Zone func(owner string) *time.Location

	Now  func() time.Time                                 // default time.Now
	Wait func(ctx context.Context, d time.Duration) error // between two tries; default: really
}

// Provider is a calendar.Provider, calendar.Reader and calendar.Checker. It is safe for concurrent use.
type Provider struct {
	o        Options
	endpoint *url.URL

	mu     sync.Mutex
	gates  map[string]chan struct{} // by mailbox
	denied map[string]time.Time     // what was refused, by mailbox and thing, until when it is not asked again
}

// ErrOptions is returned, wrapped, for options that cannot work.
var ErrOptions = errors.New("not usable")

// New checks the options; it sends nothing.
func New(o Options) (*Provider, error) {
	endpoint, err := url.Parse(strings.TrimSuffix(cmp.Or(o.Endpoint, Endpoint), "/"))
	switch {
	case err != nil || endpoint.Host == "" || endpoint.RawQuery != "" || endpoint.User != nil:
		return nil, fmt.Errorf("endpoint of Microsoft Graph %q: %w", o.Endpoint, ErrOptions)
	case endpoint.Scheme != "https" && !(endpoint.Scheme == "http" && loopback(endpoint.Hostname())):
		return nil, fmt.Errorf("endpoint of Microsoft Graph %q: tokens go over https only: %w", o.Endpoint, ErrOptions)
	case !strings.Contains(o.Mailbox, "@"):
		return nil, fmt.Errorf("mailbox %q for Microsoft Graph: %w", o.Mailbox, ErrOptions)
	case o.Token == nil:
		return nil, fmt.Errorf("mailbox %s for Microsoft Graph: no access tokens: %w", o.Mailbox, ErrOptions)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	if o.Zone == nil {
		o.Zone = func(string) *time.Location { return nil }
	}
	client := http.Client{Timeout: requestTime}
	if o.Client != nil {
		client = *o.Client
	}
	// Graph redirects nobody, and a token must not follow one.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	o.Client = &client
	return &Provider{o: o, endpoint: endpoint, gates: map[string]chan struct{}{}, denied: map[string]time.Time{}}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// owner is whose calendar a Ref means.
func (p *Provider) owner(at calendar.Ref) string { return cmp.Or(at.Calendar, p.o.Mailbox) }

// enter takes one of the places that Exchange has for requests to one mailbox at a time.
func (p *Provider) enter(ctx context.Context, mailbox string) (leave func(), err error) {
	p.mu.Lock()
	gate := p.gates[strings.ToLower(mailbox)]
	if gate == nil {
		gate = make(chan struct{}, perMailbox)
		p.gates[strings.ToLower(mailbox)] = gate
	}
	p.mu.Unlock()
	select {
	case gate <- struct{}{}:
		return func() { <-gate }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// deniedTime is how long a refusal is believed before it is asked for again.
const deniedTime = time.Hour

func (p *Provider) isDenied(thing string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.o.Now().Before(p.denied[thing])
}

func (p *Provider) deny(thing string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.denied[thing] = p.o.Now().Add(deniedTime)
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// backoff is how long to wait before the next try, from 0, with up to half of it at random so that many do not come
// back together.
func backoff(try int) time.Duration {
	d := firstWait << min(try, 6)
	return d + rand.N(d/2)
}
