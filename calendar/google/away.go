package google

import (
	"context"
	"errors"
	"net/http"
	"time"

	"google.golang.org/api/gmail/v1"

	"handoffd/calendar"
)

// openEnd is how long an automatic reply without an end is believed; it is read again long before.
const openEnd = 14 * 24 * time.Hour

// away reads the automatic-reply setting of the owner's mailbox. Who has no Gmail, or has not let us read it, has none:
// the calendar still says what it says, and Check tells the admin.
func (p *Provider) away(ctx context.Context, owner string) ([]calendar.Span, error) {
	op := "read the automatic-reply setting of " + owner
	set, err := p.vacation(ctx, op, owner)
	var e *calendar.Error
	switch {
	case errors.As(err, &e) && (e.Kind == calendar.Permission || e.Status == http.StatusBadRequest ||
		e.Status == http.StatusNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case !set.EnableAutoReply:
		return nil, nil
	}
	now := p.options.Now()
	s := calendar.Span{Start: now, End: now.Add(openEnd)}
	if set.StartTime > 0 {
		s.Start = time.UnixMilli(set.StartTime).UTC()
	}
	if set.EndTime > 0 {
		s.End = time.UnixMilli(set.EndTime).UTC()
	} else if s.Start.After(now) {
		s.End = s.Start.Add(openEnd)
	}
	if !s.Start.Before(s.End) {
		return nil, nil
	}
	return []calendar.Span{s}, nil
}

func (p *Provider) vacation(ctx context.Context, op, owner string) (*gmail.VacationSettings, error) {
	c, err := p.as(ctx, owner)
	if err != nil {
		return nil, p.explain(op, err)
	}
	return call(ctx, p, op, func() (*gmail.VacationSettings, error) {
		return c.mail.Users.Settings.GetVacation("me").Context(ctx).Do()
	})
}
