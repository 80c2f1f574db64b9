package graph_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/oauth2"

	"handoffd/calendar"
	"handoffd/calendar/graph"
	"handoffd/calendar/graph/graphtest"
)

// TestRetryAfter: a short wait is kept to inside the call, a long one is left to the caller.
func TestRetryAfter(t *testing.T) {
	for _, c := range []struct {
		header string
		status int
		waits  int // tries less one
		after  time.Duration
	}{
		{"3", 429, 3, 3 * time.Second},
		{"120", 429, 0, 2 * time.Minute},
		{"Fri, 26 Feb 2027 12:00:15 GMT", 503, 3, 15 * time.Second},
		{"99999999999", 429, 0, 24 * time.Hour},
		{"9999999", 429, 0, 24 * time.Hour},
		{"-5", 504, 3, 0},
		{"", 502, 3, 0},
	} {
		tries := 0
		var waited []time.Duration
		p := newProvider(t, stub(func(*http.Request) *http.Response {
			tries++
			res := answer(c.status, "")
			res.Header.Set("Retry-After", c.header)
			return res
		}), func(o *graph.Options) {
			o.Wait = func(_ context.Context, d time.Duration) error { waited = append(waited, d); return nil }
		})
		_, _, err := p.Get(context.Background(), calendar.Ref{ID: "x"})
		var e *calendar.Error
		if !errors.As(err, &e) || e.Kind != calendar.Temporary || e.RetryAfter != c.after || e.Status != c.status {
			t.Errorf("%q: %#v", c.header, err)
		}
		if len(waited) != c.waits || tries != c.waits+1 {
			t.Errorf("%q: %d tries, waited %v", c.header, tries, waited)
		}
		for _, d := range waited {
			if d < c.after || d < 500*time.Millisecond {
				t.Errorf("%q: waited %v", c.header, d)
			}
		}
	}
}

// TestMends: what is said to the admin, by Graph's own code.
func TestMends(t *testing.T) {
	for _, c := range []struct {
		status int
		code   string
		kind   calendar.ErrorKind
		mend   string
	}{
		{401, "InvalidAuthenticationToken", calendar.Permission, "client secret"},
		{403, "ErrorAccessDenied", calendar.Permission, `New-ManagementRoleAssignment -App APP_ID -Role "Application ` +
			`Calendars.ReadWrite" -CustomResourceScope`},
		{403, "ErrorAccessDenied", calendar.Permission, "New-ApplicationAccessPolicy -AppId"},
		{403, "Authorization_RequestDenied", calendar.Permission, "Grant admin consent"},
		{404, "MailboxNotEnabledForRESTAPI", calendar.Permission, "license"},
		{404, "ErrorInvalidUser", calendar.Gone, "no mailbox " + handoff},
		{404, "ErrorItemNotFound", calendar.Gone, ""},
		{409, "ErrorIrresolvableConflict", calendar.Stale, ""},
		{412, "ErrorIrresolvableConflict", calendar.Stale, ""},
		{400, "ErrorInvalidRequest", calendar.Refused, ""},
		{413, "", calendar.Refused, ""},
		{307, "", calendar.Refused, ""},
		{429, "ApplicationThrottled", calendar.Temporary, ""},
		{507, "ErrorQuotaExceeded", calendar.Temporary, "full"},
		{500, "ErrorInternalServerError", calendar.Temporary, ""},
	} {
		p := newProvider(t, stub(func(*http.Request) *http.Response {
			return answer(c.status, fmt.Sprintf(`{"error":{"code":%q,"message":"Words\r\nof the \u0000 server."}}`, c.code))
		}), nil)
		_, err := p.Changes(context.Background(), "")
		var e *calendar.Error
		if !errors.As(err, &e) || e.Kind != c.kind || e.Status != c.status || !strings.Contains(e.Mend, c.mend) ||
			(c.mend == "") != (e.Mend == "") {
			t.Errorf("%d %s: kind %s, mend %q", c.status, c.code, calendar.KindOf(err), e.Mend)
		}
		if text := err.Error(); !strings.Contains(text, c.code) || !strings.Contains(text, "Words of the server.") {
			t.Errorf("%d %s: %q", c.status, c.code, text)
		}
	}
}

