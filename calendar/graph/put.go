package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
)

const (
	maxRounds = 4  // readings of an event that is changed by others meanwhile
	maxTwins  = 10 // events with one UID
)

// Put makes the event stand as wanted, see calendar.Provider. What differs goes out in one PATCH.
func (p *Provider) Put(ctx context.Context, want calendar.Event, at calendar.Ref) (calendar.Ref, error) {
	op := "put event " + want.UID
	if want.UID == "" || want.Start.IsZero() || !want.Start.Before(want.End) {
		return at, &calendar.Error{Op: op, Kind: calendar.Refused,
			Err: fmt.Errorf("an event needs a UID, and an end after its start")}
	}
	want.Attendees = p.distinct(want.Attendees, p.owner(at))
	making := 0
	var last error
	for round := range maxRounds {
		if round > 0 {
			if err := p.o.Wait(ctx, backoff(round-1)); err != nil {
				return at, last
			}
		}
		got, err := p.settle(ctx, op, want, at, making)
		switch {
		case err == nil:
			return got.ref(at), nil
		case codeOf(err) == usedUp:
			making, last = making+1, err
		case calendar.KindOf(err) == calendar.Stale || noEvent(err): // changed or taken away between reading and writing
			last = err
		default:
			return at, err
		}
	}
	return at, last
}

// settle reads the event and makes or changes it. Two tries at once could have made two of them: the older one stays,
// the other has to go, or people have two invitations.
func (p *Provider) settle(ctx context.Context, op string, want calendar.Event, at calendar.Ref, making int) (*event,
	error) {
	found, err := p.locate(ctx, op, want.UID, at)
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return p.make(ctx, op, want, at, making)
	}
	for _, twin := range found[1:] {
		if err := p.remove(ctx, op, at, twin); err != nil {
			return nil, err
		}
	}
	return p.change(ctx, op, want, at, found[0])
}

// distinct leaves out guests who are named twice, and the organizer: Exchange does so too.
func (p *Provider) distinct(guests []calendar.Attendee, organizer string) []calendar.Attendee {
	seen := map[string]bool{strings.ToLower(organizer): true}
	var out []calendar.Attendee
	for _, g := range guests {
		if who := strings.ToLower(g.Address); !seen[who] {
			seen[who] = true
			out = append(out, g)
		}
	}
	return out
}

// make puts a new event. The transactionId keeps a repeated request from making a second one; that of an event which
// has been withdrawn since is used up, so the next one has the time in it.
func (p *Provider) make(ctx context.Context, op string, want calendar.Event, at calendar.Ref, making int) (*event,
	error) {
	d := changes(want, nil)
	d.Sensitivity, d.ShowAs = sensitivity(want), showAs(want)
	id := want.UID
	if making > 0 {
		id = fmt.Sprintf("%s\n%d\n%s", id, making, p.o.Now().UTC().Truncate(time.Minute))
	}
	sum := sha256.Sum256([]byte(id))
	d.TransactionID = hex.EncodeToString(sum[:16])
	if len(want.Attendees) == 0 {
		d.Attendees = nil
	}
	if p.conferred(want) {
		d.Online, d.Service = true, "teamsForBusiness"
	}
	var got event
	err := p.do(ctx, request{op: op, method: http.MethodPost, mailbox: p.owner(at), path: "/calendar/events", body: d},
		&got)
	return &got, err
}

// conferred says whether the event is to have a Teams meeting.
func (p *Provider) conferred(want calendar.Event) bool {
	return p.o.Conference && len(want.Attendees) > 0 && want.Location == "" && want.URL == ""
}

// change writes what differs, if anything does.
func (p *Provider) change(ctx context.Context, op string, want calendar.Event, at calendar.Ref, there *event) (*event,
	error) {
	d := changes(want, there)
	if d == nil {
		return there, nil
	}
	if p.conferred(want) && there.Meeting == nil && !there.Online { // the place that it had is gone
		d.Online, d.Service = true, "teamsForBusiness"
	}
	var got event
	err := p.do(ctx, request{op: op, method: http.MethodPatch, mailbox: p.owner(at), path: "/events/" +
		url.PathEscape(there.ID), body: d, match: there.ETag}, &got)
	return &got, err
}

