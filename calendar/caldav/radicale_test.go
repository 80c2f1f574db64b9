package caldav

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
	"handoffd/calendar/ics"
)

const (
	organizer = "handoff@acme.example"
	owner     = "rita@acme.example"
)

// raw speaks to the server past the provider.
type raw struct {
	testing.TB
	base string
	dav  *calendartest.DAV // nil: the fake
}

func (w raw) do(method, path, body string, header ...string) (int, string) {
	w.Helper()
	req, err := http.NewRequest(method, w.base+path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	req.SetBasicAuth(w.user(req.URL.Path), "secret")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	client := http.DefaultClient
	if w.dav != nil {
		client = w.dav.Client()
	}
	res, err := client.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// user is the handoff account of the fake; of a real server whoever the calendar belongs to.
func (w raw) user(path string) string {
	if w.dav == nil {
		return "handoff"
	}
	return w.dav.Owner(path)
}

func (w raw) must(method, path, body string, header ...string) string {
	w.Helper()
	code, text := w.do(method, path, body, header...)
	if code/100 != 2 {
		w.Fatalf("%s %s: %d %s", method, path, code, text)
	}
	return text
}

func (w raw) makeCalendar(path string) { w.Helper(); w.must("MKCALENDAR", path, "") }

// events are the living events with the UID in a collection.
func (w raw) events(collection, uid string) []calendar.Event {
	w.Helper()
	code, text := w.do(http.MethodGet, collection, "")
	if code != http.StatusOK {
		w.Fatalf("read %s: %d", collection, code)
	}
	return living(w, text, uid)
}

func living(t testing.TB, text, uid string) (found []calendar.Event) {
	t.Helper()
	m, _, err := ics.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range m.Events {
		if e.UID == uid && e.Status != "CANCELLED" {
			found = append(found, e)
		}
	}
	return found
}

var partStat = regexp.MustCompile(`;PARTSTAT=[A-Z-]*`)

// answer writes an answer into a stored event.
func (w raw) answer(path, guest string, answer calendar.PartStat) {
	w.Helper()
	text := strings.ReplaceAll(w.must(http.MethodGet, path, ""), "\r\n ", "")
	lines := strings.Split(text, "\r\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "ATTENDEE") && strings.HasSuffix(strings.ToLower(line), "mailto:"+guest) {
			line = partStat.ReplaceAllString(line, "")
			lines[i] = "ATTENDEE;PARTSTAT=" + string(answer) + strings.TrimPrefix(line, "ATTENDEE")
		}
	}
	w.must(http.MethodPut, path, strings.Join(lines, "\r\n"), "Content-Type", "text/calendar")
}

// plant writes appointments as another program would.
func (w raw) plant(collection string, list []calendartest.Planted) {
	w.Helper()
	for i, p := range list {
		lines := []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT",
			fmt.Sprintf("UID:planted-%d", i), "DTSTAMP:20270101T000000Z", "SUMMARY:" + p.Title}
		if p.AllDay {
			lines = append(lines, "DTSTART;VALUE=DATE:"+p.Start.Format("20060102"), "DTEND;VALUE=DATE:"+p.End.Format("20060102"))
		} else {
			lines = append(lines, "DTSTART:"+p.Start.Format(utcForm), "DTEND:"+p.End.Format(utcForm))
		}
		if p.Free {
			lines = append(lines, "TRANSP:TRANSPARENT")
		}
		if p.Cancelled {
			lines = append(lines, "STATUS:CANCELLED")
		}
		if p.Own != "" {
			lines = append(lines, "ORGANIZER:mailto:eve@globex.example", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@globex.example",
				"ATTENDEE;PARTSTAT="+string(p.Own)+":mailto:"+owner)
		}
		if p.Weeks > 1 {
			lines = append(lines, fmt.Sprintf("RRULE:FREQ=WEEKLY;COUNT=%d", p.Weeks))
		}
		lines = append(lines, "END:VEVENT", "END:VCALENDAR", "")
		w.must(http.MethodPut, fmt.Sprintf("%splanted-%d.ics", collection, i), strings.Join(lines, "\r\n"), "Content-Type",
			"text/calendar")
	}
}

