package caldav

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
)

const probeUID = "probe@handoffd.invalid"

// Check tries login, discovery, reading, writing, who sends the invitations, and the calendars of the people named.
func (c *Calendar) Check(ctx context.Context, people []string) []calendar.Finding {
	who := c.o.Username
	if who == "" {
		who = "nobody"
	}
	collection, err := c.discover(ctx, "find the calendar")
	found := []calendar.Finding{{What: fmt.Sprintf("log in at %s as %s and find the calendar", c.base.Host, who),
		Err: err}}
	if err != nil {
		return found
	}
	write := c.checkWrite(ctx, collection)
	found = append(found,
		calendar.Finding{What: "read the calendar " + collection.Path, Err: c.checkRead(ctx, collection)},
		calendar.Finding{What: "write to the calendar " + collection.Path, Err: write},
		calendar.Finding{What: "leave invitations to handoffd", Err: c.checkScheduling(ctx, collection)})
	if write == nil {
		series := calendar.Finding{What: "find the second week of a weekly event",
			Instead: "handoffd reads all that repeats besides"}
		series.Optional, series.Err = c.checkSeries(ctx, collection)
		found = append(found, series)
	}
	for _, person := range people {
		s, err := c.Schedule(ctx, person, c.o.Now(), c.o.Now().Add(7*24*time.Hour))
		if err == nil && len(s.Unknown) > 0 {
			err = &calendar.Error{Op: "read the busy time of " + person, Kind: calendar.Refused,
				Err: errors.New(strings.Join(s.Unknown[:min(3, len(s.Unknown))], "; "))}
		}
		found = append(found, calendar.Finding{What: "read the busy time of " + person, Err: err})
	}
	return found
}

// checkRead reads a week.
func (c *Calendar) checkRead(ctx context.Context, collection *url.URL) error {
	_, err := c.ask(ctx, "read calendar", "REPORT", collection, "1", timeQuery(c.o.Now(), c.o.Now().Add(7*24*time.Hour)))
	return err
}

// checkWrite asks what the account may do, and where the server does not say (RFC 3744 is an option) writes an event
// and takes it away.
func (c *Calendar) checkWrite(ctx context.Context, collection *url.URL) error {
	const op = "write to calendar"
	m, err := c.ask(ctx, op, "PROPFIND", collection, "0", propfind("<current-user-privilege-set/>"))
	if err != nil {
		return err
	}
	if len(m.responses) == 1 && m.responses[0].known() != nil {
		may := m.responses[0].known().privileges()
		switch {
		case may["all"], may["write"], may["write-content"] && may["bind"]:
			return nil
		case may != nil:
			return &calendar.Error{Op: op, Kind: calendar.Permission, Err: fmt.Errorf("%q may only read %s", c.o.Username,
				collection.Path),
				Mend: fmt.Sprintf("share the calendar with %q with the right to write", c.o.Username)}
		}
	}
	_, err = c.probe(ctx, op, collection, nil)
	return err
}

// checkScheduling finds out, on a server that sends invitations by itself (RFC 6638), whether it leaves those to
// handoffd that it is told to leave. The event is long past, and its guest has an address that cannot exist.
func (c *Calendar) checkScheduling(ctx context.Context, collection *url.URL) error {
	const op = "try who invites"
	a, err := c.do(ctx, request{op: op, method: http.MethodOptions, url: collection})
	if err != nil {
		return err
	}
	if !strings.Contains(strings.ToLower(strings.Join(a.header.Values("DAV"), ",")), "calendar-auto-schedule") ||
		len(c.o.Self) == 0 {
		return nil
	}
	kept, err := c.probe(ctx, op, collection, []calendar.Attendee{{Address: "nobody@handoffd.invalid",
		PartStat: calendar.NeedsAction}})
	if err != nil {
		return err
	}
	kept = bytes.ReplaceAll(bytes.ReplaceAll(bytes.ToUpper(kept), []byte("\r\n "), nil), []byte("\n "), nil)
	if bytes.Contains(kept, []byte("SCHEDULE-STATUS")) || !bytes.Contains(kept, []byte("SCHEDULE-AGENT=CLIENT")) {
		return &calendar.Error{Op: op, Kind: calendar.Refused,
			Err:  errors.New("the server sends invitations of its own, and everybody would be invited twice"),
			Mend: "use a calendar of an account without invitations, or switch them off for this account"}
	}
	return nil
}

// probe writes an event of the year 2001, reads it back as the server keeps it, and takes it away.
func (c *Calendar) probe(ctx context.Context, op string, collection *url.URL, guests []calendar.Attendee) (kept []byte,
	err error) {
	start := time.Date(2001, 1, 2, 3, 0, 0, 0, time.UTC)
	e := calendar.Event{UID: probeUID, Stamp: c.o.Now(), Start: start, End: start.Add(time.Minute),
		Summary:      "handoffd tries whether it may write here",
		Transparency: "TRANSPARENT", Class: "PRIVATE", Attendees: guests}
	if len(guests) > 0 {
		e.Organizer = calendar.Attendee{Address: c.o.Self[0]}
	}
	data, err := ics.EncodeObject(e)
	if err != nil {
		return nil, err
	}
	u := place(collection, resourceName(probeUID))
	a, err := c.do(ctx, request{op: op, method: http.MethodPut, url: u, body: data,
		header: map[string]string{"Content-Type": "text/calendar; charset=utf-8"}})
	if err == nil {
		a, err = c.do(ctx, request{op: op, method: http.MethodGet, url: u, limit: maxObject})
	}
	_, left := c.remove(ctx, op, u) // also after an error: it may be there nevertheless
	if err = cmp.Or(err, left); err != nil {
		return nil, err
	}
	return a.body, nil
}
