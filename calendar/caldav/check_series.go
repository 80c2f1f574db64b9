package caldav

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"handoffd/calendar"
)

const seriesUID = "weekly-probe@handoffd.invalid"

// weekly is an event of the year 2001 that took place three times.
var weekly = strings.Join([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//handoffd//EN",
	"BEGIN:VEVENT", "UID:" + seriesUID, "DTSTAMP:20010101T000000Z", "DTSTART:20010102T030000Z", "DTEND:20010102T030100Z",
	"RRULE:FREQ=WEEKLY;COUNT=3",
	"SUMMARY:handoffd tries how the server looks for what repeats",
	"TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR", ""}, "\r\n")

// checkSeries writes a weekly event, asks for its second week, and takes it away. A server that does not find it then
// is known, and all that repeats is read besides: the error is harmless. One that finds it in no way would make busy
// people free.
func (c *Calendar) checkSeries(ctx context.Context, collection *url.URL) (harmless bool, err error) {
	const op = "look for what repeats"
	u := place(collection, resourceName(seriesUID))
	header := map[string]string{"Content-Type": "text/calendar; charset=utf-8"}
	_, err = c.do(ctx, request{op: op, method: http.MethodPut, url: u, body: []byte(weekly), header: header})
	if err == nil {
		harmless, err = c.lookForSeries(ctx, op, collection, u)
	}
	_, left := c.remove(ctx, op, u) // also after an error: it may be there nevertheless
	if left != nil {
		return false, cmp.Or(err, left)
	}
	return harmless, err
}

func (c *Calendar) lookForSeries(ctx context.Context, op string, collection, series *url.URL) (
	harmless bool, err error,
) {
	from := time.Date(2001, 1, 9, 2, 0, 0, 0, time.UTC)
	to := from.Add(2 * time.Hour)
	m, err := c.ask(ctx, op, "REPORT", collection, "1", timeQuery(from, to))
	if err != nil {
		return false, err
	}
	found := make([]*response, len(m.responses))
	for i := range m.responses {
		found[i] = &m.responses[i]
	}
	if c.holds(m.url, found, series) {
		return false, nil
	}
	if found, err = c.objects(ctx, op, collection, from, to); err != nil {
		return false, err
	}
	if c.holds(m.url, found, series) {
		return true, &calendar.Error{Op: op, Kind: calendar.Refused,
			Err: errors.New("the server looks for a series at its first date only")}
	}
	return false, &calendar.Error{Op: op, Kind: calendar.Refused,
		Err:  errors.New("the server gives a series in no way: busy people would be free"),
		Mend: "take this calendar as a feed, or another server"}
}

// holds says whether a resource is among the answers.
func (c *Calendar) holds(at *url.URL, answers []*response, resource *url.URL) bool {
	for _, r := range answers {
		if u, err := c.resolve(at, r.Href); err == nil && u.Path == resource.Path && !gone(r) {
			return true
		}
	}
	return false
}
