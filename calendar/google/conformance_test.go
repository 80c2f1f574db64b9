package google_test

import (
	"context"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
	"handoffd/calendar/google"
)

const rep = "rita@acme.example"

// tokens are those that the fake takes.
func tokens(subject string) (oauth2.TokenSource, error) {
	return oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "token-of-" + subject}), nil
}

func (f *fake) options(rt http.RoundTripper) google.Options {
	return google.Options{
		Organizer: organizer, Tokens: tokens, Delegated: true, Transport: rt,
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
var reasons = map[int]string{401: "authError", 403: "forbidden", 409: "duplicate", 410: "deleted", 412: "conditionNotMet", 429: "rateLimitExceeded", 503: "backendError"}

func TestConformance(t *testing.T) {
	calendartest.Run(t, "google, delegated", func(t *testing.T) *calendartest.Rig { return rig(t, newFake(t), true) })
}

// TestConformanceConsent reads the rep's time through what the rep shares with the handoff address: free/busy alone.
func TestConformanceConsent(t *testing.T) {
	calendartest.Run(t, "google, free/busy", func(t *testing.T) *calendartest.Rig {
		f := newFake(t)
		f.shared[rep] = "freeBusyReader"
		r := rig(t, f, false)
		r.OwnerCalendar = ""
		return r
	})
}

func rig(t *testing.T, f *fake, delegated bool) *calendartest.Rig {
	make := func(rt http.RoundTripper) *google.Provider {
		o := f.options(rt)
		o.Delegated = delegated
		return provider(t, o)
	}
	return &calendartest.Rig{
		Provider:  func(rt http.RoundTripper) calendar.Provider { return make(rt) },
		Reader:    func(rt http.RoundTripper) calendar.Reader { return make(rt) },
		Transport: f, Organizer: organizer, Owner: rep, OwnerCalendar: rep, TakesAnswers: true,
		Events:  f.events,
		Answer:  f.reply,
		Notices: func() map[string]int { f.mu.Lock(); defer f.mu.Unlock(); return maps.Clone(f.told) },
		Plant: func(all []calendartest.Planted) {
			for _, p := range all {
				f.plant(rep, p)
			}
		},
		Lock:   func() { f.mu.Lock(); defer f.mu.Unlock(); f.locked[rep] = true },
		Expire: func() { f.mu.Lock(); defer f.mu.Unlock(); f.forgot = f.version + 1; f.version++ },
		Refuse: func(status int) (http.Header, string) {
			return http.Header{"Content-Type": {"application/json"}},
				`{"error":{"code":` + strconv.Itoa(status) + `,"message":"injected","errors":[{"domain":"global","reason":"` + reasons[status] + `","message":"injected"}]}}`
		},
	}
}

// events are the living events with the UID in all calendars, read without the code under test.
func (f *fake) events(uid string) []calendar.Event {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []calendar.Event
	for owner, all := range f.stored {
		for _, s := range all {
			properties, _ := s.event["extendedProperties"].(object)
			private, _ := properties["private"].(object)
			if private["handoffdUID"] != uid || s.event["status"] == "cancelled" {
				continue
			}
			e := calendar.Event{UID: uid, Organizer: calendar.Attendee{Address: owner}, Start: span(s.event).Start, End: span(s.event).End}
			e.Summary, _ = s.event["summary"].(string)
			e.Description, _ = s.event["description"].(string)
			e.Location, _ = s.event["location"].(string)
			for _, a := range list(s.event["attendees"]) {
				guest := a.(object)
				status := map[any]calendar.PartStat{"accepted": calendar.Accepted, "declined": calendar.Declined, "tentative": calendar.Tentative}[guest["responseStatus"]]
				e.Attendees = append(e.Attendees, calendar.Attendee{Address: guest["email"].(string), PartStat: status})
			}
			out = append(out, e)
		}
	}
	return out
}

// reply is a guest who presses a button.
func (f *fake) reply(uid, guest string, answer calendar.PartStat) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answerAs(uid, guest, strings.ToLower(string(answer)))
}

func (f *fake) answerAs(uid, guest, answer string) {
	for _, s := range f.stored[organizer] {
		properties, _ := s.event["extendedProperties"].(object)
		private, _ := properties["private"].(object)
		if private["handoffdUID"] != uid {
			continue
		}
		for _, a := range list(s.event["attendees"]) {
			if a.(object)["email"] == guest {
				a.(object)["responseStatus"] = answer
			}
		}
		f.touch(s)
	}
}
