package calendartest

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// DAV is a real CalDAV server on a free loopback port.
type DAV struct {
	URL  string // without a slash at the end
	Dir  string // what it stores
	IMAP string // its mailboxes, host:port; empty: it has none
	LMTP string // where it takes mail for them, without a login
	root string // what stands before a person's name in paths
	open bool   // there are no logins, and no homes of their own

	folder string // what stands between a person's name and a calendar's, with a slash at the end
	kept   bool   // it ran before the test, and goes on
}

// Password is that of everybody; most of these servers ask for none.
const Password = "secret"

// Path is where somebody's calendar is, with a slash at the end.
func (s *DAV) Path(who, calendar string) string {
	return s.root + "/" + who + "/" + s.folder + calendar + "/"
}

// Owner is whoever a path belongs to.
func (s *DAV) Owner(path string) string {
	return strings.Split(strings.TrimPrefix(path, s.root), "/")[1]
}

// MakeCalendar makes an empty calendar for somebody who may not have been there before.
func (s *DAV) MakeCalendar(t testing.TB, who, calendar string) {
	t.Helper()
	if s.open { // folders are made one by one, and there may be this one already
		if code, text := s.ask(t, "MKCOL", s.root+"/"+who+"/", ""); code/100 != 2 && code != http.StatusMethodNotAllowed {
			t.Fatalf("folder of %s: %d %s", who, code, text)
		}
	}
	if s.IMAP != "" {
		s.LogIn(t, who)
	}
	if path := s.Path(who, calendar); s.kept {
		s.ask(t, http.MethodDelete, path, "")
		t.Cleanup(func() { s.ask(t, http.MethodDelete, path, "") })
	}
	s.Do(t, "MKCALENDAR", s.Path(who, calendar), "")
}

// Do asks the server for something, past the code under test, and gives the body of the answer. It logs in as whoever
// the path belongs to.
func (s *DAV) Do(t testing.TB, method, path, body string) string {
	t.Helper()
	code, text := s.ask(t, method, path, body)
	if code/100 != 2 {
		t.Fatalf("%s %s: %d %s", method, path, code, text)
	}
	return text
}

func (s *DAV) ask(t testing.TB, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(s.Owner(path), Password)
	if method == http.MethodPut {
		req.Header.Set("Content-Type", "text/calendar; charset=utf-8")
	}
	if method == "REPORT" {
		req.Header.Set("Depth", "1")
		req.Header.Set("Content-Type", "application/xml; charset=utf-8")
	}
	res, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return res.StatusCode, string(text)
}

// Objects are the resources of a calendar as the server keeps them.
func (s *DAV) Objects(t testing.TB, path string) (texts []string) {
	t.Helper()
	answer := s.Do(t, "REPORT", path, `<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">`+
		`<prop><getetag/><C:calendar-data/></prop>`+
		`<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter>`+
		`</C:calendar-query>`)
	var m struct {
		Texts []string `xml:"response>propstat>prop>calendar-data"`
	}
	if err := xml.Unmarshal([]byte(answer), &m); err != nil {
		t.Fatal(err)
	}
	return m.Texts
}

// Plant writes an appointment into a calendar, whose path ends in a slash, as another program would. More are further
// lines of the event.
func (s *DAV) Plant(t testing.TB, path, title string, start, end time.Time, more ...string) {
	t.Helper()
	const form = "20060102T150405Z"
	uid := fmt.Sprintf("planted-%d-%d", start.Unix(), end.Unix())
	lines := []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:" + uid,
		"DTSTAMP:20260101T000000Z", "SUMMARY:" + title,
		"DTSTART:" + start.UTC().Format(form), "DTEND:" + end.UTC().Format(form)}
	lines = append(append(lines, more...), "END:VEVENT", "END:VCALENDAR", "")
	s.Do(t, http.MethodPut, path+uid+".ics", strings.Join(lines, "\r\n"))
}
