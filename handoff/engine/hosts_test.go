package engine

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
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
	"handoffd/handoff"
	"handoffd/mail"
)

// host is a calendar server on which the events of the handoff address, and the calendars of colleagues, live.
type host struct {
	name    string
	mails   bool              // it tells nobody
	way     http.RoundTripper // to it
	open    func(rt http.RoundTripper, owner string) calendar.Provider
	entries func(owner, uid string) []calendar.Event // living ones in somebody's calendar; empty: the one of the handoff address
	answer  func(h handoff.Handoff, who string, answer calendar.PartStat)
	notices func() map[string]int
	plant   func(owner, title string, start, end time.Time)
	// allOf says that one login reaches everybody's calendar, which Ref.Calendar then names.
	allOf bool
}

// organizer is the calendar of the handoff address, reached by the way.
func (s *host) organizer(rt http.RoundTripper) map[string]Organizer {
	return map[string]Organizer{handoffAddress: {Name: s.name, Provider: s.open(rt, handoffAddress), Mails: s.mails}}
}

// owns are the calendars of colleagues, for blocks.
func (s *host) owns(rt http.RoundTripper, c *handoff.Config, people ...handoff.PersonID) map[handoff.PersonID]Own {
	out := map[handoff.PersonID]Own{}
	for _, id := range people {
		p := c.People[id]
		p.Blocks = true
		c.People[id] = p
		own := Own{Name: s.name, Provider: s.open(rt, p.Email())}
		if s.allOf {
			own.Calendar = p.Email()
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
			return startDAV(o, dav{t: o.t, url: real.URL, name: fmt.Sprintf("work%d", n)})
		})
	})
}

func startGraph(o *office) *host {
	s := graphtest.New(graphtest.Config{Token: "access-token-of-the-test", Mailboxes: []string{handoffAddress, rita, mara}, Now: func() time.Time { return o.now }})
	return &host{name: "graph", way: s.Transport(), allOf: true,
		open:    func(rt http.RoundTripper, _ string) calendar.Provider { return o.graph("access-token-of-the-test", rt) },
		entries: func(owner, uid string) []calendar.Event { return of(owner, s.Events(uid)) },
		answer:  func(h handoff.Handoff, who string, a calendar.PartStat) { s.Answer(h.UID, who, a, true) }, notices: s.Notices,
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
			p, err := google.New(google.Options{Organizer: handoffAddress, Tokens: tokens, Delegated: true, Transport: rt, Now: func() time.Time { return o.now },
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

// dav speaks to a CalDAV server past the code under test.
type dav struct {
	t    *testing.T
	url  string
	name string // of the calendar, of which each user has one
}

func (d dav) do(method, user, file, body string) string {
	d.t.Helper()
	req, err := http.NewRequest(method, d.path(user)+file, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	req.SetBasicAuth(user, "secret")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode/100 != 2 {
		d.t.Fatalf("%s %s: %d %s %v", method, req.URL, res.StatusCode, text, err)
	}
	return string(text)
}

func (d dav) path(user string) string { return d.url + "/" + user + "/" + d.name + "/" }

// events are the living events with the UID in a calendar; with an empty one all.
func (d dav) events(user, uid string) (found []calendar.Event) {
	d.t.Helper()
	m, _, err := ics.Decode([]byte(d.do(http.MethodGet, user, "", "")))
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

// plant writes an appointment as another program would.
func (d dav) plant(user, title string, start, end time.Time) {
	d.t.Helper()
	uid := fmt.Sprintf("%s-%d", strings.ToLower(strings.ReplaceAll(title, " ", "-")), start.Unix())
	d.do(http.MethodPut, user, uid+".ics", strings.Join([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:20260101T000000Z",
		"SUMMARY:" + title, "DTSTART:" + start.UTC().Format("20060102T150405Z"), "DTEND:" + end.UTC().Format("20060102T150405Z"), "END:VEVENT", "END:VCALENDAR", ""}, "\r\n"))
}

// startDAV gives everybody of the office a calendar on a real Radicale.
func startDAV(o *office, d dav) *host {
	for _, user := range []string{handoffAddress, rita, mara} {
		d.do("MKCALENDAR", user, "", "")
	}
	return &host{name: "caldav", mails: true, way: http.DefaultTransport,
		open: func(rt http.RoundTripper, owner string) calendar.Provider { return d.account(o, rt, owner) }, entries: d.events, plant: d.plant,
		answer: func(_ handoff.Handoff, who string, a calendar.PartStat) {
			o.send(who, mail.Draft{To: to(handoffAddress), Subject: string(a), Text: " ", Calendar: o.answer(o.invitation(who), who, a, "REPLY")})
		},
		notices: o.calendarMails}
}

func (d dav) account(o *office, rt http.RoundTripper, owner string) *caldav.Calendar {
	p, ok := o.c.ByEmail(owner)
	zone := time.UTC
	if ok {
		zone = p.Location()
	}
	c, err := caldav.New(caldav.Options{URL: d.path(owner), Username: owner, Password: func(context.Context) (string, error) { return "secret", nil }, Self: []string{owner},
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