// refusedLogin is how package mail/oauth says that nobody will get a token.
type refusedLogin struct{}

func (refusedLogin) Error() string { return "secret-refresh-token was refused" }
func (refusedLogin) Refused() bool { return true }

type noToken struct{ err error }

func (n noToken) Token() (*oauth2.Token, error) { return nil, n.err }

func TestToken(t *testing.T) {
	revoked := &oauth2.RetrieveError{Response: &http.Response{StatusCode: 400}, Body: []byte("secret-body"),
		ErrorCode: "invalid_grant"}
	for _, c := range []struct {
		err    error
		person bool
		kind   calendar.ErrorKind
		mend   string
	}{
		{errors.New("secret: no route to host"), false, calendar.Temporary, "reaches login.microsoftonline.com"},
		{fmt.Errorf("wrapped: %w", refusedLogin{}), true, calendar.Permission, "handoffd authorize microsoft"},
		{revoked, false, calendar.Permission, "client secret"},
		{&oauth2.RetrieveError{Response: &http.Response{StatusCode: 503}}, false, calendar.Temporary,
			"reaches login.microsoftonline.com"},
	} {
		p := newProvider(t, newServer(t).Transport(), func(o *graph.Options) { o.Token, o.Person = noToken{c.err}, c.person })
		_, err := p.Changes(context.Background(), "")
		if calendar.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.mend) ||
			strings.Contains(err.Error(), "secret-") || strings.Contains(err.Error(), "secret:") {
			t.Errorf("%v: %s %v", c.err, calendar.KindOf(err), err)
		}
		if f := p.Check(context.Background(), nil); len(f) != 1 || f[0].Err == nil {
			t.Errorf("check: %+v", f)
		}
	}
}

// TestForeignLinks: the token goes nowhere else, whatever the links of the server or a stored token say.
func TestForeignLinks(t *testing.T) {
	const evil = "https://evil.example/v1.0/users/x/calendarView/delta?$deltatoken=1"
	asked := map[string]int{}
	p := newProvider(t, stub(func(r *http.Request) *http.Response {
		asked[r.URL.Host]++
		switch {
		case strings.HasSuffix(r.URL.Path, "/delta"):
			return answer(200, `{"value":[],"@odata.deltaLink":"`+evil+`"}`)
		case strings.HasSuffix(r.URL.Path, "/calendarView"):
			return answer(200, `{"value":[],"@odata.nextLink":"`+evil+`"}`)
		}
		res := answer(302, "")
		res.Header.Set("Location", evil)
		return res
	}), nil)
	ctx := context.Background()
	for _, stored := range []string{"", `{"link":"` + evil + `","until":"2099-01-01T00:00:00Z"}`, "junk"} {
		if _, err := p.Changes(ctx, stored); err == nil {
			t.Errorf("changes since %q: no error", stored)
		}
	}
	if _, err := p.Schedule(ctx, rita, day.Start, day.End); err == nil {
		t.Error("schedule: no error")
	}
	if _, _, err := p.Get(ctx, calendar.Ref{ID: "x"}); err == nil {
		t.Error("get: no error")
	}
	if asked["evil.example"] != 0 {
		t.Errorf("asked %v", asked)
	}
}

