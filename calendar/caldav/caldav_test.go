package caldav

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
)

var noon = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

func event() calendar.Event {
	return calendar.Event{UID: "u1@acme.example", Start: noon, End: noon.Add(time.Hour), Summary: "Call", Stamp: noon,
		Organizer: calendar.Attendee{Address: organizer}, Attendees: []calendar.Attendee{{Address: owner,
			PartStat: calendar.NeedsAction}}}
}

func TestNewRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		o    Options
		want string
	}{
		"nothing":        {Options{}, "begins with https://"},
		"no scheme":      {Options{URL: "dav.acme.example"}, "begins with https://"},
		"file":           {Options{URL: "file:///etc/passwd"}, "begins with https://"},
		"plain":          {Options{URL: "http://dav.acme.example/"}, "without https"},
		"password in it": {Options{URL: "https://rita:secret@dav.acme.example/"}, "do not belong"},
		"no password":    {Options{URL: "https://dav.acme.example/", Username: "rita"}, "no password for rita"},
	} {
		_, err := New(c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	for _, good := range []string{"https://dav.acme.example", "http://127.0.0.1:5232/", "http://[::1]:5232/x",
		"http://localhost/"} {
		if _, err := New(Options{URL: good}); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
}

func TestDiscovery(t *testing.T) {
	one := []string{"/dav/home/meetings/"}
	for name, c := range map[string]struct {
		path, calendar string
		calendars      []string
		home           string
		want, err      string
	}{
		"host alone":      {"", "", one, "/dav/home/", "/dav/home/meetings/", ""},
		"root":            {"/", "", one, "/dav/home/", "/dav/home/meetings/", ""},
		"server's folder": {"/dav/", "", one, "/dav/home/", "/dav/home/meetings/", ""},
		"principal":       {"/dav/me/", "", one, "/dav/home", "/dav/home/meetings/", ""},
		"collection":      {"/dav/home/rita/", "", nil, "/dav/home/", "/dav/home/rita/", ""},
		"wrong path":      {"/nothing/", "", one, "/dav/home/", "/dav/home/meetings/", ""},
		"by name":         {"/dav/", "my rita", nil, "/dav/home/", "/dav/home/rita/", ""},
		"by address":      {"/dav/", "Rita", nil, "/dav/home/", "/dav/home/rita/", ""},
		"several": {"/dav/", "", nil, "/dav/home/", "", `2 calendars at /dav/home/ fit; name one of them in the ` +
			`config: "meetings", "rita"`},
		"no such": {"/dav/", "sales", nil, "/dav/home/", "", `0 calendars at /dav/home/ fit`},
		"none":    {"/dav/", "", []string{}, "/dav/home/", "", "make one there"},
		"another host": {"/dav/", "", one, "https://evil.example/dav/home/", "",
			"the server points to another host, evil.example"},
		"another protocol": {"/dav/", "", one, "//evil.example/", "", "another host"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			if f.home = c.home; c.calendars != nil {
				f.calendars = c.calendars
			}
			base := serve(t, f)
			got, err := open(t, Options{URL: base + c.path, Calendar: c.calendar, Username: "handoff",
				Password: password}).discover(t.Context(), "find")
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("%v, %v; want error %q", got, err, c.err)
				}
				return
			}
			if err != nil || got.String() != base+c.want {
				t.Fatalf("%v, %v; want %s", got, err, c.want)
			}
		})
	}
}

