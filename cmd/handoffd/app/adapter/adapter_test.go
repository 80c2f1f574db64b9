package adapter

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff/outbox"
	"handoffd/mail/smtp"
)

// outcomeOf is the outcome of an error; -1 of none.
func outcomeOf(err error) outbox.Outcome {
	failed, ok := errors.AsType[*outbox.Error](err)
	if !ok {
		return -1
	}
	return failed.Outcome
}

func TestOutcomesOfMail(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for name, test := range map[string]struct {
		ctx  context.Context
		err  error
		want outbox.Outcome
	}{
		"taken":                        {t.Context(), nil, -1},
		"no connection":                {t.Context(), &smtp.Error{Stage: smtp.StageDial, Temporary: true}, outbox.Unreachable},
		"no login":                     {t.Context(), &smtp.Error{Stage: smtp.StageAuth, Code: 535, Temporary: true}, outbox.Unreachable},
		"later":                        {t.Context(), &smtp.Error{Stage: smtp.StageRcpt, Code: 450, Temporary: true}, outbox.Temporary},
		"never":                        {t.Context(), &smtp.Error{Stage: smtp.StageRcpt, Code: 550}, outbox.Refused},
		"lost after the dot":           {t.Context(), &smtp.Error{Stage: smtp.StageData, Temporary: true, Uncertain: true}, outbox.Uncertain},
		"wrapped":                      {t.Context(), fmt.Errorf("send: %w", &smtp.Error{Stage: smtp.StageRcpt, Code: 550}), outbox.Refused},
		"of another kind":              {t.Context(), errors.New("the sender is closed"), outbox.Uncertain},
		"stopped in silence":           {ended, &smtp.Error{Stage: smtp.StageMail, Temporary: true}, outbox.Stopped},
		"stopped while it dialled":     {ended, &smtp.Error{Stage: smtp.StageDial, Temporary: true}, outbox.Stopped},
		"stopped, and refused":         {ended, &smtp.Error{Stage: smtp.StageRcpt, Code: 550}, outbox.Refused},
		"stopped, and perhaps taken":   {ended, &smtp.Error{Stage: smtp.StageData, Temporary: true, Uncertain: true}, outbox.Uncertain},
		"stopped, and to come later":   {ended, &smtp.Error{Stage: smtp.StageRcpt, Code: 450, Temporary: true}, outbox.Temporary},
		"stopped, with an error of it": {ended, context.Canceled, outbox.Uncertain},
	} {
		err := mailError(test.ctx, test.err)
		if got := outcomeOf(err); got != test.want {
			t.Errorf("%s: outcome %d, want %d", name, got, test.want)
		}
		if err != nil && (!errors.Is(err, test.err) || err.Error() != test.err.Error()) {
			t.Errorf("%s: %q does not say %q", name, err, test.err)
		}
	}
}

func TestOutcomesOfEvents(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want outbox.Error
	}{
		"refused":    {&calendar.Error{Op: "put event", Kind: calendar.Refused, Status: 400}, outbox.Error{Outcome: outbox.Refused}},
		"busy":       {&calendar.Error{Op: "put event", Kind: calendar.Temporary, RetryAfter: time.Minute}, outbox.Error{Outcome: outbox.Temporary, RetryAfter: time.Minute}},
		"stale":      {&calendar.Error{Op: "put event", Kind: calendar.Stale}, outbox.Error{Outcome: outbox.Temporary}},
		"permission": {&calendar.Error{Op: "put event", Kind: calendar.Permission, Status: 403, Mend: "grant it"}, outbox.Error{Outcome: outbox.Forbidden, Why: "put event: HTTP 403", Mend: "grant it"}},
		"gone":       {&calendar.Error{Op: "put event", Kind: calendar.Gone, Status: 404}, outbox.Error{Outcome: outbox.Forbidden, Why: "put event: HTTP 404"}},
		"cut off":    {context.Canceled, outbox.Error{Outcome: outbox.Uncertain}},
	} {
		wrapped := fmt.Errorf("write the event of HO-AAAAAA: %w", test.err)
		got, ok := errors.AsType[*outbox.Error](eventError(wrapped))
		if !ok || got.Error() != wrapped.Error() {
			t.Errorf("%s: %v", name, got)
			continue
		}
		test.want.Err = got.Err
		if *got != test.want {
			t.Errorf("%s: %+v, want %+v", name, *got, test.want)
		}
	}
	if err := eventError(nil); err != nil {
		t.Errorf("an event that was taken: %v", err)
	}
}