func password(context.Context) (string, error) { return "secret", nil }

func open(t testing.TB, o Options) *Calendar {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// rigs gives every case calendars of its own on one server.
func rigs(s *calendartest.DAV, expires bool) calendartest.Open {
	var count atomic.Int64
	return func(t *testing.T) *calendartest.Rig {
		n := count.Add(1)
		w := raw{t, s.URL, s}
		me, rep := fmt.Sprintf("handoff%d", n), fmt.Sprintf("rita%d", n)
		mine, theirs := s.Path(me, "meetings"), s.Path(rep, "work")
		s.MakeCalendar(t, me, "meetings")
		way := &firstUse{path: theirs, prepare: func() { s.MakeCalendar(t, rep, "work") }}
		at := func(path, user string, self string) func(http.RoundTripper) *Calendar {
			return func(rt http.RoundTripper) *Calendar {
				return open(t, Options{URL: s.URL + path, Username: user, Password: password, Self: []string{self},
					Client: &http.Client{Transport: rt}})
			}
		}
		provider, reader := at(mine, me, organizer), at(theirs, rep, owner)
		rig := &calendartest.Rig{
			Provider:  func(rt http.RoundTripper) calendar.Provider { return provider(rt) },
			Reader:    func(rt http.RoundTripper) calendar.Reader { return reader(rt) },
			Organizer: organizer, Owner: owner, OwnerCalendar: s.URL + theirs, TakesAnswers: true, Slow: true,
			Events: func(uid string) (found []calendar.Event) {
				texts := s.Objects(t, mine)
				if way.used.Load() {
					texts = append(texts, s.Objects(t, theirs)...)
				}
				for _, text := range texts {
					found = append(found, living(t, text, uid)...)
				}
				return found
			},
			Answer: func(uid, guest string, answer calendar.PartStat) { w.answer(mine+resourceName(uid), guest, answer) },
			Plant: func(list []calendartest.Planted) {
				way.use()
				w.plant(theirs, list)
			},
			Transport: way,
		}
		if expires {
			rig.Expire = func() { forgetTokens(t, s.Dir, me) }
		}
		return rig
	}
}

// firstUse is the way to a server on which a calendar is made when it is asked for first: few cases use the rep's.
type firstUse struct {
	path    string
	prepare func()
	used    atomic.Bool
}

func (w *firstUse) use() {
	if !w.used.Swap(true) {
		w.prepare()
	}
}

// RoundTrip passes every request on.
func (w *firstUse) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasPrefix(req.URL.Path, w.path) {
		w.use()
	}
	return http.DefaultTransport.RoundTrip(req)
}

// forgetTokens takes away what Radicale knows of the tokens that it gave for somebody's calendar.
func forgetTokens(t *testing.T, dir, user string) {
	t.Helper()
	tokens, err := filepath.Glob(filepath.Join(dir, "collection-root", url.PathEscape(user), "meetings",
		".Radicale.cache", "sync-token", "*"))
	if err != nil || len(tokens) == 0 {
		t.Fatalf("no tokens to forget: %v", err)
	}
	for _, file := range tokens {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

func TestConformanceRadicale(t *testing.T) {
	t.Parallel()
	calendartest.Run(t, "radicale", rigs(calendartest.StartRadicale(t), true))
}

func TestConformanceXandikos(t *testing.T) {
	t.Parallel()
	calendartest.Run(t, "xandikos", rigs(calendartest.StartXandikos(t), false))
}

func TestConformanceRunning(t *testing.T) {
	t.Parallel()
	calendartest.Run(t, "running", rigs(calendartest.Running(t), false))
}