// TestPasswordStaysOnTheHost follows redirects with the method and the password, and none to another host.
func TestPasswordStaysOnTheHost(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter,
		*http.Request) {
		t.Error("another host was asked")
	}))
	t.Cleanup(other.Close)
	for _, target := range []string{other.URL + "/x/", "https://evil.example/"} {
		base := serve(t, http.HandlerFunc(func(w http.ResponseWriter,
			req *http.Request) {
			http.Redirect(w, req, target, http.StatusFound)
		}))
		_, err := open(t, Options{URL: base + "/cal/", Username: "handoff", Password: password}).Put(t.Context(), event(),
			calendar.Ref{})
		if calendar.KindOf(err) != calendar.Refused || !strings.Contains(err.Error(), "another host") {
			t.Errorf("redirect to %s: %v", target, err)
		}
	}
	loop := serve(t, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, "/again/", http.StatusTemporaryRedirect)
	}))
	if _, err := open(t, Options{URL: loop}).Changes(t.Context(), ""); err == nil ||
		!strings.Contains(err.Error(), "without end") {
		t.Errorf("redirects without end: %v", err)
	}
}

// TestUIDConflict finds an event that another program keeps under another name, and changes that.
func TestUIDConflict(t *testing.T) {
	f := newFake()
	base := serve(t, f)
	c := open(t, Options{URL: base + "/dav/home/meetings/", Username: "handoff", Password: password})
	raw{t, base, nil}.must(http.MethodPut, "/dav/home/meetings/theirs.ics",
		"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1@acme.example\r\nDTSTART:20270301T120000Z\r\nDTEND:20270301T130000Z\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:rita@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
	ref, err := c.Put(t.Context(), event(), calendar.Ref{})
	if err != nil || ref.ID != "theirs.ics" || len(f.items) != 1 {
		t.Fatalf("%+v, %v, %d events", ref, err, len(f.items))
	}
	got, _, err := c.Get(t.Context(), calendar.Ref{UID: "u1@acme.example"})
	if err != nil || got.Summary != "Call" || got.Attendees[0].PartStat != calendar.Accepted {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := c.Withdraw(t.Context(), calendar.Ref{UID: "u1@acme.example"}); err != nil || len(f.items) != 0 {
		t.Fatalf("%v, %d events left", err, len(f.items))
	}
}

func TestRefStaysInTheCollection(t *testing.T) {
	f := newFake()
	c := open(t, Options{URL: serve(t, f) + "/dav/home/meetings/", Username: "handoff", Password: password})
	for _, at := range []calendar.Ref{{ID: "../rita/x.ics"}, {ID: ".."}, {Calendar: "https://evil.example/"},
		{Calendar: "somebody@acme.example"}} {
		if _, err := c.Put(t.Context(), event(), at); calendar.KindOf(err) != calendar.Refused {
			t.Errorf("%+v: %v", at, err)
		}
	}
	if len(f.items) != 0 {
		t.Errorf("something was written: %v", f.seen)
	}
}

func TestHostileAnswers(t *testing.T) {
	const head = `<?xml version="1.0"?>`
	deep := strings.Repeat("<a>", 100_000)
	for name, text := range map[string]string{
		"laughs": head + `<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><multistatus ` +
			`xmlns="DAV:"><response><href>&b;</href></response></multistatus>`,
		"deep":      head + `<multistatus xmlns="DAV:"><response>` + deep,
		"not whole": head + `<multistatus xmlns="DAV:"><response><href>/cal/</href></response>`,
		"no XML":    "<html><body>Log in<br></body></html>",
		"empty":     "",
		"other":     head + `<error xmlns="DAV:"/>`,
		"external": head + `<!DOCTYPE m SYSTEM "file:///etc/passwd"><multistatus xmlns="DAV:"><response><href>&x;` +
			`</href></response></multistatus>`,
	} {
		base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusMultiStatus)
			_, _ = io.WriteString(w, text)
		}))
		c := open(t, Options{URL: base + "/cal/", Self: []string{owner}})
		if s, err := c.Schedule(t.Context(), owner, noon, noon.Add(time.Hour)); err == nil {
			t.Errorf("%s: taken for %+v", name, s)
		}
		if s, err := c.Schedule(t.Context(), base+"/cal/", noon, noon.Add(time.Hour)); err == nil {
			t.Errorf("%s, without discovery: taken for %+v", name, s)
		}
	}
}

