package google

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

// Bounds of reading somebody's time.
const (
	entryPage   = 1000
	maxEntries  = 20_000
	busyStretch = 60 * 24 * time.Hour // of one free/busy query
)

// Schedule says when the owner, a mail address, is busy; see calendar.Reader. Where the owner's calendar may be read,
// every appointment is listed and judged here; where not, Google's free/busy service says when, and nothing more.
func (p *Provider) Schedule(ctx context.Context, owner string, from, to time.Time) (calendar.Schedule, error) {
	op := "read the time of " + owner
	if owner == "" || !from.Before(to) {
		return calendar.Schedule{}, &calendar.Error{Op: op, Kind: calendar.Refused,
			Err: errors.New("it needs an owner, and a start before its end")}
	}
	out := calendar.Schedule{ReadAt: p.options.Now()}
	seen, err := p.list(ctx, op, owner, from, to)
	switch {
	case err == nil:
		out.Busy, out.Entries, out.Unknown, out.Away = seen.Busy, seen.Entries, seen.Unknown, seen.Away
	case hidden(err):
		if out.Busy, out.Unknown, err = p.freeBusy(ctx, op, owner, from, to); err != nil {
			return calendar.Schedule{}, err
		}
	default:
		return calendar.Schedule{}, err
	}
	if p.options.AutoReply {
		away, err := p.away(ctx, owner)
		if err != nil {
			return calendar.Schedule{}, err
		}
		out.Away = append(out.Away, away...)
	}
	out.Busy, out.Away = calendar.Merge(out.Busy), calendar.Merge(out.Away)
	return out, nil
}

var errFreeBusyOnly = errors.New("only free/busy is shared")

// hidden tells whether an error means that the calendar may not be read, so that free/busy is what is left.
func hidden(err error) bool {
	var e *calendar.Error
	return errors.Is(err, errFreeBusyOnly) ||
		errors.As(err, &e) && (e.Status == http.StatusNotFound || e.Status == http.StatusForbidden &&
			e.Kind == calendar.Permission)
}

// list reads every appointment, and each instance of a series, between the two times.
func (p *Provider) list(ctx context.Context, op, owner string, from, to time.Time) (calendar.Schedule, error) {
	c, id, err := p.open(ctx, owner)
	if err != nil {
		return calendar.Schedule{}, p.explain(op, err)
	}
	reading := reading{owner: owner, span: calendar.Span{Start: from, End: to}}
	reading.Entries = []calendar.Entry{}
	for page, n := "", 0; n < maxPages && len(reading.Entries) <= maxEntries; n++ {
		got, err := call(ctx, p, op, func() (*gcal.Events, error) {
			l := c.calendar.Events.List(id).SingleEvents(true).MaxResults(entryPage).
				TimeMin(from.UTC().Format(time.RFC3339)).TimeMax(to.UTC().Format(time.RFC3339)).Context(ctx)
			if page != "" {
				l.PageToken(page)
			}
			return l.Do()
		})
		if err != nil {
			return calendar.Schedule{}, err
		}
		if got.AccessRole == "freeBusyReader" || got.AccessRole == "none" {
			return calendar.Schedule{}, errFreeBusyOnly
		}
		if err := reading.page(got); err != nil {
			return calendar.Schedule{}, &calendar.Error{Op: op, Kind: calendar.Temporary, Err: err}
		}
		if page = got.NextPageToken; page == "" {
			return reading.Schedule, nil
		}
	}
	reading.Unknown = append(reading.Unknown, "there are too many appointments")
	return reading.Schedule, nil
}

// freeBusy asks Google's free/busy service, as the organizer. A calendar that it has an error for is unknown.
func (p *Provider) freeBusy(ctx context.Context, op, owner string, from, to time.Time) (busy []calendar.Span,
	unknown []string, err error) {
	c, err := p.as(ctx, p.options.Organizer)
	if err != nil {
		return nil, nil, p.explain(op, err)
	}
	for start := from; start.Before(to); start = start.Add(busyStretch) {
		end := start.Add(busyStretch)
		if end.After(to) {
			end = to
		}
		got, err := call(ctx, p, op, func() (*gcal.FreeBusyResponse, error) {
			return c.calendar.Freebusy.Query(&gcal.FreeBusyRequest{
				TimeMin: start.UTC().Format(time.RFC3339), TimeMax: end.UTC().Format(time.RFC3339),
				Items: []*gcal.FreeBusyRequestItem{{Id: owner}},
			}).Context(ctx).Do()
		})
		if err != nil {
			return nil, nil, err
		}
		spans, err := readBusy(got, owner)
		if err != nil {
			return nil, []string{err.Error()}, nil
		}
		busy = append(busy, spans...)
	}
	return busy, nil, nil
}

// readBusy takes one person's part out of an answer.
func readBusy(got *gcal.FreeBusyResponse, owner string) ([]calendar.Span, error) {
	for id, c := range got.Calendars {
		if !strings.EqualFold(id, owner) {
			continue
		}
		if len(c.Errors) > 0 {
			reason := "no reason given"
			if c.Errors[0] != nil {
				reason = c.Errors[0].Reason
			}
			return nil, fmt.Errorf("it cannot be told when %s is busy (%s): %s", owner, reason, mendShare)
		}
		var spans []calendar.Span
		for _, b := range c.Busy {
			var s calendar.Span
			if b != nil {
				s = calendar.Span{Start: instant(b.Start), End: instant(b.End)}
			}
			if s.Start.IsZero() || s.End.IsZero() {
				return nil, fmt.Errorf("the busy time of %s cannot be read", owner)
			}
			spans = append(spans, s)
		}
		return spans, nil
	}
	return nil, fmt.Errorf("the answer says nothing of when %s is busy", owner)
}
