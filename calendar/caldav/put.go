package caldav

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"handoffd/calendar"
	"handoffd/calendar/ics"
)

// Put makes the event stand as wanted.
func (c *Calendar) Put(ctx context.Context, want calendar.Event, at calendar.Ref) (calendar.Ref, error) {
	const op = "put event"
	collection, u, err := c.locate(ctx, op, at, want.UID)
	if err != nil {
		return at, err
	}
	if want.Stamp.IsZero() {
		want.Stamp = c.o.Now()
	}
	want.Zone = cmp.Or(want.Zone, c.zone)
	for range maxTries {
		var o object
		if o, err = c.putOnce(ctx, op, u, want); err == nil {
			return o.ref(collection), nil
		}
		switch {
		case isStatus(err, http.StatusConflict, http.StatusForbidden) && strings.Contains(err.Error(), "no-uid-conflict"):
			other, findErr := c.find(ctx, op, collection, want.UID) // somebody has it under another name
			if findErr != nil || other == nil {
				return at, cmp.Or(findErr, err)
			}
			u = other
		case !isStatus(err, http.StatusPreconditionFailed):
			return at, err
		}
	}
	return at, err
}

// putOnce reads what is there and writes what differs, on condition that it has not changed in between.
func (c *Calendar) putOnce(ctx context.Context, op string, u *url.URL, want calendar.Event) (object, error) {
	o, err := c.get(ctx, op, u)
	if err != nil {
		return o, err
	}
	if o.etag != "" && o.event.UID != want.UID {
		return o, &calendar.Error{Op: op, Kind: calendar.Refused, Err: fmt.Errorf("another event stands at %s", u.Path)}
	}
	header := map[string]string{"Content-Type": "text/calendar; charset=utf-8", "If-None-Match": "*"}
	next := want
	if o.etag != "" {
		next = merge(o.event, want)
		if same(o.event, next) {
			return o, nil
		}
		delete(header, "If-None-Match")
		header["If-Match"] = o.etag
	}
	data, err := ics.EncodeObject(next)
	if err != nil {
		return o, &calendar.Error{Op: op, Kind: calendar.Refused, Err: err}
	}
	a, err := c.do(ctx, request{op: op, method: http.MethodPut, url: u, body: data, header: header})
	if err != nil {
		return o, missing(err, u)
	}
	o.event, o.etag = next, strong(a.header.Get("ETag"))
	if o.etag != "" {
		return o, nil
	}
	o, err = c.get(ctx, op, u) // the server has changed it, or does not say
	if err == nil && o.etag == "" {
		err = &calendar.Error{Op: op, Kind: calendar.Stale, Err: errors.New("it was deleted at once")}
	}
	return o, err
}

// missing says of a failed PUT what the status alone does not: there is no such collection (RFC 4918 section 9.7.1).
func missing(err error, u *url.URL) error {
	if isStatus(err, http.StatusNotFound, http.StatusGone) {
		return fmt.Errorf("there is no calendar %s: %w", strings.TrimSuffix(u.Path, lastPart(u.Path)), err)
	}
	return err
}

// merge gives the wanted event the answers that the server knows and nobody else does. Those to another time are void.
func merge(there, want calendar.Event) calendar.Event {
	want.Attendees = slices.Clone(want.Attendees)
	if !want.Start.Equal(there.Start) || !want.End.Equal(there.End) {
		return want
	}
	known := map[string]calendar.PartStat{}
	for _, a := range there.Attendees {
		known[strings.ToLower(a.Address)] = a.PartStat
	}
	for i := range want.Attendees {
		a := &want.Attendees[i]
		if answer := known[strings.ToLower(a.Address)]; answer != "" &&
			(a.PartStat == "" || a.PartStat == calendar.NeedsAction) {
			a.PartStat = answer
		}
	}
	return want
}

// same reports whether writing would change anything but the time at which it was written.
func same(there, want calendar.Event) bool {
	a, err1 := ics.EncodeObject(comparison(there, want))
	b, err2 := ics.EncodeObject(comparison(want, want))
	return err1 == nil && err2 == nil && bytes.Equal(a, b)
}

// comparison leaves out what servers add or arrange as they like: they spell out what goes without saying (RFC 5545),
// or leave it out, and SOGo calls an organizer of its own as its directory does.
func comparison(e, want calendar.Event) calendar.Event {
	e.Stamp, e.Zone, e.Comment = want.Stamp, "", ""
	if len(want.Attendees) == 0 && len(e.Attendees) == 0 {
		e.Organizer = calendar.Attendee{}
	}
	e.Class, e.Transparency = cmp.Or(e.Class, "PUBLIC"), cmp.Or(e.Transparency, "OPAQUE")
	e.Status = cmp.Or(e.Status, "CONFIRMED")
	e.Organizer = calendar.Attendee{Address: strings.ToLower(e.Organizer.Address)}
	e.Attendees = slices.Clone(e.Attendees)
	for i := range e.Attendees {
		e.Attendees[i].Role = cmp.Or(e.Attendees[i].Role, "REQ-PARTICIPANT")
		e.Attendees[i].PartStat = cmp.Or(e.Attendees[i].PartStat, calendar.NeedsAction)
		e.Attendees[i].Address = strings.ToLower(e.Attendees[i].Address)
	}
	slices.SortStableFunc(e.Attendees, func(a, b calendar.Attendee) int { return cmp.Compare(a.Address, b.Address) })
	return e
}