func TestAnswersAreBounded(t *testing.T) {
	base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method == http.MethodGet {
			_, _ = io.Copy(w, io.LimitReader(endless{}, maxObject+10))
		}
	}))
	_, _, err := open(t, Options{URL: base}).Get(t.Context(), calendar.Ref{Calendar: base + "/cal/", ID: "x.ics"})
	if err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Error(err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestScheduleUnknown checks that what a server holds back or spoils counts as unknown.
func TestScheduleUnknown(t *testing.T) {
	const data = "<C:calendar-data>BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART%s\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n</C:calendar-data>"
	ok := func(props string) string {
		return "<response><href>/cal/a.ics</href><propstat><prop>" + props + "</prop><status>HTTP/1.1 200 " +
			"OK</status></propstat></response>"
	}
	for name, c := range map[string]struct{ responses, want string }{
		"good":    {ok(fmt.Sprintf(data, ":20270301T120000Z")), ""},
		"no data": {ok(`<getetag>"1"</getetag>`), "the server did not give a.ics"},
		"forbidden": {"<response><href>/cal/a.ics</href><status>HTTP/1.1 403 Forbidden</status></response>",
			"the server did not give a.ics"},
		"more": {"<response><href>/cal/</href><status>HTTP/1.1 507 Insufficient Storage</status></response>",
			"the server did not tell all that it has"},
		"bad zone": {ok(fmt.Sprintf(data, ";TZID=Nowhere:20270301T120000")),
			`event a: DTSTART: unknown time zone "Nowhere"`},
		"no calendar": {ok("<C:calendar-data>nothing</C:calendar-data>"),
			"a.ics: reading calendar of 7 bytes: no VCALENDAR: not a readable calendar"},
		"hidden": {"<response><href>/cal/a.ics</href><propstat><prop><C:calendar-data/></prop><status>HTTP/1.1 404 " +
			"Not Found</status></propstat></response>", "the server did not give a.ics"},
		"no such item": {"<response><href>/cal/a.ics</href><status>HTTP/1.1 404 Not Found</status></response>",
			"the server did not give a.ics"},
	} {
		t.Run(name, func(t *testing.T) {
			base := serve(t, http.HandlerFunc(func(w http.ResponseWriter,
				_ *http.Request) {
				new(fake).multistatus(w, c.responses)
			}))
			s, err := open(t, Options{URL: base}).Schedule(t.Context(), base+"/cal/", noon, noon.Add(time.Hour))
			if err != nil || strings.Join(s.Unknown, "|") != c.want {
				t.Fatalf("unknown %q, error %v, want %q", s.Unknown, err, c.want)
			}
			if (len(s.Busy) == 1) != (c.want == "") {
				t.Errorf("busy %v", s.Busy)
			}
		})
	}
}

// TestChangesInPages reads a list that the server gives in pages (RFC 6578 section 3.6).
func TestChangesInPages(t *testing.T) {
	page := 0
	base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		switch {
		case req.Method == "PROPFIND":
			new(fake).multistatus(w, `<response><href>/cal/</href><propstat><prop><resourcetype><C:calendar/></resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response>`)
			return
		case strings.Contains(string(body), "multiget"):
			t.Error("deleted events were asked for")
		}
		page++
		text := fmt.Sprintf("<response><href>/cal/%d.ics</href><status>HTTP/1.1 404 Not "+
			"Found</status></response><sync-token>t%d</sync-token>", page, page)
		if page < 3 {
			text += "<response><href>/cal/</href><status>HTTP/1.1 507 Insufficient Storage</status></response>"
		}
		new(fake).multistatus(w, text)
	}))
	got, err := open(t, Options{URL: base + "/cal/"}).Changes(t.Context(), "t0")
	if err != nil || len(got.Events) != 3 || got.Token != "t3" || got.Reset {
		t.Fatalf("%+v, %v", got, err)
	}
	page = -1_000_000
	if _, err := open(t, Options{URL: base + "/cal/"}).Changes(t.Context(), "t0"); err == nil {
		t.Error("a list without end")
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		status int
		header string
		kind   calendar.ErrorKind
		after  time.Duration
	}{
		{400, "", calendar.Refused, 0}, {401, "", calendar.Permission, 0}, {403, "", calendar.Permission, 0},
		{405, "", calendar.Refused, 0},
		{408, "", calendar.Temporary, 0}, {413, "", calendar.Refused, 0}, {429, "7", calendar.Temporary, 7 * time.Second},
		{429, "-7", calendar.Temporary, 0},
		{500, "", calendar.Temporary, 0}, {501, "", calendar.Refused, 0},
		{503, "99999999999", calendar.Temporary, maxRetryAfter}, {503, "9999999", calendar.Temporary, maxRetryAfter},
		{503, noon.Add(time.Minute).Format(http.TimeFormat), calendar.Temporary, time.Minute},
		{507, "", calendar.Temporary, 0},
	} {
		base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", c.header)
			w.WriteHeader(c.status)
		}))
		_, err := open(t, Options{URL: base, Now: func() time.Time { return noon }}).Put(t.Context(), event(),
			calendar.Ref{Calendar: base + "/cal/"})
		var e *calendar.Error
		if !errors.As(err, &e) || e.Kind != c.kind || e.RetryAfter != c.after || e.Status != c.status {
			t.Errorf("%d %s: %+v", c.status, c.header, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := open(t, Options{URL: "http://127.0.0.1:1/"}).Changes(ctx, ""); !errors.Is(err, context.Canceled) ||
		calendar.KindOf(err) != calendar.Temporary {
		t.Errorf("given up: %v", err)
	}
}

func findings(list []calendar.Finding) string {
	var b strings.Builder
	for _, f := range list {
		what := "ok"
		if f.Err != nil {
			what = f.Err.Error()
		}
		fmt.Fprintf(&b, "%s: %s\n", f.What, what)
	}
	return b.String()
}

func TestCheck(t *testing.T) {
	for name, c := range map[string]struct {
		habits func(*fake)
		o      Options
		want   string
	}{
		"good": {func(*fake) {}, Options{}, "find the calendar: ok\nread the calendar /dav/home/meetings/: ok\nwrite to " +
			"the calendar /dav/home/meetings/: ok\nleave invitations to handoffd: ok\nfind the second week of a weekly " +
			"event: ok\nread the busy time of rita@acme.example: read the busy time"},
		"name": {func(*fake) {}, Options{Username: "other"}, `the server does not take the name "other" with this password`},
		"read only": {func(f *fake) { f.readOnly = true }, Options{},
			"\"handoff\" may only read /dav/home/meetings/; share the calendar with \"handoff\" with the right to write"},
		"schedules": {func(f *fake) { f.schedules = true }, Options{}, "everybody would be invited twice"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			c.habits(f)
			c.o.URL, c.o.Password, c.o.Self = serve(t, f)+"/dav/home/meetings/", password, []string{organizer}
			if c.o.Username == "" {
				c.o.Username = "handoff"
			}
			got := findings(open(t, c.o).Check(t.Context(), []string{owner}))
			if !strings.Contains(strings.ReplaceAll(got, "log in at "+strings.TrimPrefix(strings.TrimSuffix(c.o.URL,
				"/dav/home/meetings/"), "http://")+" as handoff and ", ""), c.want) {
				t.Errorf("%s\nwant %s", got, c.want)
			}
			if len(f.items) != 0 {
				t.Errorf("left behind: %v", f.items)
			}
		})
	}
}

