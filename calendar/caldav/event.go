package caldav

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"handoffd/calendar"
	"handoffd/calendar/ics"
)

const maxTries = 5 // of a change that others are always ahead of

// object is one resource of a collection.
type object struct {
	url   *url.URL
	etag  string // empty: it is not there
	event calendar.Event
}

// resourceName is the name of the resource that keeps an event, as Ref.ID has it.
func resourceName(uid string) string {
	sum := sha256.Sum256([]byte(uid))
	return "handoff-" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:15])) + ".ics"
}

// place gives the URL of a resource of the collection.
func place(collection *url.URL, name string) *url.URL {
	return collection.JoinPath(url.PathEscape(name))
}

// locate says where the event of a Ref is, or would be.
func (c *Calendar) locate(ctx context.Context, op string, at calendar.Ref, uid string) (collection, resource *url.URL,
	err error) {
	if collection, err = c.collection(ctx, op, at.Calendar); err != nil {
		return nil, nil, err
	}
	name := at.ID
	if name == "" {
		name = resourceName(cmp.Or(at.UID, uid))
	}
	if strings.ContainsAny(name, "/\\") || name == "." || name == ".." {
		return nil, nil, &calendar.Error{Op: op, Kind: calendar.Refused, Err: fmt.Errorf("%q is no event's name", name)}
	}
	return collection, place(collection, name), nil
}

// get reads a resource; an object without etag is not there.
func (c *Calendar) get(ctx context.Context, op string, u *url.URL) (object, error) {
	o := object{url: u}
	r := request{op: op, method: http.MethodGet, url: u, limit: maxObject,
		header: map[string]string{"Accept": "text/calendar"}}
	a, err := c.do(ctx, r)
	switch {
	case isStatus(err, http.StatusNotFound, http.StatusGone):
		return o, nil
	case err != nil:
		return o, err
	}
	if !bytes.HasSuffix(bytes.ToUpper(bytes.TrimSpace(a.body)), []byte("END:VCALENDAR")) {
		return o, c.failed(r, errors.New("the event is cut off"))
	}
	m, _, err := ics.Decode(a.body)
	if err != nil {
		return o, c.failed(r, err)
	}
	i := slices.IndexFunc(m.Events, func(e calendar.Event) bool { return e.RecurrenceID == "" })
	if i < 0 {
		return o, c.failed(r, errors.New("there is no event in it"))
	}
	o.event = m.Events[i]
	if o.etag = strong(a.header.Get("ETag")); o.etag == "" {
		o.etag, err = c.etag(ctx, op, u)
	}
	return o, err
}

// etag asks for the version of a resource, for servers that do not say it by themselves.
func (c *Calendar) etag(ctx context.Context, op string, u *url.URL) (string, error) {
	m, err := c.ask(ctx, op, "PROPFIND", u, "0", propfind("<getetag/>"))
	if err != nil {
		return "", err
	}
	if len(m.responses) == 1 {
		if p := m.responses[0].known(); p != nil && p.ETag != "" {
			return strong(p.ETag), nil
		}
	}
	return "", &calendar.Error{Op: op, Kind: calendar.Refused,
		Err: errors.New("the server gives events no version (ETag): changes could be lost")}
}

// strong gives a version in the form in which it can be demanded: some servers and proxies leave out the quotes or call
// it weak.
func strong(etag string) string {
	etag = strings.TrimPrefix(strings.TrimSpace(etag), "W/")
	if etag != "" && !strings.HasPrefix(etag, `"`) {
		etag = `"` + etag + `"`
	}
	return etag
}

// find looks an event up by its UID, wherever it is in the collection; nil if it is nowhere.
func (c *Calendar) find(ctx context.Context, op string, collection *url.URL, uid string) (*url.URL, error) {
	query := `<C:calendar-query` + namespaces +
		`><prop><getetag/><C:calendar-data/></prop><C:filter><C:comp-filter name="VCALENDAR">` +
		`<C:comp-filter name="VEVENT"><C:prop-filter name="UID"><C:text-match collation="i;octet">` + escaped(uid) +
		`</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`
	m, err := c.ask(ctx, op, "REPORT", collection, "1", query)
	if err != nil {
		return nil, err
	}
	for i := range m.responses {
		p := m.responses[i].known()
		if p == nil || p.Data == nil {
			continue
		}
		message, _, err := ics.Decode([]byte(*p.Data)) // a text-match finds parts of other UIDs too
		if err != nil || !slices.ContainsFunc(message.Events, func(e calendar.Event) bool { return e.UID == uid }) {
			continue
		}
		return c.resolve(m.url, m.responses[i].Href)
	}
	return nil, nil
}

// Get reads the event back.
func (c *Calendar) Get(ctx context.Context, at calendar.Ref) (calendar.Event, calendar.Ref, error) {
	const op = "read event"
	collection, u, err := c.locate(ctx, op, at, "")
	if err != nil {
		return calendar.Event{}, at, err
	}
	o, err := c.get(ctx, op, u)
	if err == nil && o.etag == "" && at.ID == "" {
		if u, err = c.find(ctx, op, collection, at.UID); err == nil && u != nil {
			o, err = c.get(ctx, op, u)
		}
	}
	switch {
	case err != nil:
		return calendar.Event{}, at, err
	case o.etag == "" || o.event.Status == "CANCELLED":
		return calendar.Event{}, at, &calendar.Error{Op: op, Kind: calendar.Gone}
	}
	return o.event, o.ref(collection), nil
}

func (o *object) ref(collection *url.URL) calendar.Ref {
	return calendar.Ref{Calendar: collection.String(), ID: lastPart(o.url.Path), UID: o.event.UID, ETag: o.etag}
}

func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// Withdraw deletes the event. The header keeps the server from declining it in the owner's name (RFC 6638 section 8.1).
func (c *Calendar) Withdraw(ctx context.Context, at calendar.Ref) error {
	const op = "withdraw event"
	collection, u, err := c.locate(ctx, op, at, "")
	if err != nil {
		return err
	}
	there, err := c.remove(ctx, op, u)
	if err != nil || there || at.ID != "" {
		return err
	}
	if u, err = c.find(ctx, op, collection, at.UID); err != nil || u == nil {
		return err
	}
	_, err = c.remove(ctx, op, u)
	return err
}

func (c *Calendar) remove(ctx context.Context, op string, u *url.URL) (there bool, err error) {
	r := request{op: op, method: http.MethodDelete, url: u, header: map[string]string{"Schedule-Reply": "F"}}
	a, err := c.do(ctx, r)
	switch {
	case isStatus(err, http.StatusNotFound, http.StatusGone):
		return false, nil
	case err != nil || !strings.Contains(a.header.Get("Content-Type"), "xml"):
		return err == nil, err
	}
	m, err := parseMultistatus(a.body) // what could not be deleted is in there (RFC 4918 section 9.6.1)
	if err != nil {
		return false, c.failed(r, err)
	}
	for i := range m.responses {
		if code := status(m.responses[i].Status); code >= 400 && code != http.StatusNotFound && code != http.StatusGone {
			return false, c.refused(r, &answer{status: code, url: u})
		}
	}
	return true, nil
}
