package caldav

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
)

// recurring are the properties that make one event many (RFC 5545 section 3.8.5). Servers expand them when they look
// whether an event touches a stretch of time, and some do it badly or not at all: what repeats is therefore fetched
// whatever the time, and expanded here.
var recurring = []string{"RRULE", "RDATE"}

// objects gives every resource that may have to do with a stretch of time, each once: those that the server finds
// there, and all that repeat. A server that does not look for what repeats has its whole calendar read.
func (c *Calendar) objects(ctx context.Context, op string, collection *url.URL, from, to time.Time) ([]*response,
	error) {
	var found []*response
	known := map[string]bool{}
	add := func(m *multistatus) {
		for i := range m.responses {
			r := &m.responses[i]
			name := r.Href
			if u, err := c.resolve(m.url, r.Href); err == nil {
				name = u.Path
			}
			if !known[name] || r.known() == nil { // what is said of the whole reading has the collection's own name
				found, known[name] = append(found, r), true
			}
		}
	}
	queries := []string{timeQuery(from, to)}
	for _, property := range recurring {
		queries = append(queries, propertyQuery(property))
	}
	for i, query := range queries {
		m, err := c.ask(ctx, op, "REPORT", collection, "1", query)
		if i > 0 && unfiltered(err) {
			return c.everything(ctx, op, collection)
		}
		if err != nil {
			return nil, err
		}
		add(m)
	}
	return found, nil
}

// unfiltered says that a server refuses a filter (RFC 4791 section 7.8, supported-filter), not the calendar.
func unfiltered(err error) bool {
	return isStatus(err, http.StatusBadRequest, http.StatusForbidden, http.StatusConflict, http.StatusUnprocessableEntity,
		http.StatusInternalServerError, http.StatusNotImplemented)
}

// everything reads the whole collection: the names of all events, then the events, some at a time.
func (c *Calendar) everything(ctx context.Context, op string, collection *url.URL) ([]*response, error) {
	list, err := c.ask(ctx, op, "PROPFIND", collection, "1", propfind("<resourcetype/><getetag/>"))
	if err != nil {
		return nil, err
	}
	var hrefs []string
	for i := range list.responses {
		u, err := c.resolve(list.url, list.responses[i].Href)
		if err != nil {
			return nil, c.failed(request{op: op, method: "PROPFIND"}, err)
		}
		switch r := &list.responses[i]; {
		case memberOf(collection, u) && !gone(r):
			hrefs = append(hrefs, list.responses[i].Href)
		case status(r.Status) == http.StatusInsufficientStorage:
			return nil, &calendar.Error{Op: op, Kind: calendar.Temporary, Status: status(r.Status),
				Err: fmt.Errorf("the list of %s is not whole", collection.Path)}
		}
	}
	var found []*response
	for some := range slices.Chunk(hrefs, batch) {
		m, err := c.ask(ctx, op, "REPORT", collection, "1", multiget(some))
		if err != nil {
			return nil, err
		}
		for i := range m.responses {
			if r := &m.responses[i]; !gone(r) { // deleted meanwhile
				found = append(found, r)
			}
		}
	}
	return found, nil
}

// timeQuery asks for the events that touch a stretch of time (RFC 4791 section 9.9), series as they are: they are
// expanded here.
func timeQuery(from, to time.Time) string {
	const form = `<C:time-range start="%s" end="%s"/>`
	return eventQuery(fmt.Sprintf(form, from.UTC().Format(utcForm), to.UTC().Format(utcForm)))
}

// propertyQuery asks for the events that have a property (RFC 4791 section 9.7.2).
func propertyQuery(name string) string {
	return eventQuery(fmt.Sprintf(`<C:prop-filter name="%s"/>`, name))
}

func eventQuery(filter string) string {
	return `<C:calendar-query` + namespaces + `><prop><getetag/><C:calendar-data/></prop>` +
		`<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">` + filter +
		`</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`
}

func multiget(hrefs []string) string {
	var b strings.Builder
	b.WriteString(`<C:calendar-multiget` + namespaces + `><prop><getetag/><C:calendar-data/></prop>`)
	for _, href := range hrefs {
		b.WriteString("<href>")
		_ = xml.EscapeText(&b, []byte(href))
		b.WriteString("</href>")
	}
	b.WriteString("</C:calendar-multiget>")
	return b.String()
}
