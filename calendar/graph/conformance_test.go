package graph_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
	"handoffd/calendar/graph"
	"handoffd/calendar/graph/graphtest"
)

const (
	handoff = "handoff@acme.example"
	rita    = "rita@acme.example"
	sam     = "sam@acme.example"
	token   = "access-token-of-the-test"
)

// clock goes on by itself: every look is a second later.
type clock struct{ at time.Time }

func (c *clock) now() time.Time {
	c.at = c.at.Add(time.Second)
	return c.at
}

func newServer(t *testing.T) *graphtest.Server {
	t.Helper()
	c := &clock{at: time.Date(2027, 2, 26, 9, 0, 0, 0, time.UTC)}
	return graphtest.New(graphtest.Config{Token: token, Mailboxes: []string{handoff, rita, sam}, Now: c.now, PageSize: 3})
}

// newProvider reaches the server through rt, and never waits.
func newProvider(t *testing.T, rt http.RoundTripper, with func(*graph.Options)) *graph.Provider {
	t.Helper()
	o := graph.Options{
		Mailbox: handoff, Endpoint: graphtest.Endpoint, Client: &http.Client{Transport: rt},
		Token: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token}),
		Zone:  func(string) *time.Location { return time.UTC },
		Now:   func() time.Time { return time.Date(2027, 2, 26, 12, 0, 0, 0, time.UTC) },
		Wait:  func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	if with != nil {
		with(&o)
	}
	p, err := graph.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// rig is the conformance suite's way to the fake.
func rig(t *testing.T, s *graphtest.Server) *calendartest.Rig {
	return &calendartest.Rig{
		Provider:  func(rt http.RoundTripper) calendar.Provider { return newProvider(t, rt, nil) },
		Reader:    func(rt http.RoundTripper) calendar.Reader { return newProvider(t, rt, nil) },
		Transport: s.Transport(),
		Organizer: handoff, Owner: rita,
		Events:  s.Events,
		Answer:  func(uid, guest string, a calendar.PartStat) { s.Answer(uid, guest, a, true) },
		Notices: s.Notices,
		Plant: func(list []calendartest.Planted) {
			for _, p := range list {
				plant(s, p)
			}
		},
		Lock:   func() { s.Lock(rita) },
		Expire: s.Expire,
		Refuse: graphtest.Refuse,
	}
}

// plant shows an appointment as Exchange would.
func plant(s *graphtest.Server, p calendartest.Planted) {
	e := graphtest.Entry{Title: p.Title, Start: p.Start, End: p.End, AllDay: p.AllDay, Cancelled: p.Cancelled, Own: p.Own,
		Series: p.Weeks > 1, ShowAs: "busy"}
	switch {
	case p.Free || p.Cancelled || p.Own == calendar.Declined:
		e.ShowAs = "free"
	case p.Own == calendar.Tentative:
		e.ShowAs = "tentative"
	}
	for week := range max(p.Weeks, 1) {
		e.Start, e.End = p.Start.AddDate(0, 0, 7*week), p.End.AddDate(0, 0, 7*week)
		s.Plant(rita, e)
	}
}

func TestConformance(t *testing.T) {
	calendartest.Run(t, "graph", func(t *testing.T) *calendartest.Rig {
		r := rig(t, newServer(t))
		r.OwnerCalendar = rita
		return r
	})
}

// TestConformanceFreeBusy has no right to the rep's calendar.
func TestConformanceFreeBusy(t *testing.T) {
	calendartest.Run(t, "graph, mailbox only", func(t *testing.T) *calendartest.Rig {
		s := newServer(t)
		s.Deny(rita, "calendar")
		return rig(t, s)
	})
}
