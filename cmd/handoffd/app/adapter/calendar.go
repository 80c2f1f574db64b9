package adapter

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"handoffd/calendar"
	"handoffd/handoff/outbox"
)

// CalendarCarrier makes events stand at a calendar server.
type CalendarCarrier struct{ provider calendar.Provider }

// Calendar makes a carrier of a provider.
func Calendar(p calendar.Provider) *CalendarCarrier { return &CalendarCarrier{p} }

// Carry implements outbox.Carrier.
func (c *CalendarCarrier) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	got, err := c.enter(ctx, *i.(*outbox.Event))
	return got, eventError(err)
}

// errNotShown is a change that the server has taken and does not show.
var errNotShown = errors.New("the calendar does not show the event as it was written")

// enter makes the event true and reads it back.
func (c *CalendarCarrier) enter(ctx context.Context, e outbox.Event) (outbox.Receipt, error) {
	for _, old := range e.Earlier {
		if err := c.provider.Withdraw(ctx, old); err != nil && calendar.KindOf(err) != calendar.Gone {
			return outbox.Receipt{}, fmt.Errorf("withdraw the earlier event of %s: %w", e.Handoff, err)
		}
	}
	if e.Off {
		if err := c.provider.Withdraw(ctx, e.At); err != nil && calendar.KindOf(err) != calendar.Gone {
			return outbox.Receipt{}, fmt.Errorf("withdraw the event of %s: %w", e.Handoff, err)
		}
		return outbox.Receipt{}, nil
	}
	at, err := c.provider.Put(ctx, e.Want, e.At)
	if err != nil && calendar.KindOf(err) == calendar.Gone && e.At.ID != "" { // somebody deleted it: made anew
		at, err = c.provider.Put(ctx, e.Want, calendar.Ref{Calendar: e.At.Calendar})
	}
	if err != nil {
		return outbox.Receipt{}, fmt.Errorf("write the event of %s: %w", e.Handoff, err)
	}
	got, back, err := c.provider.Get(ctx, at)
	if err != nil {
		return outbox.Receipt{}, fmt.Errorf("read the event of %s back: %w", e.Handoff, err)
	}
	if !sameMeeting(e.Want, got) {
		op := "read the event of " + string(e.Handoff) + " back"
		return outbox.Receipt{}, &calendar.Error{Op: op, Kind: calendar.Temporary, Err: errNotShown}
	}
	return outbox.Receipt{At: back, Link: got.URL}, nil
}

// eventError gives an error of a provider its outcome. One that is not the provider's was cut off: it may have been
// done.
func eventError(err error) error {
	if err == nil {
		return nil
	}
	out := &outbox.Error{Outcome: outbox.Uncertain, Err: err}
	failed, ok := errors.AsType[*calendar.Error](err)
	if !ok {
		return out
	}
	out.Outcome, out.RetryAfter = outbox.Temporary, failed.RetryAfter
	switch failed.Kind {
	case calendar.Refused:
		out.Outcome = outbox.Refused
	case calendar.Permission, calendar.Gone: // until somebody grants or makes something
		said := *failed
		said.Mend = ""
		out.Outcome, out.Why, out.Mend = outbox.Forbidden, said.Error(), failed.Mend
	}
	return out
}

// sameMeeting says whether the event is at the time, and with the people, that were wanted.
func sameMeeting(want, got calendar.Event) bool {
	guests := func(e calendar.Event) []string {
		var out []string
		for _, a := range e.Attendees {
			if !strings.EqualFold(a.Address, want.Organizer.Address) {
				out = append(out, strings.ToLower(a.Address))
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	return want.Start.Equal(got.Start) && want.End.Equal(got.End) && slices.Equal(guests(want), guests(got))
}
