package caldav

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"handoffd/calendar"
)

// Options describe one account and its calendar.
type Options struct {
	URL      string // the collection, or any place of the server; of another host than this only with https
	Calendar string // name of the calendar, or the last part of its address; empty: there is only one
	Username string // empty: no login
	Password func(ctx context.Context) (string, error)

	Self   []string         // the owner's addresses: what they declined does not block
	Zone   *time.Location   // of floating and all-day times; default UTC
	Client *http.Client     // its Transport and Timeout are used; default: 30 seconds
	Now    func() time.Time // default time.Now
}

// Calendar is one collection of an account. It is safe for use by several goroutines.
type Calendar struct {
	o      Options
	base   *url.URL
	client *http.Client
	zone   string // events are written in, so that the calendar's own pages show the clock of its owner; empty: UTC

	finding sync.Mutex
	found   *url.URL
}

var (
	_ calendar.Provider = (*Calendar)(nil)
	_ calendar.Reader   = (*Calendar)(nil)
	_ calendar.Checker  = (*Calendar)(nil)
)

const defaultTimeout = 30 * time.Second

// New makes a Calendar. It talks to nobody yet; the error says what is wrong with the options.
func New(o Options) (*Calendar, error) {
	base, err := url.Parse(o.URL)
	switch {
	case err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https":
		return nil, errors.New("the address of a CalDAV server begins with https://")
	case base.User != nil:
		return nil, errors.New("name and password do not belong into the address of a CalDAV server: set the username and " +
			"the password file")
	case base.Scheme == "http" && !loopback(base.Hostname()):
		return nil, fmt.Errorf("calendar at %s: without https everybody on the way can read and change it", base.Host)
	case o.Username != "" && o.Password == nil:
		return nil, fmt.Errorf("calendar at %s: no password for %s", base.Host, o.Username)
	}
	base.RawQuery, base.Fragment = "", ""
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	client := &http.Client{Timeout: defaultTimeout}
	if o.Client != nil {
		client.Transport = o.Client.Transport
		if o.Client.Timeout > 0 {
			client.Timeout = o.Client.Timeout
		}
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c := &Calendar{o: o, base: base, client: client}
	if name := o.Zone.String(); name != "Local" {
		if loc, err := time.LoadLocation(name); err == nil { // no zone that somebody made up
			c.zone = loc.String()
		}
	}
	return c, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// own reports whether a person's address is one of the calendar's owner.
func (c *Calendar) own(address string) bool {
	return slices.ContainsFunc(c.o.Self, func(s string) bool { return strings.EqualFold(s, address) })
}

// collection gives the collection that a Ref or an owner names: the account's own one, or another of the same server by
// its URL.
func (c *Calendar) collection(ctx context.Context, op, name string) (*url.URL, error) {
	if name == "" || c.own(name) {
		return c.discover(ctx, op)
	}
	u, err := url.Parse(name)
	if err != nil || u.Scheme != c.base.Scheme || u.Host != c.base.Host || u.User != nil {
		return nil, &calendar.Error{Op: op, Kind: calendar.Refused, Err: fmt.Errorf("%q is no calendar of this account",
			name),
			Mend: "say in the config which calendar is whose"}
	}
	return folder(&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}), nil
}

// folder is the URL with a slash at its end, as a collection has it.
func folder(u *url.URL) *url.URL {
	if strings.HasSuffix(u.Path, "/") {
		return u
	}
	return u.JoinPath("/")
}
