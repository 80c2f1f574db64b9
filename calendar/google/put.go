package google

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"net/http"
	"strings"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

// maxRereads bounds how often an event that changes under our hands is read again.
const maxRereads = 5

// Whom Google tells about a change.
const (
	tellAll  = "all"
	tellNone = "none"
)

// eventID is the id that an event gets here: the characters that Google allows are those of base32hex (RFC 4648 section
// 7) in lower case.
func eventID(uid string) string {
	sum := sha256.Sum256([]byte(calendar.NormalizeUID(uid)))
	return strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:20]))
}

// where is what a Ref means to Google.
type where struct {
	*client
	calendar string // for the client
	owner    string // Ref.Calendar, kept as it was given
	id       string
}

func (p *Provider) locate(ctx context.Context, op string, at calendar.Ref, uid string) (where, error) {
	w := where{owner: at.Calendar, id: at.ID}
	if w.id == "" {
		if uid == "" {
			return w, &calendar.Error{Op: op, Kind: calendar.Refused, Err: errors.New("the event has neither an id nor a UID")}
		}
		w.id = eventID(uid)
	}
	var err error
	if w.client, w.calendar, err = p.open(ctx, at.Calendar); err != nil {
		return w, p.explain(op, err)
	}
	return w, nil
}

// own is the organizer's calendar, no event in particular.
func (p *Provider) own(ctx context.Context, op string) (where, error) {
	var w where
	var err error
	if w.client, w.calendar, err = p.open(ctx, ""); err != nil {
		return w, p.explain(op, err)
	}
	return w, nil
}

func (w where) ref(e *gcal.Event) calendar.Ref {
	return calendar.Ref{Calendar: w.owner, ID: e.Id, UID: e.ICalUID, ETag: e.Etag}
}

// Put makes the event stand as wanted; see calendar.Provider.
func (p *Provider) Put(ctx context.Context, want calendar.Event, at calendar.Ref) (calendar.Ref, error) {
	op := "put event " + want.UID
	if want.UID == "" || !want.Start.Before(want.End) {
		return at, &calendar.Error{Op: op, Kind: calendar.Refused,
			Err: errors.New("it needs a UID, and a start before its end")}
	}
	w, err := p.locate(ctx, op, at, want.UID)
	if err != nil {
		return at, err
	}
	fresh := at.ID == ""
	for range maxRereads {
		var done *gcal.Event
		if fresh {
			done, err = p.insert(ctx, op, w, want)
		} else {
			done, err = p.converge(ctx, op, w, want)
		}
		if err == nil {
			return w.ref(done), nil
		}
		switch calendar.KindOf(err) {
		case calendar.Stale:
			fresh = false // it is there, or has changed: read it
		case calendar.Gone:
			if fresh { // the calendar itself is missing
				return at, err
			}
			fresh = true
		default:
			return at, err
		}
	}
	return at, err
}

func (p *Provider) insert(ctx context.Context, op string, w where, want calendar.Event) (*gcal.Event, error) {
	e := p.draft(want)
	e.Id = w.id
	return call(ctx, p, op, func() (*gcal.Event, error) {
		c := w.client.calendar.Events.Insert(w.calendar, e).SendUpdates(tell(len(e.Attendees) > 0)).Context(ctx)
		if p.options.Conference {
			c.ConferenceDataVersion(1)
		}
		return c.Do()
	})
}

// converge reads the event and changes what differs from what is wanted.
func (p *Provider) converge(ctx context.Context, op string, w where, want calendar.Event) (*gcal.Event, error) {
	now, err := p.read(ctx, op, w)
	if err != nil {
		return nil, err
	}
	patch, loud := p.change(now, want)
	if patch == nil {
		return now, nil
	}
	return call(ctx, p, op, func() (*gcal.Event, error) {
		c := w.client.calendar.Events.Patch(w.calendar, w.id, patch).SendUpdates(tell(loud)).Context(ctx)
		if p.options.Conference {
			c.ConferenceDataVersion(1)
		}
		c.Header().Set("If-Match", now.Etag)
		return c.Do()
	})
}

func tell(loud bool) string {
	if loud {
		return tellAll
	}
	return tellNone
}

func (p *Provider) read(ctx context.Context, op string, w where) (*gcal.Event, error) {
	e, err := call(ctx, p, op, func() (*gcal.Event, error) {
		return w.client.calendar.Events.Get(w.calendar, w.id).Context(ctx).Do()
	})
	switch {
	case err != nil:
		return nil, err
	case e.Id != w.id || e.Etag == "":
		return nil, &calendar.Error{Op: op, Kind: calendar.Temporary, Err: fmt.Errorf("the answer is event %q, not %q", e.Id,
			w.id)}
	}
	return e, nil
}

// Get reads the event back; see calendar.Provider.
func (p *Provider) Get(ctx context.Context, at calendar.Ref) (calendar.Event, calendar.Ref, error) {
	op := "get event " + name(at)
	w, err := p.locate(ctx, op, at, at.UID)
	if err != nil {
		return calendar.Event{}, at, err
	}
	e, err := p.read(ctx, op, w)
	if err != nil {
		return calendar.Event{}, at, err
	}
	if e.Status == statusCancelled {
		return calendar.Event{}, at, &calendar.Error{Op: op, Kind: calendar.Gone, Err: errors.New("the event is cancelled")}
	}
	return event(e), w.ref(e), nil
}

// Withdraw takes the event from everybody; see calendar.Provider.
func (p *Provider) Withdraw(ctx context.Context, at calendar.Ref) error {
	op := "withdraw event " + name(at)
	w, err := p.locate(ctx, op, at, at.UID)
	if err != nil {
		return err
	}
	_, err = call(ctx, p, op, func() (struct{}, error) {
		return struct{}{}, w.client.calendar.Events.Delete(w.calendar, w.id).SendUpdates(tellAll).Context(ctx).Do()
	})
	var e *calendar.Error
	if errors.As(err, &e) && (e.Status == http.StatusGone || e.Status == http.StatusNotFound) {
		return nil
	}
	return err
}

// name is how an event is called in errors.
func name(at calendar.Ref) string {
	if at.UID != "" {
		return at.UID
	}
	return at.ID
}
