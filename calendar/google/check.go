package google

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	gcal "google.golang.org/api/calendar/v3"

	"handoffd/calendar"
)

// Check tries what handoffd will need: the login, reading and writing the organizer's calendar, inviting guests, and
// the time of the people; see calendar.Checker. The event it writes lies in the past, invites the organizer alone,
// tells nobody, and is deleted.
func (p *Provider) Check(ctx context.Context, people []string) []calendar.Finding {
	organizer := p.options.Organizer
	findings := []calendar.Finding{{What: "read the calendar of " + organizer, Err: p.checkCalendar(ctx)}}
	switch err := findings[0].Err; {
	case err != nil && calendar.KindOf(err) != calendar.Gone: // the same would be said of everything else
		return findings
	case err == nil:
		findings = append(findings, calendar.Finding{What: "invite guests from the calendar of " + organizer,
			Err: p.checkInvite(ctx)})
	}
	for _, person := range people {
		findings = append(findings, calendar.Finding{What: "read when " + person + " is busy",
			Err: p.checkPerson(ctx, person)})
		if p.options.AutoReply {
			_, err := p.vacation(ctx, "read the automatic-reply setting", person)
			findings = append(findings, calendar.Finding{What: "read the automatic-reply setting of " + person, Err: mended(err),
				Optional: true})
		}
	}
	return findings
}

// checkCalendar also finds out whose calendar it really is: an alias would invite in the name of another.
func (p *Provider) checkCalendar(ctx context.Context) error {
	op := "read calendar"
	c, id, err := p.open(ctx, "")
	if err != nil {
		return p.explain(op, err)
	}
	got, err := call(ctx, p, op, func() (*gcal.Calendar, error) { return c.calendar.Calendars.Get(id).Context(ctx).Do() })
	switch {
	case err != nil:
		return mended(err)
	case strings.Contains(got.Id, "@") && !strings.EqualFold(got.Id, p.options.Organizer):
		return &calendar.Error{
			Op: op, Kind: calendar.Refused, Err: fmt.Errorf("the login is that of %s", got.Id),
			Mend: "guests would be invited by " + got.Id + ": log in as " + p.options.Organizer +
				", or make that the handoff address",
		}
	}
	return nil
}

func (p *Provider) checkInvite(ctx context.Context) error {
	op := "insert event"
	c, id, err := p.open(ctx, "")
	if err != nil {
		return p.explain(op, err)
	}
	start := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	trial := eventID(rand.Text())
	e := &gcal.Event{
		Id: trial, Summary: "handoffd check", Start: moment(start, false), End: moment(start.Add(time.Minute), false),
		Transparency: "transparent", Visibility: "private",
		Attendees: []*gcal.EventAttendee{{Email: p.options.Organizer, ResponseStatus: "accepted"}},
	}
	_, err = call(ctx, p, op, func() (*gcal.Event, error) {
		return c.calendar.Events.Insert(id, e).SendUpdates(tellNone).Context(ctx).Do()
	})
	if err != nil && calendar.KindOf(err) == calendar.Permission {
		return err
	}
	// An insert without an answer may have happened all the same.
	_, gone := call(ctx, p, "delete the event of the check", func() (struct{}, error) {
		return struct{}{}, c.calendar.Events.Delete(id, trial).SendUpdates(tellNone).Context(ctx).Do()
	})
	if err != nil {
		return mended(err)
	}
	return mended(gone)
}

func (p *Provider) checkPerson(ctx context.Context, person string) error {
	now := p.options.Now()
	got, err := p.Schedule(ctx, person, now, now.Add(24*time.Hour))
	switch {
	case err != nil:
		return mended(err)
	case len(got.Unknown) > 0:
		return &calendar.Error{Op: "read when " + person + " is busy", Kind: calendar.Permission,
			Err: errors.New(got.Unknown[0]), Mend: mendShare}
	}
	return nil
}

// mended adds to an error that says nothing to an admin what is most likely to help.
func mended(err error) error {
	var e *calendar.Error
	if errors.As(err, &e) && e.Mend == "" && e.Kind == calendar.Gone {
		e.Mend = mendShare
	}
	return err
}
