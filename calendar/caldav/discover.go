package caldav

import (
	"cmp"
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

// search begins at the address of the config and goes on at /.well-known/caldav (RFC 6764 section 6), which comes first
// where the address is only a host.
func (c *Calendar) search(ctx context.Context, op string) (*url.URL, error) {
	places := []*url.URL{c.base, {Scheme: c.base.Scheme, Host: c.base.Host, Path: "/.well-known/caldav"}}
	if c.atRoot() {
		places[0] = &url.URL{Scheme: c.base.Scheme, Host: c.base.Host, Path: "/"}
		places[0], places[1] = places[1], places[0]
	}
	var last error
	for _, place := range places {
		p, at, err := c.look(ctx, op, place)
		switch {
		case err == nil && p == nil, c.noPlace(err):
			last = cmp.Or(denied(last), err)
			continue
		case err != nil:
			return nil, c.astray(ctx, op, err)
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
	if err := denied(last); err != nil {
		return nil, c.astray(ctx, op, err)
	}
	return nil, c.astray(ctx, op, &calendar.Error{Op: op, Kind: calendar.Gone, Status: statusOf(last),
		Err: fmt.Errorf("no calendar found at %s", c.base), Mend: noPlaceMend})
}

// atRoot says that the address of the config is only a host.
func (c *Calendar) atRoot() bool { return c.base.Path == "" || c.base.Path == "/" }

// noPlace says that a place turned out to be no part of CalDAV, so that the next one is tried. A host may refuse its
// root to everybody; a refusal at a path that somebody chose is one, and a calendar that is gone is not another one.
func (c *Calendar) noPlace(err error) bool {
	return isStatus(err, http.StatusOK, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented,
		http.StatusBadRequest) ||
		c.atRoot() && denied(err) != nil
}

// denied gives the error if it is the refusal of a login.
func denied(err error) error {
	if isStatus(err, http.StatusUnauthorized, http.StatusForbidden) {
		return err
	}
	return nil
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
	return &calendar.Error{Op: op, Kind: calendar.Refused, Err: err,
		Mend: "set the calendar's address to one on that host"}
}

// choose takes the calendar that is named, or the only one.
func (c *Calendar) choose(ctx context.Context, op string, home *url.URL) (*url.URL, error) {
	m, err := c.ask(ctx, op, "PROPFIND", home, "1",
		propfind("<resourcetype/><displayname/><C:supported-calendar-component-set/>"))
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
		if c.o.Calendar == "" || strings.EqualFold(c.o.Calendar, segment) || strings.EqualFold(c.o.Calendar,
			strings.TrimSpace(p.Name)) {
			found = append(found, folder(u))
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(names) == 0:
		return nil, &calendar.Error{Op: op, Kind: calendar.Gone, Err: fmt.Errorf("%q has no calendar at %s", c.o.Username,
			home.Path), Mend: "make one there"}
	}
	return nil, &calendar.Error{Op: op, Kind: calendar.Refused, Err: fmt.Errorf("%d calendars at %s fit", len(found),
		home.Path),
		Mend: "name one of them in the config: " + strings.Join(names[:min(len(names), 20)], ", ")}
}