// TestEndlessDelta: a delta that goes round and round is begun anew.
func TestEndlessDelta(t *testing.T) {
	s := newServer(t)
	good := newProvider(t, s.Transport(), nil)
	first, err := good.Changes(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	put(t, good, meeting(rita, "With Rita."), calendar.Ref{})
	n := 0
	p := newProvider(t, roundTrip(func(r *http.Request) (*http.Response, error) {
		if !strings.Contains(r.URL.RawQuery, "deltatoken") && !strings.Contains(r.URL.RawQuery, "round") {
			return s.Transport().RoundTrip(r)
		}
		n++
		return answer(200, fmt.Sprintf(`{"value":[{"id":"a"},{"id":"b"}],"@odata.nextLink":%q}`,
			graphtest.Endpoint+"/users/x/calendarView/delta?round="+fmt.Sprint(n))), nil
	}), nil)
	got, err := p.Changes(context.Background(), first.Token)
	if err != nil || !got.Reset || len(got.Events) != 1 || n > 50 {
		t.Errorf("after %d pages: %+v, %v", n, got, err)
	}
}

// TestErrorsNameNoLinks: a link carries tokens.
func TestErrorsNameNoLinks(t *testing.T) {
	p := newProvider(t, roundTrip(func(*http.Request) (*http.Response,
		error) {
		return nil, errors.New("no route to host")
	}), nil)
	_, err := p.Changes(context.Background(),
		`{"link":"`+graphtest.Endpoint+`/users/x/calendarView/delta?$deltatoken=secret","until":"2099-01-01T00:00:00Z"}`)
	if err == nil || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "no route to host") {
		t.Errorf("%v", err)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestLongAnswer: nobody fills the memory.
func TestLongAnswer(t *testing.T) {
	p := newProvider(t, stub(func(*http.Request) *http.Response {
		return answer(200,
			`{"id":"`+strings.Repeat("x", 9<<20)+`"}`)
	}), nil)
	if _, _, err := p.Get(context.Background(), calendar.Ref{ID: "x"}); calendar.KindOf(err) != calendar.Refused {
		t.Errorf("%v", err)
	}
	pages := 0
	p = newProvider(t, stub(func(*http.Request) *http.Response {
		pages++
		return answer(200, `{"value":[],"@odata.nextLink":"`+graphtest.Endpoint+`/users/x/calendarView?$skip=1"}`)
	}), nil)
	if _, err := p.Schedule(context.Background(), rita, day.Start, day.End); err == nil || pages > 1000 {
		t.Errorf("%d pages: %v", pages, err)
	}
}

// TestOldToken: a delta whose stretch of time comes to its end is begun anew in time.
func TestOldToken(t *testing.T) {
	s := newServer(t)
	now := start.AddDate(0, -1, 0)
	p := newProvider(t, s.Transport(), func(o *graph.Options) { o.Now = func() time.Time { return now } })
	first, err := p.Changes(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	put(t, p, meeting(rita, "With Rita."), calendar.Ref{})
	for _, c := range []struct {
		at    time.Time
		reset bool
	}{{now.AddDate(0, 11, 0), false}, {now.AddDate(0, 13, 0), true}} {
		now = c.at
		got, err := p.Changes(context.Background(), first.Token)
		if err != nil || got.Reset != c.reset {
			t.Errorf("at %v: %+v, %v", c.at, got, err)
		}
	}
}

// TestChangedBeyond: an event moved out of the stretch of time is not gone, though a delta calls it removed.
func TestChangedBeyond(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	first, err := p.Changes(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	want := meeting(rita, "With Rita.")
	ref := put(t, p, want, calendar.Ref{})
	want.Start, want.End = want.Start.AddDate(9, 0, 0), want.End.AddDate(9, 0, 0)
	put(t, p, want, ref)
	got, err := p.Changes(context.Background(), first.Token)
	if err != nil || len(got.Events) != 1 || got.Events[0].Gone || !got.Events[0].Start.Equal(want.Start) {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestAnswerTimes: when each guest answered, by the server.
func TestAnswerTimes(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	want := meeting(rita, "With Rita.")
	ref := put(t, p, want, calendar.Ref{})
	s.Answer(want.UID, rita, calendar.Accepted, true)
	s.Answer(want.UID, pat, calendar.Tentative, true)
	a := get(t, p, ref).Attendees
	if a[0].PartStat != calendar.Tentative || a[1].PartStat != calendar.Accepted ||
		!a[1].AnsweredAt.Before(a[0].AnsweredAt) || a[1].AnsweredAt.IsZero() {
		t.Errorf("%+v", a)
	}
}

func TestOptions(t *testing.T) {
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})
	for _, c := range []struct {
		o  graph.Options
		ok bool
	}{
		{graph.Options{Mailbox: handoff, Token: source}, true},
		{graph.Options{Mailbox: handoff, Token: source, Endpoint: "https://graph.microsoft.us/v1.0/"}, true},
		{graph.Options{Mailbox: handoff, Token: source, Endpoint: "http://127.0.0.1:8080"}, true},
		{graph.Options{Mailbox: handoff, Token: source, Endpoint: "http://graph.microsoft.com/v1.0"}, false},
		{graph.Options{Mailbox: handoff, Token: source, Endpoint: "https://user:pw@graph.microsoft.com"}, false},
		{graph.Options{Mailbox: handoff, Token: source, Endpoint: "graph.microsoft.com"}, false},
		{graph.Options{Mailbox: "handoff", Token: source}, false},
		{graph.Options{Mailbox: handoff}, false},
	} {
		if _, err := graph.New(c.o); (err == nil) != c.ok || err != nil && !errors.Is(err, graph.ErrOptions) {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
}

// TestCheck: what check finds at a mailbox that lacks one thing.
func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name   string
		breaks func(*graphtest.Server)
		with   func(*graph.Options)
		want   map[string]string // what fails, and a word of its mend
	}{
		{name: "healthy"},
		{"no right to the mailbox", func(s *graphtest.Server) { s.Deny(handoff, "calendar") }, nil,
			map[string]string{"read the calendar of " + handoff: "Application Calendars.ReadWrite",
				"read free/busy of " + rita: "Application Calendars.ReadWrite"}},
		{"read only", func(s *graphtest.Server) { s.Deny(handoff, "write") }, nil,
			map[string]string{"write the calendar of " + handoff: "Application Calendars.ReadWrite"}},
		{"no license", func(s *graphtest.Server) { s.Disable(handoff) }, nil,
			map[string]string{"read the calendar of " + handoff: "license", "read free/busy of " + rita: "license"}},
		{"rep out of scope", func(s *graphtest.Server) { s.Deny(rita, "calendar"); s.Deny(rita, "settings") }, nil,
			map[string]string{"read the calendar of " + rita + " (optional)": "Application Calendars.Read",
				"read the automatic replies of " + rita + " (optional)": "Application MailboxSettings.Read"}},
		{"a person's consent", func(s *graphtest.Server) { s.Deny(rita, "calendar") },
			func(o *graph.Options) { o.Person = true },
			map[string]string{"read the calendar of " + rita + " (optional)": "Calendars.Read.Shared"}},
		{"free/busy hidden", func(s *graphtest.Server) { s.Lock(rita) }, nil,
			map[string]string{"read free/busy of " + rita: "AvailabilityOnly",
				"read the calendar of " + rita + " (optional)": "Application Calendars.Read"}},
		{"wrong token", nil, func(o *graph.Options) { o.Token = oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "old"}) },
			map[string]string{"read the calendar of " + handoff: "client secret", "read free/busy of " + rita: "client secret",
				"read the calendar of " + rita + " (optional)":          "client secret",
				"read the automatic replies of " + rita + " (optional)": "client secret"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t)
			if c.breaks != nil {
				c.breaks(s)
			}
			p := newProvider(t, s.Transport(), func(o *graph.Options) {
				o.Conference = true
				if c.with != nil {
					c.with(o)
				}
			})
			for range 2 {
				failed := map[string]string{}
				for _, f := range p.Check(context.Background(), []string{rita}) {
					what := f.What
					if f.Optional {
						what += " (optional)"
					}
					var e *calendar.Error
					if errors.As(f.Err, &e) {
						failed[what] = e.Mend
						if strings.Contains(e.Mend, c.want[what]) {
							failed[what] = c.want[what]
						}
					}
				}
				if diff := cmp.Diff(c.want, failed); diff != "" && len(c.want)+len(failed) > 0 {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
			if len(s.Notices()) != 0 {
				t.Errorf("somebody was told: %v", s.Notices())
			}
		})
	}
}
