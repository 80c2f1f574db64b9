package engine

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"handoffd/calendar"
	"handoffd/calendar/caldav"
	"handoffd/calendar/calendartest"
	"handoffd/calendar/google"
	"handoffd/calendar/google/googletest"
	"handoffd/calendar/graph/graphtest"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/mail"
)

// host is a calendar server on which the events of the handoff address, and the calendars of colleagues, live.
type host struct {
	name  string
	mails bool              // it tells nobody
	way   http.RoundTripper // to it
	open  func(rt http.RoundTripper, owner string) calendar.Provider
	// living ones in somebody's calendar; empty: the one of the handoff address
	entries func(owner, uid string) []calendar.Event
	answer  func(h handoff.Handoff, who string, answer calendar.PartStat)
	notices func() map[string]int
	plant   func(owner, title string, start, end time.Time)
	// allOf says that one login reaches everybody's calendar, which Ref.Calendar then names.
	allOf bool
}

// organizer is the calendar of the handoff address, reached by the way.
func (s *host) organizer(rt http.RoundTripper) map[string]Organizer {
	p := s.open(rt, handoffAddress)
	return organizerOf(s.name, p, s.mails)
}

// organizerOf is a calendar at a provider as that of the handoff address.
func organizerOf(name string, p calendar.Provider, mails bool) map[string]Organizer {
	return map[string]Organizer{handoffAddress: {Calendar: outbox.Calendar{Name: name, Carrier: adapter.Calendar(p),
		Mails: mails}, Reader: p}}
}

// owns are the calendars of colleagues, for blocks.
func (s *host) owns(rt http.RoundTripper, c *handoff.Config,
	people ...handoff.PersonID) map[handoff.PersonID]outbox.Calendar {
	out := map[handoff.PersonID]outbox.Calendar{}
	for _, id := range people {
		p := c.People[id]
		p.Blocks = true
		c.People[id] = p
		own := outbox.Calendar{Name: s.name, Carrier: adapter.Calendar(s.open(rt, p.Email()))}
		if s.allOf {
			own.ID = p.Email()
		}
		out[id] = own
	}
	return out
}

// onHosts runs a test on the three kinds of calendar servers.
func onHosts(t *testing.T, test func(t *testing.T, start func(*office) *host)) {
	t.Run("google", func(t *testing.T) { test(t, startGoogle) })
	t.Run("graph", func(t *testing.T) { test(t, startGraph) })
	t.Run("caldav", func(t *testing.T) {
		real, n := calendartest.StartRadicale(t), 0
		test(t, func(o *office) *host {
			n++
			return startDAV(o, dav{DAV: real, t: o.t, name: fmt.Sprintf("work%d", n)})
		})
	})
}

func startGraph(o *office) *host {
	s := graphtest.New(graphtest.Config{Token: "access-token-of-the-test",
		Mailboxes: []string{handoffAddress, rita, mara}, Now: func() time.Time { return o.now }})
	return &host{name: "graph", way: s.Transport(), allOf: true,
		open:    func(rt http.RoundTripper, _ string) calendar.Provider { return o.graph("access-token-of-the-test", rt) },
		entries: func(owner, uid string) []calendar.Event { return of(owner, s.Events(uid)) },
		answer:  func(h handoff.Handoff, who string, a calendar.PartStat) { s.Answer(h.UID, who, a, true) },
		notices: s.Notices,
		plant: func(owner, title string, start, end time.Time) {
			s.Plant(owner, graphtest.Entry{Title: title, Start: start, End: end})
		}}
}

// of are the events that somebody organizes.
func of(owner string, all []calendar.Event) (out []calendar.Event) {
	for _, e := range all {
		if e.Organizer.Address == owner {
			out = append(out, e)
		}
	}
	return out
}

func startGoogle(o *office) *host {
	s := googletest.New(o.t)
	s.Now = func() time.Time { return o.now }
	tokens := func(subject string) (oauth2.TokenSource, error) {
		return oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "token-of-" + subject}), nil
	}
	return &host{name: "google", way: s, allOf: true,
		open: func(rt http.RoundTripper, _ string) calendar.Provider {
			p, err := google.New(google.Options{Organizer: handoffAddress, Tokens: tokens, Delegated: true, Transport: rt,
				Now:  func() time.Time { return o.now },
				Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
			if err != nil {
				o.t.Fatal(err)
			}
			return p
		},
		entries: func(owner, uid string) []calendar.Event { return of(owner, s.Events(uid)) },
		answer:  func(h handoff.Handoff, who string, a calendar.PartStat) { s.Answer(h.UID, who, a) }, notices: s.Notices,
		plant: func(owner, title string, start, end time.Time) {
			s.Plant(owner, calendartest.Planted{Title: title, Start: start, End: end})
		}}
}

// dav is one calendar of everybody of the office on a CalDAV server.
type dav struct {
	*calendartest.DAV
	t    *testing.T
	name string // of the calendar
}

func (d dav) path(user string) string { return "/" + user + "/" + d.name + "/" }

// events are the living events with the UID in a calendar; with an empty one all.
func (d dav) events(user, uid string) (found []calendar.Event) {
	d.t.Helper()
	m, _, err := ics.Decode([]byte(d.Do(d.t, http.MethodGet, d.path(user), "")))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range m.Events {
		if (uid == "" || e.UID == uid) && e.Status != "CANCELLED" {
			found = append(found, e)
		}
	}
	return found
}

// startDAV gives everybody of the office a calendar on a real Radicale.
func startDAV(o *office, d dav) *host {
	for _, user := range []string{handoffAddress, rita, mara} {
		d.Do(d.t, "MKCALENDAR", d.path(user), "")
	}
	return &host{name: "caldav", mails: true, way: http.DefaultTransport,
		open:    func(rt http.RoundTripper, owner string) calendar.Provider { return d.account(o, rt, owner) },
		entries: d.events,
		plant:   func(owner, title string, start, end time.Time) { d.Plant(d.t, d.path(owner), title, start, end) },
		answer: func(_ handoff.Handoff, who string, a calendar.PartStat) {
			o.send(who, mail.Draft{To: to(handoffAddress), Subject: string(a), Text: " ",
				Calendar: o.answer(o.invitation(who), who, a, "REPLY")})
		},
		notices: o.calendarMails}
}

func (d dav) account(o *office, rt http.RoundTripper, owner string) *caldav.Calendar {
	p, ok := o.c.ByEmail(owner)
	zone := time.UTC
	if ok {
		zone = p.Location()
	}
	c, err := caldav.New(caldav.Options{URL: d.URL + d.path(owner), Username: owner,
		Password: func(context.Context) (string, error) { return "secret", nil }, Self: []string{owner},
		Zone: zone, Client: &http.Client{Transport: rt}, Now: func() time.Time { return o.now }})
	if err != nil {
		o.t.Fatal(err)
	}
	return c
}

// calendarMails counts the invitations, updates and withdrawals that came by mail.
func (o *office) calendarMails() map[string]int {
	out := map[string]int{}
	for _, user := range []string{rita, mara, pat} {
		for _, m := range o.box(user) {
			if m.Kind == mail.KindCalendarRequest || m.Kind == mail.KindCalendarCancel {
				out[user]++
			}
		}
	}
	return out
}