// changes is what has to be written so that the event stands as wanted; nil: nothing. Whatever Exchange may write in
// its own way is compared by the mark. Attendees never go without the body, or those who stay are not told.
func changes(want calendar.Event, there *event) *draft {
	d, now := &draft{}, markOf(want)
	old := mark{}
	if there != nil {
		old = readMark(there.property(propertyMark))
	}
	differs := false
	if there == nil || there.Subject != subject(want) {
		s := subject(want)
		d.Subject, differs = &s, true
	}
	if there == nil || !there.at(want) {
		d.Start, d.End, d.AllDay, differs = utc(want.Start), utc(want.End), &want.AllDay, true
	}
	if old.place != now.place {
		d.Location, differs = &location{Name: place(want)}, true
	}
	if there != nil && there.ShowAs != showAs(want) {
		d.ShowAs, differs = showAs(want), true
	}
	if there != nil && classes[there.Sensitivity] != classes[sensitivity(want)] {
		d.Sensitivity, differs = sensitivity(want), true
	}
	if old.guests != now.guests || there != nil && len(there.guests()) < len(want.Attendees) {
		d.Attendees, differs = attendees(want, there), true
		if d.Start != nil { // what was answered for the old time is not an answer for the new one
			d.Attendees = attendees(want, nil)
		}
	}
	if old.text != now.text || d.Attendees != nil {
		d.Body, differs = newBody(want.Description, there), true
	}
	if !differs {
		return nil
	}
	d.Properties = []property{{ID: propertyUID, Value: want.UID}, {ID: propertyMark, Value: now.String()}}
	return d
}

// at reports whether the event has the wanted time.
func (e *event) at(want calendar.Event) bool {
	start, end, err := e.times()
	return err == nil && e.AllDay == want.AllDay && start.Equal(want.Start) && end.Equal(want.End)
}

// Get reads the event back, see calendar.Provider.
func (p *Provider) Get(ctx context.Context, at calendar.Ref) (calendar.Event, calendar.Ref, error) {
	op := "read event " + at.UID
	found, err := p.locate(ctx, op, at.UID, at)
	if err != nil {
		return calendar.Event{}, at, err
	}
	if len(found) == 0 {
		return calendar.Event{}, at, &calendar.Error{Op: op, Kind: calendar.Gone,
			Err: fmt.Errorf("it is not in the calendar of %s", p.owner(at))}
	}
	out, err := found[0].toEvent()
	if err != nil {
		return calendar.Event{}, at, &calendar.Error{Op: op, Kind: calendar.Refused, Err: err}
	}
	return out, found[0].ref(at), nil
}

// Withdraw cancels the event, see calendar.Provider. An entry without guests is deleted: there is nobody to tell.
func (p *Provider) Withdraw(ctx context.Context, at calendar.Ref) error {
	op := "withdraw event " + at.UID
	found, err := p.locate(ctx, op, at.UID, at)
	if err != nil {
		return err
	}
	for _, e := range found {
		if err := p.remove(ctx, op, at, e); err != nil {
			return err
		}
	}
	return nil
}

func (p *Provider) remove(ctx context.Context, op string, at calendar.Ref, e *event) error {
	r := request{op: op, method: http.MethodDelete, mailbox: p.owner(at), path: "/events/" + url.PathEscape(e.ID)}
	if len(e.guests()) > 0 {
		r.method, r.path = http.MethodPost, r.path+"/cancel"
		r.body = map[string]string{"comment": p.o.Comment}
	}
	if err := p.do(ctx, r, nil); err != nil && !noEvent(err) {
		return err
	}
	return nil
}

// locate finds the event by its id, or by its UID; none: it is not there, or cancelled.
func (p *Provider) locate(ctx context.Context, op, uid string, at calendar.Ref) ([]*event, error) {
	if at.ID != "" {
		e, err := p.read(ctx, op, p.owner(at), at.ID)
		switch {
		case err == nil && !e.Cancelled:
			return []*event{e}, nil
		case err != nil && !noEvent(err):
			return nil, err
		}
	}
	if uid == "" {
		return nil, nil
	}
	found, err := p.search(ctx, op, at,
		fmt.Sprintf("singleValueExtendedProperties/any(ep: ep/id eq '%s' and ep/value eq '%s')", propertyUID, quote(uid)))
	if err == nil && len(found) == 0 && uid == at.UID {
		return p.search(ctx, op, at, fmt.Sprintf("iCalUId eq '%s'", quote(uid)))
	}
	return found, err
}

func (p *Provider) read(ctx context.Context, op, mailbox, id string) (*event, error) {
	var e event
	err := p.do(ctx, request{op: op, method: http.MethodGet, mailbox: mailbox, path: "/events/" + url.PathEscape(id),
		query: url.Values{"$expand": {expand}}}, &e)
	return &e, err
}

const expand = "singleValueExtendedProperties($filter=id eq '" + propertyUID + "' or id eq '" + propertyMark + "')"

// search lists the living events that match, oldest first.
func (p *Provider) search(ctx context.Context, op string, at calendar.Ref, filter string) ([]*event, error) {
	var page list[*event]
	q := url.Values{"$filter": {filter}, "$expand": {expand}, "$top": {fmt.Sprint(maxTwins)}}
	if err := p.do(ctx, request{op: op, method: http.MethodGet, mailbox: p.owner(at), path: "/calendar/events", query: q},
		&page); err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(page.Value, func(e *event) bool { return e == nil || e.Cancelled })
	slices.SortFunc(found, func(a, b *event) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return found, nil
}

// quote writes a text for an OData filter.
func quote(s string) string { return strings.ReplaceAll(s, "'", "''") }
