package caldav

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"

	"handoffd/calendar"
)

const placeProps = "<resourcetype/><current-user-principal/><C:calendar-home-set/><C:supported-calendar-component-set/>"

// discover finds the account's collection, once.
func (c *Calendar) discover(ctx context.Context, op string) (*url.URL, error) {
	c.finding.Lock()
	defer c.finding.Unlock()
	if c.found != nil {
		return c.found, nil
	}
	found, err := c.search(ctx, op)
	if err == nil {
		c.found = found
	}
	return found, err
}

// search begins at the address of the config and goes on at /.well-known/caldav (RFC 6764 section 6), which comes first where the address is
// only a host.
func (c *Calendar) search(ctx context.Context, op string) (*url.URL, error) {
	places := []*url.URL{c.base, {Scheme: c.base.Scheme, Host: c.base.Host, Path: "/.well-known/caldav"}}
	if c.base.Path == "" || c.base.Path == "/" {
		places[0] = &url.URL{Scheme: c.base.Scheme, Host: c.base.Host, Path: "/"}
		places[0], places[1] = places[1], places[0]
	}
	var last error
	for _, place := range places {
		p, at, err := c.look(ctx, op, place)
		switch {
		case isStatus(err, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone, http.StatusNotImplemented) || err == nil && p == nil:
			last = err
			continue
		case err != nil:
			return nil, err
		case p.Type.Calendar != nil && c.o.Calendar == "":
			return folder(at), nil
		}
		home, err := c.home(ctx, op, p, at)
		if err != nil {
			return nil, err
		}
		if home != nil {
			return c.choose(ctx, op, home)
		}
	}
	return nil, &calendar.Error{Op: op, Kind: calendar.Gone, Err: fmt.Errorf("no calendar found at %s", c.base),
		Mend: "set the calendar's address as the calendar's own settings show it (often under \"copy link\" or \"CalDAV address\")", Status: statusOf(last)}
}

// look asks what a place is. A place that tells nothing gives nil.
func (c *Calendar) look(ctx context.Context, op string, place *url.URL) (*prop, *url.URL, error) {
	m, err := c.ask(ctx, op, "PROPFIND", place, "0", propfind(placeProps))
	if err != nil {
		return nil, nil, err
	}
	if len(m.responses) != 1 {
		return nil, nil, nil
	}
	return m.responses[0].known(), m.url, nil
}

// home gives the collection of the account's calendars, nil if the server does not say.
func (c *Calendar) home(ctx context.Context, op string, p *prop, at *url.URL) (*url.URL, error) {
	if p.Home.Href == "" && p.Principal.Href != "" {
		principal, err := c.resolve(at, p.Principal.Href)
		if err != nil {
			return nil, c.elsewhere(op, err)
		}
		if p, at, err = c.look(ctx, op, principal); err != nil || p == nil {
			return nil, err
		}
	}
	if p.Home.Href == "" {
		return nil, nil
	}
	home, err := c.resolve(at, p.Home.Href)
	if err != nil {
		return nil, c.elsewhere(op, err)
	}
	return folder(home), nil
}

func (c *Calendar) elsewhere(op string, err error) error {
	return &calendar.Error{Op: op, Kind: calendar.Refused, Err: err, Mend: "set the calendar's address to one on that host"}
}

// choose takes the calendar that is named, or the only one.
func (c *Calendar) choose(ctx context.Context, op string, home *url.URL) (*url.URL, error) {
	m, err := c.ask(ctx, op, "PROPFIND", home, "1", propfind("<resourcetype/><displayname/><C:supported-calendar-component-set/>"))
	if err != nil {
		return nil, err
	}
	var found []*url.URL
	var names []string
	for i := range m.responses {
		p := m.responses[i].known()
		if p == nil || p.Type.Calendar == nil || !p.Components.events() {
			continue
		}
		u, err := c.resolve(m.url, m.responses[i].Href)
		if err != nil {
			return nil, c.elsewhere(op, err)
		}
		segment := path.Base(u.Path)
		names = append(names, fmt.Sprintf("%q", segment))
		if c.o.Calendar == "" || strings.EqualFold(c.o.Calendar, segment) || strings.EqualFold(c.o.Calendar, strings.TrimSpace(p.Name)) {
			found = append(found, folder(u))
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(names) == 0:
		return nil, &calendar.Error{Op: op, Kind: calendar.Gone, Err: fmt.Errorf("%q has no calendar at %s", c.o.Username, home.Path), Mend: "make one there"}
	}
	return nil, &calendar.Error{Op: op, Kind: calendar.Refused, Err: fmt.Errorf("%d calendars at %s fit", len(found), home.Path),
		Mend: "name one of them in the config: " + strings.Join(names[:min(len(names), 20)], ", ")}
}