func TestCheckRadicale(t *testing.T) {
	s := calendartest.StartRadicale(t)
	raw{t, s.URL, nil}.makeCalendar("/handoff/meetings/")
	c := open(t, Options{URL: s.URL, Username: "handoff", Password: password, Self: []string{organizer}})
	for _, f := range c.Check(t.Context(), []string{organizer}) {
		if f.Err != nil {
			t.Errorf("%s: %v", f.What, f.Err)
		}
	}
	if _, err := open(t, Options{URL: s.URL, Username: "rita", Password: password}).Changes(t.Context(),
		""); calendar.KindOf(err) != calendar.Gone {
		t.Errorf("an account without calendar: %v", err)
	}
}

func TestSnapshotToken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := snapshot{ctag: short(rapid.String().Draw(t, "ctag")), etags: map[string]string{}}
		for name, etag := range rapid.MapOf(rapid.StringN(1, 20, -1), rapid.String()).Draw(t, "etags") {
			s.etags[name] = short(etag + "x")
		}
		back, ok := parseSnapshot(s.token())
		if diff := cmp.Diff(s, back, cmp.AllowUnexported(snapshot{})); !ok || diff != "" {
			t.Fatalf("%v %s", ok, diff)
		}
	})
	big := snapshot{etags: map[string]string{}}
	for i := range 40_000 {
		big.etags[fmt.Sprintf("%x.ics", i*7919)] = short(fmt.Sprint(i))
	}
	if _, ok := parseSnapshot(big.token()); ok || len(big.token()) > 100 {
		t.Errorf("a token of %d bytes", len(big.token()))
	}
}

