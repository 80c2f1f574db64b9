package caldav

import (
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

const (
	maxPages   = 200 // of one reading
	maxMembers = 50_000
	batch      = 50 // events asked for at once
)

// member is a resource of the collection, and what became of it.
type member struct {
	url  *url.URL
	gone bool
}

// Changes lists what changed since the token: by sync-collection (RFC 6578), or on servers without it by the versions
// of all events. Events that cannot be read are left out: nothing is said of them.
func (c *Calendar) Changes(ctx context.Context, token string) (calendar.Changes, error) {
	const op = "read changes"
	collection, err := c.discover(ctx, op)
	switch {
	case err != nil:
		return calendar.Changes{}, err
	case token == "":
		return c.begin(ctx, op, collection)
	case strings.HasPrefix(token, snapshotToken):
		return c.compare(ctx, op, collection, token)
	}
	members, next, err := c.sync(ctx, op, collection, token)
	if invalidToken(err) {
		return c.reset(ctx, op, collection)
	}
	if err != nil {
		return calendar.Changes{}, err
	}
	return c.changed(ctx, op, collection, members, calendar.Changes{Token: next})
}

// invalidToken reports that the server knows the token no more. Servers say so in many ways; one that refuses the
// calendar altogether will say it again when everything is read.
func invalidToken(err error) bool {
	return isStatus(err, http.StatusForbidden, http.StatusConflict, http.StatusGone) ||
		isStatus(err, http.StatusBadRequest, http.StatusPreconditionFailed) && strings.Contains(err.Error(),
			"valid-sync-token")
}

// begin gives the token of now.
func (c *Calendar) begin(ctx context.Context, op string, collection *url.URL) (calendar.Changes, error) {
	m, err := c.ask(ctx, op, "PROPFIND", collection, "0", propfind("<sync-token/>"))
	if err != nil {
		return calendar.Changes{}, err
	}
	if len(m.responses) == 1 {
		if p := m.responses[0].known(); p != nil && p.SyncToken != "" {
			return calendar.Changes{Token: p.SyncToken}, nil
		}
	}
	now, err := c.snapshot(ctx, op, collection)
	if err != nil {
		return calendar.Changes{}, err
	}
	return calendar.Changes{Token: now.token()}, nil
}

// reset lists everything.
func (c *Calendar) reset(ctx context.Context, op string, collection *url.URL) (calendar.Changes, error) {
	members, next, err := c.sync(ctx, op, collection, "")
	if err != nil {
		return calendar.Changes{}, err
	}
	return c.changed(ctx, op, collection, members, calendar.Changes{Token: next, Reset: true})
}

// sync asks page by page what changed since the token.
func (c *Calendar) sync(ctx context.Context, op string, collection *url.URL, token string) (members []member,
	next string, err error) {
	for range maxPages {
		query := "<sync-collection" + namespaces + "><sync-token>" + escaped(token) +
			"</sync-token><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>"
		m, err := c.ask(ctx, op, "REPORT", collection, "0", query)
		if err != nil {
			return nil, "", err
		}
		more := false
		for i := range m.responses {
			r := &m.responses[i]
			u, err := c.resolve(m.url, r.Href)
			switch {
			case err != nil:
				return nil, "", c.failed(request{op: op, method: "REPORT"}, err)
			case u.Path == collection.Path && status(r.Status) == http.StatusInsufficientStorage:
				more = true // section 3.6: there is another page
			case memberOf(collection, u):
				members = append(members, member{url: u, gone: gone(r)})
			}
		}
		next = strings.TrimSpace(m.syncToken)
		switch {
		case next == "" || more && next == token:
			return nil, "", c.failed(request{op: op, method: "REPORT"}, errors.New("the server gives no new sync-token"))
		case len(members) > maxMembers:
			return nil, "", &calendar.Error{Op: op, Kind: calendar.Refused, Err: fmt.Errorf("more than %d events", maxMembers)}
		case !more:
			return latest(members), next, nil
		}
		token = next
	}
	return nil, "", c.failed(request{op: op, method: "REPORT"}, errors.New("the list of changes does not end"))
}

func gone(r *response) bool {
	code := status(r.Status)
	return code == http.StatusNotFound || code == http.StatusGone
}

// memberOf reports whether the resource stands directly in the collection and is not a folder.
func memberOf(collection, u *url.URL) bool {
	name, ok := strings.CutPrefix(u.Path, collection.Path)
	return ok && name != "" && !strings.Contains(name, "/")
}

// latest keeps the last word on every resource.
func latest(members []member) []member {
	at := map[string]int{}
	out := members[:0]
	for _, m := range members {
		if i, ok := at[m.url.Path]; ok {
			out[i] = m
			continue
		}
		at[m.url.Path] = len(out)
		out = append(out, m)
	}
	return out
}

// changed reads the resources that changed.
func (c *Calendar) changed(ctx context.Context, op string, collection *url.URL, members []member,
	changes calendar.Changes) (calendar.Changes, error) {
	var read []*url.URL
	for _, m := range members {
		if m.gone {
			changes.Events = append(changes.Events, c.vanished(collection, m.url))
			continue
		}
		read = append(read, m.url)
	}
	for len(read) > 0 {
		n := min(batch, len(read))
		events, err := c.multiget(ctx, op, collection, read[:n])
		if err != nil {
			return calendar.Changes{}, err
		}
		changes.Events = append(changes.Events, events...)
		read = read[n:]
	}
	return changes, nil
}

func (c *Calendar) vanished(collection, u *url.URL) calendar.Changed {
	return calendar.Changed{Ref: calendar.Ref{Calendar: collection.String(), ID: lastPart(u.Path)}, At: c.o.Now(),
		Gone: true}
}

// multiget reads events (RFC 4791 section 7.9). Each one asked for is answered, or it is an error: a change must not be
// lost.
func (c *Calendar) multiget(ctx context.Context, op string, collection *url.URL, list []*url.URL) ([]calendar.Changed,
	error) {
	var b strings.Builder
	b.WriteString("<C:calendar-multiget" + namespaces + "><prop><getetag/><getlastmodified/><C:calendar-data/></prop>")
	missing := map[string]bool{}
	for _, u := range list {
		b.WriteString("<href>" + escaped(u.EscapedPath()) + "</href>")
		missing[u.Path] = true
	}
	b.WriteString("</C:calendar-multiget>")
	m, err := c.ask(ctx, op, "REPORT", collection, "1", b.String())
	if err != nil {
		return nil, err
	}
	var events []calendar.Changed
	for i := range m.responses {
		r := &m.responses[i]
		u, err := c.resolve(m.url, r.Href)
		if err != nil || !missing[u.Path] {
			continue
		}
		p := r.known()
		switch {
		case gone(r):
			events = append(events, c.vanished(collection, u))
		case p == nil || p.Data == nil:
			continue
		default:
			events = append(events, c.event(collection, u, p)...)
		}
		delete(missing, u.Path)
	}
	if len(missing) > 0 {
		return nil, c.failed(request{op: op, method: "REPORT"}, fmt.Errorf("%d of %d changed events were not given",
			len(missing), len(list)))
	}
	return events, nil
}

// event is a changed resource as it stands, nothing if it holds no event that can be read.
func (c *Calendar) event(collection, u *url.URL, p *prop) []calendar.Changed {
	m, _, err := ics.Decode([]byte(*p.Data))
	if err != nil {
		return nil
	}
	for _, e := range m.Events {
		if e.RecurrenceID != "" {
			continue
		}
		o := object{url: u, etag: strong(p.ETag), event: e}
		at, err := http.ParseTime(p.Modified)
		if err != nil {
			at = c.o.Now()
		}
		return []calendar.Changed{{Event: e, Ref: o.ref(collection), At: at.UTC().Truncate(time.Second),
			Gone: e.Status == "CANCELLED"}}
	}
	return nil
}
