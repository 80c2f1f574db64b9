package caldav

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"handoffd/calendar"
)

// usualPlaces are where servers keep CalDAV, in their own default set-up: SOGo, DAViCal, Nextcloud and ownCloud,
// Cyrus and many others, Baïkal, Zimbra and Apple's.
var usualPlaces = []string{"/SOGo/dav/", "/davical/caldav.php/", "/caldav.php/", "/remote.php/dav/",
	"/dav/", "/dav.php/", "/caldav/", "/principals/"}

const noPlaceMend = "set the calendar's address as the calendar's own settings show it (often under \"copy link\" or " +
	"\"CalDAV address\"), with its path: " +
	"/SOGo/dav/ for SOGo, /davical/caldav.php/ for DAViCal, /remote.php/dav/ for Nextcloud; " +
	"or let the server lead from /.well-known/caldav to it"

// astray says of an address that is no calendar which other place of the same server keeps some. What is refused at
// the wrong place says nothing about the login.
func (c *Calendar) astray(ctx context.Context, op string, err error) error {
	e, ok := errors.AsType[*calendar.Error](err)
	if !ok || e.Kind == calendar.Temporary {
		return err
	}
	for _, path := range usualPlaces {
		if strings.HasPrefix(c.base.Path, path) {
			return err // there already
		}
		place := &url.URL{Scheme: c.base.Scheme, Host: c.base.Host, Path: path}
		p, _, lookErr := c.look(ctx, op, place)
		switch {
		case lookErr == nil && p != nil && (p.Principal.Href != "" || p.Home.Href != ""):
			return &calendar.Error{Op: op, Kind: calendar.Gone, Status: e.Status,
				Err:  fmt.Errorf("no calendar found at %s", c.base),
				Mend: fmt.Sprintf("set the calendar's address to %s: the server keeps calendars there", place)}
		case lookErr != nil && statusOf(lookErr) == 0:
			return err // it does not answer any more
		}
	}
	if denied(err) != nil && c.atRoot() {
		told := *e
		told.Mend += "; if they are right, the address lacks its path, such as /SOGo/dav/ or /davical/caldav.php/"
		return &told
	}
	return err
}

// notCalDAV is an answer that no CalDAV server gives to the method.
func notCalDAV(op, method string, status int) error {
	return &calendar.Error{Op: op, Kind: calendar.Refused, Status: status, Mend: noPlaceMend,
		Err: fmt.Errorf("this is no CalDAV server: it does not answer %s but with %s", method, http.StatusText(status))}
}
