package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"handoffd/calendar"
)

// A delta of Graph is one of a stretch of time. It begins with meetings just past and is begun anew long before it
// ends.
const (
	viewBack  = 35 * 24 * time.Hour
	viewAhead = 2 * 365 * 24 * time.Hour
	viewRest  = 365 * 24 * time.Hour // when less than this is left, a new one is begun
	pageSize  = 100
	viewSize  = 50 // bodies come along
	maxPages  = 200
	maxChange = 5000 // events of one reading that are read one by one
)

// cursor is a token of Changes: the delta link of Graph, and the end of its stretch.
type cursor struct {
	Link  string    `json:"link"`
	Until time.Time `json:"until"`
}

// errEndless is a delta that goes on and on: seen with real mailboxes, and mended only by a new one.
var errEndless = errors.New("the list of changes does not end")

// Changes lists what changed in the organizer's calendar, see calendar.Provider. Every event is read again by its id: a
// delta shows no extended properties, and calls events removed that only left its stretch of time.
func (p *Provider) Changes(ctx context.Context, token string) (calendar.Changes, error) {
	const op = "read what changed in the calendar"
	if token == "" {
		next, err := p.begin(ctx, op)
		return calendar.Changes{Token: next}, err
	}
	var at cursor
	if json.Unmarshal([]byte(token), &at) != nil || p.own(at.Link) != nil || at.Until.Sub(p.o.Now()) < viewRest {
		return p.reset(ctx, op)
	}
	ids, link, err := p.delta(ctx, op, request{op: op, method: http.MethodGet, mailbox: p.o.Mailbox, link: at.Link,
		page: pageSize})
	switch {
	case refusedToken(err) || errors.Is(err, errEndless) || len(ids) > maxChange:
		return p.reset(ctx, op)
	case err != nil:
		return calendar.Changes{}, err
	}
	events, err := p.readAll(ctx, op, ids)
	if err != nil {
		return calendar.Changes{}, err
	}
	return calendar.Changes{Events: events, Token: cursor{Link: link, Until: at.Until}.String()}, nil
}

func (c cursor) String() string {
	b, _ := json.Marshal(c) // a text and a time can always be written
	return string(b)
}

// refusedToken reports whether Graph wants the delta to be begun anew.
func refusedToken(err error) bool {
	var e *calendar.Error
	if !errors.As(err, &e) {
		return false
	}
	code := codeOf(err)
	return e.Status == http.StatusGone || strings.EqualFold(code, "SyncStateNotFound") ||
		strings.EqualFold(code, "SyncStateInvalid") || strings.EqualFold(code, "resyncRequired") ||
		strings.EqualFold(code, "fullSyncRequired")
}

// begin makes a token from which on changes are listed.
func (p *Provider) begin(ctx context.Context, op string) (string, error) {
	now := p.o.Now().UTC().Truncate(time.Second)
	until := now.Add(viewAhead)
	q := url.Values{"startDateTime": {now.Add(-viewBack).Format(time.RFC3339)},
		"endDateTime": {until.Format(time.RFC3339)}}
	_, link, err := p.delta(ctx, op, request{op: op, method: http.MethodGet, mailbox: p.o.Mailbox,
		path: "/calendarView/delta", query: q, page: pageSize})
	if err != nil {
		if errors.Is(err, errEndless) {
			err = p.fail(request{op: op}, 0, err)
		}
		return "", err
	}
	return cursor{Link: link, Until: until}.String(), nil
}

// reset lists everything. The token is made first, so that a change in between is listed twice rather than never.
func (p *Provider) reset(ctx context.Context, op string) (calendar.Changes, error) {
	token, err := p.begin(ctx, op)
	if err != nil {
		return calendar.Changes{}, err
	}
	now := p.o.Now().UTC()
	first := request{op: op, mailbox: p.o.Mailbox, query: url.Values{"$expand": {expand}}}
	all, err := p.view(ctx, first, now.Add(-viewBack), now.Add(viewAhead))
	if err != nil {
		return calendar.Changes{}, err
	}
	out := calendar.Changes{Token: token, Reset: true}
	for _, e := range all {
		if !e.Cancelled {
			out.Events = append(out.Events, p.changed(e))
		}
	}
	return out, nil
}

// delta follows the pages to the link of the next delta. It gives the ids of what they name.
func (p *Provider) delta(ctx context.Context, op string, r request) (ids []string, link string, err error) {
	seen := map[string]bool{}
	idle := 0 // pages in a row that tell nothing new
	for range maxPages {
		var page list[struct {
			ID string `json:"id"`
		}]
		if err := p.do(ctx, r, &page); err != nil {
			return nil, "", err
		}
		before := len(seen)
		for _, e := range page.Value {
			if e.ID != "" {
				seen[e.ID] = true
			}
		}
		if idle++; len(seen) > before {
			idle = 0
		}
		switch {
		case page.Delta != "":
			if err := p.own(page.Delta); err != nil {
				return nil, "", p.fail(r, 0, err)
			}
			return slices.Sorted(maps.Keys(seen)), page.Delta, nil
		case page.Next == "":
			return nil, "", p.fail(r, 0, errors.New("the list of changes ends without a token"))
		case idle > 20:
			return nil, "", errEndless
		}
		r = request{op: op, method: http.MethodGet, mailbox: r.mailbox, link: page.Next, page: pageSize}
	}
	return nil, "", errEndless
}

// readAll reads the events by their ids, a few at a time.
func (p *Provider) readAll(ctx context.Context, op string, ids []string) ([]calendar.Changed, error) {
	out := make([]calendar.Changed, len(ids))
	errs := make([]error, len(ids))
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(perMailbox, len(ids)) {
		wg.Go(func() {
			for i := range next {
				out[i], errs[i] = p.readOne(ctx, op, ids[i])
			}
		})
	}
	for i := range ids {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p *Provider) readOne(ctx context.Context, op, id string) (calendar.Changed, error) {
	e, err := p.read(ctx, op, p.o.Mailbox, id)
	switch {
	case err == nil:
		return p.changed(e), nil
	case noEvent(err):
		return calendar.Changed{Ref: calendar.Ref{ID: id}, At: p.o.Now(), Gone: true}, nil
	}
	return calendar.Changed{}, err
}

// changed is the event as it stands. One whose times cannot be read is told by its UID only, as it is not gone.
func (p *Provider) changed(e *event) calendar.Changed {
	c := calendar.Changed{Ref: e.ref(calendar.Ref{}), At: e.Modified, Gone: e.Cancelled}
	var err error
	if c.Event, err = e.toEvent(); err != nil {
		c.Event = calendar.Event{UID: e.uid(), Attendees: e.guests()}
	}
	return c
}

// view lists a stretch of a calendar, each instance of a series by itself. Fields are not selected: the times of
// creation and change cannot be.
func (p *Provider) view(ctx context.Context, r request, from, to time.Time) ([]*event, error) {
	q := url.Values{"startDateTime": {from.UTC().Format(time.RFC3339)}, "endDateTime": {to.UTC().Format(time.RFC3339)},
		"$top": {fmt.Sprint(viewSize)}}
	maps.Copy(q, r.query)
	r.method, r.path, r.query = http.MethodGet, "/calendarView", q
	var out []*event
	for range maxPages {
		var page list[*event]
		if err := p.do(ctx, r, &page); err != nil {
			return nil, err
		}
		for _, e := range page.Value {
			if e != nil {
				out = append(out, e)
			}
		}
		if page.Next == "" {
			return out, nil
		}
		r.link = page.Next
	}
	return nil, p.fail(r, 0, fmt.Errorf("it has more than %d pages", maxPages))
}
