package google_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
	"handoffd/calendar/google"
	"handoffd/calendar/google/googletest"
)

const rep = "rita@acme.example"

// tokens are those that the fake takes.
func tokens(subject string) (oauth2.TokenSource, error) {
	return oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "token-of-" + subject}), nil
}

func options(f *googletest.Server, rt http.RoundTripper) google.Options {
	return google.Options{
		Organizer: googletest.Organizer, Tokens: tokens, Delegated: true, Transport: rt,
		Now:  func() time.Time { return time.Date(2027, 2, 1, 8, 0, 0, 0, time.UTC) },
		Wait: func(context.Context, time.Duration) error { return nil },
	}
}

func provider(t *testing.T, o google.Options) *google.Provider {
	t.Helper()
	p, err := google.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// reasons are Google's words for the errors that the suite puts in its mouth.
var reasons = map[int]string{401: "authError", 403: "forbidden", 409: "duplicate", 410: "deleted",
	412: "conditionNotMet", 429: "rateLimitExceeded", 503: "backendError"}

func TestConformance(t *testing.T) {
	calendartest.Run(t, "google, delegated", func(t *testing.T) *calendartest.Rig {
		return rig(t, googletest.New(t),
			true)
	})
}

// TestConformanceConsent reads the rep's time through what the rep shares with the handoff address: free/busy alone.
func TestConformanceConsent(t *testing.T) {
	calendartest.Run(t, "google, free/busy", func(t *testing.T) *calendartest.Rig {
		f := googletest.New(t)
		f.Shared[rep] = "freeBusyReader"
		r := rig(t, f, false)
		r.OwnerCalendar = ""
		return r
	})
}

func rig(t *testing.T, f *googletest.Server, delegated bool) *calendartest.Rig {
	make := func(rt http.RoundTripper) *google.Provider {
		o := options(f, rt)
		o.Delegated = delegated
		return provider(t, o)
	}
	return &calendartest.Rig{
		Provider:  func(rt http.RoundTripper) calendar.Provider { return make(rt) },
		Reader:    func(rt http.RoundTripper) calendar.Reader { return make(rt) },
		Transport: f, Organizer: googletest.Organizer, Owner: rep, OwnerCalendar: rep, TakesAnswers: true,
		Events:  f.Events,
		Answer:  f.Answer,
		Notices: f.Notices,
		Plant: func(all []calendartest.Planted) {
			for _, p := range all {
				f.Plant(rep, p)
			}
		},
		Lock:   func() { f.Lock(); defer f.Unlock(); f.Locked[rep] = true },
		Expire: f.Expire,
		Refuse: func(status int) (http.Header, string) {
			return http.Header{"Content-Type": {"application/json"}}, googletest.Refuse(status, reasons[status])
		},
	}
}