func FuzzParseMultistatus(f *testing.F) {
	f.Add([]byte(`<multistatus xmlns="DAV:"><response><href>/a</href><propstat><prop><getetag>"1"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response><sync-token>t</sync-token></multistatus>`))
	f.Add([]byte(`<d:multistatus xmlns:d="DAV:"/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseMultistatus(data)
		if (m == nil) == (err == nil) {
			t.Fatal(m, err)
		}
		_ = precondition(data)
		if m != nil {
			for i := range m.responses {
				_ = m.responses[i].known()
			}
		}
	})
}

func FuzzParseSnapshot(f *testing.F) {
	f.Add(snapshot{ctag: "c", etags: map[string]string{"a.ics": "1"}}.token())
	f.Add("handoffd-listing:sum:00")
	f.Fuzz(func(t *testing.T, token string) { parseSnapshot(token) })
}

// TestRadicaleKeepsZones writes an event with a VTIMEZONE to a real server, which reads it, and finds it again where it
// was put.
func TestRadicaleKeepsZones(t *testing.T) {
	s := calendartest.StartRadicale(t)
	raw{t, s.URL, nil}.makeCalendar("/handoff/meetings/")
	for _, name := range []string{"Europe/Berlin", "America/St_Johns", "Africa/Casablanca", "Asia/Kathmandu"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		c := open(t, Options{URL: s.URL, Username: "handoff", Password: password, Self: []string{organizer}, Zone: zone})
		want := event()
		want.UID = name
		ref, err := c.Put(t.Context(), want, calendar.Ref{})
		if err != nil {
			t.Fatal(err)
		}
		text := raw{t, s.URL, nil}.must(http.MethodGet, "/handoff/meetings/"+ref.ID, "")
		if !strings.Contains(text, "TZID="+name+":") {
			t.Errorf("%s is not in\n%s", name, text)
		}
		again, err := c.Put(t.Context(), want, calendar.Ref{})
		if err != nil || again.ETag != ref.ETag {
			t.Errorf("put again: %+v, %v; first %+v", again, err, ref)
		}
		got, err := c.Schedule(t.Context(), organizer, noon, noon.Add(time.Minute))
		if diff := cmp.Diff([]calendar.Span{{Start: want.Start, End: want.End}}, got.Busy); err != nil ||
			len(got.Unknown) > 0 || diff != "" {
			t.Errorf("%s: unknown %q, error %v, busy (-want +got):\n%s", name, got.Unknown, err, diff)
		}
		if err := c.Withdraw(t.Context(), ref); err != nil {
			t.Fatal(err)
		}
	}
}
