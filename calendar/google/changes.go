package google

import (
	"context"
	"errors"
	"net/http"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

// Bounds of one reading.
const (
	pageSize = 250
	maxPages = 400
)

var errTooMany = errors.New("there are more pages than can be read at once")

// Changes lists what changed in the organizer's calendar; see calendar.Provider. A token that Google has forgotten
// (410) means that everything is listed anew.
func (p *Provider) Changes(ctx context.Context, token string) (calendar.Changes, error) {
	op := "read changes in the calendar of " + p.options.Organizer
	w, err := p.own(ctx, op)
	if err != nil {
		return calendar.Changes{}, err
	}
	got, err := p.changes(ctx, op, w, token, token != "")
	var e *calendar.Error
	if token != "" && errors.As(err, &e) && e.Status == http.StatusGone {
		got, err = p.changes(ctx, op, w, "", true)
		got.Reset = true
	}
	if err != nil {
		return calendar.Changes{}, err
	}
	return got, nil
}

// changes reads page after page. The first reading of all is for its token only.
func (p *Provider) changes(ctx context.Context, op string, w where, token string, list bool) (calendar.Changes, error) {
	var out calendar.Changes
	for page, n := "", 0; n < maxPages; n++ {
		got, err := call(ctx, p, op, func() (*gcal.Events, error) {
			c := w.client.calendar.Events.List(w.calendar).MaxResults(pageSize).Context(ctx)
			if token != "" {
				c.SyncToken(token)
			}
			if page != "" {
				c.PageToken(page)
			}
			if !list {
				c.Fields("nextPageToken", "nextSyncToken")
			}
			return c.Do()
		})
		if err != nil {
			return calendar.Changes{}, err
		}
		for _, e := range got.Items {
			if list && e != nil && e.Id != "" {
				out.Events = append(out.Events, changed(w, e))
			}
		}
		if page = got.NextPageToken; page != "" {
			continue
		}
		if out.Token = got.NextSyncToken; out.Token == "" {
			return calendar.Changes{}, &calendar.Error{Op: op, Kind: calendar.Temporary,
				Err: errors.New("no token for the next time came with the answer")}
		}
		return out, nil
	}
	return calendar.Changes{}, &calendar.Error{Op: op, Kind: calendar.Refused, Err: errTooMany}
}

func changed(w where, e *gcal.Event) calendar.Changed {
	return calendar.Changed{Event: event(e), Ref: w.ref(e), At: instant(e.Updated), Gone: e.Status == statusCancelled}
}
